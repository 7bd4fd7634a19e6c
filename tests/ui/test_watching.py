"""What another officer does shows in an open window within seconds, and disturbs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pccdesk.database.engine import connect
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.domain.permissions import Permission, Role
from pccdesk.queries import people as people_read
from pccdesk.queries.news import news
from pccdesk.services import people
from pccdesk.services.desk import Desk
from pccdesk.ui import watching
from pccdesk.ui.context import Target
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from pccdesk.ui.pages.home_page import HomePage
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.office import CAF_ROUND, Office
from tests.staff import person


@pytest.fixture
def window(qtbot: QtBot, office: Office, tmp_path: Path) -> Iterator[OfficeWindow]:
    """Give the window of one officer, which looks often; another works elsewhere."""
    office.bring_to(Stage.RECEIVED)
    made = build_window(
        office.desk, office.who("officer2"), WindowSettings(tmp_path / "window.ini")
    )
    made.windows.watch(every=50)
    made.show()
    made.navigate(Target("applications"))
    qtbot.waitUntil(lambda: not made.context.jobs.busy(), timeout=10_000)
    yield made
    made.close()
    made.deleteLater()
    qtbot.wait(1)


def test_what_another_officer_does_shows_in_an_open_list(
    qtbot: QtBot, window: OfficeWindow, office: Office
) -> None:
    page = window.page()
    assert isinstance(page, ListPage)
    table = page.list.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 1, timeout=10_000)
    table.selectRow(0)
    chosen = table.currentIndex().data()
    typed = page.findChild(QLineEdit)
    elsewhere = Office(Desk(connect(str(office_address(office))), office.clock), office.clock, 50)
    elsewhere.bring_to(Stage.RECEIVED)
    qtbot.waitUntil(lambda: table.model().rowCount() == 2, timeout=10_000)
    qtbot.waitUntil(lambda: table.currentIndex().data() == chosen, timeout=5_000)
    assert typed is not None
    elsewhere.desk.database.close()


def office_address(office: Office) -> str:
    """Return the address that an open office has."""
    file = office.desk.database.file
    return str(file) if file else office.desk.database.url.render_as_string(hide_password=False)


def test_a_lost_connection_is_said_once_and_so_is_that_it_is_back(
    qtbot: QtBot, window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise EnvironmentFailed("gone")

    own = news
    monkeypatch.setattr(watching, "_WHEN_LOST_MILLISECONDS", 20)
    monkeypatch.setattr(watching, "news", gone)
    qtbot.waitUntil(lambda: len(window.message_area.texts()) == 1, timeout=5_000)
    qtbot.wait(200)
    (said,) = window.message_area.texts()
    assert "What you have typed stays here" in said
    monkeypatch.setattr(watching, "news", own)
    qtbot.waitUntil(
        lambda: "The connection to the database is back." in window.message_area.texts(),
        timeout=5_000,
    )


def change_account(office: Office, *roles: Role, active: bool = True) -> None:
    """Let an administrator give the window's person other roles, or close the account."""
    administrator = office.who("administrator")
    row = next(
        each
        for each in office.desk.read(administrator, people_read.people)
        if each.username == "officer2"
    )
    form = person("officer2", "Oscar Second", *roles)
    people.change_person(office.desk, administrator, row.id, row.version, form, active=active)


def test_roles_that_are_changed_change_what_open_windows_offer_and_that_is_said(
    qtbot: QtBot, window: OfficeWindow, office: Office
) -> None:
    window.new_window()
    other = next(each for each in window.windows.all() if each is not window)
    qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=10_000)
    assert "page:audit" not in window.menus.actions
    change_account(office, Role.AUDITOR)
    for each in (window, other):
        qtbot.waitUntil(lambda each=each: "page:audit" in each.menus.actions, timeout=10_000)  # type: ignore[misc] # bound now
        qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=10_000)
        assert "check_countersign" in each.menus.actions
        assert each.context.actor.may(Permission.VIEW_AUDIT)
        assert any(
            "Your roles or limits were changed" in text for text in each.message_area.texts()
        )
        page = each.page()
        assert isinstance(page, ListPage)
        assert each.menuBar().actions()
    change_account(office, Role.OFFICER)
    qtbot.waitUntil(lambda: "page:audit" not in window.menus.actions, timeout=10_000)
    assert "check_countersign" not in window.menus.actions
    qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=10_000)
    other.close()


def test_a_place_that_one_may_see_no_more_gives_way_to_home(
    qtbot: QtBot, window: OfficeWindow, office: Office
) -> None:
    change_account(office, Role.AUDITOR)
    qtbot.waitUntil(lambda: "page:audit" in window.menus.actions, timeout=10_000)
    window.navigate(Target("audit"))
    change_account(office, Role.OFFICER)
    qtbot.waitUntil(lambda: "page:audit" not in window.menus.actions, timeout=10_000)
    assert isinstance(window.page(), HomePage)
    qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=10_000)


def test_what_is_typed_stays_when_roles_are_changed(
    qtbot: QtBot, window: OfficeWindow, office: Office
) -> None:
    window.navigate(Target("application_form", filter=CAF_ROUND))
    qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=10_000)
    page = window.page()
    assert isinstance(page, ApplicationFormPage)
    assert page.body.project is not None
    title = page.body.project.findChild(QLineEdit)
    assert title is not None
    title.setText("Half typed")
    qtbot.waitUntil(page.holds_unsaved, timeout=5_000)
    change_account(office, Role.AUDITOR)
    qtbot.waitUntil(lambda: "page:audit" in window.menus.actions, timeout=10_000)
    assert window.page() is page
    assert page.holds_unsaved()
    page.put_aside()
    window.windows.going = True


def test_an_account_that_is_closed_is_told(
    qtbot: QtBot, window: OfficeWindow, office: Office
) -> None:
    change_account(office, Role.OFFICER, active=False)
    qtbot.waitUntil(
        lambda: any("Your account was closed" in text for text in window.message_area.texts()),
        timeout=10_000,
    )
