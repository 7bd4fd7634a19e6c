"""Backing up and restoring from the command line."""

from __future__ import annotations

from pathlib import Path

from pccdesk.settings import data_folder
from tests.cli.running import Commands


def test_a_backup_is_made_without_signing_in_and_told_to_a_script(
    pccdesk: Commands, sqlite_address: str, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    made = pccdesk("backup", "--out", folder, "--json", "--database", sqlite_address).json
    (file,) = folder.iterdir()
    assert made["file"] == str(file)
    assert made["size"] == file.stat().st_size
    assert made["made_at"].endswith("+00:00")
    said = pccdesk("backup", "--database", sqlite_address)
    assert (said.code, said.err) == (0, "")
    assert "checked" in said.out
    assert len(list((data_folder() / "backups").iterdir())) == 1


def test_a_server_is_backed_up_into_one_file(pccdesk: Commands, postgresql_address: str) -> None:
    made = pccdesk("backup", "--json", "--database", postgresql_address)
    assert made.code == 0
    assert pccdesk("verify", "--database", made.json["file"]).code == 0


def test_a_server_is_dumped_beside_and_that_is_told_to_a_script(
    pccdesk: Commands, postgresql_address: str, tmp_path: Path
) -> None:
    command = ("backup", "--database", postgresql_address, "--out", tmp_path / "kept")
    made = pccdesk(*command, "--json").json
    assert Path(made["dump"]) == Path(made["file"]).with_suffix(".dump")
    assert (made["dump_by"].split()[0], made["dump_trouble"]) == ("pg_dump", "")
    said = pccdesk(*command)
    assert (said.code, said.err) == (0, "")
    assert "the same by pg_dump" in said.out
    without = pccdesk(*command, "--pg-dump", "/no/such/pg_dump")
    assert without.code == 0
    assert "a backup of" in without.out
    assert "is not a pg_dump" in without.err


def test_a_backup_is_restored_into_a_new_file_and_compared(
    pccdesk: Commands, sqlite_address: str, tmp_path: Path
) -> None:
    made = pccdesk("backup", "--json", "--database", sqlite_address).json["file"]
    new = tmp_path / "new.sqlite"
    found = pccdesk("restore", made, "--to", new, "--json", "--database", sqlite_address).json
    assert found["file"] == str(new)
    assert found["restored"] == found["present"]
    assert found["restored"]["people"] == 1
    assert len(found["restored"]["last_entry"]["hash"]) == 64
    assert pccdesk("verify", "--database", new).code == 0
    again = pccdesk("restore", made, "--to", new, "--database", sqlite_address)
    assert again.code == 1
    assert "exists already" in again.err


def test_a_restore_needs_no_office(pccdesk: Commands, sqlite_address: str, tmp_path: Path) -> None:
    made = pccdesk("backup", "--json", "--database", sqlite_address).json["file"]
    outcome = pccdesk("restore", made, "--to", tmp_path / "new.sqlite")
    assert outcome.code == 0
    assert "no office to compare with" in outcome.err
    assert "Applications" in outcome.out
    (tmp_path / "rubbish").write_bytes(b"rubbish")
    refused = pccdesk("restore", tmp_path / "rubbish", "--to", tmp_path / "other.sqlite")
    assert refused.code == 1
    assert not (tmp_path / "other.sqlite").exists()
