"""The real window on a real office: sign somebody in, open an application, take its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pccdesk.ui.context import Changes, Context, Target
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.main_window import MainWindow, WindowWords
from pccdesk.ui.messages import Messages
from pccdesk.ui.navigation import PAGES
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.window_settings import WindowSettings
from tests.office import Office
from tests.ui.record.seat import Seat

PAGE = tuple(each for each in PAGES if each.id == "application")


@pytest.fixture
def sit(qtbot: QtBot, sqlite_office: Office, tmp_path: Path) -> Iterator[Callable[..., Seat]]:
    """Give a way to open an application as somebody: `sit("officer", number)`."""
    opened: list[MainWindow] = []

    def open_record(username: str, number: int, tab: str = "") -> Seat:
        went_to: list[Target] = []
        jobs = Jobs()
        places: list[MainWindow] = []

        def navigate(target: Target) -> None:
            if target.page == "application":
                places[0].navigate(target)
            else:
                went_to.append(target)

        context = Context(
            desk=sqlite_office.desk,
            actor=sqlite_office.reread(username),
            jobs=jobs,
            messages=Messages(),
            changes=Changes(),
            settings=WindowSettings(tmp_path / f"{username}.ini"),
            navigate=navigate,
            today=sqlite_office.desk.today,
        )
        window = MainWindow(context, WindowWords("Testshire", "office.sqlite"), PAGE)
        places.append(window)
        opened.append(window)
        window.resize(1366, 768)
        window.show()
        window.navigate(Target("application", number, tab))
        page = window.page()
        assert isinstance(page, ApplicationPage)
        seat = Seat(qtbot, window, page, went_to)
        seat.settle()
        return seat

    yield open_record
    for window in opened:
        window.context.jobs.shut_down()
        window.close()
        window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    """Use one kind of database: which one makes no difference to the window."""
    return sqlite_office
