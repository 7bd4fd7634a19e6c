"""Moving a whole office from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Commands
from tests.conftest import database_numbers
from tests.new_office import PASSWORD
from tests.postgresql_server import PostgresqlServer


@pytest.fixture
def server_address(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """Give the address of an empty database on a server."""
    name = f"copied_{next(database_numbers)}"
    postgresql_server.create(name)
    yield postgresql_server.address(name)
    postgresql_server.drop(name)


def test_an_office_goes_to_a_server_and_back_and_both_verify(
    pccdesk: Commands,
    sqlite_address: str,
    server_address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PCCDESK_PASSWORD", PASSWORD)
    boss = ("--as", "administrator")
    there = pccdesk("copy", "--from", sqlite_address, "--to", server_address, *boss, "--json")
    assert (there.code, there.err) == (0, "")
    assert there.json["tables"]["person"]["rows"] == 1
    back = pccdesk("copy", "--from", server_address, "--to", tmp_path / "back.sqlite", *boss)
    assert back.code == 0
    assert "each the same on both sides" in back.out
    for address in (server_address, tmp_path / "back.sqlite", sqlite_address):
        assert pccdesk("verify", "--database", address).code == 0
    again = pccdesk("copy", "--from", sqlite_address, "--to", server_address, *boss)
    assert again.code == 1
    assert "is not empty" in again.err


def test_copying_asks_who_does_it(pccdesk: Commands, sqlite_address: str, tmp_path: Path) -> None:
    outcome = pccdesk("copy", "--from", sqlite_address, "--to", tmp_path / "copied.sqlite")
    assert outcome.code == 2
    assert "--as" in outcome.err
    assert not (tmp_path / "copied.sqlite").exists()
