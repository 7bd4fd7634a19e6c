"""Taking pictures of every place of an office, on one screen, light and dark.

Not every combination is compared with a kept picture: that would take minutes. `is_kept` chooses.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pccdesk.services.desk import Desk
from pccdesk.ui import theme
from pccdesk.ui.main_window import MainWindow
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.office_window import build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.ui import places, walk
from tests.ui.pages.desk_window import actor_called
from tests.ui.pictures import layout, reduced, starts
from tests.ui.places import Place
from tests.window_turns import turn

MODES = (Mode.LIGHT, Mode.DARK)
_PATIENCE, _A_WHILE, _DRAWN = 10.0, 40, 6
_DIFFERS = (
    *("Where:", "Size:", "Folder:", "Runs on:", "System:", "Settings:", "Fault reports:"),
    "Last signed in:",
)
_CHANGES = ("Version", "Schema:", "Hash")
"""Facts that differ from one machine to the next, and those that a later version changes."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its name, how large its window is in Qt's pixels, and how they are scaled."""

    name: str
    size: QSize
    scale: float


SCREENS = (
    Screen("1366x768", QSize(1366, 768), 1.0),
    Screen("1920x1080_150", QSize(1280, 720), 1.5),
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture, and what was wrong with the layout when it was taken."""

    name: str
    picture: QImage
    faults: list[str]


_FIRST_OF_PAGE = tuple({each.page: each for each in reversed(places.PAGES)}.values())


def is_kept(state: str, screen: str, place: Place | None, mode: Mode) -> bool:
    """Whether a picture is kept: all light on the small screen, each page dark on the large one.

    Where nothing has happened yet, and where all is at its longest, the lists and Home stand for
    the rest. Without a place it is a window before the desk: kept light only.
    """
    if state == "typical":
        if mode is Mode.LIGHT:
            return screen == "1366x768"
        return screen != "1366x768" and place in _FIRST_OF_PAGE
    if place is None or place.record is not None or place.tab:
        return False
    return (
        place in places.PAGES
        and mode is Mode.LIGHT
        and (screen == "1366x768") is (state == "empty")
    )


class Photographer:
    """Goes through an office with one window for each person."""

    def __init__(
        self, desk: Desk, state: str, screen: Screen, folder: Path, *, everything: bool
    ) -> None:
        self._desk, self._state, self._screen, self._folder = desk, state, screen, folder
        self._everything = everything
        self._windows: dict[str, MainWindow] = {}

    def shots(self) -> Iterator[Shot]:
        """Yield a picture of each place in each mode."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        with walk.dialogs_that_do_not_block():
            for part in self._parts():  # those that change the office come last
                for mode in MODES:
                    theme.apply(app, mode)
                    for place in part:
                        if self._wanted(place, mode):
                            yield from self._shot(self._as_seen(place), mode)
            for mode in MODES if self._state == "typical" else ():
                if self._wanted(None, mode):
                    theme.apply(app, mode)
                    yield from self._starts(mode)

    def _wanted(self, place: Place | None, mode: Mode) -> bool:
        return self._everything or is_kept(self._state, self._screen.name, place, mode)

    def close(self) -> None:
        """Close every window."""
        for window in self._windows.values():
            window.close()
        self._desk.database.close()

    def _parts(self) -> tuple[tuple[Place, ...], ...]:
        if self._state == "empty":
            return (places.PAGES,)
        return ((*places.PAGES, *places.DIALOGS), places.WAYS)

    def _as_seen(self, place: Place) -> Place:
        return replace(place, who="everything") if self._state == "empty" else place

    def _starts(self, mode: Mode) -> Iterator[Shot]:
        for each in self._windows.values():
            each.hide()
        actor = actor_called(self._desk, "officer")
        for name, front in starts.fronts(actor, self._folder):
            _hide_what_differs(front)
            turn()
            yield Shot(
                f"{self._state}/{name}_{mode.value}", front.grab().toImage(), layout.faults(front)
            )

    def _shot(self, place: Place, mode: Mode) -> Iterator[Shot]:
        window = self._window(place.who)
        front: QWidget | None = None
        with suppress(walk.NotThereError):
            front = walk.go(window, self._desk, place)
        if front is None:
            return
        _hide_what_differs(front)
        walk.settle(window)
        _wait_for_paper(front)
        name = f"{self._state}/{place.name}_{mode.value}"
        yield Shot(name, front.grab().toImage(), layout.faults(front))
        walk.leave(window, front)

    def _window(self, who: str) -> MainWindow:
        if who not in self._windows:
            settings = WindowSettings(self._folder / f"{who}.ini")
            made = build_window(self._desk, actor_called(self._desk, who), settings)
            made.resize(self._screen.size)
            made.show()
            self._windows[who] = made
        window = self._windows[who]
        for each in self._windows.values():
            each.setVisible(each is window)
        window.activateWindow()
        return window


def _hide_what_differs(front: QWidget) -> None:
    if front.windowTitle() == "Keyboard shortcuts":  # the same on every machine
        return
    for each in front.findChildren(QLabel):
        if each.accessibleName().startswith((*_DIFFERS, *_CHANGES)):
            each.setText("Differs from machine to machine")
        elif each.text().startswith("Version "):
            each.setText("Version")


def _wait_for_paper(front: QWidget) -> None:
    """Wait until a PDF's page, which a thread of Qt's draws, is there: more than an empty sheet."""
    give_up = time.monotonic() + _PATIENCE
    for view in front.findChildren(QPdfView):
        while view.isVisible() and _greys(view) < _DRAWN and time.monotonic() < give_up:
            turn(_A_WHILE)
    turn(_A_WHILE if front.findChildren(QPdfView) else 1)


def _greys(view: QWidget) -> int:
    return len(set(reduced.levels_of(reduced.reduced(view.grab().toImage()))))
