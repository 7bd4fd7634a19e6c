"""The promises of the database itself: durable, related, one writer, one consistent view."""

from __future__ import annotations

import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from pccdesk.database import engine, words_in_file, words_on_server
from pccdesk.database.creation import open_database
from pccdesk.database.engine import Database
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.models import Base

COUNT = text("SELECT count(*) FROM counter")
ADD = text("INSERT INTO counter VALUES ('a test', 1)")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)],
)
def test_a_file_is_durable_and_related(sqlite_address: str, pragma: str, value: object) -> None:
    database = open_database(sqlite_address)
    with database.reading() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value
    with database.changing() as session:
        assert session.execute(text(f"PRAGMA {pragma}")).scalar() == value
    database.close()


def test_the_caches_of_all_connections_together_are_bounded(sqlite_address: str) -> None:
    database = open_database(sqlite_address)
    with database.reading() as one, database.reading() as other:
        for connection in (one, other):
            bound = connection.execute(text("PRAGMA soft_heap_limit")).scalar()
            assert bound == engine._ALL_CACHES_BYTES
    database.close()


def test_lists_that_were_gone_through_leave_saves_room_for_their_pages(sqlite_address: str) -> None:
    database = open_database(sqlite_address)
    asked = text("PRAGMA cache_size")
    for _ in range(2):  # the connection that saves is kept for the next save
        with database.writing() as saving:
            assert saving.execute(asked).scalar() == -engine._WRITING_KIBIBYTES
    with database.reading() as reading:
        assert reading.execute(asked).scalar() == -engine._READING_KIBIBYTES
    assert 2 * 1024 * engine._READING_KIBIBYTES < engine._ALL_CACHES_BYTES
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody move an open file")
@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_written_into_a_file_that_was_moved_away_or_replaced(
    sqlite_address: str, tmp_path: Path, *, replaced: bool
) -> None:
    database = open_database(sqlite_address)
    file = database.file
    assert file is not None
    with database.changing() as session:
        session.execute(ADD)
    aside = file.rename(tmp_path / "aside.sqlite")
    if replaced:
        file.write_bytes(aside.read_bytes())
    refused = pytest.raises(EnvironmentFailed, match="moved, deleted or replaced")
    with refused, database.changing() as session:
        session.execute(text("UPDATE counter SET last_number = 7"))
    aside.replace(file)
    with database.changing() as session:
        assert session.execute(COUNT).scalar() == 1
        session.execute(text("UPDATE counter SET last_number = 7"))
    database.close()


def _is_searched(name: str | None) -> bool:
    return str(name).startswith((*words_in_file.TABLES, *words_on_server.TABLES))


def test_the_models_are_what_the_migrations_make(database: Database) -> None:
    with database.reading() as connection:
        # What is searched stands in tables of each database's own kind, which no model describes.
        own = {"compare_type": True, "include_name": lambda name, *_: not _is_searched(name)}
        context = MigrationContext.configure(connection, opts=own)
        assert compare_metadata(context, Base.metadata) == []


def test_a_row_that_points_nowhere_is_refused(database: Database) -> None:
    broken = text("INSERT INTO person_role (person_id, role) VALUES (999, 'officer')")
    with pytest.raises(IntegrityError), database.changing() as session:
        session.execute(broken)


def test_what_is_written_while_reading_is_not_kept(database: Database) -> None:
    with database.reading() as connection:
        before = connection.execute(COUNT).scalar()
        connection.execute(ADD)
    with database.reading() as connection:
        assert connection.execute(COUNT).scalar() == before


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    with database.reading() as connection:
        before = connection.execute(COUNT).scalar()
        with database.changing() as session:
            session.execute(ADD)
        assert connection.execute(COUNT).scalar() == before
    with database.reading() as connection:
        assert connection.execute(COUNT).scalar() == (before or 0) + 1


def test_an_error_in_a_change_undoes_all_of_it(database: Database) -> None:
    with database.reading() as connection:
        before = connection.execute(COUNT).scalar()

    def break_down() -> None:
        with database.changing() as session:
            session.execute(ADD)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_down()
    with database.reading() as connection:
        assert connection.execute(COUNT).scalar() == before


def test_a_second_writer_is_told_when_the_first_takes_too_long(
    sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(sqlite_address)
    monkeypatch.setattr(engine, "_BUSY_MILLISECONDS", 20)
    impatient = open_database(sqlite_address)
    with database.changing() as session:
        session.execute(ADD)
        with (
            pytest.raises(EnvironmentFailed, match="busy with another officer"),
            impatient.changing() as second,
        ):
            second.execute(ADD)
    with impatient.changing() as second:
        assert second.execute(COUNT).scalar()
    database.close()
    impatient.close()


def test_whoever_waited_for_a_turn_does_not_wait_as_long_again(
    sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    begun = engine._has_begun

    def counted(driver: sqlite3.Connection) -> bool:
        looks.append(driver)
        return begun(driver)

    database, impatient = open_database(sqlite_address), open_database(sqlite_address)
    with database.changing():
        monkeypatch.setattr(engine, "_BUSY_MILLISECONDS", 20)
        monkeypatch.setattr(engine, "_has_begun", counted)
        with pytest.raises(EnvironmentFailed), impatient.changing():
            pass
    assert len(looks) == 1
    database.close()
    impatient.close()


def test_writers_who_come_all_at_once_each_get_their_turn(sqlite_address: str) -> None:
    database = open_database(sqlite_address)

    def add(number: int) -> float:
        started = time.monotonic()
        with database.changing() as session:
            session.execute(
                text("INSERT INTO counter VALUES (:series, 1)"), {"series": f"x{number}"}
            )
            time.sleep(0.02)
        return time.monotonic() - started

    with ThreadPoolExecutor(5) as officers:
        waits = list(officers.map(add, range(40)))
    with database.reading() as connection:
        assert (connection.execute(COUNT).scalar() or 0) >= 40
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == engine._BUSY_MILLISECONDS
    database.close()
    assert max(waits) < engine._BUSY_MILLISECONDS / 1000


def test_a_file_is_written_by_the_same_connection_again_until_a_change_fails(
    sqlite_address: str,
) -> None:
    database = open_database(sqlite_address)

    def written_by() -> object:
        with database.writing() as connection, database.reading() as other:
            assert other.connection.dbapi_connection is not connection.connection.dbapi_connection
            return connection.connection.dbapi_connection

    def break_down() -> None:
        with database.writing() as connection:
            connection.execute(ADD)
            raise ZeroDivisionError

    first = written_by()
    assert written_by() is first
    with pytest.raises(ZeroDivisionError):
        break_down()
    with database.writing() as connection:
        assert (
            connection.execute(
                text("SELECT count(*) FROM counter WHERE series = 'a test'")
            ).scalar()
            == 0
        )
    database.forget_connections()
    assert written_by() is not first
    database.close()
