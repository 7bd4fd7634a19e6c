"""The frame: menus, left bar, breadcrumb, messages, the page in front, status bar."""

import itertools
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pccdesk.domain.errors import DeskError
from pccdesk.ui import faults, icons, theme
from pccdesk.ui.context import Context, Target
from pccdesk.ui.history import History
from pccdesk.ui.menus import Menus
from pccdesk.ui.messages import MessageArea
from pccdesk.ui.navigation import PAGES, PageEntry, build_page, in_bar
from pccdesk.ui.navigation_bar import NavigationBar
from pccdesk.ui.page import Page
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.search.recent import RecentRecords
from pccdesk.ui.search.rows import Visited
from pccdesk.ui.status_bar import StatusBar
from pccdesk.ui.widgets.breadcrumb import Breadcrumb
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.window_commands import WindowCommands, chosen_mode
from pccdesk.ui.window_keyboard import KeyboardWindow
from pccdesk.ui.window_place import keep_place, restore_place

_SMALLEST = QSize(640, 400)
_USUAL_APART = QSize(1180, 740)
_NARROW_SHARE = 0.22
"""Share of the window above which the left bar shows icons alone."""
_USUAL = QSize(1366, 768)
_BAR = "window/bar"


@dataclass(frozen=True, slots=True)
class WindowWords:
    """What the frame says about the office: its name, the database's, how that is connected."""

    office: str
    database: str
    connection: str = ""


class MainWindow(WindowCommands, KeyboardWindow):
    """The window of one signed-in officer; pages are built when first gone to."""

    _made = itertools.count(1)

    def __init__(
        self,
        context: Context,
        words: WindowWords,
        pages: tuple[PageEntry, ...] = PAGES,
        *,
        is_first: bool = True,
    ) -> None:
        super().__init__()
        self.context = context
        self.is_first = is_first
        self.number = next(self._made)
        self._office = words.office
        self._entries = {page.id: page for page in pages}
        self._pages: dict[str, Page] = {}
        self._broken: dict[str, QWidget] = {}
        self.history = History()
        self.visited = {}
        self.recent = RecentRecords(context.desk, context.actor, context.settings)
        self.setWindowTitle(f"{isolated(words.office)} – PCCDesk")
        self.setWindowIcon(icons.icon("hand-coins", "accent"))
        self.setMinimumSize(_SMALLEST)
        self._outdated: set[str] = set()
        shown = in_bar(pages, context)
        self.bar = self._made_bar(shown)
        self.breadcrumb = Breadcrumb()
        self.breadcrumb.chosen.connect(lambda page: self.navigate(Target(page)))
        self.breadcrumb.back.connect(self.go_back)
        self.message_area = MessageArea(context.messages)
        self.stack = QStackedWidget()
        self.setCentralWidget(self._laid_out())
        self.foot = StatusBar(context, words.database, words.connection)
        self.setStatusBar(self.foot)
        self.menus = Menus(self, context, shown)
        self._mark_look()
        theme.theme().changed.connect(self._mark_look)
        context.jobs.told.connect(self._tell_own)
        context.changes.follow(context.jobs)
        self._restore_place()
        self._show_bar(shown=is_first and context.settings.value(_BAR, otherwise=True) is True)

    def navigate(self, target: Target) -> bool:
        """Go to a place, unless the page in front holds the officer back; tell whether it did."""
        if not self._may_leave():
            self._mark()
            return False
        self.history.go(target)
        self._show(target)
        return True

    def go_back(self) -> None:
        """Go to the place before this one."""
        if self.history.can_go_back and self._may_leave():
            self._show(self.history.back())

    def go_forward(self) -> None:
        """Go to the place that `go_back` came from."""
        if self.history.can_go_forward and self._may_leave():
            self._show(self.history.forward())

    def page(self) -> Page | None:
        """Return the page in front."""
        front = self.stack.currentWidget()
        return front if isinstance(front, Page) else None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless the page in front holds something unsaved; remember the place."""
        if not self._may_leave():
            event.ignore()
            return
        keep_place(self, self.context.settings, self._kind())
        self.context.settings.flush()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the room that the bar's words would take in a narrow window."""
        super().resizeEvent(event)
        self._fit_bar()

    def is_in_front(self) -> bool:
        """Whether this window shows what belongs to no window; with others open, one of them."""
        return True

    def may_leave(self) -> bool:
        """Whether closing loses nothing; the page in front may ask."""
        return self._may_leave()

    def toggle_bar(self) -> None:
        """Show or hide the bar of pages; the first window's choice is remembered."""
        shown = self.bar.isHidden()
        if self.is_first:
            self.context.settings.keep(_BAR, shown)
        self._show_bar(shown=shown)

    def renew_rights(self) -> None:
        """Offer what the signed-in person may do now; a page that holds something typed stays.

        Such a page is made anew when it is next come to.
        """
        shown = in_bar(tuple(self._entries.values()), self.context)
        old, hidden = self.bar, self.bar.isHidden()
        self.bar = self._made_bar(shown)
        self._whole.replaceWidget(old, self.bar)
        old.deleteLater()
        self.menus.take_away()
        self.menus = Menus(self, self.context, shown)
        self._mark_look()
        self._show_bar(shown=not hidden)
        front = self.page()
        kept = front is not None and (front.holds_unsaved() or _has_dialog(front))
        self._outdated = {name for name, page in self._pages.items() if kept and page is front}
        for name in set(self._pages) - self._outdated:
            self._discard(name)
        here = self.history.here
        if here is not None and not kept:
            may = self.context.may(self._entries[here.page].permission)
            self._show(here if may else Target("home"))
        self._mark()

    def _discard(self, name: str) -> None:
        page = self._pages.pop(name)
        self.stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _made_bar(self, shown: list[PageEntry]) -> NavigationBar:
        bar = NavigationBar(shown, self._office)
        bar.chosen.connect(lambda page: self.navigate(Target(page)))
        return bar

    def _laid_out(self) -> QWidget:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.breadcrumb)
        right.addWidget(self.message_area)
        right.addWidget(self.stack, 1)
        whole = QWidget()
        self._whole = row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.bar)
        row.addLayout(right, 1)
        return whole

    def _show_bar(self, *, shown: bool) -> None:
        self.bar.setVisible(shown)
        self.menus.actions["bar"].setChecked(shown)

    def _fit_bar(self) -> None:
        self.bar.set_narrow(narrow=self.bar.usual_width() > self.width() * _NARROW_SHARE)

    def _mark_look(self) -> None:
        self.menus.actions[chosen_mode(self.context)].setChecked(True)
        self._fit_bar()

    def _tell_own(self, error: DeskError, owner: QObject) -> None:
        """Show an error of a job of this window; of no window, in the one in front."""
        seen: QObject | None = owner
        while seen is not None and not isinstance(seen, MainWindow):
            seen = seen.parent()
        if seen is self or (seen is None and self.is_in_front()):
            self.context.messages.tell(error)

    def _kind(self) -> str:
        return "main" if self.is_first else "apart"

    def _restore_place(self) -> None:
        usual = _USUAL if self.is_first else _USUAL_APART
        open_ones = (each for each in QApplication.topLevelWidgets() if each.isVisible())
        beside = [each.geometry().topLeft() for each in open_ones if isinstance(each, MainWindow)]
        restore_place(self, self.context.settings, self._kind(), usual, beside)

    def _may_leave(self) -> bool:
        front = self.page()
        return front is None or front.can_leave()

    def _show(self, target: Target) -> None:
        entry = self._entries[target.page]
        if entry.id in self._outdated:
            self._outdated.discard(entry.id)
            self._discard(entry.id)
        widget = self._built(entry)
        theme.theme().restyling().finish_for(widget)
        self.context.messages.clear()
        if self.stack.currentWidget() is not widget:
            self.stack.setCurrentWidget(widget)
            self._hand_over_keyboard(widget)
        if isinstance(widget, Page):
            self._load(widget, target)
        focused = self.focusWidget()
        if focused is None or not widget.isAncestorOf(focused):
            self._hand_over_keyboard(widget)
        self._mark()
        self.menus.update_for(self.page())

    def _load(self, page: Page, target: Target) -> None:
        try:
            page.load(target)
        except Exception as error:  # noqa: BLE001 - one page's fault must not take the window
            self.context.messages.tell(faults.report(error, f"opening {target.page}"))

    def _built(self, entry: PageEntry) -> QWidget:
        if entry.id in self._pages:
            return self._pages[entry.id]
        try:
            page = build_page(entry, self.context, self.stack)
        except Exception as error:  # noqa: BLE001 - one page's fault must not take the window
            self._clear_away_unfinished()
            return self._cannot_show(entry, faults.report(error, f"building {entry.id}").sentence)
        page.renamed.connect(self._mark)
        self._pages[entry.id] = page
        self.stack.addWidget(page)
        return page

    def _clear_away_unfinished(self) -> None:
        """Let go what was built of a page that failed; it would lie over those that did not."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for each in self.stack.findChildren(Page, options=direct):
            if self.stack.indexOf(each) < 0:
                each.hide()
                each.deleteLater()

    def _cannot_show(self, entry: PageEntry, sentence: str) -> QWidget:
        if entry.id not in self._broken:
            empty = EmptyState("triangle-alert", f"{entry.title} cannot be shown", sentence)
            self._broken[entry.id] = empty
            self.stack.addWidget(empty)
        return self._broken[entry.id]

    def _mark(self) -> None:
        target = self.history.here
        if target is None:
            return
        entry = self._entries[target.page]
        above = self._entries.get(entry.parent)
        self.bar.mark(above.id if above else entry.id)
        page = self._pages.get(entry.id)
        trail = [(above.id, above.title)] if above else []
        trail.append((entry.id, page.title if page else entry.title))
        self.breadcrumb.show_trail(trail, can_go_back=self.history.can_go_back)
        self.setWindowTitle(f"{isolated(trail[-1][1])} – {isolated(self._office)} – PCCDesk")
        self.menus.update_for(self.page())
        if target.record_id is not None and page is not None and page.title != entry.title:
            self._note_visit(entry, target, page.known_as or page.title)

    def _note_visit(self, entry: PageEntry, target: Target, title: str) -> None:
        record = Target(target.page, target.record_id)
        self.visited.pop(record, None)  # so that it becomes the newest
        self.visited[record] = Visited(record, title, entry.icon, entry.title)
        self.recent.note(record)


def _has_dialog(page: QWidget) -> bool:
    """Tell whether a dialog stands over a page, with whatever is typed into it."""
    return any(each.isVisible() for each in page.findChildren(QDialog))
