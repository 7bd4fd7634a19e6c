"""A file's path and a PostgreSQL address are told apart, and passwords are never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from pccdesk.database.address import file_of, parse_address, shown
from pccdesk.domain.errors import Refused


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_address_uses_our_driver_and_hides_the_password(scheme: str) -> None:
    url = parse_address(f" {scheme}://jo:secret%40@db.example.org:5433/grants ")
    assert url.drivername == "postgresql+psycopg"
    assert (url.username, url.password, url.port) == ("jo", "secret@", 5433)
    assert shown(url) == "grants on db.example.org"
    assert "secret" not in str(url)
    assert file_of(url) is None


def test_a_server_on_this_machine_is_called_so() -> None:
    assert shown(parse_address("postgresql:///grants")) == "grants on this machine"


@pytest.mark.parametrize("prefix", ["", "sqlite:///"])
def test_a_path_is_a_file_wherever_the_program_was_started(prefix: str, tmp_path: Path) -> None:
    path = tmp_path / "Büro & Grants.sqlite"
    url = parse_address(f"{prefix}{path}")
    assert file_of(url) == path
    assert shown(url) == path.name
    assert file_of(parse_address("office.sqlite")) == Path.cwd() / "office.sqlite"
    assert file_of(parse_address("~/office.sqlite")) == Path.home() / "office.sqlite"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Say which database"),
        ("  ", "Say which database"),
        ("mysql://jo@host/grants", "“mysql” databases cannot be used"),
        ("https://example.org", "“https” databases cannot be used"),
        ("postgresql://jo@host", "Add the database’s name"),
        ("postgresql://jo@host/", "Add the database’s name"),
        ("postgresql://jo@host:port/grants", "not complete"),
        ("/", "is a folder"),
        ("a\0b.sqlite", "No file can be called so"),
        ("9" * 400, "No file can be called so"),
        ("~nobody-of-this-name/office.sqlite", "has no folder here"),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_write(typed: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_address(typed)
    assert words in refused.value.sentence
