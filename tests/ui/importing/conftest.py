"""The real import page over real services and a SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pccdesk.database.engine import connect
from pccdesk.domain.permissions import Actor
from pccdesk.queries import funds
from pccdesk.services import imports
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Context, Target
from pccdesk.ui.messages import Message
from pccdesk.ui.pages.import_page import ImportPage
from pccdesk.workbooks.fields import Field
from tests.clock import Clock
from tests.import_sheet import fill, good_row
from tests.officer_at_desk import NOW, ROUND, new_officer


@pytest.fixture
def office(sqlite_address: str) -> Iterator[Desk]:
    database = connect(sqlite_address)
    yield Desk(database, Clock(NOW))
    database.close()


@pytest.fixture
def officer(office: Desk) -> Actor:
    return new_officer(office, "officer", "Olive Officer")


@pytest.fixture
def at_desk(
    make_context: Callable[..., Context], places: list[Target], office: Desk, officer: Actor
) -> Context:
    return replace(make_context(places.append), desk=office, actor=officer)


@pytest.fixture
def messages(at_desk: Context) -> list[Message]:
    said: list[Message] = []
    at_desk.messages.posted.connect(said.append)
    at_desk.jobs.told.connect(at_desk.messages.tell)
    return said


@pytest.fixture
def idle(qtbot: QtBot, at_desk: Context) -> Callable[[], None]:
    def wait() -> None:
        qtbot.waitUntil(lambda: not at_desk.jobs.busy(), timeout=60_000)

    return wait


@pytest.fixture
def page(
    qtbot: QtBot, at_desk: Context, messages: list[Message], idle: Callable[[], None]
) -> ImportPage:
    assert messages == []
    made = ImportPage(at_desk)
    qtbot.addWidget(made)
    made.show()
    made.load(Target("import", filter=ROUND))
    idle()
    return made


@pytest.fixture
def sheet(page: ImportPage, idle: Callable[[], None], tmp_path: Path) -> Path:
    """Save the round's template through the page."""
    path = tmp_path / "applications.xlsx"
    page.write_template(path)
    idle()
    return path


@pytest.fixture
def fields(office: Desk, officer: Actor) -> tuple[Field, ...]:
    return office.read(
        officer,
        lambda connection: imports._sheet(connection, funds.round_by_code(connection, ROUND))[1],
    )


@pytest.fixture
def filled(sheet: Path, fields: tuple[Field, ...]) -> Callable[[int, int], Path]:
    """Fill the template with good rows, and after them with rows that lack a title."""

    def fill_in(good: int, bad: int) -> Path:
        rows = [good_row(fields, number) for number in range(good + bad)]
        for row in rows[good:]:
            row["project_title"] = ""
        fill(sheet, fields, rows)
        return sheet

    return fill_in
