"""The log is carried over behind the changes, and what fails there fails no change."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from pccdesk.database import log_upkeep
from pccdesk.database.creation import open_database
from pccdesk.database.engine import Database

ADD = text("INSERT INTO counter VALUES ('a test', 1)")
COUNT = "SELECT count(*) FROM counter WHERE series = 'a test'"


@pytest.fixture
def always_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the log be looked at after each change, and be long."""
    monkeypatch.setattr(log_upkeep, "_REST", 0)
    monkeypatch.setattr(log_upkeep, "_LONG_PAGES", 0)


def _add(database: Database) -> None:
    with database.changing() as session:
        session.execute(ADD)


def _in_the_file_alone(database: Database, copy: Path) -> int:
    assert database.file is not None
    shutil.copyfile(database.file, copy)
    with closing(sqlite3.connect(copy)) as connection:
        return int(connection.execute(COUNT).fetchone()[0])


def test_a_short_log_is_left(sqlite_address: str, tmp_path: Path) -> None:
    database = open_database(sqlite_address)
    _add(database)
    database._upkeep.finish()
    assert _in_the_file_alone(database, tmp_path / "copy.sqlite") == 0
    database.close()


@pytest.mark.usefixtures("always_long")
def test_a_long_log_is_carried_into_the_file(sqlite_address: str, tmp_path: Path) -> None:
    database = open_database(sqlite_address)
    _add(database)
    database._upkeep.finish()
    assert _in_the_file_alone(database, tmp_path / "copy.sqlite") == 1
    database.close()


@pytest.mark.usefixtures("always_long")
def test_what_fails_behind_a_change_fails_no_change(
    sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_connection: object) -> int:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(log_upkeep, "_checkpoint", broken)
    database = open_database(sqlite_address)
    _add(database)
    database._upkeep.finish()
    with database.reading() as connection:
        assert connection.execute(text(COUNT)).scalar() == 1
    database.close()


def test_a_save_carries_the_log_only_if_it_is_very_long(sqlite_address: str) -> None:
    database = open_database(sqlite_address)
    with database.reading() as connection:
        pages = connection.execute(text("PRAGMA wal_autocheckpoint")).scalar()
    assert pages == log_upkeep.NET_PAGES
    database.close()


def test_a_log_that_began_anew_is_short_however_long_its_file_is(
    sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(number: int) -> None:
        with database.changing() as session:
            session.execute(text("INSERT INTO counter VALUES (:one, 1)"), {"one": str(number)})
        database._upkeep.finish()

    database = open_database(sqlite_address)
    monkeypatch.setattr(log_upkeep, "_GLANCES", 0)
    assert database.file is not None
    log = database.file.with_name(f"{database.file.name}-wal")
    for number in range(8):
        add(number)
    monkeypatch.setattr(log_upkeep, "_LONG_PAGES", 4)
    assert log_upkeep._is_long(log)
    add(8)
    length = log.stat().st_size
    add(9)
    assert log.stat().st_size == length
    assert not log_upkeep._is_long(log)
    assert not log_upkeep._is_long(log.with_name("none"))
    log.with_name("empty").touch()
    assert not log_upkeep._is_long(log.with_name("empty"))
    database.close()
