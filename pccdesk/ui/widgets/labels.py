"""Text in the one type scale, and the card that groups it."""

import re
from typing import Literal

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pccdesk.ui.plain_text import plain_tip

TextType = Literal[
    "body", "title", "section", "strong", "label", "hint", "muted", "small", "problem",
    "warning", "figure",
]  # fmt: skip


_LONG_WORD, _PIECE = 40, 10
_PLAIN = {"textFormat": "PlainText", "alignment": "AlignLeft|AlignAbsolute|AlignVCenter"}
"""Shown as typed, at the left of the column for every script: a name in Arabic stays beside its
label. Said by Qt's words: its enumerations take a tenth of the start to make."""


def breakable(text: str) -> str:
    """Return a text in which words without end may break; addresses break by themselves."""
    if len(max(text.split(), key=len, default="")) < _LONG_WORD:
        return text
    return re.sub(
        rf"[^\s/@.:-]{{{_LONG_WORD},}}",
        lambda word: "\u200b".join(
            word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE)
        ),
        text,
    )


def label(text: str, kind: TextType = "body", *, wrap: bool = False) -> QLabel:
    """Return a label of one of the scale's kinds; its text is shown as typed, never as markup.

    With `wrap`, a word that is wider than any column may be broken.
    """
    made = QLabel(breakable(text) if wrap else text)
    _make_plain(made, kind)
    made.setWordWrap(wrap)
    return made


def _make_plain(made: QLabel, kind: TextType) -> None:
    made.setProperty("type", kind)
    for name, value in _PLAIN.items():
        made.setProperty(name, value)


class ElidedLabel(QLabel):
    """One line that ends in “…” where there is no room; the tooltip has it in full."""

    def __init__(
        self, text: str = "", kind: TextType = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._full = self._tip = ""
        _make_plain(self, kind)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)
        self.set_full_text(text)

    def set_full_text(self, text: str) -> None:
        """Show a text, as much of it as fits."""
        self._full = " ".join(text.split())
        self.setAccessibleName(self._full)
        self.fit()

    def set_tip(self, text: str) -> None:
        """Say more in the tooltip than the label does, whether it is cut short or not."""
        self._tip = text
        self.fit()

    def full_text(self) -> str:
        """Return the whole text, shown or not."""
        return self._full

    def wanted(self) -> int:
        """Return how wide the label would have to be to show all of its text."""
        self.ensurePolished()
        return QFontMetrics(self.font()).horizontalAdvance(self._full) + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show as much as fits; asked for where the typeface changes and the width does not."""
        from PySide6.QtCore import Qt

        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 24))
        self.setText(shown)
        self.setToolTip(plain_tip(self._tip or (self._full if shown != self._full else "")))


class Card(QFrame):
    """A quiet box with a heading, for one group of facts or fields on a page."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 20)
        self.column.setSpacing(12)
        if heading:
            self.setAccessibleName(heading)
            self.column.addWidget(label(heading, "section"))

    def add(self, widget: QWidget) -> None:
        """Add a widget below what is there."""
        self.column.addWidget(widget)
