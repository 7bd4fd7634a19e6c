"""Windows of the sample office and of an empty one, to be walked through place by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.services.desk import Desk
from pccdesk.ui.main_window import MainWindow
from tests.office import Office
from tests.ui import walk
from tests.ui.pages.desk_window import opened
from tests.ui.places import Place

Look = Callable[[QWidget], list[str]]
Visit = Callable[[tuple[Place, ...], Look], dict[str, list[str]]]


@pytest.fixture(autouse=True)
def steady(qapp: QApplication) -> Iterator[None]:
    """Let no cursor blink, and no window wait for an answer."""
    kept = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    with walk.dialogs_that_do_not_block():
        yield
    qapp.setCursorFlashTime(kept)


class Visitor:
    """Goes from place to place in windows of its own, one for each person."""

    def __init__(self, qtbot: QtBot, desk: Desk, folder: Path) -> None:
        self._qtbot, self._desk, self._folder = qtbot, desk, folder
        self._stack = ExitStack()
        self._windows: dict[str, MainWindow] = {}

    def window(self, who: str) -> MainWindow:
        """Return somebody's window, in front."""
        if who not in self._windows:
            settings = self._folder / f"{who}.ini"
            made = self._stack.enter_context(opened(self._qtbot, self._desk, who, settings))
            self._windows[who] = made.window
        self._windows[who].activateWindow()
        return self._windows[who]

    def visit(self, places: tuple[Place, ...], look: Look) -> dict[str, list[str]]:
        """Look at each place that there is; return what was found, by place."""
        found: dict[str, list[str]] = {}
        for place in places:
            window = self.window(place.who)
            front = walk.go(window, self._desk, place)
            if front is None:
                continue
            if faults := look(front):
                found[place.name] = faults
            walk.leave(window, front)
        return found

    def close(self) -> None:
        """Close every window."""
        self._stack.close()


@pytest.fixture
def visitor(qtbot: QtBot, sample_desk: Desk, tmp_path: Path) -> Iterator[Visitor]:
    """Give somebody who walks through the sample office."""
    made = Visitor(qtbot, sample_desk, tmp_path)
    yield made
    made.close()


@pytest.fixture
def visitor_of_empty(qtbot: QtBot, sqlite_office: Office, tmp_path: Path) -> Iterator[Visitor]:
    """Give somebody who walks through an office in which nothing has happened yet."""
    made = Visitor(qtbot, sqlite_office.desk, tmp_path)
    yield made
    made.close()
