"""The pages of a PDF as thumbnails; each is drawn in a thread once it comes into view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from pccdesk.ui import theme

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

_WIDTH, _AROUND = 84, 46
_A4 = 297 / 210


class PageStrip(QListWidget):
    """A list of numbered thumbnails; `chosen` gives a page, counted from 0."""

    chosen = Signal(int)

    def __init__(self, document: "QPdfDocument", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtPdf import QPdfPageRenderer

        self._document = document
        self._asked: set[int] = set()
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(document)
        self._renderer.pageRendered.connect(self._drawn)
        self.setAccessibleName("Pages")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(_WIDTH, round(_WIDTH * _A4)))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._ask())
        self.currentRowChanged.connect(self._choose)
        self._fit()
        theme.theme().changed.connect(self._fit)

    def show_pages(self) -> None:
        """List the pages of what the document now holds."""
        self._asked.clear()
        self.blockSignals(True)
        self.clear()
        empty = QPixmap(self.iconSize())
        empty.fill(Qt.GlobalColor.white)
        for page in range(self._document.pageCount()):
            item = QListWidgetItem(_of_paper(empty), str(page + 1))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Page {page + 1}")
            self.addItem(item)
        self.blockSignals(False)
        self._ask()

    def mark(self, page: int) -> None:
        """Mark the page in view without going to it."""
        item = self.item(page)
        if item is None or self.currentRow() == page:
            return
        self.blockSignals(True)
        self.setCurrentRow(page, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.blockSignals(False)
        self.scrollToItem(item)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw what has come into view."""
        super().resizeEvent(event)
        self._ask()

    def _fit(self) -> None:
        self.setFixedWidth(_WIDTH + _AROUND + theme.scale().pixels(20))

    def _choose(self, page: int) -> None:
        if page >= 0:
            self.chosen.emit(page)

    def _ask(self) -> None:
        """Have the thumbnails in view drawn, and none of the thousand that are not."""
        view = self.viewport().rect()
        first = self.indexAt(view.topLeft()).row()
        if first < 0:
            return
        side = self.devicePixelRatioF()
        for page in range(first, self.count()):
            if not self.visualItemRect(self.item(page)).intersects(view):
                return
            if page not in self._asked:
                self._asked.add(page)
                self._renderer.requestPage(page, (self.iconSize() * side))

    def _drawn(self, page: int, _size: QSize, image: QImage) -> None:
        item = self.item(page)
        if item is not None:
            paper = QImage(image.size(), QImage.Format.Format_RGB32)
            paper.fill(Qt.GlobalColor.white)
            _put_on(paper, image)
            item.setIcon(_of_paper(QPixmap.fromImage(paper)))


def _of_paper(picture: QPixmap) -> QIcon:
    """Return an icon that stays white where its page is chosen: Qt would tint it."""
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made


def _put_on(paper: QImage, image: QImage) -> None:
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.setPen(QColor(theme.colours().control_border))
    painter.drawRect(paper.rect().adjusted(0, 0, -1, -1))
    painter.end()
