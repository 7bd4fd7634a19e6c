"""Taking pictures of every place of an office, on one screen, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pccdesk.services.desk import Desk
from pccdesk.ui import theme
from pccdesk.ui.main_window import MainWindow
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.office_window import build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.ui import places, walk
from tests.ui.pages.desk_window import actor_called
from tests.ui.pictures import layout
from tests.ui.places import Place

MODES = (Mode.LIGHT, Mode.DARK)
_DIFFERS = ("Where:", "Size:", "Folder:", "Runs on:", "System:", "Settings:", "Fault reports:")
"""Facts that differ from one machine to the next."""


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


class Photographer:
    """Goes through an office with one window for each person."""

    def __init__(self, desk: Desk, state: str, screen: Screen, folder: Path) -> None:
        self._desk, self._state, self._screen, self._folder = desk, state, screen, folder
        self._windows: dict[str, MainWindow] = {}

    def shots(self) -> Iterator[Shot]:
        """Yield a picture of each place in each mode."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        with walk.dialogs_that_do_not_block():
            for mode in MODES:
                theme.apply(app, mode)
                for place in self._places():
                    yield from self._shot(place, mode)

    def close(self) -> None:
        """Close every window."""
        for window in self._windows.values():
            window.close()
        self._desk.database.close()

    def _places(self) -> tuple[Place, ...]:
        if self._state == "empty":
            return tuple(replace(each, who="everything") for each in places.PAGES)
        return (*places.PAGES, *places.DIALOGS)

    def _shot(self, place: Place, mode: Mode) -> Iterator[Shot]:
        window = self._window(place.who)
        front: QWidget | None = None
        with suppress(walk.NotThereError):
            front = walk.go(window, self._desk, place)
        if front is None:
            return
        for each in front.findChildren(QLabel):
            if each.accessibleName().startswith(_DIFFERS):
                each.setText("Differs from machine to machine")
        walk.settle(window)
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
