"""Who may copy an office, and what of it is recorded where."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from pccdesk.bootstrap import open_desk
from pccdesk.domain.errors import DeskError, EnvironmentFailed, NotPermitted
from pccdesk.services.copies import RECEIVED, SENT, copy_office
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from pccdesk.services.verification import verify
from tests.clock import Clock
from tests.conftest import database_numbers
from tests.new_office import PASSWORD
from tests.office import Office
from tests.postgresql_server import PostgresqlServer


@pytest.fixture
def target(office: Office, postgresql_server: PostgresqlServer, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database of the other kind."""
    if office.desk.database.file is None:
        yield str(tmp_path / "copied.sqlite")
        return
    name = f"received_{next(database_numbers)}"
    postgresql_server.create(name)
    yield postgresql_server.address(name)
    postgresql_server.drop(name)


def last_entry(desk: Desk) -> tuple[str, str, str]:
    """Return what was done last, by whom, and to what."""
    with desk.database.reading() as connection:
        query = "SELECT action, actor, detail FROM audit_entry ORDER BY sequence DESC LIMIT 1"
        return tuple(connection.execute(text(query)).one())


def test_a_copy_is_recorded_in_the_copy_and_in_the_office(
    office: Office, target: str, clock: Clock
) -> None:
    boss = office.who("administrator")
    made = copy_office(office.desk, boss, target)
    copy = open_desk(target, clock)
    action, actor, detail = last_entry(copy)
    assert (action, actor) == (RECEIVED, "Alex Admin")
    assert made.source in detail
    action, actor, detail = last_entry(office.desk)
    assert (action, actor) == (SENT, "Alex Admin")
    assert made.target in detail
    assert verify(copy).sound
    assert verify(office.desk).sound
    assert verify(copy).audit_entries == made.audit_entries + 1
    assert sign_in(copy, "officer", PASSWORD).full_name == "Olive Officer"
    copy.database.close()


@pytest.mark.parametrize("username", ["officer", "finance", "auditor", "everything"])
def test_who_may_not_change_the_office_copies_nothing(
    username: str, sqlite_office: Office, tmp_path: Path
) -> None:
    target = tmp_path / "stolen.sqlite"
    before = last_entry(sqlite_office.desk)
    with pytest.raises(NotPermitted):
        copy_office(sqlite_office.desk, sqlite_office.who(username), str(target))
    assert not target.exists()
    assert last_entry(sqlite_office.desk) == before


def test_an_office_whose_audit_log_was_altered_is_not_copied(
    sqlite_office: Office, tmp_path: Path
) -> None:
    boss = sqlite_office.who("administrator")
    file = sqlite_office.desk.database.file
    assert file is not None
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER audit_entry_no_update")
        connection.execute("UPDATE audit_entry SET actor = 'Somebody' WHERE sequence = 3")
    with pytest.raises(EnvironmentFailed, match=r"not whole, .* Audit entry 3 .* was changed"):
        copy_office(sqlite_office.desk, boss, str(tmp_path / "copied.sqlite"))
    assert not (tmp_path / "copied.sqlite").exists()


def test_no_password_of_a_server_stands_in_the_audit_log_or_a_sentence(
    sqlite_office: Office, postgresql_server: PostgresqlServer
) -> None:
    boss = sqlite_office.who("administrator")
    name = f"received_{next(database_numbers)}"
    postgresql_server.create(name)
    address = postgresql_server.address(name).replace("postgres@", "postgres:topsecret@")
    made = copy_office(sqlite_office.desk, boss, address)
    assert "topsecret" not in repr(made) + repr(last_entry(sqlite_office.desk))
    with pytest.raises(DeskError) as refused:
        copy_office(sqlite_office.desk, boss, address)
    assert "is not empty" in refused.value.sentence
    assert "topsecret" not in refused.value.sentence
    postgresql_server.drop(name)


def test_a_copy_that_cannot_be_recorded_is_taken_away_again(
    office: Office, target: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss, before = office.who("administrator"), last_entry(office.desk)

    def busy(*_: object) -> Iterator[None]:
        raise EnvironmentFailed("The office is busy.")

    with monkeypatch.context() as patched:
        patched.setattr("pccdesk.services.copies.change", busy)
        with pytest.raises(EnvironmentFailed) as failed:
            copy_office(office.desk, boss, target)
    assert "The office is busy." in failed.value.sentence
    assert "was taken away again" in failed.value.sentence
    assert last_entry(office.desk) == before
    copy_office(office.desk, boss, target)  # nothing is in its way
    copy = open_desk(target, clock)
    assert verify(copy).sound
    copy.database.close()
