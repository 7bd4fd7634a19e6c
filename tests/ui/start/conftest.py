"""The start window over real services and a settings file of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pccdesk.domain.permissions import Actor
from pccdesk.ui.start.opening import OpenOffice
from pccdesk.ui.start.start_window import StartWindow
from pccdesk.ui.window_settings import WindowSettings

Entered = list[tuple[OpenOffice, Actor]]


@pytest.fixture
def window_settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(tmp_path / "window.ini")


@pytest.fixture
def entered() -> Iterator[Entered]:
    came: Entered = []
    yield came
    for office, _ in came:
        office.desk.database.close()


@pytest.fixture
def start(
    qtbot: QtBot, window_settings: WindowSettings, entered: Entered
) -> Iterator[Callable[..., StartWindow]]:
    made: list[StartWindow] = []

    def begin(address: str | None = None, **options: str) -> StartWindow:
        window = StartWindow(window_settings, **options)  # type: ignore[arg-type] # names of texts
        window.entered.connect(lambda office, actor: entered.append((office, actor)))
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        window.begin(address)
        return window

    yield begin
    for window in made:
        window.close()
