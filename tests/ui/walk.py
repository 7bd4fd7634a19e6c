"""Walking through a real window without a mouse: to a place, until all is read, to its dialog."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QTableView,
    QWidget,
)

from pccdesk.services.desk import Desk
from pccdesk.ui.dialogs.facts_dialog import FactsDialog
from pccdesk.ui.main_window import MainWindow
from tests.ui.places import Place
from tests.window_turns import turn

_PATIENCE = 30.0


class NotThereError(Exception):
    """A place's button, row or dialog is not there."""


def settle(window: MainWindow) -> None:
    """Wait until nothing is read or changed any more, and what came of it is laid out."""
    jobs = window.context.jobs
    give_up = time.monotonic() + _PATIENCE
    for _ in range(2):  # what was delivered may have asked for more
        turn()
        while jobs.busy():
            if time.monotonic() > give_up:
                raise NotThereError("The window is still reading.")
            turn()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    turn()


def go(window: MainWindow, desk: Desk, place: Place) -> QWidget | None:
    """Go to a place; return the window or the dialog in front, None where there is no record."""
    target = place.target(desk)
    if target is None:
        return None
    window.navigate(target)
    settle(window)
    if place.choose:
        _choose_row(window)
    if place.press:
        _press(window, place.press)
    if place.menu:
        window.menus.actions[place.menu].trigger()
    if place.way is not None:
        place.way(window)
    settle(window)
    if place.stays or not (place.press or place.menu or place.way):
        return window
    return dialog_in_front()


def dialog_in_front() -> QWidget:
    """Return the dialog or further window that is open."""
    found = _apart()
    if not found:
        raise NotThereError("No dialog opened.")
    foremost = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    return foremost if foremost in found and foremost is not None else found[-1]


def leave(window: MainWindow, front: QWidget) -> None:
    """Close a dialog as Esc does, and those that it stood over; forget what they kept."""
    if front is window:
        return
    for each in (front, *(other for other in _apart() if other is not front)):
        each.close()
        if isinstance(each, QDialog):
            each.hide()
            each.deleteLater()
    settle(window)


def _apart() -> list[QWidget]:
    tops = QApplication.topLevelWidgets()
    return [each for each in tops if each.isVisible() and not isinstance(each, MainWindow)]


@contextmanager
def dialogs_that_do_not_block() -> Iterator[None]:
    """Open in passing what would wait for an answer with a loop of its own."""
    kept = FactsDialog.exec
    FactsDialog.exec = FactsDialog.open  # type: ignore[method-assign, assignment] # for a while
    try:
        yield
    finally:
        FactsDialog.exec = kept  # type: ignore[method-assign] # as it was


def visible_widgets(root: QWidget) -> list[QWidget]:
    """Return a window and all in it that can be seen, windows of its own left out."""
    found = [each for each in root.findChildren(QWidget) if each.isVisible()]
    return [root, *(each for each in found if each.window() is root.window())]


def _press(window: MainWindow, words: str) -> None:
    _one(window, lambda each: _words(each) == words and each.isEnabled(), words).click()


def _one(
    window: MainWindow, fits: Callable[[QAbstractButton], bool], words: str
) -> QAbstractButton:
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    found = [each for each in buttons if fits(each)]
    if not found:
        there = ", ".join(sorted({_words(each) for each in buttons}))
        raise NotThereError(f"No button “{words}”. There are: {there}")
    return found[0]


def _words(button: QAbstractButton) -> str:
    return button.text().replace("&", "").strip()


def _choose_row(window: MainWindow) -> None:
    tables = [each for each in window.findChildren(QTableView) if each.isVisible()]
    if not tables or not tables[0].model().rowCount():
        raise NotThereError("No row to choose.")
    tables[0].selectRow(0)
    settle(window)
