"""One print job of a PDF: its pages drawn on a printer, one at a time."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

_FINEST = 300
"""Dots an inch that a page is drawn at; at a laser printer's 1200 a page takes half a gigabyte."""


class PrintRun:
    """Holds its own copy of the document, so that the window may show another meanwhile."""

    def __init__(self, content: bytes, printer: QPrinter) -> None:
        from PySide6.QtPdf import QPdfDocument

        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document: QPdfDocument = QPdfDocument()
        self._document.load(self._buffer)
        self._printer = printer
        self._painter = QPainter()
        self._next = 0

    def draw_next(self) -> bool:
        """Draw the next page at the paper's true size; tell whether one is left."""
        if self._next == 0 and not self._painter.begin(self._printer):
            return False
        if self._next:
            self._printer.newPage()
        self._draw(self._next)
        self._next += 1
        if self._next < self._document.pageCount():
            return True
        self._painter.end()
        self._document.close()
        return False

    def _draw(self, page: int) -> None:
        dots = self._printer.resolution()
        points = self._document.pagePointSize(page)
        image = self._document.render(page, (points * (min(dots, _FINEST) / 72)).toSize())
        layout = self._printer.pageLayout()
        corner = layout.fullRectPixels(dots).topLeft() - layout.paintRectPixels(dots).topLeft()
        size = QSizeF(points * (dots / 72))
        self._painter.drawImage(QRectF(corner.toPointF(), size), image)
