"""A stale save side by side: mine, theirs, and what both began from; the officer chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.form.comparing import Difference, Key
from pccdesk.ui.widgets.labels import Card, label

_LEAST_LINES, _MOST_LINES = 1, 10
_A_LINE = 36
"""Characters that a column holds, about; long texts get more room and scroll beyond it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to stand in each field that differed, as it is typed."""

    typed: Mapping[Key, Any]


class CompareDialog(CommandDialog):
    """Returns `Chosen`. Cancel goes back to the form, where all that was typed still stands."""

    def __init__(
        self, sentence: str, differences: tuple[Difference, ...], parent: QWidget | None = None
    ) -> None:
        words = DialogWords(
            "Changed while you were typing",
            f"{sentence} Choose what is to stand in each field; yours can still be edited here. "
            "The other fields are the same, or are taken over as they were saved.",
            "Save what is chosen",
        )
        super().__init__(words, parent)
        self.setAccessibleDescription(words.line)
        self.cards = tuple(DifferenceCard(each) for each in differences)
        for each in self.cards:
            self.form.add_widget(each)
        self.widen(1040)
        self.resize(1120, 690)

    def command(self) -> Chosen:
        """Return the officer's choice of every field."""
        return Chosen({card.difference.key: card.chosen() for card in self.cards})

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first field that differs."""
        super().showEvent(event)
        if self.cards:
            self.cards[0].focus_choice()


class DifferenceCard(Card):
    """One field: mine (a text can be edited), theirs, and what stood when the form was opened."""

    def __init__(self, difference: Difference) -> None:
        super().__init__()
        self.difference = difference
        name = " · ".join(filter(None, (difference.heading, difference.mine.label)))
        self.setAccessibleName(name)
        self.add(label(name, "strong", wrap=True))
        note = "Changed by both." if difference.by_both else ""
        if not difference.mine_first:
            note = "Changed by the other person only."
        elif not difference.by_both:
            note = "Changed by you only."
        self.add(label(note, "warning" if difference.by_both else "small"))
        self.mine, self.theirs = QRadioButton("Mine"), QRadioButton("Theirs")
        self._group = QButtonGroup(self)
        for each in (self.mine, self.theirs):
            self._group.addButton(each)
            each.setAccessibleName(f"{name}: {each.text().lower()}")
        (self.mine if difference.mine_first else self.theirs).setChecked(True)
        self._edit = _text_box(difference.mine.shown, f"{name}, mine")
        self._edit.setReadOnly(not difference.mine.is_text)
        if difference.mine.is_text:
            self._edit.setPlainText(str(difference.mine.typed or ""))
            self._edit.textChanged.connect(lambda: self.mine.setChecked(True))
        self.add(self._grid(name))

    def chosen(self) -> Any:
        """Return what is to stand, as it is typed."""
        if self.theirs.isChecked():
            return self.difference.theirs.typed
        if self.difference.mine.is_text:
            return self._edit.toPlainText()
        return self.difference.mine.typed

    def edit_mine(self, text: str) -> None:
        """Write another text into mine, as typing there does."""
        self._edit.setPlainText(text)

    def focus_choice(self) -> None:
        """Put the keyboard on the choice; arrows change it, Tab goes on into the text."""
        chosen = self.mine if self.mine.isChecked() else self.theirs
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _grid(self, name: str) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        columns = (
            (self.mine, self._edit),
            (self.theirs, _text_box(self.difference.theirs.shown, f"{name}, theirs")),
            (
                label("As you opened it", "small"),
                _text_box(self.difference.opened.shown, f"{name}, as you opened it"),
            ),
        )
        tall = max(box.maximumHeight() for _head, box in columns)
        for place, (head, box) in enumerate(columns):
            box.setFixedHeight(tall)
            grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
        return inside


def _text_box(text: str, name: str) -> QPlainTextEdit:
    """Return a text to be read, selected and scrolled; Tab goes through it."""
    made = QPlainTextEdit(text)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setFrameShape(QFrame.Shape.StyledPanel)
    made.setAccessibleName(name)
    lines = sum(1 + len(line) // _A_LINE for line in text.split("\n"))
    shown = min(_MOST_LINES, max(_LEAST_LINES, lines))
    made.setMaximumHeight(made.fontMetrics().lineSpacing() * shown + 28)
    return made
