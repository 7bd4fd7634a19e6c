"""How a list's cells are drawn: links, status badges, one line each, the whole row selected."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pccdesk.ui import theme
from pccdesk.ui.itemmodels.record_model import Cell, CellRole
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.status_badge import ink, paint_badge

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
_KNOWN = 5_000
_fitted: dict[tuple[str, int, float], str] = {}
"""Words as they fit a width in a size: lists are drawn again and again, much of them alike."""


class ListDelegate(QStyledItemDelegate):
    """Draws one cell of a record list; rows under the mouse are tinted by the view."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        colours = theme.colours()
        state = option.state.value
        rect = option.rect
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        painter.save()
        if state & _SELECTED:
            painter.fillRect(left, top, width, height, ink(colours.selection))
        elif state & _UNDER_MOUSE:
            painter.fillRect(left, top, width, height, ink(colours.hover))
        if self.has_line_below(index):
            painter.setPen(ink(colours.border))
            painter.drawLine(left, top + height, left + width, top + height)
        room = QRectF(left + _PAD, top, width - 2 * _PAD, height)
        cell = index.model().data(index, CellRole)  # not by Qt, which would come back to Python
        if cell.tone is not None and cell.words:
            paint_badge(painter, room, cell.words, cell.tone)
        elif cell.words:
            _draw_words(painter, room, cell, chosen=bool(state & _SELECTED))
        if state & _FOCUSED:
            painter.setPen(ink(colours.accent))
            painter.drawRect(left + 1, top + 1, width - 3, height - 3)
        painter.restore()

    def has_line_below(self, index: Index) -> bool:
        """Whether a line parts a cell from the one below it; in a list that scrolls, always."""
        return index.isValid()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room that the cell's words take."""
        words = str(index.data() or "")
        width = option.fontMetrics.horizontalAdvance(words) + 2 * _PAD + 16
        return QSize(width, theme.scale().row)


def _draw_words(painter: QPainter, room: QRectF, cell: Cell, *, chosen: bool) -> None:
    colours = theme.colours()
    of_words = colours.muted if cell.muted else colours.text
    if chosen:
        of_words = colours.on_selection
    painter.setPen(ink(colours.link if cell.is_link else of_words))
    shown = _fit(painter, cell.words, int(room.width()))
    painter.drawText(room, _ON_RIGHT if cell.right else _ON_LEFT, shown)


def _fit(painter: QPainter, words: str, width: int) -> str:
    """Return words on one line, cut short with “…” where they are wider than so many pixels."""
    wanted = (words, width, theme.scale().factor)
    fitted = _fitted.get(wanted)
    if fitted is None:
        if len(_fitted) >= _KNOWN:
            _fitted.clear()
        one_line = " ".join(words.split())
        shown = painter.fontMetrics().elidedText(one_line, _CUT_SHORT, width)
        # A name that begins from right to left is read so whole, the Latin words in it too.
        fitted = _fitted[wanted] = isolated(shown)
    return fitted
