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
from pccdesk.queries.news import news
from pccdesk.services.desk import Desk
from pccdesk.ui import watching
from pccdesk.ui.context import Target
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.office import Office


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
