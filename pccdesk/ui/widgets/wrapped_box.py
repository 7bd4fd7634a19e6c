"""A box to tick whose words break into lines where there is no room for one."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from pccdesk.ui import theme
from pccdesk.ui.plain_text import plain_words

SIGN, LEAST = 34, 160
"""Pixels of a box with its air, and of the narrowest words, at the usual size of text."""


class WrappedBox(QCheckBox):
    """As `QCheckBox`; Qt breaks none of a box’s words."""

    def __init__(self, words: str) -> None:
        super().__init__(plain_words(words))
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """Return the room of the words in one line, and the height that they have now."""
        wide = self.fontMetrics().horizontalAdvance(self._words) + theme.scale().pixels(SIGN)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the least room; the words are then as many lines as they need."""
        hint = super().minimumSizeHint()
        return QSize(min(self.sizeHint().width(), theme.scale().pixels(LEAST)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines for another width."""
        super().resizeEvent(event)
        broken = in_lines(self, self._words, self.width() - theme.scale().pixels(SIGN))
        if broken != self.text():
            self.setText(broken)


def in_lines(box: QCheckBox, words: str, room: int) -> str:
    """Return words broken into lines that fit so many pixels, ready to be shown on a box."""
    whole = " ".join(words.split())
    if box.fontMetrics().horizontalAdvance(whole) <= room:
        return plain_words(whole)
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and box.fontMetrics().horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return plain_words("\n".join(lines))
