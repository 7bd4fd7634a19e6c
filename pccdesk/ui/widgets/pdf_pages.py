"""The pages of a PDF, and no more than that. Loaded when first shown."""

from PySide6.QtGui import QMouseEvent
from PySide6.QtPdfWidgets import QPdfView


class PdfPages(QPdfView):
    """Draws pages; a link in them is a picture of a link.

    Qt's own view hands the address under the mouse to the system, which starts whatever is set up
    for it: a page in the browser, or a file. A stranger's document shall start nothing.
    """

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Do nothing."""
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show no hand over what is no link here."""
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow no link."""
        event.ignore()
