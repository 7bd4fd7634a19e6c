"""What every page is: a title, a way to load, and word on whether it may be left."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabBar, QVBoxLayout, QWidget

from pccdesk.domain.permissions import Permission
from pccdesk.ui.context import Context, Target
from pccdesk.ui.widgets.labels import ElidedLabel, label
from pccdesk.ui.widgets.page_room import PageRoom
from pccdesk.ui.widgets.scroll_area import ReachableScrollArea
from pccdesk.ui.widgets.scroll_column import ScrollColumn
from pccdesk.ui.widgets.wide_tabs import turned

__all__ = ["Page", "PageHeader", "ScrollColumn"]

_OFFERED = {"primary", "secondary", "danger"}


class Page(QWidget):
    """One page of the window. Build widgets in `build`, read in `load`, never in `__init__`.

    `title` stands in the breadcrumb; `shows` names the kinds of record whose changes reload it.
    """

    title = ""
    shows: frozenset[str] = frozenset()
    known_as = ""
    """What the record is called where its title alone would say too little."""
    asks: Mapping[str, Permission] = MappingProxyType({})
    """What somebody must be allowed for what menus and keys do here, by the method's name."""
    renamed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.target = Target("")
        self._stale = False
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = self.made_column()
        self.build()
        self.setAccessibleName(self.title)
        context.changes.changed.connect(self._on_changed)

    def build(self) -> None:
        """Make the page's widgets; called once, reads nothing."""

    def made_column(self) -> QVBoxLayout:
        """Return the layout that `build` fills: the whole page."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        return column

    def scrolling_column(self) -> QVBoxLayout:
        """Return such a layout that scrolls as a whole where the least of it does not fit."""
        room = PageRoom(self)
        Page.made_column(self).addWidget(room)
        return room.column

    def load(self, target: Target) -> None:
        """Show a place; called each time the page is come to. Start queries from here."""
        self.target = target

    def refresh(self) -> None:
        """Read again what is shown, keeping place and what is typed; `load` by default."""
        self.load(self.target)

    def take_keyboard(self) -> None:
        """Take the keyboard as the page is come to: Tab begins at its top."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def offers(self) -> dict[str, QPushButton]:
        """Return by its words each button that the menu and the palette offer too.

        They are those in sight that can be pressed now; links lead to places, chips to filters, and
        what an action of every record's stands for is in the menus already.
        """
        return {
            each.accessibleName(): each
            for each in self.findChildren(QPushButton)
            if each.property("kind") in _OFFERED
            and each.isVisible()
            and each.isEnabled()
            and not each.property("inMenus")
        }

    def screen_in_front(self) -> str:
        """Return the name of the tab in front, by which its help is found; "" without tabs."""
        tabs = self.findChild(QTabBar)
        if tabs is None:
            return ""
        return tabs.tabText(tabs.currentIndex()).replace("&", "").casefold()

    def can_leave(self) -> bool:
        """Whether leaving loses nothing; a page with a form asks Save, Discard or Cancel."""
        return True

    def holds_unsaved(self) -> bool:
        """Whether something is typed here that is saved nowhere yet."""
        return False

    def put_aside(self) -> bool:
        """Keep what is typed for the same person's next time, without asking; tell whether it is.

        Asked where somebody else signs in at a locked desk.
        """
        return True

    def rename(self, title: str) -> None:
        """Change the title, once the record's own name is known."""
        self.title = title
        self.setAccessibleName(title)
        self.renamed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with changes that were made while another page was in front."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another tab with Ctrl+Tab also from outside the tabs, as where a page begins."""
        tabs = self.findChild(QTabBar)
        if not (tabs is not None and turned(tabs, event)) and not self._scrolled(event):
            super().keyPressEvent(event)

    def _scrolled(self, event: QKeyEvent) -> bool:
        """Scroll what there is most of, where a page begins and nothing in it has the keyboard."""
        areas = [each for each in self.findChildren(ReachableScrollArea) if each.isVisible()]
        widest = max(areas, key=lambda each: each.width(), default=None)
        return self.hasFocus() and widest is not None and widest.scroll_by(event)

    def _on_changed(self, kind: str) -> None:
        if kind not in self.shows:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


class PageHeader(QWidget):
    """The page's heading, one line about it, and its buttons on the right."""

    def __init__(
        self,
        title: str,
        about: str = "",
        buttons: tuple[QPushButton, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 16)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        row.addLayout(words, 1)
        self.heading = ElidedLabel(title, "title")
        words.addWidget(self.heading)
        self.about = label(about, "muted", wrap=True)
        words.addWidget(self.about)
        if not about:
            self.about.hide()
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def set_about(self, text: str) -> None:
        """Change the line under the heading."""
        self.about.setText(text)
        self.about.setVisible(bool(text))
