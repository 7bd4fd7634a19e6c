"""How a list's cells are drawn: links, status badges, one line each, the whole row selected."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pccdesk.ui import theme
from pccdesk.ui.itemmodels.record_model import LinkRole, ToneRole
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.status_badge import paint_badge

_PAD = 10
Index = QModelIndex | QPersistentModelIndex


class ListDelegate(QStyledItemDelegate):
    """Draws one cell of a record list; rows under the mouse are tinted by the view."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        colours = theme.colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(colours.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        painter.setPen(QColor(colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._content(painter, rect.adjusted(_PAD, 0, -_PAD, 0), index, chosen=chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room that the cell's words take."""
        words = str(index.data() or "")
        width = option.fontMetrics.horizontalAdvance(words) + 2 * _PAD + 16
        return QSize(width, theme.scale().row)

    @staticmethod
    def _content(painter: QPainter, room: QRectF, index: Index, *, chosen: bool) -> None:
        words = str(index.data() or "")
        tone = index.data(ToneRole)
        if tone is not None and words:
            paint_badge(painter, room, words, Tone(tone))
            return
        colours = theme.colours()
        ink = colours.on_selection if chosen else colours.text
        if index.data(LinkRole):
            ink = colours.link
        painter.setPen(QColor(ink))
        flags = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0)
        metrics = painter.fontMetrics()
        one_line = " ".join(words.split())
        shown = metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, flags | Qt.TextFlag.TextSingleLine, shown)
