"""How a list's cells are drawn: links, status badges, one line each, the whole row selected."""

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pccdesk.ui import theme
from pccdesk.ui.itemmodels.record_model import Cell, CellRole
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.status_badge import paint_badge

_PAD = 10
Index = QModelIndex | QPersistentModelIndex

# A list draws hundreds of cells before it is seen: Python's flags are worked out once, here.
_SELECTED = QStyle.StateFlag.State_Selected.value
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_LINE = Qt.TextFlag.TextSingleLine.value | Qt.AlignmentFlag.AlignVCenter.value
_ON_LEFT = _LINE | Qt.AlignmentFlag.AlignLeft.value
_ON_RIGHT = _LINE | Qt.AlignmentFlag.AlignRight.value
_CUT_SHORT = Qt.TextElideMode.ElideRight


class ListDelegate(QStyledItemDelegate):
    """Draws one cell of a record list; rows under the mouse are tinted by the view."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        colours = theme.colours()
        state = option.state.value
        rect = QRectF(option.rect)
        painter.save()
        if state & _SELECTED:
            painter.fillRect(rect, _ink(colours.selection))
        elif state & _UNDER_MOUSE:
            painter.fillRect(rect, _ink(colours.hover))
        painter.setPen(_ink(colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        cell = index.data(CellRole)
        if cell.tone is not None and cell.words:
            paint_badge(painter, room, cell.words, cell.tone)
        elif cell.words:
            _draw_words(painter, room, cell, chosen=bool(state & _SELECTED))
        if state & _FOCUSED:
            painter.setPen(_ink(colours.accent))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room that the cell's words take."""
        words = str(index.data() or "")
        width = option.fontMetrics.horizontalAdvance(words) + 2 * _PAD + 16
        return QSize(width, theme.scale().row)


def _draw_words(painter: QPainter, room: QRectF, cell: Cell, *, chosen: bool) -> None:
    colours = theme.colours()
    ink = colours.muted if cell.muted else colours.text
    if chosen:
        ink = colours.on_selection
    painter.setPen(_ink(colours.link if cell.is_link else ink))
    one_line = " ".join(cell.words.split())
    shown = painter.fontMetrics().elidedText(one_line, _CUT_SHORT, int(room.width()))
    # A name that begins from right to left is read so whole, the Latin words in it too.
    painter.drawText(room, _ON_RIGHT if cell.right else _ON_LEFT, isolated(shown))


@cache
def _ink(colour: str) -> QColor:
    return QColor(colour)
