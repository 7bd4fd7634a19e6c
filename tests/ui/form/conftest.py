"""The real form over real services and a SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from pccdesk.database.engine import connect
from pccdesk.domain.permissions import Actor
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Context, Target
from pccdesk.ui.form.typed import put_back
from pccdesk.ui.list_order import ListOrder
from pccdesk.ui.messages import Message
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from tests.clock import Clock
from tests.officer_at_desk import NOW, ROUND, add_organisations, new_officer, typed_answer

Filled = Callable[[ApplicationFormPage], None]


def stop_keeping(page: ApplicationFormPage) -> None:
    page.watch._timer.stop()


@pytest.fixture
def office(sqlite_address: str) -> Iterator[Desk]:
    database = connect(sqlite_address)
    yield Desk(database, Clock(NOW))
    database.close()


@pytest.fixture
def officer(office: Desk) -> Actor:
    made = new_officer(office, "officer", "Olive Officer")
    add_organisations(office, made)
    return made


@pytest.fixture
def at_desk(
    make_context: Callable[..., Context], places: list[Target], office: Desk, officer: Actor
) -> Context:
    return replace(make_context(places.append), desk=office, actor=officer, today=office.today)


@pytest.fixture
def messages(at_desk: Context) -> list[Message]:
    said: list[Message] = []
    at_desk.messages.posted.connect(said.append)
    return said


@pytest.fixture
def idle(qtbot: QtBot, at_desk: Context) -> Callable[[], None]:
    def wait() -> None:
        qtbot.waitUntil(lambda: not at_desk.jobs.busy(), timeout=20_000)
        qtbot.wait(300)  # longer than the form waits before it looks at itself again

    return wait


@pytest.fixture
def open_form(
    qtbot: QtBot, at_desk: Context, idle: Callable[[], None]
) -> Callable[..., ApplicationFormPage]:
    def make(
        record_id: int | None = None, round_code: str = ROUND, order: ListOrder | None = None
    ) -> ApplicationFormPage:
        page = ApplicationFormPage(at_desk)
        qtbot.addWidget(page, before_close_func=stop_keeping)
        page.resize(1100, 700)
        page.show()
        page.activateWindow()
        page.load(Target("application_form", record_id, filter=round_code, order=order))
        idle()
        return page

    return make


@pytest.fixture
def fill(idle: Callable[[], None]) -> Filled:
    """Fill everything in that the round asks for, as typing would."""

    def fill_in(page: ApplicationFormPage) -> None:
        body = page.body
        body.applicant.add_new()
        definition = body.definition()
        assert definition is not None
        assert body.project is not None
        fields: dict[str, object] = {
            "organisation.name": "Ribbleton Residents",
            "organisation.postcode": "PR2 6AB",
            "main_contact.name": "Aisha Patel",
            "main_contact.email": "aisha@example.org",
            "project_title": "Street games",
            "summary": "Games in the park.",
            "what": "Twelve evenings.",
            "starts_on": "4/1/27",
            "ends_on": "31/3/27",
            "districts": ["E07000123"],
            "amount_requested": "1200.50",
            "total_cost": "1,500",
            "reserves": "0",
            "budget": [["Coaches", "1500", "1200.50"]],
        }
        fields |= {f"answers.{each.code}": typed_answer(each) for each in definition.questions}
        for name, typed in fields.items():
            section = body.section_of(name)
            assert section is not None, name
            put_back(section.fields[name].control, typed)
        priorities = body.places.fields["priorities"].control
        put_back(priorities, list(priorities._boxes)[:1])  # type: ignore[attr-defined]  # tick boxes
        idle()

    return fill_in
