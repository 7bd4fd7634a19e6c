"""A whole office copied from one database into another, of either kind: proved equal, or not made.

The source is read in one snapshot, however many officers write meanwhile. The target is made at
the source's own schema in one transaction (a file: beside its name), row by row in a stream.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from pccdesk.database import word_index
from pccdesk.database.engine import Database, connect
from pccdesk.database.new_file import making_file, mark_file, require_room
from pccdesk.database.privileges import keep_from_others, let_be_dumped
from pccdesk.database.raw_tables import (
    Digest,
    RawRows,
    RawTable,
    continue_numbers,
    count_rows,
    reading_rows,
    shared_tables,
    tables_of,
    without_indexes,
    write_rows,
)
from pccdesk.database.schema import revisions, upgrade
from pccdesk.domain.errors import EnvironmentFailed, Refused
from pccdesk.domain.progress import Progress, no_progress


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table that was copied: its rows, and the SHA-256 that both sides have."""

    name: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied; `schema` is the revision that both sides have."""

    schema: str
    tables: tuple[CopiedTable, ...]

    @property
    def rows(self) -> int:
        """How many rows were copied in all."""
        return sum(each.rows for each in self.tables)


def copy_database(
    source: Database,
    address: str,
    progress: Progress = no_progress,
    finish: Callable[[Session, Copied], object] = lambda _session, _copied: None,
) -> Copied:
    """Copy an office into a database without any table, or into a file that is not there yet.

    `finish` is called with the target's open transaction when all rows were proved equal, and
    undoes everything by raising. Raises `Refused` where the target holds anything, or cannot
    keep a row; `EnvironmentFailed` where either side fails. A failure leaves nothing behind.
    """
    target = connect(address)
    try:
        with source.reading() as origin:
            require_empty(target)
            with _making(target) as session:
                copied = _copy(origin, session.connection(), target.name, progress)
                finish(session, copied)
    finally:
        target.close()
    return copied


def require_empty(target: Database) -> None:
    """Raise `Refused` unless nothing stands yet where a copy is to be made."""
    if target.file is not None:
        require_room(target)
        return
    with target.reading() as connection:
        present = inspect(connection).get_table_names()
    if present:
        raise Refused(
            f"“{target.name}” is not empty: it has {len(present):,} tables, {present[0]} among "
            "them. Have an empty database made for the copy. Nothing was changed in it."
        )


@contextmanager
def _making(target: Database) -> Iterator[Session]:
    if target.file is None:
        with target.changing() as session:
            _require_empty_still(session.connection(), target.name)
            yield session
        return
    with (
        making_file(target.file, unlogged=True) as beside,
        beside.changing(rebuilding=True) as session,
    ):
        yield session


def _require_empty_still(connection: Connection, name: str) -> None:
    if inspect(connection).get_table_names():
        raise Refused(f"Somebody made an office in “{name}” just now. Nothing was changed in it.")


def _copy(origin: Connection, target: Connection, name: str, progress: Progress) -> Copied:
    if target.dialect.name == "postgresql":
        target.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
    schema = revisions(origin)[0]
    upgrade(target, schema)
    keep_from_others(target)
    let_be_dumped(target)
    mark_file(target)
    _remove_seeds(target)
    tables = shared_tables(origin, target)
    step = _stepper(sum(count_rows(origin, each) for each in tables), progress)
    with without_indexes(target):
        copied = tuple(_copy_table(origin, target, each, step) for each in tables)
    for table, made in zip(tables, copied, strict=True):
        _require_same(target, table, made, name, step)
    continue_numbers(target, tables)
    if word_index.is_laid(target):
        word_index.list_all(target)  # each kind of database searches tables of its own
    return Copied(schema, copied)


def _remove_seeds(target: Connection) -> None:
    """Remove what the migrations themselves put into the new tables: the source has its own."""
    for name in tables_of(target):
        if target.scalar(text(f'SELECT EXISTS (SELECT 1 FROM "{name}")')):  # noqa: S608
            target.exec_driver_sql(f'DELETE FROM "{name}"')  # noqa: S608 - our own names


def _require_same(
    target: Connection, table: RawTable, made: CopiedTable, name: str, step: Callable[[int], None]
) -> None:
    with reading_rows(target, table) as rows:
        digest = Digest(table).of(_stepping(rows, step))
    if digest != made.digest:
        raise EnvironmentFailed(
            f"The copy of {table.name} in “{name}” is not the same as the original, so nothing "
            "was kept of it. The original is unchanged."
        )


def _copy_table(
    origin: Connection, target: Connection, table: RawTable, step: Callable[[int], None]
) -> CopiedTable:
    digest = Digest(table)
    with reading_rows(origin, table) as rows:
        write_rows(target, table, digest.passing(_stepping(rows, step)))
    return CopiedTable(table.name, digest.rows, digest.value)


def _stepping(rows: Iterable[RawRows], step: Callable[[int], None]) -> Iterator[RawRows]:
    for chunk in rows:
        step(len(chunk))
        yield chunk


def _stepper(rows: int, progress: Progress) -> Callable[[int], None]:
    """Return what counts rows that were copied and rows that were compared, each once."""
    total, position = 2 * rows, 0

    def step(number: int) -> None:
        nonlocal position
        position += number
        progress(min(position, total), total)

    return step
