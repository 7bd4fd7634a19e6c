"""The log says what was done, and keeps nothing about people that it need not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.organisations import ContactForm
from pccdesk.models.offices import AuditEntry
from pccdesk.queries import organisations as organisation_queries
from pccdesk.queries.timelines import detail_words
from pccdesk.services import applications, offices, organisations
from tests import way
from tests.office import Office


def newest(office: Office, action: str) -> dict[str, Any]:
    """Return the detail of the newest audit entry of an action."""
    query = select(AuditEntry.detail).where(AuditEntry.action == action)
    with office.desk.database.reading() as connection:
        detail = connection.scalars(query.order_by(AuditEntry.sequence.desc())).first()
    found: dict[str, Any] = json.loads(detail or "{}")
    return found


def test_no_digit_of_a_bank_account_stands_in_the_log(sqlite_office: Office) -> None:
    one = sqlite_office.bring_to(Stage.DRAFT)
    way.keep_account(sqlite_office, one)
    assert set(newest(sqlite_office, "bank_account.record")) == {"evidence_on"}
    assert newest(sqlite_office, "bank_account.check") == {}


def test_a_changed_contact_is_logged_without_address_or_telephone(sqlite_office: Office) -> None:
    one = sqlite_office.bring_to(Stage.RECEIVED)
    form = replace(
        sqlite_office.record(one).form,
        project_title="Saturday football",
        main_contact=ContactForm("Ann Other", "Secretary", "ann@example.org", "01253 111111"),
    )
    officer = sqlite_office.who("officer")
    applications.save_changes(sqlite_office.desk, officer, one, sqlite_office.version(one), form)
    fields = newest(sqlite_office, "application.change")["fields"]
    assert fields["main_contact"] == ["given", "given"]
    assert fields["project_title"][1] == "Saturday football"
    assert set(fields) == {"main_contact", "project_title"}


def test_a_changed_organisation_is_logged_by_the_fields_that_changed(
    sqlite_office: Office,
) -> None:
    desk, officer = sqlite_office.desk, sqlite_office.who("officer")
    number = sqlite_office.record(sqlite_office.bring_to(Stage.DRAFT)).organisation_id
    kept = desk.read(officer, organisation_queries.organisation, number)
    form = replace(kept.form, otherwise_funded=True, phone="01253 222222")
    organisations.change_organisation(desk, officer, number, kept.version, form)
    assert newest(sqlite_office, "organisation.change")["fields"] == ["phone", "otherwise_funded"]


def test_published_awards_are_not_called_payments(sqlite_office: Office) -> None:
    count = offices.keep_published_awards(sqlite_office.desk, sqlite_office.who("administrator"))
    detail = json.dumps(newest(sqlite_office, "office.history"))
    assert detail_words(detail) == f"{count} awards"
    assert detail_words('{"applications": 12}') == "12 applications"
