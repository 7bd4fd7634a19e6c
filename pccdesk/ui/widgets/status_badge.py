"""A status as a word on its tone: as a label, and in a list's cell."""

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pccdesk.ui import theme
from pccdesk.ui.palettes import Tone

_PAD, _DOT, _GAP, _TALL = 10, 6, 6, 24
_WORDS = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@cache
def ink(colour: str) -> QColor:
    """Return a colour of the palette to draw with."""
    return QColor(colour)


def badge_size(metrics: QFontMetrics, word: str) -> QSize:
    """Return the room a badge takes for a word."""
    height = max(_TALL, metrics.height() + 6)
    gap = theme.scale().pixels(_GAP)
    return QSize(metrics.horizontalAdvance(word) + 2 * _PAD + _dot() + gap, height)


def _dot() -> int:
    return theme.scale().pixels(_DOT)


def paint_badge(painter: QPainter, rect: QRectF, word: str, tone: Tone) -> None:
    """Draw a badge at the left of a rectangle, in its middle, cut short if it has to be."""
    colours = theme.colours().tone(tone)
    metrics = painter.fontMetrics()
    size = badge_size(metrics, word)
    width = min(float(size.width()), rect.width())
    top = rect.top() + (rect.height() - size.height()) / 2
    pill = QRectF(rect.left(), top, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink(colours.background))
    painter.drawRoundedRect(pill, size.height() / 2, size.height() / 2)
    painter.setBrush(ink(colours.edge))
    across = _dot()
    dot = QPointF(pill.left() + _PAD + across / 2 - 1, pill.center().y())
    painter.drawEllipse(dot, across / 2, across / 2)
    painter.setPen(ink(colours.text))
    room = pill.adjusted(_PAD + across + theme.scale().pixels(_GAP) - 1, 0, -_PAD + 3, 0)
    shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, _WORDS, shown)
    painter.restore()


class StatusBadge(QWidget):
    """A status on a page: word and colour, never colour alone."""

    def __init__(
        self, word: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._word, self._tone = word, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(word, tone)

    def set_status(self, word: str, tone: Tone) -> None:
        """Show another status."""
        self._word, self._tone = word, tone
        self.setAccessibleName(f"Status: {word}")
        self.updateGeometry()
        self.update()

    def word(self) -> str:
        """Return the word shown."""
        return self._word

    def sizeHint(self) -> QSize:
        """Return the room the word takes."""
        return badge_size(self.fontMetrics(), self._word)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is drawn each time
        """Draw the badge."""
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._word, self._tone)
        painter.end()


Index = QModelIndex | QPersistentModelIndex
"""What Qt hands to delegates and models."""
