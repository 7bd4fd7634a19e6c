"""Set text that came as Markdown in the window's one type scale."""

from collections.abc import Iterator

from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from pccdesk.ui import theme

_LINE = 135
_ABOVE, _BELOW = 20, 6


def set_type(browser: QTextBrowser) -> None:
    """Size the headings, and give lines and paragraphs room to read."""
    document = browser.document()
    document.setDefaultFont(browser.font())
    for block in _blocks(browser):
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        in_table = cursor.currentTable() is not None
        cursor.setBlockFormat(_spaced(block.blockFormat(), level, in_table=in_table))
        if level:
            _select(cursor)
            cursor.setCharFormat(_heading(browser.font(), level))
        else:
            _soften_bold(block)


def _blocks(browser: QTextBrowser) -> Iterator[QTextBlock]:
    block = browser.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def _spaced(shape: QTextBlockFormat, level: int, *, in_table: bool) -> QTextBlockFormat:
    shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if not in_table:
        shape.setTopMargin(_ABOVE if level > 1 else 0)
        shape.setBottomMargin(_BELOW)
    return shape


def _heading(plain: QFont, level: int) -> QTextCharFormat:
    scale = theme.scale()
    font = QFont(plain)
    font.setPixelSize(scale.title if level == 1 else scale.section)
    font.setWeight(QFont.Weight.DemiBold)
    shape = QTextCharFormat()
    shape.setFont(font)
    return shape


def _select(cursor: QTextCursor) -> None:
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)


def _soften_bold(block: QTextBlock) -> None:
    """Draw bold words in the heaviest weight that ships; a heavier one would be smeared."""
    wanted = []
    place = block.begin()
    while not place.atEnd():
        piece = place.fragment()
        if piece.charFormat().fontWeight() > QFont.Weight.DemiBold:
            wanted.append((piece.position(), piece.length()))
        place += 1
    for start, length in wanted:
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, cursor.MoveMode.KeepAnchor)
        shape = QTextCharFormat()
        shape.setFontWeight(QFont.Weight.DemiBold)
        cursor.mergeCharFormat(shape)
