"""A server's password comes from the keyring or from who types it, and is written nowhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from pccdesk.bootstrap import open_desk
from pccdesk.cli import office as cli_office
from pccdesk.cli import terminal
from pccdesk.database.address import default_encryption, encryption_words, parse_address
from pccdesk.database.engine import connect
from pccdesk.database.server_password import NO_KEYRING, keep_password
from pccdesk.domain.errors import EnvironmentFailed, PasswordNeeded
from pccdesk.settings import with_password
from tests.database.cut_network import Network
from tests.guarded_server import SECRET, Ring
from tests.postgresql_server import PostgresqlServer


def test_without_a_password_one_is_asked_for_in_a_sentence(guarded: str, ring: Ring) -> None:
    assert not ring.kept
    for address in (guarded, with_password(guarded, "wrong")):
        with pytest.raises(PasswordNeeded) as needed:
            open_desk(address)
        assert "did not accept the name or password" in needed.value.sentence
        assert "wrong" not in needed.value.sentence


def test_a_password_that_was_typed_is_used_and_shown_nowhere(guarded: str, ring: Ring) -> None:
    desk = open_desk(with_password(guarded, SECRET))
    database = desk.database
    shown = repr(desk) + str(database.url) + database.url.render_as_string(hide_password=False)
    shown += repr(database.engine) + str(database.engine.url) + database.name
    for part in ("topsecret", "p%40ss"):
        assert part not in shown
    database.close()
    assert not ring.kept


def test_a_password_that_the_keyring_has_is_used(guarded: str, ring: Ring) -> None:
    keep_password(guarded, SECRET)
    assert list(ring.kept.values()) == [SECRET]
    open_desk(guarded).database.close()


def test_what_libpq_is_told_stands_above_the_keyring(
    guarded: str, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_password(guarded, "an old one")
    monkeypatch.setenv("PGPASSWORD", SECRET)
    open_desk(guarded).database.close()
    assert list(ring.kept.values()) == ["an old one"]


def test_where_no_keyring_works_that_is_said_and_nothing_is_kept(
    guarded: str, ring: Ring, tmp_path: Path
) -> None:
    assert not ring.kept
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # as keyring left it
    with pytest.raises(EnvironmentFailed) as failed:
        keep_password(guarded, SECRET)
    assert failed.value.sentence == NO_KEYRING
    with pytest.raises(PasswordNeeded):
        open_desk(guarded)
    found = subprocess.run(["grep", "-r", "topsecret", str(tmp_path)], check=False)
    assert found.returncode == 1


def test_the_command_line_asks_and_keeps_only_what_it_may(
    guarded: str, ring: Ring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PasswordNeeded):
        cli_office.with_server_password(guarded, open_desk)
    answers = iter(["n", "y"])
    monkeypatch.setattr(cli_office, "is_interactive", lambda: True)
    monkeypatch.setattr(terminal, "is_interactive", lambda: True)
    monkeypatch.setattr(cli_office, "typed_password", lambda _question: SECRET)
    monkeypatch.setattr(cli_office, "ask", lambda _question: next(answers))
    cli_office.with_server_password(guarded, open_desk).database.close()
    assert not ring.kept
    cli_office.with_server_password(guarded, open_desk).database.close()
    assert list(ring.kept.values()) == [SECRET]
    cli_office.with_server_password(guarded, open_desk).database.close()
    assert "topsecret" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://me@localhost/office", "prefer"),
        ("postgresql://me@/office?host=/run/postgresql", "prefer"),
        ("postgresql://me@server.example/office", "require"),
        ("postgresql://me@10.0.0.5/office", "require"),
    ],
)
def test_nothing_goes_over_a_network_in_the_clear_unless_it_is_asked_for(
    address: str, mode: str
) -> None:
    url = parse_address(address)
    assert default_encryption(url) == mode
    assert f"sslmode={mode}" in encryption_words(url)
    checked = parse_address(with_password(address, "", "verify-full"))
    assert "certificate is checked" in encryption_words(checked)


def test_a_server_without_encryption_is_told_and_nothing_is_sent(
    postgresql_server: PostgresqlServer,
) -> None:
    network = Network(postgresql_server.socket)
    database = connect(f"{network.address('postgres')}?sslmode=require")
    with pytest.raises(EnvironmentFailed, match="offers no encryption"), database.reading():
        pass
    database.close()
    network.end()
