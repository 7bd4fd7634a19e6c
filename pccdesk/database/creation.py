"""Making a database, opening one, and bringing an older one up to date."""

import os
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from pccdesk import __version__
from pccdesk.database import word_index
from pccdesk.database.engine import Database, connect
from pccdesk.database.new_file import (
    SQLITE_MARK,
    discard_file,
    making_file,
    mark_file,
    require_room,
)
from pccdesk.database.privileges import keep_from_others, let_be_dumped, require_owner
from pccdesk.database.schema import is_known, known_revisions, revisions, upgrade
from pccdesk.domain.audit import FIRST_HASH
from pccdesk.domain.errors import EnvironmentFailed, Refused
from pccdesk.domain.progress import Progress, Telling, no_telling
from pccdesk.models.base import Base
from pccdesk.models.offices import AuditHead, DatabaseInfo

PRODUCT = "PCCDesk"
BeforeUpgrade = Callable[[Database, str, str], object]
_HEADER = b"SQLite format 3\x00"
_MARK_PLACE = slice(68, 72)  # of the application_id in the file's first page


def create_database(
    address: str, now: datetime, fill: Callable[[Session], None], *, is_sample: bool = False
) -> Database:
    """Make a new database at an address and fill it, in one transaction.

    Raises `Refused` where there is one already. A failure leaves neither tables nor a file: a
    SQLite file is made beside its name and gets it when it is whole, even if the process is killed.
    """
    database = connect(address)
    require_room(database)
    info = DatabaseInfo(
        id=1, product=PRODUCT, made_by=__version__, made_at=now, is_sample=is_sample
    )
    if database.file is None:
        _fill(database, info, fill)
        return database
    with making_file(database.file) as unfinished:
        _fill(unfinished, info, fill)
    return database


def _fill(
    database: Database,
    info: DatabaseInfo,
    fill: Callable[[Session], None],
) -> None:
    try:
        with database.changing() as session:
            _make_tables(session, database.name)
            session.add(info)
            session.add(AuditHead(id=1, sequence=0, hash=FIRST_HASH))
            session.flush()
            fill(session)
    except BaseException:
        discard_database(database, made_tables=False)
        raise


def discard_database(database: Database, *, made_tables: bool = True) -> None:
    """Remove a database that was not finished: its file, or the tables on its server."""
    if database.file is None and made_tables:
        with database.changing() as session:
            connection = session.connection()
            Base.metadata.drop_all(connection)
            word_index.discard(connection)
            connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
            # What the tables' triggers called stays behind, and would be in the way of new ones.
            connection.exec_driver_sql("DROP FUNCTION IF EXISTS audit_entry_is_kept()")
    database.close()
    if database.file is not None:
        discard_file(database.file)


def _make_tables(session: Session, name: str) -> None:
    connection = session.connection()
    if inspect(connection).has_table("database_info"):
        raise Refused(f"“{name}” holds an office already. Open it instead.")
    upgrade(connection)
    keep_from_others(connection)
    let_be_dumped(connection)
    mark_file(connection)


def open_database(
    address: str, before_upgrade: BeforeUpgrade | None = None, telling: Telling = no_telling
) -> Database:
    """Open a database and bring it up to date; raises a sentence for what cannot be opened.

    `before_upgrade` is called with an older database, its revision and the newest, before
    anything is changed in it: to keep a backup, say. What it raises leaves the database as it is,
    and so does what `telling` raises, which counts the schemas on the way.
    """
    database = connect(address)
    try:
        current, newest = _looked_into(database)
        if current != newest:
            with database.reading() as connection:
                require_owner(connection, database.name, current, newest)
            if before_upgrade is not None:
                before_upgrade(database, current, newest)
            _bring_up_to_date(database, current, telling("Bringing the database up to date"))
    except BaseException:
        database.close()
        raise
    return database


def _bring_up_to_date(database: Database, current: str, progress: Progress) -> None:
    steps = sum(each > current for each in known_revisions()) + 1  # and a look at the whole
    done = count()
    try:
        with database.changing(rebuilding=True) as session:
            connection = session.connection()
            progress(next(done), steps)
            upgrade(connection, applied=lambda: progress(next(done), steps))
            keep_from_others(connection)
            let_be_dumped(connection)
            if database.file is not None:
                _require_keys(connection, database.name)
            progress(steps, steps)
    finally:
        database.forget_connections()


def _require_keys(connection: Connection, name: str) -> None:
    astray = connection.execute(text("PRAGMA foreign_key_check")).first()
    if astray is not None:
        raise EnvironmentFailed(
            f"“{name}” could not be brought up to date and stays as it was: a row of {astray[0]} "
            f"points to a missing row of {astray[2]}. Keep a copy of it, and restore a backup."
        )


def open_unchanged(address: str) -> Database:
    """Open a database as it is; raises `Refused` for one that would have to be brought up to date.

    For whoever only looks, such as `verify`.
    """
    database = connect(address)
    try:
        _require_newest(database.name, *_looked_into(database))
    except BaseException:
        database.close()
        raise
    return database


def _require_newest(name: str, current: str, newest: str) -> None:
    if current != newest:
        raise Refused(
            f"“{name}” was made by an older PCCDesk (schema {current}, here {newest}) and was left "
            "as it is. Open it in the window first: it is backed up and brought up to date."
        )


def _looked_into(database: Database) -> tuple[str, str]:
    _require_sqlite_file(database)
    with database.reading() as connection:
        return _require_product(connection, database.name)


def _require_sqlite_file(database: Database) -> None:
    path = database.file
    if path is None:
        return
    if path.is_dir():
        raise Refused(f"“{path.name}” is a folder. Choose the database file in it.")
    if not path.exists():
        raise Refused(f"There is no file “{path}”. Check the name, or make a new database.")
    header = _first_bytes(path)
    if not header.startswith(_HEADER):
        raise Refused(
            f"“{path.name}” is not a PCCDesk database, or its beginning is damaged. Choose another "
            "file, or restore a backup."
        )
    # Told from the file alone: to connect would already change another program's file. While
    # a log lies beside it, the mark may still be in there.
    marked = int.from_bytes(header[_MARK_PLACE], "big") == SQLITE_MARK
    if not marked and not path.with_name(f"{path.name}-wal").exists():
        raise Refused(f"“{path.name}” is a database, but not one of PCCDesk. Choose another.")
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise EnvironmentFailed(
            f"“{path.name}” is read-only, or its folder is. Copy it to a folder where you may save."
        )


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MARK_PLACE.stop)
    except OSError as error:
        raise EnvironmentFailed(
            f"“{path.name}” cannot be read: {error.strerror}. Check your access to it."
        ) from error


def _require_product(connection: Connection, name: str) -> tuple[str, str]:
    """Return an office's revision and the newest; raise a sentence for what is none of ours."""
    if not inspect(connection).has_table("database_info"):
        raise Refused(f"“{name}” is a database, but not one of PCCDesk. Choose another.")
    product = connection.execute(text("SELECT product FROM database_info")).scalar()
    if product != PRODUCT:
        raise Refused(f"“{name}” was made by another program ({product}).")
    current, newest = revisions(connection)
    if current != newest and not is_known(current):
        raise Refused(
            f"“{name}” was made by a newer PCCDesk (schema {current}, here {newest}). "
            "Install the newer program; the file is unchanged."
        )
    return current, newest
