"""The menu bar, drawn from `actions.ACTIONS` and the pages of the left bar."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QPushButton, QWidget

from pccdesk.ui import icons
from pccdesk.ui.actions import ACTIONS, MENUS, ActionEntry
from pccdesk.ui.context import Context, Target
from pccdesk.ui.navigation import PageEntry
from pccdesk.ui.page import Page
from pccdesk.ui.palettes import Mode
from pccdesk.ui.plain_text import letter_of, lettered

_KEYS = 9
_LOOKS = {mode.value for mode in Mode}


class Menus:
    """The window's actions by name; greys out what nobody in front can do."""

    def __init__(self, window: QMainWindow, context: Context, pages: list[PageEntry]) -> None:
        self._window = window
        self._context = context
        self._front: QWidget | None = None
        self.entries = {entry.id: entry for entry in ACTIONS if context.may(entry.permission)}
        self.actions: dict[str, QAction] = {}
        self._looks = QActionGroup(window)
        self._windows: list[QAction] = []
        self._offered: list[QAction] = []
        self.menus: dict[str, QMenu] = {}
        for name in MENUS:
            menu = window.menuBar().addMenu(name)
            self.menus[name] = menu
            if name == "&Go":
                self._add_pages(menu, pages)
            self._fill(menu, [each for each in self.entries.values() if each.menu == name])
        self.menus["&Record"].aboutToShow.connect(self.show_offers)
        self.update_for(None)

    def take_away(self) -> None:
        """Take every menu and action off the window, where others are to take their place."""
        for action in self.actions.values():
            self._window.removeAction(action)
            action.deleteLater()
        for menu in self.menus.values():
            self._window.menuBar().removeAction(menu.menuAction())
            menu.deleteLater()

    def update_for(self, front: QWidget | None) -> None:
        """Grey out the actions that neither the page in front nor the window can do."""
        self._front = front
        for name, entry in self.entries.items():
            self.actions[name].setEnabled(self._receiver(entry) is not None)

    def show_offers(self) -> dict[str, QAction]:
        """List what the page in front has buttons for now at the foot of the menu Record.

        Return these actions by name, for the palette.
        """
        menu = self.menus["&Record"]
        for old in self._offered:
            menu.removeAction(old)
            old.deleteLater()
        offers = self._offers()
        taken = {letter_of(each.text()) for each in menu.actions()}
        self._offered = [menu.addSeparator()] if offers else []
        found = {}
        for words in offers:
            action = found[f"offer:{words}"] = menu.addAction(lettered(words, taken))
            action.triggered.connect(lambda _=False, words=words: self._take(words))
        self._offered += found.values()
        return found

    def _offers(self) -> dict[str, QPushButton]:
        return self._front.offers() if isinstance(self._front, Page) else {}

    def _take(self, words: str) -> None:
        button = self._offers().get(words)
        if button is not None:  # else the record has moved on since
            button.click()

    def show_windows(self, windows: list[tuple[str, bool, Callable[[], None]]]) -> None:
        """List the open windows at the foot of their menu: title, whether it is this one, how."""
        menu = self.menus["&Window"]
        for old in self._windows:
            menu.removeAction(old)
            old.deleteLater()
        self._windows = [menu.addSeparator()]
        for number, (title, is_here, go) in enumerate(windows, 1):
            sign = f"&{number} " if number <= _KEYS else ""
            action = menu.addAction(sign + title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(is_here)
            action.triggered.connect(
                lambda _=False, go=go, action=action, here=is_here: (action.setChecked(here), go())
            )
            self._windows.append(action)

    def _add_pages(self, menu: QMenu, pages: list[PageEntry]) -> None:
        for number, page in enumerate(pages, 1):
            action = QAction(page.title, self._window)
            icons.put(action, page.icon)
            if number <= _KEYS:
                keys = [QKeySequence(f"Ctrl+{number}"), QKeySequence(f"Alt+{number}")]
                action.setShortcuts(keys)
            action.triggered.connect(
                lambda _=False, name=page.id: self._context.navigate(Target(name))
            )
            self.actions[f"page:{page.id}"] = action
            self._window.addAction(action)
            menu.addAction(action)
        menu.addSeparator()

    def _fill(self, menu: QMenu, entries: list[ActionEntry]) -> None:
        group = 0
        for entry in entries:
            if entry.group != group and not menu.isEmpty():
                menu.addSeparator()
            group = entry.group
            menu.addAction(self._action(entry))

    def _action(self, entry: ActionEntry) -> QAction:
        action = QAction(entry.text, self._window)
        action.setShortcuts([QKeySequence(keys) for keys in entry.shortcuts])
        action.setCheckable(entry.checkable)
        if entry.id in _LOOKS:
            self._looks.addAction(action)
        if entry.icon:
            icons.put(action, entry.icon)
        action.triggered.connect(lambda _=False: self._do(entry))
        self.actions[entry.id] = action
        self._window.addAction(action)
        return action

    def _receiver(self, entry: ActionEntry) -> QWidget | None:
        for candidate in (self._front, self._window):
            if candidate is not None and self._does(candidate, entry.handler):
                return candidate
        return None

    def _does(self, candidate: QWidget, handler: str) -> bool:
        """Tell whether a page or the window does something, and for this person."""
        needed = candidate.asks.get(handler) if isinstance(candidate, Page) else None
        return callable(getattr(candidate, handler, None)) and (
            needed is None or self._context.may(needed)
        )

    def _do(self, entry: ActionEntry) -> None:
        receiver = self._receiver(entry)
        if receiver is not None:
            getattr(receiver, entry.handler)()
