"""A year's workbook: made by who may, recorded, and true for the day that it stands for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.errors import EnvironmentFailed, NotPermitted
from pccdesk.domain.permissions import Role, RoleHeld
from pccdesk.queries import payments as payment_queries
from pccdesk.services import people, reports
from tests import way
from tests.office import Office
from tests.services.untouched import audit_entries, refused_and_untouched
from tests.staff import person

YEAR = FinancialYear(2026)


@pytest.mark.parametrize("username", ["assessor", "commissioner", "administrator"])
def test_whoever_may_not_see_bank_details_makes_no_workbook(
    shared_office: Office, tmp_path: Path, username: str
) -> None:
    path = tmp_path / "year.xlsx"
    with refused_and_untouched(shared_office.desk, NotPermitted):
        reports.write_year_workbook(shared_office.desk, shared_office.who(username), YEAR, path)
    assert not path.exists()


def test_a_role_that_was_taken_away_gives_no_file_in_an_open_session(
    office: Office, tmp_path: Path
) -> None:
    administrator, path = office.who("administrator"), tmp_path / "year.xlsx"
    form = person("leaver", "Lee Leaver", Role.FINANCE)
    number = people.add_person(office.desk, administrator, form)
    session = office.reread("leaver")
    changed = people.PersonForm("leaver", "Lee Leaver", "", roles=(RoleHeld(Role.ASSESSOR),))
    people.change_person(office.desk, administrator, number, 1, changed)
    with refused_and_untouched(office.desk, NotPermitted):
        reports.write_year_workbook(office.desk, session, YEAR, path)
    assert not path.exists()


def test_a_workbook_that_could_not_be_written_is_not_recorded_as_made(
    office: Office, tmp_path: Path
) -> None:
    before = audit_entries(office.desk)
    with pytest.raises(EnvironmentFailed):
        reports.write_year_workbook(
            office.desk, office.who("finance"), YEAR, tmp_path / "gone" / "year.xlsx"
        )
    assert audit_entries(office.desk) == before


def test_a_year_with_awards_and_payments_agrees_with_its_rows(
    office: Office, tmp_path: Path
) -> None:
    for stage in (Stage.COMPLETE, Stage.DECLINED, Stage.DRAFT, Stage.RECEIVED):
        office.bring_to(stage)
    before = audit_entries(office.desk)
    path = tmp_path / "year.xlsx"
    made = reports.write_year_workbook(office.desk, office.who("finance"), YEAR, path)
    assert (made.applications, made.awarded, made.payments) == (3, Decimal(2400), 1)
    assert audit_entries(office.desk) == before + 1
    rows = load_workbook(path)["Applications"].iter_rows(min_row=2, values_only=True)
    assert sum(str(row[0]).startswith("CAF-2026-") for row in rows) == 3


def test_what_was_paid_after_the_year_ended_was_still_owed_at_its_end(office: Office) -> None:
    early, late = office.bring_to(Stage.COMPLETE), office.bring_to(Stage.ACCEPTED)
    office.clock.advance(days=365)  # into the next financial year
    way.complete(office, late)
    assert office.stage(early) is office.stage(late) is Stage.COMPLETE

    def owed(day: date) -> list[str]:
        with office.desk.database.reading() as connection:
            return [row.grant_ref for row in payment_queries.unpaid_rows(connection, day)]

    assert owed(YEAR.last_day) == [office.record(late).reference]
    assert owed(office.desk.today()) == []

    def due(year: FinancialYear) -> list[tuple[str, str]]:
        with office.desk.database.reading() as connection:
            rows = payment_queries.rows_of_year(connection, year)
            return [(row.grant_ref, row.financial_year) for row in rows]

    # It stands in the year that it was due in, and in no other, whenever it was paid.
    assert due(YEAR) == [(office.record(one).reference, YEAR.slash) for one in (early, late)]
    assert due(FinancialYear(2027)) == []
