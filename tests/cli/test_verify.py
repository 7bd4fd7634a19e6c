"""Proving from the command line that the records are whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import DemonstrationRun
from tests.cli.running import Commands


@pytest.fixture
def office(demonstration: DemonstrationRun, tmp_path: Path) -> Path:
    """Give an office with letters and a batch, to be tampered with."""
    copy = tmp_path / "office.sqlite"
    copy.write_bytes((demonstration.folder / "office.sqlite").read_bytes())
    return copy


def tamper(office: Path, statement: str) -> None:
    """Change the file behind the program's back, as one who took its guards off first."""
    with closing(sqlite3.connect(office)) as connection, connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in guards.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        assert connection.execute(statement).rowcount > 0


def test_a_new_office_is_whole_on_both_kinds_of_database(
    pccdesk: Commands, database_address: str
) -> None:
    outcome = pccdesk("verify", "--database", database_address)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("Everything is whole.\n")


def test_nobody_signs_in_to_verify_and_nothing_is_written(pccdesk: Commands, office: Path) -> None:
    before = office.read_bytes()
    found = pccdesk("verify", "--json", "--database", office).json
    assert found["sound"] is True
    assert found["faults"] == []
    assert found["letters"] >= 2
    assert found["batches"] >= 1
    assert found["audit_entries"] > 40
    assert office.read_bytes() == before


AWARD_BYTES = (
    "UPDATE content SET content = zeroblob(length(content)) WHERE sha256 IN "
    "(SELECT sha256 FROM letter WHERE kind = 'award')"
)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_entry SET subject = 'x' WHERE sequence = 7", "Audit entry 7 "),
        ("DELETE FROM audit_entry WHERE sequence = 9", "entries 9 to 9 are missing"),
        (AWARD_BYTES, "award letter.pdf” was altered"),
        ("UPDATE payment_batch SET control_total = control_total + 1", "control total"),
    ],
)
def test_what_was_tampered_with_is_named(
    pccdesk: Commands, office: Path, statement: str, said: str
) -> None:
    tamper(office, statement)
    outcome = pccdesk("verify", "--database", office)
    assert outcome.code == 1
    assert said in outcome.out
    assert outcome.err.count("\n") == 1
    assert "found in “office.sqlite”" in outcome.err
    found = pccdesk("verify", "--json", "--database", office)
    assert (found.code, found.json["sound"]) == (1, False)


def test_entries_that_changed_places_are_found(pccdesk: Commands, office: Path) -> None:
    tamper(office, "UPDATE audit_entry SET sequence = -7 WHERE sequence = 7")
    tamper(office, "UPDATE audit_entry SET sequence = 7 WHERE sequence = 8")
    tamper(office, "UPDATE audit_entry SET sequence = 8 WHERE sequence = -7")
    outcome = pccdesk("verify", "--database", office)
    assert outcome.code == 1
    assert "Audit entry 7 " in outcome.out


def test_a_file_that_is_cut_short_is_a_sentence(pccdesk: Commands, office: Path) -> None:
    office.write_bytes(office.read_bytes()[:150_000])
    outcome = pccdesk("verify", "--database", office)
    assert outcome.code == 1
    assert "damaged" in outcome.out + outcome.err
    assert "Traceback" not in outcome.err
    assert "A report is in" not in outcome.err
