"""A database is made whole or not at all, and only one of ours is opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.orm import Session

from pccdesk.database import creation
from pccdesk.database.creation import (
    create_database,
    discard_database,
    open_database,
    schema_revision,
)
from pccdesk.database.engine import connect
from pccdesk.domain.errors import DeskError, EnvironmentFailed, Refused
from pccdesk.models.offices import DatabaseInfo
from tests.clock import MORNING
from tests.postgresql_server import PostgresqlServer

MIGRATIONS = Path(creation.__file__).parent / "migrations" / "versions"
NEWEST = max(each.name for each in MIGRATIONS.glob("*.py")).partition("_")[0]


def nothing_more(_session: Session) -> None:
    """Fill a new database with nothing but its tables."""


def make(address: str) -> None:
    """Make a database with nothing in it and close it."""
    create_database(address, MORNING, nothing_more).close()


def test_a_database_that_was_made_can_be_opened(empty_address: str) -> None:
    make(empty_address)
    database = open_database(empty_address)
    assert schema_revision(database) == NEWEST
    database.close()


def test_what_a_killed_process_left_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f".office.sqlite.pccdesk-part{ending}").write_bytes(b"half")
    make(str(path))
    open_database(str(path)).close()
    assert set(tmp_path.iterdir()) == {path}


def test_nothing_stands_under_the_name_until_all_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    seen: list[bool] = []
    create_database(str(path), MORNING, lambda _session: seen.append(path.exists())).close()
    assert seen == [False]
    assert path.exists()


def test_an_office_made_by_somebody_else_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"

    def somebody_else(_session: Session) -> None:
        path.write_bytes(b"theirs")

    with pytest.raises(Refused, match="exists already"):
        create_database(str(path), MORNING, somebody_else)
    assert path.read_bytes() == b"theirs"
    assert set(tmp_path.iterdir()) == {path}


class BreakdownError(Exception):
    """What a test lets happen while a database is filled."""


def test_a_creation_that_fails_leaves_neither_file_nor_tables(
    empty_address: str, tmp_path: Path
) -> None:
    def break_down(session: Session) -> None:
        session.execute(text("INSERT INTO counter VALUES ('x', 1)"))
        raise BreakdownError

    before = set(tmp_path.iterdir())
    with pytest.raises(BreakdownError):
        create_database(empty_address, MORNING, break_down)
    if empty_address.startswith("sqlite"):
        assert set(tmp_path.iterdir()) == before
        return
    engine = create_engine(empty_address)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_where_an_unfinished_database_was_discarded_another_is_made(empty_address: str) -> None:
    discard_database(create_database(empty_address, MORNING, nothing_more))
    make(empty_address)
    open_database(empty_address).close()


def test_where_an_office_is_none_is_made(database_address: str) -> None:
    database = open_database(database_address)
    with database.reading() as connection:
        people = connection.execute(text("SELECT count(*) FROM person")).scalar()
    database.close()
    with pytest.raises(Refused, match="already"):
        make(database_address)
    database = open_database(database_address)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == people
    database.close()


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_text("my notes")
    with pytest.raises(Refused, match="exists already"):
        make(str(path))
    assert path.read_text() == "my notes"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not exist"):
        make(str(tmp_path / "nowhere" / "office.sqlite"))
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(EnvironmentFailed, match=r"it is read-only\. Choose another"):
        make(str(tmp_path / "office.sqlite"))
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_is_told_before_anything_is_written(
    sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(sqlite_address.removeprefix("sqlite:///"))
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(EnvironmentFailed, match="is read-only, or its folder is"):
        open_database(sqlite_address)
    assert path.read_bytes() == before


def foreign(path: Path) -> None:
    """Make a SQLite file of another program."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()


def impostor(path: Path) -> None:
    """Make a SQLite file of another program that has a table of our name."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 1346585412")  # our mark
    connection.execute("CREATE TABLE database_info (product TEXT)")
    connection.execute("INSERT INTO database_info VALUES ('Cookbook')")
    connection.commit()
    connection.close()


NOT_OURS: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("my notes"), "is not a PCCDesk database"),
    "empty": (lambda path: path.write_bytes(b""), "is not a PCCDesk database"),
    "cut off": (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"x" * 200), "PCCDesk"),
    "picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" * 99), "is not a PCCDesk"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "missing": (lambda _path: None, "There is no file"),
    "foreign": (foreign, "is a database, but not one of PCCDesk"),
    "impostor": (impostor, "was made by another program"),
}


@pytest.mark.parametrize("kind", list(NOT_OURS))
def test_what_is_no_database_of_ours_is_refused_and_left_as_it_is(
    kind: str, tmp_path: Path
) -> None:
    spoil, words = NOT_OURS[kind]
    path = tmp_path / "office.sqlite"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    there = set(tmp_path.iterdir())
    with pytest.raises(DeskError) as refused:
        open_database(str(path))
    assert words in refused.value.sentence
    if kind != "impostor":  # it had to be opened to be found out
        assert (path.read_bytes() if path.is_file() else None) == before
    assert set(tmp_path.iterdir()) == there


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(database_address: str) -> None:
    engine = create_engine(database_address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    said = rf"made by a newer PCCDesk \(schema 9999, here {NEWEST}\)"
    with pytest.raises(Refused, match=said):
        open_database(database_address)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT * FROM alembic_version")).scalar() == "9999"
    engine.dispose()


def test_a_server_without_our_tables_is_refused(postgresql_server: PostgresqlServer) -> None:
    server = postgresql_server
    server.create("foreign_office")
    try:
        with pytest.raises(Refused, match="not one of PCCDesk"):
            open_database(server.address("foreign_office"))
        with pytest.raises(EnvironmentFailed, match="did not answer"):
            open_database(server.address("no_such_office"))
    finally:
        server.drop("foreign_office")


def test_a_new_database_whose_log_was_not_taken_in_yet_is_known_as_ours(tmp_path: Path) -> None:
    path, copy = tmp_path / "office.sqlite", tmp_path / "after_a_crash.sqlite"
    database = connect(str(path))
    info = DatabaseInfo(id=1, product=creation.PRODUCT, made_by="1", made_at=MORNING)
    creation._fill(database, info, nothing_more)
    for ending in ("", "-wal"):  # as the disk was when the machine stopped
        copy.with_name(copy.name + ending).write_bytes(
            path.with_name(path.name + ending).read_bytes()
        )
    database.close()
    reopened = open_database(str(copy))
    assert schema_revision(reopened) == NEWEST
    reopened.close()
