"""Taking applications in from a spreadsheet, from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pccdesk.queries import funds
from pccdesk.services import imports
from pccdesk.workbooks.fields import Field
from tests.cli.running import Commands
from tests.import_sheet import fill, good_row
from tests.office import Office

ROUND = "CAF-2024-1"  # open long ago, by whatever clock the test's machine goes


@pytest.fixture
def fields(office: Office) -> tuple[Field, ...]:
    """Return the columns of the round's template."""

    def read(connection: object) -> tuple[Field, ...]:
        chosen = funds.round_by_code(connection, ROUND)  # type: ignore[arg-type]  # by desk.read
        return imports._sheet(connection, chosen)[1]  # type: ignore[arg-type]  # by desk.read

    return office.desk.read(office.who("officer"), read)


@pytest.fixture
def template(office: Office, tmp_path: Path) -> Path:
    """Give the round's template, to be filled in."""
    path = tmp_path / "applications.xlsx"
    imports.write_template(office.desk, office.who("officer"), ROUND, path)
    return path


def row(fields: tuple[Field, ...], number: int, **changes: object) -> dict[str, object]:
    """Return a good row, received while the round was open, but for changes."""
    return good_row(fields, number) | {"received_on": date(2024, 5, 1)} | changes


@pytest.fixture
def command(staffed_address: str, template: Path) -> tuple[str, ...]:
    """Give the command with what every test says alike."""
    return (
        *("import-applications", str(template), "--round", ROUND),
        *("--as", "officer", "--database", staffed_address),
    )


def test_good_rows_are_taken_in_after_a_dry_run_that_wrote_nothing(
    pccdesk: Commands, command: tuple[str, ...], template: Path, fields: tuple[Field, ...]
) -> None:
    fill(template, fields, [row(fields, 1), row(fields, 2)])
    dry = pccdesk(*command, "--dry-run", "--json")
    assert (dry.code, dry.err) == (0, "")
    assert dry.json == {
        "file": str(template),
        "round": ROUND,
        "dry_run": True,
        "rows_read": 2,
        "good": 2,
        "bad": 0,
        "problems": [],
        "created": [],
    }
    real = pccdesk(*command)
    assert (real.code, real.err) == (0, "")
    assert real.out == "2 rows read, 2 taken in:\nCAF-2024-0001\nCAF-2024-0002\n"


def test_each_problem_is_a_line_with_its_cell_and_nothing_is_taken_in(
    pccdesk: Commands, command: tuple[str, ...], template: Path, fields: tuple[Field, ...]
) -> None:
    bad = row(fields, 2, amount_requested="lots", **{"organisation.postcode": "PR1 OLD"})
    fill(template, fields, [row(fields, 1), bad])
    for more in ([], ["--dry-run"]):
        outcome = pccdesk(*command, *more)
        assert outcome.code == 1
        lines = outcome.out.splitlines()
        assert all(line.startswith("Row 6, cell ") for line in lines[:-1])
        assert len(lines) == 3
        assert any("letter O for a nought" in line for line in lines)
        assert lines[-1] == "2 rows read, 1 are good."
        assert outcome.err.startswith("1 row has a problem.")
    problems = pccdesk(*command, "--dry-run", "--json").json["problems"]
    assert [each["row"] for each in problems] == [6, 6]
    assert set(problems[0]) == {"row", "cell", "title", "sentence"}


def test_good_rows_alone_are_taken_in_where_that_is_asked(
    pccdesk: Commands, command: tuple[str, ...], template: Path, fields: tuple[Field, ...]
) -> None:
    fill(template, fields, [row(fields, 1), row(fields, 2, amount_requested="lots")])
    outcome = pccdesk(*command, "--good-only")
    assert outcome.code == 0
    assert "CAF-2024-0001" in outcome.out
    assert outcome.err == "1 row has a problem and stayed out; the others were taken in.\n"


def test_a_file_that_is_no_template_is_one_sentence(
    pccdesk: Commands, command: tuple[str, ...], template: Path
) -> None:
    template.write_text("no workbook at all")
    outcome = pccdesk(*command)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.count("\n") == 1
    template.unlink()
    assert "There is no file" in pccdesk(*command).err


def test_a_round_that_is_not_there_names_those_that_are(
    pccdesk: Commands, command: tuple[str, ...]
) -> None:
    outcome = pccdesk(*command, "--round", "CAF-1999-1")
    assert outcome.code == 1
    assert "The rounds are: " in outcome.err
