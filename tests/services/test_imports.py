from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from pccdesk.domain.errors import Cancelled, Refused
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.permissions import Actor, Role, RoleHeld
from pccdesk.queries import funds
from pccdesk.services import applications, imports, incoming_rows
from pccdesk.services.desk import Desk
from pccdesk.services.people import PersonForm, add_person
from pccdesk.services.sign_in import sign_in
from pccdesk.services.verification import verify
from pccdesk.workbooks.fields import Field
from tests.clock import Clock
from tests.import_sheet import FIRST_ROW, fill, forms_in, good_row
from tests.new_office import PASSWORD
from tests.repository import ROOT
from tests.workbooks.bad_rows import BAD_ROWS

ROUND = "CAF-2026-3"
ROWS_OF_AN_APPLICATION = (
    (
        "SELECT round_id, fund_id, financial_year, stage, project_title, lead_district, board,"
        " amount_requested, total_cost, reserves, starts_on, ends_on, channel, received_at,"
        " owner_id, form_id, criteria_id, scoring_id, criteria_checked, score_percent,"
        " created_at, changed_at, version FROM application WHERE id = :number"
    ),
    (
        "SELECT summary, what, who, place, answers FROM application_text"
        " WHERE application_id = :number"
    ),
    "SELECT district, position FROM application_district WHERE application_id = :number",
    "SELECT priority_id, position FROM application_priority WHERE application_id = :number",
    (
        "SELECT position, description, cost, from_grant FROM budget_line"
        " WHERE application_id = :number"
    ),
    (
        "SELECT kind, address, town, postcode, charity_number, company_number, email, phone,"
        " website, otherwise_funded, created_at, version FROM organisation WHERE name = :name"
    ),
    (
        "SELECT c.name, c.role, c.email, c.phone, c.version FROM contact c"
        " JOIN organisation o ON o.id = c.organisation_id WHERE o.name = :name"
    ),
    (
        "SELECT actor, action, subject_kind, detail FROM audit_entry WHERE application_id = :number"
        " ORDER BY sequence"
    ),
)
"""What an application leaves in the database, its own numbers and names apart."""


@pytest.fixture
def officer(desk: Desk, administrator: Actor, clock: Clock) -> Actor:
    clock.now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    form = PersonForm(
        "officer", "Olive Officer", "Grants officer", "", PASSWORD, (RoleHeld(Role.OFFICER),)
    )
    add_person(desk, administrator, form)
    return sign_in(desk, "officer", PASSWORD)


@pytest.fixture
def fields(desk: Desk, officer: Actor) -> tuple[Field, ...]:
    def read(connection: object) -> tuple[Field, ...]:
        chosen = funds.round_by_code(connection, ROUND)  # type: ignore[arg-type]
        return imports._sheet(connection, chosen)[1]  # type: ignore[arg-type]

    return desk.read(officer, read)


@pytest.fixture
def sheet(desk: Desk, officer: Actor, tmp_path: Path) -> Path:
    path = tmp_path / "applications.xlsx"
    imports.write_template(desk, officer, ROUND, path)
    return path


def bad_row(fields: tuple[Field, ...], number: int, changes: Mapping[str, object]) -> object:
    return good_row(fields, number) | dict(changes)


def named(form: ApplicationForm, name: str) -> ApplicationForm:
    """Return a form of a new organisation with another name."""
    assert form.organisation is not None
    return replace(form, organisation=replace(form.organisation, name=name))


def rows_in(desk: Desk, table: str) -> int:
    with desk.database.reading() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608


def test_200_good_rows_and_50_bad_ones_of_25_kinds_are_told_apart(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    codes = {field.code for field in fields}
    kinds = [each for each in BAD_ROWS if set(each.changes) <= codes][:25]
    assert len(kinds) == 25
    bad = {5 * number + 2: kinds[number % 25] for number in range(50)}
    fill(
        sheet,
        fields,
        (
            good_row(fields, number) | dict(bad[number].changes if number in bad else {})
            for number in range(250)
        ),
    )
    before = rows_in(desk, "audit_entry")

    report = imports.dry_run(desk, officer, sheet, ROUND)

    assert (report.rows_read, report.good, report.bad_rows) == (250, 200, 50)
    for number, kind in bad.items():
        said = [each for each in report.problems if each.row_number == number + FIRST_ROW]
        assert any(each.field == kind.field and kind.reason in each.sentence for each in said), kind
        assert all(each.cell.rstrip("0123456789").isalpha() for each in said)
        assert {int(each.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for each in said} == {
            number + FIRST_ROW
        }
    assert rows_in(desk, "audit_entry") == before

    assert imports.import_rows(desk, officer, sheet, ROUND).created == ()
    assert rows_in(desk, "application") == 0

    done = imports.import_rows(desk, officer, sheet, ROUND, good_only=True)
    assert len(done.created) == 200
    assert rows_in(desk, "application") == 200
    assert done.created[0] == "CAF-2026-0001"
    assert done.created[-1] == "CAF-2026-0200"


def test_a_cancelled_import_leaves_nothing(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    fill(sheet, fields, (good_row(fields, number) for number in range(6)))

    def cancel(done: int, _total: int) -> None:
        if done == 4:
            raise Cancelled("Cancelled.")

    with pytest.raises(Cancelled):
        imports.import_rows(desk, officer, sheet, ROUND, cancel)
    assert rows_in(desk, "application") == 0
    assert rows_in(desk, "organisation") == 0


def test_the_same_file_a_second_time_is_refused_row_by_row(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    fill(sheet, fields, (good_row(fields, number) for number in range(2)))
    assert len(imports.import_rows(desk, officer, sheet, ROUND).created) == 2

    again = imports.dry_run(desk, officer, sheet, ROUND)

    assert again.good == 0
    assert "CAF-2026-0001, recorded already" in again.problems[0].sentence


def test_a_project_twice_in_one_file_names_the_other_row(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    fill(sheet, fields, [good_row(fields, 1), good_row(fields, 1)])
    report = imports.dry_run(desk, officer, sheet, ROUND)
    assert report.good == 1
    assert f"row {FIRST_ROW} already" in report.problems[0].sentence


def test_a_foreign_layout_is_refused_in_one_sentence(desk: Desk, officer: Actor) -> None:
    foreign = ROOT.parent / "shared" / "real" / "grants-475.xlsx"
    if not foreign.exists():
        pytest.skip("the foreign workbook ../shared/real/grants-475.xlsx is not on this machine")
    with pytest.raises(Refused) as refused:
        imports.dry_run(desk, officer, foreign, ROUND)
    assert "Organisation" in refused.value.sentence
    assert "\n" not in refused.value.sentence


def test_what_is_brought_in_in_bulk_is_what_would_be_typed_one_by_one(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    fill(sheet, fields, [good_row(fields, 1)])
    (read,) = forms_in(desk, officer, sheet, ROUND)
    typed = applications.receive_new(desk, officer, named(read[1], "Typed"))
    report = imports.import_rows(desk, officer, sheet, ROUND)
    assert report.created == ("CAF-2026-0002",)

    def written(number: int, name: str) -> list[list[tuple[object, ...]]]:
        with desk.database.reading() as connection:
            own = {"number": number, "name": name}
            return [
                [tuple(row) for row in connection.execute(text(query), own)]
                for query in ROWS_OF_AN_APPLICATION
            ]

    assert written(typed + 1, "Ribbleton Residents Group 1") == written(typed, "Typed")


def test_a_contact_that_two_rows_name_is_kept_once_as_the_later_row_has_it(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    rows = [good_row(fields, 1) | {"project_title": f"Street games {each}"} for each in range(3)]
    rows[1]["main_contact.email"] = "new@example.org"
    fill(sheet, fields, rows[:2])
    imports.import_rows(desk, officer, sheet, ROUND)
    rows[2]["main_contact.email"] = "newer@example.org"
    imports.write_template(desk, officer, ROUND, sheet)
    fill(sheet, fields, rows[2:])
    with desk.database.reading() as connection:
        kept = connection.execute(text("SELECT email FROM contact")).scalars().all()
    assert kept == ["new@example.org"]
    imports.import_rows(desk, officer, sheet, ROUND)
    with desk.database.reading() as connection:
        kept = connection.execute(text("SELECT email FROM contact")).scalars().all()
    assert kept == ["newer@example.org"]
    assert (rows_in(desk, "organisation"), rows_in(desk, "application")) == (1, 3)


def test_a_round_that_was_changed_while_the_file_was_looked_at_takes_nothing(
    desk: Desk,
    officer: Actor,
    fields: tuple[Field, ...],
    sheet: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(sheet, fields, [good_row(fields, 1)])
    opened = imports._opened

    def open_and_change(*given: object) -> object:
        found = opened(*given)  # type: ignore[arg-type]  # handed on as they came
        with desk.database.changing() as session:
            session.execute(text("UPDATE round SET maximum = maximum - 100"))
        return found

    monkeypatch.setattr(imports, "_opened", open_and_change)
    with pytest.raises(Refused, match="was changed while the file was looked at"):
        imports.import_rows(desk, officer, sheet, ROUND)
    assert rows_in(desk, "application") == 0


@pytest.fixture
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and write two rows at a time, so that a few rows are several portions."""
    monkeypatch.setattr(incoming_rows, "_AT_ONCE", 2)


@pytest.mark.usefixtures("two_at_once")
def test_a_problem_in_a_late_row_undoes_what_was_written_before_it(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    rows = [good_row(fields, number) for number in range(7)]
    for bad in (4, 6):
        rows[bad]["organisation.postcode"] = "nowhere"
    fill(sheet, fields, rows)
    entries = rows_in(desk, "audit_entry")
    looked = imports.dry_run(desk, officer, sheet, ROUND)

    assert imports.import_rows(desk, officer, sheet, ROUND) == looked

    assert [each.row_number for each in looked.problems] == [FIRST_ROW + 4, FIRST_ROW + 6]
    assert (looked.rows_read, looked.good, looked.bad_rows) == (7, 5, 2)
    for table in ("application", "organisation", "contact"):
        assert rows_in(desk, table) == 0
    assert rows_in(desk, "audit_entry") == entries
    assert verify(desk).sound

    done = imports.import_rows(desk, officer, sheet, ROUND, good_only=True)
    assert done == replace(looked, created=tuple(f"CAF-2026-000{each}" for each in range(1, 6)))
    assert verify(desk).sound


@pytest.mark.usefixtures("two_at_once")
def test_a_cancel_after_rows_were_written_leaves_nothing(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    fill(sheet, fields, (good_row(fields, number) for number in range(6)))
    told: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> None:
        told.append((done, total))
        if done == 5:
            raise Cancelled("Cancelled.")

    with pytest.raises(Cancelled):
        imports.import_rows(desk, officer, sheet, ROUND, cancel)
    assert told == [(done, 8) for done in range(6)]  # the hint and the example are two lines
    assert rows_in(desk, "application") == 0
    assert rows_in(desk, "organisation") == 0
    assert len(imports.import_rows(desk, officer, sheet, ROUND).created) == 6


@pytest.mark.usefixtures("two_at_once")
def test_rows_are_judged_by_the_office_as_it_was_and_written_to_it_as_it_is(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    """An organisation that an earlier portion added is judged as new, and not added again."""
    rows = [good_row(fields, 1) | {"project_title": f"Street games {each}"} for each in range(4)]
    rows[3] |= {"organisation.name": "Сlub of the Ribble", "organisation.charity_number": "1000001"}
    rows[0]["organisation.charity_number"] = "1000001"  # so that they are one
    fill(sheet, fields, rows)
    looked = imports.dry_run(desk, officer, sheet, ROUND)
    assert [each.row_number for each in looked.problems] == [FIRST_ROW + 3]
    assert "two alphabets" in looked.problems[0].sentence

    done = imports.import_rows(desk, officer, sheet, ROUND, good_only=True)

    assert done.problems == looked.problems
    assert (rows_in(desk, "organisation"), rows_in(desk, "application")) == (1, 3)


def test_a_file_without_a_good_row_changes_nothing(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    fill(sheet, fields, [good_row(fields, 1) | {"organisation.postcode": "nowhere"}])
    entries = rows_in(desk, "audit_entry")
    report = imports.import_rows(desk, officer, sheet, ROUND, good_only=True)
    assert (report.created, report.good, report.bad_rows) == ((), 0, 1)
    assert rows_in(desk, "audit_entry") == entries


def test_after_an_import_applications_can_be_typed_as_before(
    desk: Desk, officer: Actor, fields: tuple[Field, ...], sheet: Path
) -> None:
    fill(sheet, fields, [good_row(fields, number) for number in range(3)])
    (_row, form), *_others = forms_in(desk, officer, sheet, ROUND)
    imports.import_rows(desk, officer, sheet, ROUND)
    assert applications.receive_new(desk, officer, named(form, "Another"))
    assert rows_in(desk, "application") == 4
    assert verify(desk).sound
