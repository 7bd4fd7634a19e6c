"""The one door to the database: reading, and changing in one transaction at a time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import uniform
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from pccdesk.database.address import file_of, parse_address, shown
from pccdesk.domain.errors import EnvironmentFailed

_BUSY_MILLISECONDS = 15_000
_SOON, _SHORTEST_PAUSE, _LONGEST_PAUSE = 0.2, 0.0002, 0.009  # seconds
_CACHE_KIBIBYTES = 65_536
_WRITER_LOCK = 0x50434344  # “PCCD”: one change at a time, on PostgreSQL as on SQLite


class Database:
    """An open database. Close it when done; threads may share it."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine = _engine(url)

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None for a server."""
        return file_of(self.url)

    @property
    def name(self) -> str:
        """How the status bar names it; never with a password."""
        return shown(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state; nothing written on it is kept."""
        with translated(self.name), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":  # SQLite does so of itself
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            connection.rollback()

    @contextmanager
    def changing(self) -> Iterator[Session]:
        """Give a session in a write transaction: committed at the end, else rolled back whole.

        The transaction takes the write lock at once (`BEGIN IMMEDIATE`, or an advisory lock):
        a snapshot read first and written later would lose another officer's change.
        """
        with translated(self.name), self.engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with Session(connection, expire_on_commit=False) as session, session.begin():
                if connection.dialect.name == "postgresql":
                    session.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})"))
                yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def connect(address: str) -> Database:
    """Return the database at an address, not looked into yet."""
    return Database(parse_address(address))


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn the database's own failures into sentences that say what is safe."""
    try:
        yield
    except OperationalError as error:
        raise EnvironmentFailed(_sentence(error, name)) from error
    except DBAPIError as error:
        broken = any(sign in str(error.orig) for sign in ("not a database", "malformed"))
        if error.connection_invalidated or broken:
            raise EnvironmentFailed(_sentence(error, name)) from error
        raise


def _sentence(error: DBAPIError, name: str) -> str:
    said = str(error.orig).lower()
    kept = "Nothing of this change was kept; what was saved before is safe."
    for sign, sentence in (
        ("full", "The disk is full. Make room on it and try again."),
        ("i/o error", f"The disk that holds “{name}” failed. Check it, and try again."),
        ("readonly", f"“{name}” cannot be written: the file or its folder is read-only."),
        ("read-only", f"“{name}” cannot be written: it is read-only."),
        ("locked", f"“{name}” is busy with another officer’s change. Try again in a moment."),
        ("unable to open", f"“{name}” cannot be opened: check the folder and your access to it."),
        ("not a database", f"“{name}” is not a PCCDesk database."),
        (
            "malformed",
            f"“{name}” is damaged. Keep it, and restore a backup: see the help on backups.",
        ),
        ("password", f"The server of “{name}” did not accept the name or password."),
    ):
        if sign in said:
            return f"{sentence} {kept}"
    return f"The database “{name}” did not answer. {kept} ({str(error.orig).splitlines()[0]})"


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_MILLISECONDS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and too weak
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"cache_size = -{_CACHE_KIBIBYTES}",
        "temp_store = MEMORY",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    if options.get("immediate"):
        _begin_immediate(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    """Wait for the write lock as others do: SQLite's own wait grows, so that the last one wins.

    A save takes a millisecond or two, so the first looks are close together; whoever waits for
    longer waits for a large change, and need not look so often.
    """
    driver: Any = connection.connection.dbapi_connection  # the shortest way to ask
    started = time.monotonic()
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while not _has_begun(driver):
            waited = time.monotonic() - started
            if waited > _BUSY_MILLISECONDS / 1000:
                break
            longest = _LONGEST_PAUSE if waited > _SOON else _SHORTEST_PAUSE * 5
            time.sleep(uniform(_SHORTEST_PAUSE, longest))  # noqa: S311 - so that no two keep in step
        if not driver.in_transaction:  # locked to the end, or a failure: said in the usual way
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")


def _has_begun(driver: sqlite3.Connection) -> bool:
    """Take the write lock if it is free; True also for a failure that no waiting mends."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return "locked" not in str(error)
    return True
