"""The one door to the database: reading, and changing in one transaction at a time."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from random import uniform
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from pccdesk.database.address import default_encryption, file_of, parse_address, shown
from pccdesk.database.failures import CommitBroken, translated
from pccdesk.database.log_upkeep import NET_PAGES, LogUpkeep
from pccdesk.database.server_password import kept_password
from pccdesk.database.turns import Turns
from pccdesk.domain.errors import EnvironmentFailed

_BUSY_MILLISECONDS = 15_000
_SOON, _SHORTEST_PAUSE, _LONGEST_PAUSE = 0.2, 0.0002, 0.009  # seconds
_READING_KIBIBYTES, _WRITING_KIBIBYTES = 12_288, 65_536
"""The pages that a connection to a file holds: lists that were gone through leave saves room."""
_ALL_CACHES_BYTES = 40 * 1024 * 1024
"""Beyond it SQLite uses pages again rather than take more: for all connections together."""
_IDLE_MILLISECONDS = 60_000
_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
    "application_name": "PCCDesk",
}
"""So that a server that is gone is noticed in half a minute, not in hours."""
_FILE = "pccdesk file"
_UNKNOWN = (-1, -1)
_WRITER_LOCK = 0x50434344  # “PCCD”: one change at a time, on PostgreSQL as on SQLite


class Database:
    """An open database. Close it when done; threads may share it."""

    def __init__(self, url: URL, *, unlogged: bool = False) -> None:
        password = str(url.query.get("password") or url.password or "")
        query = {key: each for key, each in url.query.items() if key != "password"}
        # What is printed, logged or shown of a database must not hold it.
        self.url = url._replace(password=None).set(query=query)
        # Kept where no repr and no report of a fault shows it.
        self._password: Callable[[], str] = lambda: password or kept_password(self.url) or ""
        self.engine = _engine(self.url, password, unlogged=unlogged)
        self._idle: list[Connection] = []
        written_together = None if unlogged else self.file
        self._turns = Turns(written_together)
        self._upkeep = LogUpkeep(written_together, self.engine, self._turns)

    @cached_property
    def file(self) -> Path | None:
        """The SQLite file, or None for a server."""
        return file_of(self.url)

    @cached_property
    def name(self) -> str:
        """How the status bar names it; never with a password."""
        return shown(self.url)

    @property
    def libpq_address(self) -> str:
        """A server's address as PostgreSQL's own programs take it; no password is in it."""
        query = {key: each for key, each in self.url.query.items() if key != "sslpassword"}
        url = self.url.set(drivername="postgresql", query={**_patient(self.url), **query})
        return url.render_as_string(hide_password=False)

    @property
    def libpq_secrets(self) -> dict[str, str]:
        """The environment that lets PostgreSQL's own programs in, besides what stands there."""
        found = self._password()
        return {"PGPASSWORD": found} if found else {}

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state; nothing written on it is kept."""
        with translated(self.name), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":  # SQLite does so of itself
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self, *, rebuilding: bool = False) -> Iterator[Connection]:
        """Give a connection in a write transaction: committed at the end, else rolled back whole.

        The transaction takes the write lock at once (`BEGIN IMMEDIATE`, or an advisory lock), in
        the order in which officers come: a snapshot read first and written later would lose
        another officer's change. `rebuilding`
        lets SQLite's tables be dropped and made anew; whoever does so checks the keys at the end,
        and `forget_connections` afterwards.
        """
        with translated(self.name), self._to_write_with() as connection:
            since = time.monotonic()
            with self._turns.turn(_BUSY_MILLISECONDS / 1000) as is_mine:
                if self.file is None:
                    connection.begin()
                    _take_writer_lock(connection)
                else:
                    _begin_writing(connection, since, has_turn=is_mine, rebuilding=rebuilding)
                yield connection
                self._commit(connection)
        self._upkeep.after_change()

    @contextmanager
    def _to_write_with(self) -> Iterator[Connection]:
        """Give a connection; a file's is kept for the next change, with the pages it has read."""
        if self.file is None:
            with self.engine.connect() as connection:
                yield connection
            return
        try:
            connection = self._idle.pop()  # another thread may have taken the last
        except IndexError:
            connection = self.engine.connect()
            _hold_more_pages(connection)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    @contextmanager
    def changing(self, *, rebuilding: bool = False) -> Iterator[Session]:
        """Do as `writing`, and give a session whose objects are written at the end."""
        with (
            self.writing(rebuilding=rebuilding) as connection,
            session_on(connection) as session,
        ):
            yield session
            session.flush()

    def _commit(self, connection: Connection) -> None:
        if self.file is not None:
            connection.connection.commit()  # by the driver, which began it
            if connection.in_transaction():
                connection.rollback()  # SQLAlchemy's own account of it: nothing is left to undo
            return
        try:
            connection.commit()
        except DBAPIError as error:
            if error.connection_invalidated:
                raise CommitBroken(
                    f"The connection to “{self.name}” was lost while a change was being saved. It "
                    "was kept whole or not at all: look at the record before you save again."
                ) from error
            raise

    def forget_connections(self) -> None:
        """Let the next transaction begin on a new connection, with what each is prepared with."""
        self._upkeep.finish()
        self._turns.rest()
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()

    def close(self) -> None:
        """Close every connection."""
        self.forget_connections()
        self._turns.leave()


def session_on(connection: Connection) -> Session:
    """Return a session that writes within a connection's own transaction."""
    if not connection.in_transaction():  # else the session would begin one, and roll it back
        connection.begin()
    return Session(connection, expire_on_commit=False)


def connect(address: str, *, unlogged: bool = False) -> Database:
    """Return the database at an address, not looked into yet.

    `unlogged` is for a new file of SQLite's that is thrown away if its making fails.
    """
    return Database(parse_address(address), unlogged=unlogged)


def _take_writer_lock(connection: Connection) -> None:
    # Who holds the lock and is gone without a word (a cable pulled) is thrown out by the server.
    idle = f"SET LOCAL idle_in_transaction_session_timeout = {_IDLE_MILLISECONDS}"
    connection.execute(text(idle))
    connection.execute(text(f"SET LOCAL lock_timeout = {_BUSY_MILLISECONDS}"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})"))


def _patient(url: URL) -> dict[str, str]:
    """Return what is said to a server besides its address, which itself stands above it."""
    usual = {**_PATIENCE, "sslmode": default_encryption(url)}
    return {key: str(each) for key, each in usual.items() if key not in url.query}


def _engine(url: URL, password: str = "", *, unlogged: bool = False) -> Engine:
    if url.get_backend_name() != "sqlite":
        server = create_engine(url, pool_pre_ping=True, connect_args=_patient(url))

        def give_password(_dialect: Any, _record: Any, _args: Any, named: dict[str, Any]) -> None:
            if found := password or kept_password(url):
                named["password"] = found

        event.listen(server, "do_connect", give_password)
        return server
    # The connection used last is used next: one that another wrote meanwhile reads its pages anew.
    engine = create_engine(
        url, connect_args={"timeout": _BUSY_MILLISECONDS / 1000}, pool_use_lifo=True
    )
    event.listen(engine, "connect", _prepare_unlogged if unlogged else _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    file = file_of(url)
    if file is not None and not unlogged:
        event.listen(engine, "connect", lambda _driver, record: _note_file(file, record))
    return engine


def _note_file(file: Path, record: ConnectionPoolEntry) -> None:
    record.info[_FILE] = (file, _identity(file))


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)  # noqa: PTH116 - every save pays for it
    except FileNotFoundError:
        return None
    except OSError:  # a share that is away for a moment: SQLite says what is wrong with it
        return _UNKNOWN
    return found.st_dev, found.st_ino


def _require_in_place(connection: Connection) -> None:
    """Refuse to write into a file that is no longer the one at its address.

    A POSIX system lets an open file be moved, deleted or replaced (by a tool that keeps folders
    in step): SQLite would go on writing to what nobody finds again.
    """
    file, noted = connection.connection.info.get(_FILE, (None, _UNKNOWN))
    if noted not in {None, _UNKNOWN} and _identity(file) not in {noted, _UNKNOWN}:
        raise EnvironmentFailed(
            f"“{file.name}” was moved, deleted or replaced while it was open, so nothing was "
            "saved. Put it back where it was, or close the program and open the database again."
        )


def _prepare_unlogged(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection, "journal_mode = OFF", "synchronous = OFF")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection, "journal_mode = WAL", "synchronous = FULL")


def _prepare(connection: sqlite3.Connection, *kept_how: str) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and too weak
    for pragma in (
        "foreign_keys = ON",
        *kept_how,
        f"cache_size = -{_READING_KIBIBYTES}",
        f"soft_heap_limit = {_ALL_CACHES_BYTES}",
        "temp_store = MEMORY",
        "trusted_schema = OFF",
        f"wal_autocheckpoint = {NET_PAGES}",
    ):
        try:
            connection.execute(f"PRAGMA {pragma}")
        except UnicodeDecodeError as error:  # SQLite names in its complaint what it cannot read
            raise sqlite3.DatabaseError("malformed database schema") from error


def _hold_more_pages(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.execute(f"PRAGMA cache_size = -{_WRITING_KIBIBYTES}")


def _begin_sqlite(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection  # the shortest way
    if not driver.in_transaction:  # else it is to write, and has begun
        driver.execute("BEGIN")


def _begin_writing(
    connection: Connection, since: float, *, has_turn: bool, rebuilding: bool
) -> None:
    """Begin a write transaction on a file, for whoever waits since a moment and may have a turn."""
    driver: Any = connection.connection.dbapi_connection
    if rebuilding:
        # https://www.sqlite.org/lang_altertable.html#otheralter: only outside a transaction.
        driver.execute("PRAGMA foreign_keys = OFF")
    _require_in_place(connection)
    if has_turn:
        # The lock is free, or held by another program, which is waited for in SQLite's own way.
        driver.execute("BEGIN IMMEDIATE")
    else:
        _begin_immediate(connection, since)


def _begin_immediate(connection: Connection, started: float) -> None:
    """Take the write lock. Whoever has no turn (see `turns`) waits as others do.

    SQLite's own wait grows, so that the last one wins. A save takes a millisecond or two, so the
    first looks are close together; whoever waits for longer waits for a large change, and need
    not look so often.
    """
    driver: Any = connection.connection.dbapi_connection  # the shortest way to ask
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
