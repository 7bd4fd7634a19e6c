"""Shows somebody's one-time word, this once."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.dates import format_instant
from pccdesk.ui import theme
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label

_LETTERS = 24


class WordDialog(QDialog):
    """The word in large letters, until when it counts, and Copy; nobody can look it up again."""

    def __init__(
        self, full_name: str, word: str, until: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        answer_f1(self)
        self.word = word
        self.setWindowTitle("One-time word")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(14)
        column.addWidget(label(f"One-time word for {isolated(full_name)}", "title", wrap=True))
        shown = label(word, "title")
        shown.setStyleSheet(
            f"font-size: {theme.scale().pixels(_LETTERS)}px; font-family: monospace;"
        )
        shown.setAccessibleName(f"One-time word: {' '.join(word)}")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(shown)
        column.addWidget(
            label(
                f"Hand it over in person or by telephone. It is typed in place of a password, "
                f"counts once, until {format_instant(until)}, and then a password must be chosen. "
                "It is shown only now: it is not kept, and nobody can look it up.",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.addWidget(push_button("Copy", icon="copy", clicked=self.copy))
        row.addStretch(1)
        done = push_button("I have handed it over", kind="primary", clicked=self.accept)
        done.setDefault(True)
        row.addWidget(done)
        column.addLayout(row)
        self.setMinimumWidth(520)

    def copy(self) -> None:
        """Put the word on the clipboard."""
        QGuiApplication.clipboard().setText(self.word)
