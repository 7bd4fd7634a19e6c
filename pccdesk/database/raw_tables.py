"""The rows of any table as SQLite would keep them, read and written in a stream on both databases.

Instants are text in UTC, days are text, truth is 0 or 1, money is whole pence: so a row reads the
same wherever it is, and the digest of a table is the same in an office and in its copy.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, inspect, text
from sqlalchemy.types import Boolean, Date, DateTime, LargeBinary, String

from pccdesk.domain.errors import Fault, Refused
from pccdesk.models import Base

VERSION_TABLE = "alembic_version"
_ROWS_AT_ONCE = 1_000
_BLOBS_AT_ONCE = 4  # each may be as large as a document may be

RawRows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table by name, its columns as both databases have them, and what its rows are ordered by.

    `places` are the places of columns that hold bytes.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    places: tuple[int, ...] = ()

    @property
    def at_once(self) -> int:
        """How many rows are read at once, so that memory stays flat."""
        return _BLOBS_AT_ONCE if self.places else _ROWS_AT_ONCE


def tables_of(connection: Connection) -> tuple[str, ...]:
    """Return the names of all tables that keep rows; a search index of SQLite's own is none."""
    names = set(inspect(connection).get_table_names()) - {VERSION_TABLE}
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
        made_by = tuple(connection.execute(text(query)).scalars())
        names = {each for each in names if not any(_belongs(each, to) for to in made_by)}
    return tuple(sorted(names))


def _belongs(name: str, virtual: str) -> bool:
    return name == virtual or name.startswith(f"{virtual}_")


def shared_tables(source: Connection, target: Connection) -> tuple[RawTable, ...]:
    """Return the tables and columns that both databases have; both are of one schema.

    A table of the office that one of them lacks is our fault. What only one kind of database
    has, and columns that a database fills in itself, are left out.
    """
    here, there = set(tables_of(source)), set(tables_of(target))
    if astray := (here ^ there) & set(Base.metadata.tables):
        raise Fault(f"Only one of the databases has {', '.join(sorted(astray))}.")
    return tuple(_shared(source, target, name) for name in sorted(here & there))


def _shared(source: Connection, target: Connection, name: str) -> RawTable:
    own = {each["name"] for each in inspect(source).get_columns(name) if "computed" not in each}
    columns = [
        each
        for each in inspect(target).get_columns(name)
        if each["name"] in own and "computed" not in each
    ]
    names = tuple(each["name"] for each in columns)
    key = inspect(target).get_pk_constraint(name)["constrained_columns"]
    places = (at for at, each in enumerate(columns) if isinstance(each["type"], LargeBinary))
    return RawTable(name, names, tuple(key) or names, tuple(places))


def count_rows(connection: Connection, table: RawTable) -> int:
    """Return how many rows a table has."""
    return connection.scalar(text(f'SELECT count(*) FROM "{table.name}"')) or 0  # noqa: S608


@contextmanager
def reading_rows(connection: Connection, table: RawTable) -> Iterator[Iterator[RawRows]]:
    """Give all rows of a table in the order of its key, some at a time, from a cursor."""
    kinds = {each["name"]: each["type"] for each in inspect(connection).get_columns(table.name)}
    on_server = connection.dialect.name == "postgresql"
    shown: Callable[[str, Any], str] = _as_in_sqlite if on_server else _as_kept
    ordered: Callable[[str, Any], str] = _in_bytes if on_server else _as_kept
    columns = ", ".join(shown(f'"{name}"', kinds[name]) for name in table.columns)
    order = ", ".join(ordered(f'"{name}"', kinds[name]) for name in table.key)
    query = f'SELECT {columns} FROM "{table.name}" ORDER BY {order}'  # noqa: S608 - our own names
    driver: Any = connection.connection.driver_connection
    cursor = driver.cursor("rows_of_a_table") if on_server else driver.cursor()
    try:
        cursor.execute(query)
        yield iter(lambda: cursor.fetchmany(table.at_once), [])
    finally:
        cursor.close()


def _as_kept(column: str, _kind: object) -> str:
    return column


def _as_in_sqlite(column: str, kind: object) -> str:
    if isinstance(kind, DateTime):
        return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    if isinstance(kind, Date):
        return f"to_char({column}, 'YYYY-MM-DD')"
    return f"{column}::int" if isinstance(kind, Boolean) else column


def _in_bytes(column: str, kind: object) -> str:
    # Not by the server's alphabet: SQLite orders text by its bytes.
    return f'{column} COLLATE "C"' if isinstance(kind, String) else column


def write_rows(connection: Connection, table: RawTable, rows: Iterable[RawRows]) -> None:
    """Add rows to a table in a stream; raises `Refused` for what the database cannot keep."""
    driver: Any = connection.connection.driver_connection
    names = ", ".join(f'"{name}"' for name in table.columns)
    if connection.dialect.name == "postgresql":
        _write_on_server(driver, f'COPY "{table.name}" ({names}) FROM STDIN', table, rows)
        return
    marks = ", ".join("?" * len(table.columns))
    insert = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    for chunk in rows:
        cast("sqlite3.Connection", driver).executemany(insert, chunk)


def _write_on_server(driver: Any, command: str, table: RawTable, rows: Iterable[RawRows]) -> None:
    from psycopg import DataError, IntegrityError

    try:
        with driver.cursor() as cursor, cursor.copy(command) as copy:
            for chunk in rows:
                for row in chunk:
                    copy.write_row(row)
    except (DataError, IntegrityError) as error:
        said = str(error).splitlines()[0]
        raise Refused(
            f"A row of {table.name} holds something that PostgreSQL cannot keep ({said}). Nothing "
            "was copied. “pccdesk verify” may say more."
        ) from error


class Digest:
    """The SHA-256 of a table's rows in the order of its key, taken as they pass by."""

    def __init__(self, table: RawTable) -> None:
        self._table = table
        self._hash = hashlib.sha256()
        self.rows = 0

    def passing(self, rows: Iterable[RawRows]) -> Iterator[RawRows]:
        """Yield what is given, and take it into the digest."""
        for chunk in rows:
            seen = [self._short(row) for row in chunk] if self._table.places else chunk
            self._hash.update(repr(seen).encode("utf-8", "surrogatepass"))
            self.rows += len(chunk)
            yield chunk

    def of(self, rows: Iterable[RawRows]) -> str:
        """Return the digest of all these rows."""
        for _ in self.passing(rows):
            pass
        return self.value

    @property
    def value(self) -> str:
        """The digest of what has passed by."""
        return self._hash.hexdigest()

    def _short(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        places = self._table.places
        return tuple(
            hashlib.sha256(each).digest() if at in places and isinstance(each, bytes) else each
            for at, each in enumerate(row)
        )


@contextmanager
def without_indexes(connection: Connection) -> Iterator[None]:
    """Take indexes and keys to other tables off while rows are added, and make them again.

    Made at once over all rows they cost a fraction; and tables may be filled in any order.
    """
    if connection.dialect.name == "postgresql":
        queries = [_SERVER_KEYS, _SERVER_INDEXES]
    else:
        queries = [_FILE_INDEXES]
    statistics = _statistics(connection)
    taken = [(row.off, row.on) for query in queries for row in connection.execute(text(query))]
    for off, _ in taken:
        connection.exec_driver_sql(off)
    yield
    for _, on in reversed(taken):
        connection.exec_driver_sql(on)
    if statistics:
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")
        connection.exec_driver_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", statistics)


def _statistics(connection: Connection) -> list[tuple[Any, ...]]:
    """Return what a migration told SQLite of its indexes, which it forgets with them."""
    there = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"
    if connection.dialect.name != "sqlite" or not connection.scalar(text(there)):
        return []
    return [tuple(row) for row in connection.execute(text("SELECT * FROM sqlite_stat1"))]


_FILE_INDEXES = """
SELECT 'DROP INDEX "' || name || '"' AS "off", sql AS "on" FROM sqlite_master
WHERE type = 'index' AND sql IS NOT NULL ORDER BY name DESC"""
_SERVER_INDEXES = """
SELECT format('DROP INDEX %I', i.indexname) AS off, i.indexdef AS on FROM pg_indexes i
WHERE i.schemaname = current_schema() AND i.tablename <> 'alembic_version' AND NOT EXISTS (
    SELECT 1 FROM pg_constraint c
    WHERE c.conindid = format('%I.%I', i.schemaname, i.indexname)::regclass)
ORDER BY i.indexname DESC"""
_SERVER_KEYS = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS off,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
        pg_get_constraintdef(oid)) AS on
FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
ORDER BY conname DESC"""


def continue_numbers(connection: Connection, tables: Iterable[RawTable]) -> None:
    """Let a server's own row numbers go on after the last that is there; SQLite does so itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        for column in table.key:
            series = connection.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": f'"{table.name}"', "column": column},
            )
            if series is not None:
                last = f'SELECT max("{column}") FROM "{table.name}"'  # noqa: S608 - our own names
                number = connection.scalar(text(last))
                connection.execute(
                    text("SELECT setval(CAST(:series AS regclass), :number, :used)"),
                    {"series": series, "number": number or 1, "used": number is not None},
                )
