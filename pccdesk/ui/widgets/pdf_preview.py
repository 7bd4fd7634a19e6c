"""A PDF inside the program: thumbnails, pages, zoom, print, save. Loaded when first shown."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from pccdesk.ui import theme
from pccdesk.ui.plain_text import plain_tip
from pccdesk.ui.widgets.buttons import icon_button, push_button, show_words
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.page_strip import PageStrip
from pccdesk.ui.widgets.print_run import PrintRun

_STEP = 1.2
_SMALLEST, _LARGEST = 0.25, 5.0
_WIDE = 560
"""The width from which on there is a place for thumbnails."""
_LEAST_WIDTH, _LEAST_HEIGHT = 320, 240


class PdfPreview(QWidget):
    """Shows PDF bytes; `printed` tells that the officer sent them to a printer."""

    sent = Signal()
    printed = Signal()
    save_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self.setAccessibleName(name)
        self._content = b""
        self._run: PrintRun | None = None
        self._buffer = QBuffer(self)
        self._document: QPdfDocument = QPdfDocument(self)
        self._view: QPdfView = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName(name)
        self._pages = label("", "muted")
        self._view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._buttons = self._bar()
        column.addLayout(self._buttons)
        self._strip = PageStrip(self._document, self)
        self._strip.chosen.connect(self._jump)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._strip)
        row.addWidget(self._view, 1)
        column.addLayout(row, 1)
        theme.theme().changed.connect(self._fit_soon)

    def show_bytes(self, content: bytes) -> None:
        """Show a PDF; what is not one leaves the view empty."""
        self._content = content
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._strip.show_pages()
        self._say_page()

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return self._document.pageCount()

    def take_keyboard(self) -> None:
        """Put the keyboard on the button that prints."""
        self._print_button.setFocus()

    def print_pages(self) -> None:
        """Ask for a printer and print every page."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("Print")
        if dialog.exec():
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Draw every page on a printer, one at a time, so that the window stays live.

        `sent` tells that it began, `printed` that the last page is drawn. What is shown meanwhile
        makes no difference.
        """
        if self._run is not None or not self.page_count():
            return
        self._run = PrintRun(self._content, printer)
        self._print_button.setEnabled(False)
        self.sent.emit()
        QTimer.singleShot(0, self, self._print_next)

    def _print_next(self) -> None:
        if self._run is None:
            return
        if self._run.draw_next():
            QTimer.singleShot(0, self, self._print_next)
            return
        self._run = None
        self._print_button.setEnabled(True)
        self.printed.emit()

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(icon_button("chevron-up", "Page before", clicked=lambda: self._turn(-1)))
        row.addWidget(icon_button("chevron-down", "Next page", clicked=lambda: self._turn(1)))
        row.addWidget(self._pages)
        row.addStretch(1)
        row.addWidget(icon_button("zoom-out", "Smaller", clicked=lambda: self._zoom(1 / _STEP)))
        row.addWidget(icon_button("zoom-in", "Larger", clicked=lambda: self._zoom(_STEP)))
        row.addWidget(icon_button("move-horizontal", "Fit the width", clicked=self._fit))
        row.addSpacing(8)
        self._save_button = push_button("Save as …", icon="download", clicked=self.save_wanted.emit)
        row.addWidget(self._save_button)
        row.addSpacing(4)  # as far apart as buttons are elsewhere
        self._print_button = push_button("Print …", icon="printer", clicked=self.print_pages)
        row.addWidget(self._print_button)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the thumbnails and the buttons' words away where there is no room for them."""
        super().resizeEvent(event)
        self._fit_words()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the room once the buttons have the look that they are shown in."""
        super().showEvent(event)
        self._fit_soon()

    def minimumSizeHint(self) -> QSize:
        """Return the room in which every button can still be reached."""
        return QSize(theme.scale().pixels(_LEAST_WIDTH), theme.scale().pixels(_LEAST_HEIGHT))

    def _fit_soon(self) -> None:
        # Buttons take their new font after the look has changed, and tell their width then.
        QTimer.singleShot(0, self, self._fit_words)

    def _fit_words(self) -> None:
        words = {self._save_button: "Save as …", self._print_button: "Print …"}
        for button, text in words.items():
            show_words(button, text)
            button.setToolTip("")
        self._pages.show()
        if self._buttons.sizeHint().width() > self.width():
            for button, text in words.items():
                show_words(button, "")
                button.setToolTip(plain_tip(text))
            self._pages.setVisible(self._buttons.sizeHint().width() <= self.width())
        self._strip.setVisible(
            self.page_count() > 1 and self.width() >= theme.scale().pixels(_WIDE)
        )

    def _turn(self, step: int) -> None:
        self._jump(self._view.pageNavigator().currentPage() + step)

    def _jump(self, page: int) -> None:
        """Show a page, the first or last where there is none of this number."""
        page = min(max(page, 0), max(self.page_count() - 1, 0))
        self._view.pageNavigator().jump(page, QPointF())

    def _zoom(self, factor: float) -> None:
        from PySide6.QtPdfWidgets import QPdfView

        now = self._view.zoomFactor()
        if self._view.zoomMode() is not QPdfView.ZoomMode.Custom:
            now = 1.0
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(now * factor, _SMALLEST), _LARGEST))

    def _fit(self) -> None:
        from PySide6.QtPdfWidgets import QPdfView

        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _say_page(self) -> None:
        if not isValid(self._document):  # the view turns back to page 1 while it is taken down
            return
        pages = self.page_count()
        now = self._view.pageNavigator().currentPage() + 1
        self._pages.setText(f"Page {now} of {pages}" if pages else "No pages")
        words = self._document.getAllText(now - 1).text() if pages else ""
        # Qt's viewer shows a picture: who cannot see it hears the page's words.
        self._view.setAccessibleDescription(f"{self._pages.text()}. {' '.join(words.split())}")
        self._strip.mark(now - 1)
        self._fit_words()
