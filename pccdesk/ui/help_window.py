"""The help window: a contents list to search in, and the page beside it."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from pccdesk.ui import help as help_pages
from pccdesk.ui import icons, theme
from pccdesk.ui.front import bring_to_front
from pccdesk.ui.help import HelpPage
from pccdesk.ui.rich_text import set_type
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.sign_line import SignLine

_ID = Qt.ItemDataRole.UserRole
_open: list["HelpWindow"] = []


class HelpWindow(QWidget):
    """Contents on the left, the page on the right; stays open beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Help – PCCDesk")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowIcon(icons.icon("circle-question-mark", "accent"))
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = SignLine()
        self.search.setPlaceholderText("Search help")
        self.search.setAccessibleName("Search help")
        self.search.offer_emptying()
        self.contents = QListWidget()
        self.contents.setAccessibleName("Contents")
        self.contents.setProperty("quiet", True)
        self.nothing = label("No page has these words.", "muted", wrap=True)
        self.page = QTextBrowser()
        self.page.setAccessibleName("Help page")
        self.page.setProperty("quiet", True)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.page.setFocus)
        self.contents.currentItemChanged.connect(self._chosen)
        theme.theme().changed.connect(self._redraw)
        QShortcut(QKeySequence("Esc"), self, self.close)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        self._lay_out()
        self._filter("")
        self.resize(920, 660)

    def show_page(self, page_id: str) -> None:
        """Show a page by its id and mark it in the contents."""
        self.search.clear()
        for row in range(self.contents.count()):
            item = self.contents.item(row)
            if item is not None and item.data(_ID) == page_id:
                self.contents.setCurrentItem(item)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the next F1 open a fresh window."""
        if self in _open:
            _open.remove(self)
        super().closeEvent(event)

    def _lay_out(self) -> None:
        left = QFrame()
        left.setProperty("role", "sidebar")
        left.setFixedWidth(theme.scale().pixels(240))
        side = QVBoxLayout(left)
        side.setContentsMargins(12, 16, 12, 12)
        side.setSpacing(10)
        side.addWidget(self.search)
        side.addWidget(self.nothing)
        side.addWidget(self.contents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.page, 1)
        self.page.document().setDocumentMargin(32)

    def _filter(self, words: str) -> None:
        shown = self.contents.currentItem()
        kept = shown.data(_ID) if shown is not None else ""
        found = help_pages.search(words)
        self.contents.blockSignals(True)
        self.contents.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(_ID, page.id)
            self.contents.addItem(item)
            if page.id == kept:
                self.contents.setCurrentItem(item)
        self.contents.blockSignals(False)
        self.nothing.setVisible(not found)
        if self.contents.currentItem() is None and found:
            self.contents.setCurrentRow(0)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._draw(item.data(_ID))

    def _redraw(self) -> None:
        item = self.contents.currentItem()
        if item is not None:
            self._draw(item.data(_ID))

    def _draw(self, page_id: str) -> None:
        found = next(page for page in help_pages.help_pages() if page.id == page_id)
        self.page.setMarkdown(found.text)
        set_type(self.page)
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, url: QUrl) -> None:
        self.show_page(url.toString().removesuffix(".md"))


def show_help(screen: str, near: QWidget) -> HelpWindow:
    """Open the help of a screen, or bring the open help window there."""
    if not _open:
        _open.append(HelpWindow())
    window = _open[0]
    page = help_pages.page_of_screen(screen)
    if page is not None:
        window.show_page(page.id)
    near.destroyed.connect(_close_with_the_last)
    bring_to_front(window)
    return window


def show_help_in(dialog: QWidget, page: HelpPage) -> HelpWindow:
    """Open a page of the help over a dialog: one that is not the dialog's own could not be used."""
    window = dialog.findChild(HelpWindow)
    if window is None:
        window = HelpWindow(dialog)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show_page(page.id)
    bring_to_front(window)
    return window


def _close_with_the_last() -> None:
    """Close the help once no window is left that it could help with."""
    others = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    if not any(each.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose) for each in others):
        for window in tuple(_open):
            window.close()
