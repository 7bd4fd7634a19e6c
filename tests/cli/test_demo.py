"""The demonstration: what it writes, the same each time, and what it leaves alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from pccdesk.domain.money import format_money
from pccdesk.queries.payments import batches
from pccdesk.services.demonstration_story import read_story
from pccdesk.services.desk import Desk
from tests.cli.conftest import DemonstrationRun
from tests.cli.running import Commands, run_apart

FILES = ["award-letter.pdf", "decline-letter.pdf", "finance.xlsx", "window.png"]


@pytest.fixture
def told(demonstration: DemonstrationRun) -> dict[str, Any]:
    """Return what the demonstration says for a script."""
    return demonstration.told


@pytest.fixture
def workbook(demonstration: DemonstrationRun) -> Workbook:
    """Return the finance workbook, formulas as they are written."""
    return load_workbook(demonstration.folder / "finance.xlsx")


def text_of(path: Path) -> str:
    """Return a PDF's text with its line breaks taken out."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def payment_rows(workbook: Workbook) -> list[dict[str, Any]]:
    """Return the payments sheet's rows by column title."""
    rows = iter(workbook["Payments"].iter_rows())
    titles = [str(cell.value) for cell in next(rows)]
    found = [dict(zip(titles, row, strict=True)) for row in rows]
    return [row for row in found if str(row["Grant ref"].value or "").startswith(("CAF", "RRF"))]


def test_every_file_is_written_and_the_records_are_whole(
    demonstration: DemonstrationRun, told: dict[str, Any], pccdesk: Commands
) -> None:
    assert told["files"] == FILES
    assert told["verified"] is True
    kept = sorted(each.name for each in demonstration.folder.iterdir())
    assert kept == sorted([*FILES, told["database"]])
    database = demonstration.folder / told["database"]
    assert pccdesk("verify", "--database", database).code == 0


def test_the_award_letter_holds_what_an_award_letter_must(
    demonstration: DemonstrationRun, told: dict[str, Any]
) -> None:
    path = demonstration.folder / "award-letter.pdf"
    letter = text_of(path)
    for words in (
        told["organisation"],
        told["reference"],
        told["decision_reference"],
        format_money(Decimal(told["amount"])),
        told["amount_in_words"],
    ):
        assert words in letter
    assert len(PdfReader(path).pages) <= 2
    assert hashlib.sha256(path.read_bytes()).hexdigest() == told["letter_sha256"]


def test_the_decline_letter_holds_the_feedback(
    demonstration: DemonstrationRun, told: dict[str, Any]
) -> None:
    letter = text_of(demonstration.folder / "decline-letter.pdf")
    assert told["declined_organisation"] in letter
    assert told["declined_reference"] in letter
    _round, _awarded, declined = read_story()
    for line in declined.feedback.splitlines():
        assert line in letter


def test_the_workbooks_control_total_is_the_batchs_in_the_database(
    demonstration: DemonstrationRun, told: dict[str, Any], workbook: Workbook
) -> None:
    from pccdesk.bootstrap import open_desk

    desk = open_desk(str(demonstration.folder / told["database"]))
    with desk.database.reading() as connection:
        batch = next(
            each for each in batches(connection) if each.reference == told["batch_reference"]
        )
    desk.database.close()
    rows = payment_rows(workbook)
    total = sum(Decimal(str(row["Amount"].value)) for row in rows)
    assert total == batch.control_total == Decimal(told["control_total"])
    assert len(rows) == batch.count
    assert told["reference"] in {row["Grant ref"].value for row in rows}


def test_amounts_are_numbers_and_dates_are_dates(workbook: Workbook) -> None:
    for row in payment_rows(workbook):
        assert isinstance(row["Amount"].value, int | float)
        assert isinstance(row["Due date"].value, datetime | date)
        assert row["Due date"].is_date
        assert isinstance(row["Account number"].value, str)


def test_no_formula_came_from_an_applicants_text(workbook: Workbook) -> None:
    _round, awarded, declined = read_story()
    formulas = [
        str(cell.value)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    for story in (awarded, declined):
        assert not [each for each in formulas if story.organisation in each]
    assert not [each for each in formulas if "|" in each or "http" in each.lower()]


def test_the_picture_is_of_the_real_window_in_its_size(demonstration: DemonstrationRun) -> None:
    head = (demonstration.folder / "window.png").read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (1440, 900)


def test_a_second_run_without_a_screen_makes_the_same_to_the_byte(
    demonstration: DemonstrationRun, told: dict[str, Any], tmp_path: Path
) -> None:
    again = run_apart("demo", "--json", "--out", tmp_path, DISPLAY="", WAYLAND_DISPLAY="")
    assert (again.code, again.err) == (0, "")
    assert again.json == told
    for name in FILES:
        first = (demonstration.folder / name).read_bytes()
        assert (tmp_path / name).read_bytes() == first, name


def test_files_of_somebody_elses_are_left_alone(pccdesk: Commands, tmp_path: Path) -> None:
    (tmp_path / "finance.xlsx").write_text("mine")
    outcome = pccdesk("demo", "--out", tmp_path)
    assert outcome.code == 1
    assert "“finance.xlsx” in" in outcome.err
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["finance.xlsx"]
    assert (tmp_path / "finance.xlsx").read_text() == "mine"


def test_an_office_that_is_no_sample_is_never_replaced(
    pccdesk: Commands, sqlite_address: str
) -> None:
    office = Path(sqlite_address.removeprefix("sqlite:///"))
    before = office.read_bytes()
    outcome = pccdesk("demo", "--out", office.parent)
    assert outcome.code == 1
    assert "was not made by the demonstration" in outcome.err
    assert office.read_bytes() == before


def test_an_office_that_somebody_looks_at_is_not_taken_from_under_them(
    pccdesk: Commands, sample_office_file: Path
) -> None:
    from pccdesk.bootstrap import open_desk

    office = sample_office_file.rename(sample_office_file.with_name("office.sqlite"))
    desk = open_desk(str(office))
    outcome = pccdesk("demo", "--out", office.parent)
    desk.database.close()
    assert outcome.code == 1
    assert "is open in a program" in outcome.err


def test_a_second_run_in_the_same_folder_replaces_the_first(
    pccdesk: Commands,
    demonstration: DemonstrationRun,
    quick_sample_office: Callable[..., Desk],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = Path(copytree(demonstration.folder, tmp_path / "files"))
    (folder / "award-letter.pdf").write_text("changed")
    (folder / "notes.txt").write_text("mine")
    monkeypatch.setattr("pccdesk.services.sample.make_sample_office", quick_sample_office)
    outcome = pccdesk("demo", "--out", folder)
    assert (outcome.code, outcome.err) == (0, "")
    kept = demonstration.folder / "award-letter.pdf"
    assert (folder / "award-letter.pdf").read_bytes() == kept.read_bytes()
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_a_sentence(pccdesk: Commands, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    outcome = pccdesk("demo", "--out", tmp_path / "file" / "demonstration")
    assert outcome.code == 1
    assert outcome.err.startswith("The folder “")
    assert outcome.err.count("\n") == 1


def test_a_failure_half_way_leaves_no_file(
    pccdesk: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pccdesk.services.sample.make_sample_office", full)
    outcome = pccdesk("demo", "--out", tmp_path / "out")
    assert outcome.code == 1
    assert not list((tmp_path / "out").iterdir())


def test_the_summary_says_in_words_what_happened(
    demonstration: DemonstrationRun, told: dict[str, Any]
) -> None:
    from pccdesk.cli.commands.demo import _lines
    from pccdesk.services.demonstration import Demonstration

    kept = Demonstration(
        application_id=1,
        amount=Decimal(told["amount"]),
        control_total=Decimal(told["control_total"]),
        **{
            name: told[name]
            for name in Demonstration.__slots__
            if name not in {"application_id", "amount", "control_total"}
        },
    )
    said = "\n".join(_lines(kept, demonstration.folder, FILES))
    for words in (told["organisation"], told["reference"], "£2,400.00", told["batch_reference"]):
        assert words in said
