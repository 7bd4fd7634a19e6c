"""An officer at the real window: presses, types, chooses by what stands on the screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from pccdesk.ui.application import Program
from pccdesk.ui.dialogs.word_dialog import WordDialog
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.main_window import MainWindow
from pccdesk.ui.messages import MessageBar
from pccdesk.ui.navigation_bar import NavigationBar
from pccdesk.ui.start.start_window import StartWindow
from tests.window_turns import turn

_W = TypeVar("_W", bound=QWidget)
_PATIENCE = 20.0
_LONG = 24
_A_MOMENT = 2
"""Milliseconds in which the window works between two looks."""
_BOTH = Qt.KeyboardModifier.ControlModifier


class Officer:
    """Somebody at the program: knows nothing but what the window in front shows."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.words: dict[str, str] = {}
        self.settle()

    # -- the window -----------------------------------------------------------------------

    @property
    def window(self) -> QWidget:
        """The window in front, under any dialog."""
        assert self.program.front is not None
        return self.program.front

    @property
    def front(self) -> QWidget:
        """The dialog in front, else the window."""
        dialogs = [each for each in self._dialogs() if each.isVisible()]
        return dialogs[-1] if dialogs else self.window

    def settle(self) -> None:
        """Wait until nothing is read, changed or looked up any more."""
        for _ in range(2):  # what was delivered may have asked for more
            turn(_A_MOMENT)
            assert _becomes(lambda: not self._jobs().busy()), "The program is still busy."

    def go(self, page: str) -> None:
        """Click a page in the left bar."""
        bar = self.window.findChild(NavigationBar)
        assert bar is not None
        [button] = [each for each in bar.buttons.values() if each.entry.title == page]
        self._click(button)

    def pages(self) -> list[str]:
        """Return the pages of the left bar."""
        bar = self.window.findChild(NavigationBar)
        assert bar is not None
        return [each.entry.title for each in bar.buttons.values()]

    def menu(self, name: str) -> None:
        """Choose an entry of the menus."""
        assert isinstance(self.window, QMainWindow)
        [action] = [
            each
            for each in self.window.findChildren(QAction)
            if each.text().replace("&", "") == name
        ]
        assert action.isEnabled(), f"“{name}” is greyed out"
        action.trigger()
        self.settle()

    def tab(self, name: str) -> None:
        """Click a tab."""
        bars = [each for each in self.front.findChildren(QTabBar) if each.isVisible()]
        places = [(bar, n) for bar in bars for n in range(bar.count()) if bar.tabText(n) == name]
        assert len(places) == 1, f"{len(places)} tabs are called {name}"
        bar, place = places[0]
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        self.settle()

    # -- signing in -----------------------------------------------------------------------

    def sign_in(self, username: str, password: str) -> None:
        """Type a name and a password at the sign-in; at the first one the word handed over."""
        word = self.words.pop(username, "")
        self.fill("Username", username)
        self.fill("Password", word or password)
        self.press("Sign in")
        if word:
            self.fill("New password", password)
            self.fill("The same password again", password)
            self.press("Save and sign in")
        assert isinstance(self.window, MainWindow), self.says()

    def take_word(self, username: str) -> None:
        """Read the one-time word that is shown for somebody, and hand it over."""
        self.wait_for("One-time word for")
        assert isinstance(self.front, WordDialog)
        self.words[username] = self.front.word
        self.press("I have handed it over")

    def sign_in_as(self, username: str, password: str) -> None:
        """Sign whoever is there out, and somebody else in."""
        self.menu("Sign out")
        self.sign_in(username, password)

    # -- doing ----------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Press a button by its name."""
        button = self._one(QAbstractButton, name)
        assert button.isEnabled(), f"“{name}” is greyed out. {self.says()}"
        self._click(button)

    def tick(self, name: str) -> None:
        """Tick a box or choose a round button with the space bar."""
        box = self._one(QAbstractButton, name)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert box.isChecked()

    def fill(self, name: str, text: str) -> None:
        """Type a text in place of what stands in a field, and go on to the next one."""
        field: QWidget = self._one_of((QLineEdit, QPlainTextEdit), name)
        assert field.isEnabled(), f"“{name}” is greyed out. {self.says()}"
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(field, Qt.Key.Key_A, _BOTH)
        if text.isascii() and "\n" not in text and len(text) < _LONG:
            QTest.keyClick(field, Qt.Key.Key_Delete)
            QTest.keyClicks(field, text)
        else:  # pasted, as long and foreign texts are
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(field, Qt.Key.Key_V, _BOTH)
        QTest.keyClick(field, Qt.Key.Key_Tab)

    def choose(self, name: str, text: str) -> None:
        """Choose the line of a list that begins so, with the arrow keys."""
        box = self._one(QComboBox, name)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText().startswith(text):
                break
            QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText().startswith(text), f"{name}: {self.choices(name)}"
        self.settle()

    def choices(self, name: str) -> list[str]:
        """Return the lines of a list."""
        box = self._one(QComboBox, name)
        return [box.itemText(row) for row in range(box.count())]

    def open_row(self, table: str, words: str) -> None:
        """Click the link of the row in which these words stand."""
        self._click_row(table, words, 0)

    def select_row(self, table: str, words: str) -> None:
        """Click a row beside its link, which selects it."""
        self._click_row(table, words, 1)

    def keys(self, keys: Qt.Key, modifier: Qt.KeyboardModifier = _BOTH) -> None:
        """Press a key combination in what has the keyboard."""
        QTest.keyClick(self.front.focusWidget() or self.front, keys, modifier)
        self.settle()

    # -- seeing ---------------------------------------------------------------------------

    def says(self) -> str:
        """Return all that can be read in front: labels, fields, buttons, messages."""
        shown = [self.front, *self.front.findChildren(QWidget)]
        words = []
        for each in shown:
            if not (each.isVisible() or each is self.front):
                continue
            if isinstance(each, QLabel | QAbstractButton | QLineEdit):
                words.append(each.text().replace("&&", "&"))
            elif isinstance(each, MessageBar):
                words.append(each.message.text)
            elif isinstance(each, QTableView):
                words += list(_cells(each))
        return "\n".join(word for word in words if word.strip())

    def sees(self, words: str) -> bool:
        """Tell whether words can be read in front."""
        return words in self.says()

    def wait_for(self, words: str) -> None:
        """Wait until words can be read in front."""
        self.wait_until(lambda: self.sees(words), words)

    def wait_until(self, there: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        assert _becomes(there), f"{what!r} did not come. There is:\n{self.says()}"
        self.settle()

    def buttons(self) -> list[str]:
        """Return the names of the buttons in front that can be pressed."""
        found = self.front.findChildren(QAbstractButton)
        return [name_of(each) for each in found if each.isVisible() and each.isEnabled()]

    def field_text(self, name: str) -> str:
        """Return what stands in a field."""
        field = self._one_of((QLineEdit, QPlainTextEdit), name)
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()

    def unnamed(self) -> list[str]:
        """Return what can be reached by keyboard in front and has no name to be read out."""
        found = self.front.findChildren(QWidget)
        controls = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
        return [
            f"{type(each).__name__} in {_place(each)}"
            for each in found
            if isinstance(each, controls)
            and each.isVisible()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not name_of(each)
        ]

    # -- finding --------------------------------------------------------------------------

    def _one(self, kind: type[_W], name: str, inside: QWidget | None = None) -> _W:
        self.wait_until(lambda: bool(list(self._named(kind, name, inside))), name)
        found = list(self._named(kind, name, inside))
        assert len(found) == 1, f"{len(found)} controls are called “{name}”"
        return found[0]

    def _one_of(self, kinds: tuple[type[QWidget], ...], name: str) -> QLineEdit | QPlainTextEdit:
        def named() -> list[QWidget]:
            return [each for kind in kinds for each in self._named(kind, name)]

        self.wait_until(lambda: bool(named()), name)
        found = named()
        assert len(found) == 1, f"{len(found)} fields are called “{name}”"
        assert isinstance(found[0], QLineEdit | QPlainTextEdit)
        return found[0]

    def _named(self, kind: type[_W], name: str, inside: QWidget | None = None) -> Iterator[_W]:
        for each in (inside or self.front).findChildren(kind):
            if each.isVisible() and name_of(each) == name:
                yield each

    def _click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def _click_row(self, name: str, words: str, column: int) -> None:
        table = self._one(QTableView, name)

        def row() -> int | None:
            rows = range(table.model().rowCount())
            return next((n for n in rows if words in " ".join(_cells(table, n))), None)

        self.wait_until(lambda: row() is not None, words)
        place = row()
        assert place is not None
        shown = [n for n in range(table.model().columnCount()) if not table.isColumnHidden(n)]
        index = table.model().index(place, shown[column])
        table.scrollTo(index)
        at = table.visualRect(index).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.settle()

    def _dialogs(self) -> list[QDialog]:
        found = [each for each in self.window.findChildren(QDialog) if each.isWindow()]
        return [each for each in found if not isinstance(each, QMessageBox)]

    def _jobs(self) -> Jobs:
        window = self.window
        assert isinstance(window, MainWindow | StartWindow)
        return window.context.jobs if isinstance(window, MainWindow) else window.jobs


def _becomes(there: Callable[[], bool]) -> bool:
    """Tell whether something comes true while the window goes on working."""
    give_up = time.monotonic() + _PATIENCE
    while not there():
        if time.monotonic() > give_up:
            return False
        turn(_A_MOMENT)
    return True


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a control: its name, else the words on it."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text().replace("&", "").strip() if isinstance(widget, QAbstractButton) else ""


def _cells(table: QTableView, row: int | None = None) -> Iterator[str]:
    model = table.model()
    for place in range(model.rowCount()) if row is None else (row,):
        for column in range(model.columnCount()):
            yield str(model.index(place, column).data() or "")


def _place(widget: QWidget) -> str:
    parents: list[str] = []
    above = widget.parentWidget()
    while above is not None and len(parents) < 3:
        parents.append(above.accessibleName() or type(above).__name__)
        above = above.parentWidget()
    return " in ".join(parents)
