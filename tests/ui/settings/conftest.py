"""Settings over a real office: an administrator with everything, an officer with little."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pccdesk.database.creation import open_database
from pccdesk.domain.permissions import Actor, Role, RoleHeld
from pccdesk.services.desk import Desk
from pccdesk.services.people import PersonForm, add_person
from pccdesk.services.sign_in import sign_in
from pccdesk.ui.context import Target
from pccdesk.ui.pages.settings_page import SettingsPage
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.clock import Clock
from tests.new_office import PASSWORD

OpenSettings = Callable[[Actor, str], SettingsPage]


@pytest.fixture
def own_desk(sqlite_address: str, clock: Clock) -> Iterator[Desk]:
    database = open_database(sqlite_address)
    yield Desk(database, clock)
    database.close()


@pytest.fixture
def boss(own_desk: Desk) -> Actor:
    return sign_in(own_desk, "administrator", PASSWORD)


@pytest.fixture
def officer(own_desk: Desk, boss: Actor) -> Actor:
    form = PersonForm(
        "officer", "Olive Officer", "Grants officer", "", PASSWORD, (RoleHeld(Role.OFFICER),)
    )
    add_person(own_desk, boss, form)
    return sign_in(own_desk, "officer", PASSWORD)


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[list[OfficeWindow]]:
    made: list[OfficeWindow] = []
    yield made
    for each in made:
        each.close()
        each.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def open_settings(
    qtbot: QtBot, own_desk: Desk, tmp_path: Path, windows: list[OfficeWindow]
) -> OpenSettings:
    def go(actor: Actor, tab: str) -> SettingsPage:
        window = build_window(own_desk, actor, WindowSettings(tmp_path / "window.ini"))
        windows.append(window)
        window.show()
        window.navigate(Target("settings", tab=tab))
        qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=20_000)
        page = window.page()
        assert isinstance(page, SettingsPage)
        return page

    return go
