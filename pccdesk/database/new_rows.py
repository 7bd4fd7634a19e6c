"""New rows, one or thousands: on SQLite by the driver's own means, column by column.

Of the time that a large insert takes through SQLAlchemy, most is spent on each row's way to the
driver. What has a type of its own is made ready once for each different value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table, insert

from pccdesk.database.kept_statements import write_many

Row = Mapping[str, Any]


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write new rows, which all have the same columns; what they lack has its default."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(_insert(table), rows)
        return
    way = _way(table, tuple(rows[0]), connection.dialect)
    values = zip(*(each.of(rows) for each in way.columns), strict=True)
    write_many(connection, way.statement, list(values))


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its name in the rows, its default, and what makes its values ready."""

    name: str
    default: Any
    is_given: bool
    ready: Callable[[Any], Any] | None

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


@lru_cache(maxsize=64)
def _insert(table: Table) -> Insert:
    return insert(table)
