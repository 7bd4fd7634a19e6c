"""Countersigning and exporting the audit log from the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Commands
from tests.new_office import PASSWORD


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the password of a new office's administrator."""
    monkeypatch.setenv("PCCDESK_PASSWORD", PASSWORD)


@pytest.mark.usefixtures("password")
def test_a_countersign_is_saved_drawn_and_checked(
    pccdesk: Commands, database_address: str, tmp_path: Path
) -> None:
    file, paper = tmp_path / "head.txt", tmp_path / "head.pdf"
    office = ("--database", database_address)
    made = pccdesk(
        *("audit-head", *office, "--as", "administrator"),
        *("--save", file, "--print", paper, "--json"),
    )
    assert (made.code, made.err) == (0, "")
    assert paper.read_bytes().startswith(b"%PDF")
    checked = pccdesk("audit-head", *office, "--check", file)
    assert checked.code == 0
    assert f"Everything up to entry {made.json['entry']:,} is as it was" in checked.out
    typed = (str(made.json["entry"]), made.json["hash"].upper(), made.json["check"])
    assert pccdesk("audit-head", *office, "--typed", *typed, "--json").json["kept"] is True
    assert pccdesk("verify", *office, "--head", file).code == 0


@pytest.mark.usefixtures("password")
def test_a_broken_promise_ends_with_1(
    pccdesk: Commands, sqlite_address: str, tmp_path: Path
) -> None:
    file = tmp_path / "head.txt"
    office = ("--database", sqlite_address)
    pccdesk("audit-head", *office, "--as", "administrator", "--save", file)
    with closing(sqlite3.connect(sqlite_address.removeprefix("sqlite:///"))) as there, there:
        for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            there.execute(f'DROP TRIGGER "{name}"')
        there.execute("UPDATE audit_entry SET actor = 'Nobody' WHERE sequence = 1")
    for command in (("audit-head", *office, "--check", file), ("verify", *office, "--head", file)):
        outcome = pccdesk(*command)
        assert outcome.code == 1
        assert "Audit entry 1" in outcome.out + outcome.err


def test_what_is_no_countersign_and_what_is_half_asked_are_refused(
    pccdesk: Commands, sqlite_address: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_bytes(b"\x00" * 9_000)
    office = ("--database", sqlite_address)
    for command, said in (
        (("--check", wrong), "no countersign of PCCDesk"),
        (("--check", tmp_path / "none.txt"), "There is no file"),
        (("--typed", "1", "ab", "cd"), "64 digits"),
        (("--save", tmp_path / "head.txt"), "needs --as"),
    ):
        outcome = pccdesk("audit-head", *office, *command)
        assert outcome.code == 1
        assert said in outcome.err
    assert pccdesk("audit-head", *office, "--print", tmp_path / "head.doc").code == 2
    assert not (tmp_path / "head.txt").exists()


@pytest.mark.usefixtures("password")
def test_the_log_is_exported_and_days_without_entries_are_refused(
    pccdesk: Commands, database_address: str, tmp_path: Path
) -> None:
    file = tmp_path / "log.jsonl"
    command = ("audit-export", "--database", database_address, "--as", "administrator")
    done = pccdesk(*command, "--out", file, "--json")
    assert done.code == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) == done.json["entries"]
    assert pccdesk(*command, "--out", file, "--from", "1/1/2090").code == 1
    assert pccdesk(*command, "--out", file, "--to", "soon").code == 2
