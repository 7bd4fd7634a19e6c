"""Rows written, changed and deleted by statements that are made once for each set of columns.

To put a statement together takes longer than to run it. Of the time that a large insert takes
through SQLAlchemy, most is spent on each row's way to the driver: so on SQLite new rows go to it
by its own means, column by column, and what has a type of its own is made ready once for each
different value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Insert,
    Table,
    bindparam,
    delete,
    insert,
    update,
)

from pccdesk.database.kept_statements import KeptStatement, write_many
from pccdesk.models.base import Base

Row = Mapping[str, Any]
_KnownBy = tuple[tuple[str, bool], ...]
"""The columns by which rows are known, each with whether it is empty in them."""


def table_of(model: type[Base]) -> Table:
    """Return a model's table, to write rows without making objects of them."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} has no table of its own")
    return table


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write new rows, which all have the same columns; what they lack has its default."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(_insert(table), rows)
        return
    way = _way(table, tuple(rows[0]), connection.dialect)
    if len(rows) == 1:
        write_many(connection, way.statement, [[each.of_one(rows[0]) for each in way.columns]])
        return
    values = zip(*(each.of(rows) for each in way.columns), strict=True)
    write_many(connection, way.statement, list(values))


def update_rows(connection: Connection, table: Table, columns: Row, where: Row) -> int:
    """Write changed columns of the rows that have some values; return how many they are."""
    statement, names = _update(table, tuple(columns), _known_by(where))
    return statement.write(
        connection, **dict(zip(names, columns.values(), strict=True)), **_named(where)
    )


def delete_rows(connection: Connection, table: Table, where: Row) -> int:
    """Delete the rows that have some values; return how many they were."""
    return _delete(table, _known_by(where)).write(connection, **_named(where))


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its name in the rows, its default, and what makes its values ready."""

    name: str
    default: Any
    is_given: bool
    ready: Callable[[Any], Any] | None

    def of_one(self, row: Row) -> Any:
        """Return the column's value in a row, ready for the driver."""
        value = row[self.name] if self.is_given else self.default
        return value if self.ready is None else self.ready(value)

    def of(self, rows: Sequence[Row]) -> Sequence[Any]:
        name, ready = self.name, self.ready
        values = [row[name] for row in rows] if self.is_given else [self.default] * len(rows)
        if ready is None:
            return values
        known = {value: ready(value) for value in set(values)}
        return [known[value] for value in values]


@dataclass(frozen=True, slots=True)
class _Way:
    """How the rows of a table go in: the statement, and its columns in order."""

    statement: str
    columns: tuple[_Column, ...]


@lru_cache(maxsize=64)
def _way(table: Table, given: tuple[str, ...], dialect: Dialect) -> _Way:
    columns = []
    for column in table.columns:
        set_by: Any = column.default
        default = None if set_by is None else set_by.arg
        if column.name in given or default is not None:
            ready = column.type.dialect_impl(dialect).bind_processor(dialect)
            columns.append(_Column(column.name, default, column.name in given, ready))
    if unknown := set(given) - {each.name for each in columns}:
        raise ValueError(f"{table.name} has no such columns: {unknown}")
    names = ", ".join(f'"{each.name}"' for each in columns)
    marks = ", ".join("?" * len(columns))
    return _Way(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', tuple(columns))  # noqa: S608


@lru_cache(maxsize=256)
def _update(
    table: Table, names: tuple[str, ...], known_by: _KnownBy
) -> tuple[KeptStatement, tuple[str, ...]]:
    """Return the statement, and what it calls the new values."""
    called = tuple(f"new_{name}" for name in names)
    values: dict[str, Any] = {
        name: bindparam(call) for name, call in zip(names, called, strict=True)
    }
    return KeptStatement(update(table).where(*_alike(table, known_by)).values(values)), called


@lru_cache(maxsize=64)
def _delete(table: Table, known_by: _KnownBy) -> KeptStatement:
    return KeptStatement(delete(table).where(*_alike(table, known_by)))


def _known_by(where: Row) -> _KnownBy:
    return tuple((name, value is None) for name, value in where.items())


def _alike(table: Table, known_by: _KnownBy) -> list[ColumnElement[bool]]:
    # A value by a column's own name would be taken for what is to be written there.
    return [
        table.c[name].is_(None) if empty else table.c[name] == bindparam(f"of_{name}")
        for name, empty in known_by
    ]


def _named(where: Row) -> Row:
    return {f"of_{name}": value for name, value in where.items() if value is not None}


@lru_cache(maxsize=64)
def _insert(table: Table) -> Insert:
    return insert(table)
