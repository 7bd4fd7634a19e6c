"""Save, discard or stay: asked only when something changed."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from pccdesk.ui.dialog_help import answer_f1


class Answer(Enum):
    """What the officer chose."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


_WORDS = {
    QMessageBox.StandardButton.Save: "&Save",
    QMessageBox.StandardButton.Discard: "&Discard",
    QMessageBox.StandardButton.Cancel: "&Cancel",
}


def ask_unsaved(parent: QWidget, what: str) -> Answer:
    """Ask whether `what` (“the application”) is saved before it is left; Esc stays."""
    box = QMessageBox(parent)
    box.setWindowTitle("Unsaved changes")
    answer_f1(box)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Save {what} before you leave?")
    box.setInformativeText("What you typed since the last save is lost if you discard it.")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    box.setEscapeButton(buttons.Cancel)
    for which, words in _WORDS.items():
        box.button(which).setText(words)
    for button in box.buttons():
        button.setIcon(QIcon())  # the style's own pictures are not of our set
    chosen = box.exec()
    return {buttons.Save: Answer.SAVE, buttons.Discard: Answer.DISCARD}.get(
        buttons(chosen), Answer.CANCEL
    )
