from __future__ import annotations

from collections.abc import Callable

import pytest

from pccdesk.domain.permissions import Actor
from pccdesk.queries import applications
from pccdesk.services.desk import Desk
from pccdesk.ui.form.typed import put_back
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from tests.officer_at_desk import CLOSED_ROUND

Opened = Callable[..., ApplicationFormPage]
Filled = Callable[[ApplicationFormPage], None]
Idle = Callable[[], None]

HOSTILE = (
    "Café 🎉 für alle",
    "مشروع الشباب في بريستون",
    "=cmd|' /C calc'!A0",
    "<b>bold</b> & co",
    "Robert'); DROP TABLE application;--",
)


def put(page: ApplicationFormPage, name: str, typed: object) -> None:
    section = page.body.section_of(name)
    assert section is not None
    put_back(section.fields[name].control, typed)


def said(page: ApplicationFormPage, name: str) -> str:
    section = page.body.section_of(name)
    assert section is not None
    return section.fields[name].problem()


@pytest.mark.parametrize("text", HOSTILE)
def test_strange_text_is_kept_as_it_was_typed(
    open_form: Opened, fill: Filled, idle: Idle, office: Desk, officer: Actor, text: str
) -> None:
    page = open_form()
    fill(page)
    for name in ("project_title", "what", "organisation.name", "main_contact.name"):
        put(page, name, text)
    page.save_and_receive()
    idle()
    record = office.read(officer, applications.application, 1)
    assert record.form.project_title == text
    assert record.form.what == text
    assert record.organisation_name == text
    assert record.form.main_contact is not None
    assert record.form.main_contact.name == text


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("organisation.postcode", "PR1 OLD", "Did you mean PR1 0LD?"),
        ("amount_requested", "£-1", "£0 or more"),
        ("amount_requested", "plenty", "Enter an amount in pounds"),
        ("starts_on", "31 February 2027", "is not a date in the calendar"),
        ("received_at", "31/2/26", "is not a date in the calendar"),
        ("received_time", "25:00", "Enter a time of day"),
        ("budget", [["Coaches", "lots", ""]], "Line 1: Enter an amount in pounds"),
        ("what", "x" * 25_000, "Shorten this to 20,000 characters."),
        ("project_title", "x" * 141, "Shorten the title to 140 characters."),
        ("organisation.name", "x" * 201, "Shorten the name to 200 characters."),
        ("main_contact.email", "somewhere", "Enter an e-mail address"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field_and_stays(
    open_form: Opened,
    fill: Filled,
    idle: Idle,
    office: Desk,
    name: str,
    typed: object,
    sentence: str,
) -> None:
    page = open_form()
    fill(page)
    put(page, name, typed)
    before = page.body.typed()
    page.save()
    idle()
    assert sentence in said(page, name)
    assert not page.summary.isHidden()
    assert page.body.typed() == before
    with office.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM application").scalar() == 0


def test_a_closed_round_warns_and_lets_a_late_application_in(
    open_form: Opened, fill: Filled, idle: Idle, office: Desk, officer: Actor
) -> None:
    page = open_form(round_code=CLOSED_ROUND)
    fill(page)
    assert "the application counts as late" in said(page, "round_code")
    page.save_and_receive()
    idle()
    assert office.read(officer, applications.application, 1).round_code == CLOSED_ROUND


def test_a_receipt_in_the_future_is_refused(open_form: Opened, fill: Filled, idle: Idle) -> None:
    page = open_form()
    fill(page)
    put(page, "received_at", "1/1/2030")
    page.save_and_receive()
    idle()
    assert "The time of receipt is in the future" in said(page, "received_at")
