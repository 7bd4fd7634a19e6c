from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from pccdesk.domain.errors import Cancelled, Refused
from pccdesk.domain.permissions import Actor, Role, RoleHeld
from pccdesk.queries import funds
from pccdesk.services import imports
from pccdesk.services.desk import Desk
from pccdesk.services.people import PersonForm, add_person
from pccdesk.services.sign_in import sign_in
from pccdesk.workbooks.fields import Field
from tests.clock import Clock
from tests.import_sheet import FIRST_ROW, fill, good_row
from tests.new_office import PASSWORD
from tests.repository import ROOT
from tests.workbooks.bad_rows import BAD_ROWS

ROUND = "CAF-2026-3"


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
