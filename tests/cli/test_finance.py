"""A financial year's workbook from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.running import Commands

YEAR = ("finance", "--year", "2026-27")


def test_the_years_workbook_is_written_from_both_kinds_of_database(
    pccdesk: Commands, staffed_address: str, tmp_path: Path
) -> None:
    file = tmp_path / "year.xlsx"
    common = (*YEAR, "--database", staffed_address, "--as", "finance", "--out", file)
    outcome = pccdesk(*common)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"{file}: 0 payments of £0.00" in outcome.out
    assert load_workbook(file).sheetnames[0] == "Summary"
    made = pccdesk(*common, "--json").json
    assert made == {
        "file": str(file),
        "year": "2026-27",
        "payments": 0,
        "control_total": made["control_total"],
        "applications": 0,
        "awarded": made["awarded"],
    }


def test_a_wrong_password_is_refused(
    pccdesk: Commands, staffed_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCCDESK_PASSWORD", "not the password")
    file = tmp_path / "year.xlsx"
    outcome = pccdesk(*YEAR, "--database", staffed_address, "--as", "finance", "--out", file)
    assert (outcome.code, outcome.err) == (1, "The username or the password is not right.\n")
    assert not file.exists()


def test_without_a_password_and_a_terminal_the_sentence_says_how(
    pccdesk: Commands, staffed_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PCCDESK_PASSWORD")
    outcome = pccdesk(
        *YEAR, "--database", staffed_address, "--as", "finance", "--out", tmp_path / "y.xlsx"
    )
    assert outcome.code == 1
    assert "Set PCCDESK_PASSWORD" in outcome.err


def test_whoever_may_not_see_bank_details_gets_no_workbook(
    pccdesk: Commands, staffed_address: str, tmp_path: Path
) -> None:
    outcome = pccdesk(
        *YEAR, "--database", staffed_address, "--as", "administrator", "--out", tmp_path / "y.xlsx"
    )
    assert outcome.code == 1
    assert "may not see bank details" in outcome.err
    assert not (tmp_path / "y.xlsx").exists()


def test_the_sample_office_asks_for_no_password(
    pccdesk: Commands, sample_office_file: Path, tmp_path: Path
) -> None:
    outcome = pccdesk(
        *YEAR, "--database", sample_office_file, "--as", "finance", "--out", tmp_path / "y.xlsx"
    )
    assert (outcome.code, outcome.err) == (0, "")


def test_a_folder_that_is_not_there_is_a_sentence(
    pccdesk: Commands, sample_office_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "none" / "y.xlsx"
    outcome = pccdesk(*YEAR, "--database", sample_office_file, "--as", "finance", "--out", out)
    assert outcome.code == 1
    assert outcome.err.startswith("“y.xlsx” cannot be written in")
