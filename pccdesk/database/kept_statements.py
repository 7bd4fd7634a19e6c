"""Statements that are the same each time: compiled once, and run by SQLite's own driver.

Of a short statement's time through SQLAlchemy nine parts in ten are spent around it, and a save
runs some twenty. A server's are sent through SQLAlchemy as any other: there the way to it counts.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ClauseElement, Connection, Dialect, Select
from sqlalchemy.sql.base import Executable


class KeptStatement:
    """A statement with named values, to be made once; on SQLite it is not seen by events.

    Whoever writes a record by it that can be found notices so for the search index.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._on_sqlite: _Compiled | None = None

    def rows(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """Return the rows that are asked for, with their columns by name and by place."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).all()
        compiled = self._compiled(connection)
        found = driver_of(connection).execute(compiled.text, compiled.given(values)).fetchall()
        return compiled.ours(found)

    def row(self, connection: Connection, **values: Any) -> Any | None:
        """Return the one row that is asked for, or None."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def column(self, connection: Connection, **values: Any) -> tuple[Any, ...]:
        """Return the first column of the rows that are asked for."""
        return tuple(row[0] for row in self.rows(connection, **values))

    def write(self, connection: Connection, **values: Any) -> int:
        """Write, and return how many rows an update or deletion concerned."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).rowcount
        compiled = self._compiled(connection)
        return int(driver_of(connection).execute(compiled.text, compiled.given(values)).rowcount)

    def _compiled(self, connection: Connection) -> "_Compiled":
        if self._on_sqlite is None:
            self._on_sqlite = _compiled(self._statement, connection.dialect)
        return self._on_sqlite


def write_many(connection: Connection, text: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement of SQLite's own for each row of values, as the driver takes them."""
    driver_of(connection).executemany(text, rows)


@dataclass(frozen=True)
class _Compiled:
    """A statement's text, what it is given at each place, and what makes its columns ours."""

    text: str
    places: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    values: Mapping[str, Any]
    names: tuple[str, ...]
    readers: tuple[Callable[[Any], Any] | None, ...]

    @cached_property
    def _record(self) -> Any:
        return namedtuple("Kept", self.names, rename=True)  # noqa: PYI024 - its fields are data

    def given(self, values: Mapping[str, Any]) -> list[Any]:
        given = {**self.values, **values} if self.values else values
        return [given[name] if ready is None else ready(given[name]) for name, ready in self.places]

    def ours(self, rows: Sequence[Any]) -> Sequence[Any]:
        make = self._record._make
        if not any(self.readers):
            return [make(row) for row in rows]
        return [
            make(
                value if read is None else read(value)
                for value, read in zip(row, self.readers, strict=True)
            )
            for row in rows
        ]


def _compiled(statement: Executable, dialect: Dialect) -> _Compiled:
    if not isinstance(statement, ClauseElement):
        raise TypeError("a statement is made of clauses")
    compiled: Any = statement.compile(dialect=dialect)
    # A value that is lacking must not be taken for none.
    required = {name for bind, name in compiled.bind_names.items() if bind.required}
    spelt_out = compiled.construct_expanded_state(dict.fromkeys(required))
    given = spelt_out.parameters.items()
    ready = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect)
        for bind, name in compiled.bind_names.items()
    }
    ready |= spelt_out.processors  # of each value of a list
    columns = _columns(statement)
    return _Compiled(
        spelt_out.statement,
        tuple((name, ready.get(name)) for name in spelt_out.positiontup),
        {name: value for name, value in given if name not in required},
        tuple(str(each.key) for each in columns),
        tuple(each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns),
    )


def _columns(statement: Any) -> list[Any]:
    return list(statement.selected_columns) if isinstance(statement, Select) else []


def driver_of(connection: Connection) -> Any:
    """Return the driver's own connection, within a transaction."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.dbapi_connection
