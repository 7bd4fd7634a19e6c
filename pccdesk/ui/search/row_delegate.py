"""How a row of the search box is drawn: icon, title, context and snippet, its kind at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pccdesk.domain.marking import Piece
from pccdesk.ui import icons, theme
from pccdesk.ui.search.rows import SearchRow, plain
from pccdesk.ui.search.rows_model import RowRole

_PAD, _ICON, _GAP, _AIR = 14, 18, 12, 7
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Draws one row; matched words are bold and underlined, so that colour tells nothing alone."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row's one, two or three lines."""
        row: SearchRow = index.data(RowRole)
        scale = theme.scale()
        lines = bool(row.context) + bool(row.snippet)
        return QSize(200, round(scale.body * 1.5) + lines * round(scale.small * 1.5) + 2 * _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: SearchRow = index.data(RowRole)
        colours, scale = theme.colours(), theme.scale()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(colours.selection))
            edge = QRectF(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(edge, QColor(colours.accent))
        ink = colours.on_selection if chosen else colours.text
        quiet = ink if chosen else colours.muted
        ratio = painter.device().devicePixelRatioF()
        height = round(scale.body * 1.5)
        top = rect.top() + _AIR
        sign = scale.pixels(_ICON)
        icon = icons.pixmap(row.icon, quiet, sign, ratio)
        painter.drawPixmap(QPointF(rect.left() + _PAD, top + (height - sign) / 2), icon)
        side = _kind(painter, QRectF(rect.left(), top, rect.width() - _PAD, height), row, quiet)
        left = rect.left() + _PAD + sign + _GAP
        room = QRectF(left, top, rect.right() - side - _GAP - left, height)
        _line(
            painter, room, row.title, _font(option.font, scale.body), ink if row.choose else quiet
        )
        line = round(scale.small * 1.5)
        below = QRectF(left, top + height, rect.right() - _PAD - left, line)
        for pieces in (row.context, row.snippet):
            if pieces:
                _line(painter, below, pieces, _font(option.font, scale.small), quiet)
                below.translate(0, line)
        painter.restore()


def _kind(painter: QPainter, room: QRectF, row: SearchRow, ink: str) -> float:
    """Write the row's kind, or its keys, at the right; return the width it takes."""
    font = _font(painter.font(), theme.scale().small)
    words = row.keys or row.label
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
    return QFontMetricsF(font).horizontalAdvance(words) + _PAD


def _line(
    painter: QPainter, room: QRectF, pieces: tuple[Piece, ...], font: QFont, ink: str
) -> None:
    """Draw pieces as one line, laid out as a whole from the left: a name may turn within it."""
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    flat = tuple(Piece(" ".join(piece.text.splitlines()), piece.matched) for piece in pieces)
    words = plain(flat)
    elided = QFontMetricsF(heavy).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    if QFontMetricsF(font).horizontalAdvance(words) <= room.width():
        elided = words
    layout = QTextLayout(elided, font)
    from_left = layout.textOption()
    from_left.setTextDirection(Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(from_left)
    layout.setFormats(_formats(flat, len(elided), ink))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width() * 2)
    layout.endLayout()
    painter.setClipRect(room)
    painter.setPen(QColor(ink))
    layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2))
    painter.setClipping(False)


def _formats(pieces: tuple[Piece, ...], length: int, ink: str) -> list[QTextLayout.FormatRange]:
    found = []
    place = 0
    for piece in pieces:
        shape = QTextLayout.FormatRange()
        shape.start, shape.length = place, max(0, min(len(piece.text), length - place))
        look = QTextCharFormat()
        look.setForeground(QColor(ink))
        if piece.matched:
            look.setFontWeight(QFont.Weight.DemiBold)
            look.setFontUnderline(True)
        shape.format = look
        found.append(shape)
        place += len(piece.text)
    return found


def _font(base: QFont, pixels: int) -> QFont:
    font = QFont(base)
    font.setPixelSize(pixels)
    return font
