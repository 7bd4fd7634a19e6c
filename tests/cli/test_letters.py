"""Making the letters that wait from the command line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pypdf import PdfReader

from pccdesk.domain.applications import Stage
from pccdesk.queries import letters
from tests.cli.running import Commands
from tests.office import Office

PENDING = ("letters", "--pending", "--as", "officer")


def test_every_letter_that_waits_is_made_kept_and_saved(
    pccdesk: Commands, office: Office, staffed_address: str, tmp_path: Path
) -> None:
    awarded, declined = office.bring_to(Stage.APPROVED), office.bring_to(Stage.DECLINED)
    out = tmp_path / "new" / "folder"
    outcome = pccdesk(*PENDING, "--database", staffed_address, "--out", out, "--json", "--joined")
    assert (outcome.code, outcome.err) == (0, "")
    made = outcome.json
    names = [
        f"{office.record(awarded).reference} award letter.pdf",
        f"{office.record(declined).reference} decline letter.pdf",
    ]
    assert made["files"] == [*names, "letters.pdf"]
    assert made["skipped"] == []
    assert [each["kind"] for each in made["letters"]] == ["award", "decline"]
    for each in made["letters"]:
        digest = hashlib.sha256((out / each["file"]).read_bytes()).hexdigest()
        assert digest == each["sha256"]
        assert each["reference"] in PdfReader(out / each["file"]).pages[0].extract_text()
    pages = sum(len(PdfReader(out / name).pages) for name in names)
    assert len(PdfReader(out / "letters.pdf").pages) == pages
    assert office.stage(awarded) is Stage.OFFERED
    (kept,) = office.desk.read(office.who("officer"), letters.letters_of, awarded)
    assert kept.printed_count == 1


def test_a_second_time_nothing_waits(
    pccdesk: Commands, office: Office, staffed_address: str, tmp_path: Path
) -> None:
    office.bring_to(Stage.APPROVED)
    command = (*PENDING, "--database", staffed_address, "--out", tmp_path)
    assert "award letter.pdf" in pccdesk(*command).out
    outcome = pccdesk(*command)
    assert (outcome.code, outcome.out) == (0, "No letter is waiting.\n")


def test_whoever_may_not_issue_letters_makes_none(
    pccdesk: Commands, office: Office, staffed_address: str, tmp_path: Path
) -> None:
    awarded = office.bring_to(Stage.APPROVED)
    command = ("letters", "--pending", "--as", "finance", "--database", staffed_address)
    outcome = pccdesk(*command, "--out", tmp_path / "out")
    assert outcome.code == 1
    assert "may not issue letters" in outcome.err
    assert office.stage(awarded) is Stage.APPROVED


def test_no_letter_is_made_that_could_not_be_saved(
    pccdesk: Commands, office: Office, staffed_address: str, tmp_path: Path
) -> None:
    awarded = office.bring_to(Stage.APPROVED)
    (tmp_path / "out").write_text("a file where the folder should be")
    outcome = pccdesk(*PENDING, "--database", staffed_address, "--out", tmp_path / "out")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert office.stage(awarded) is Stage.APPROVED


def test_a_letter_that_cannot_be_made_is_named_and_the_others_are_made(
    pccdesk: Commands,
    office: Office,
    staffed_address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    awarded, declined = office.bring_to(Stage.APPROVED), office.bring_to(Stage.DECLINED)
    from pccdesk.domain.errors import Refused

    def fail(_letter: object) -> bytes:
        raise Refused("The wording has a mistake.")

    monkeypatch.setattr("pccdesk.papers.decline_letter.draw_decline_letter", fail)
    outcome = pccdesk(*PENDING, "--database", staffed_address, "--out", tmp_path)
    assert outcome.code == 1
    assert outcome.err == f"{office.record(declined).reference}: The wording has a mistake.\n"
    assert office.stage(awarded) is Stage.OFFERED
