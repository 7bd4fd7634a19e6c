"""Statements that are asked again and again: compiled once for each kind of database.

Of a short statement's time through SQLAlchemy nine parts in ten are spent around it, a save runs
some twenty, and a list's query costs more to build and compile than to run. So a statement is kept
as text; SQLite's driver is given it straight, a server's through SQLAlchemy's connection, which
knows when it is lost.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import starmap
from operator import itemgetter
from typing import Any, TypeVar, cast

from sqlalchemy import ClauseElement, Connection, Dialect, Select
from sqlalchemy.sql.base import Executable

_T = TypeVar("_T")
_FEW = 4
"""From so many rows on they are made ours a column at a time."""


class KeptStatement:
    """A statement with named values, some of them given with it; it is not seen by events.

    Whoever writes a record by it that can be found notices so for the search index, as
    `services.work.Work` does.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._by_kind: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """Return the rows that are asked for, with their columns by name and by place."""
        compiled = self._compiled(connection)
        found = compiled.ours(compiled.asked(connection, values))
        return list(map(compiled.row, found))

    def row(self, connection: Connection, **values: Any) -> Any | None:
        """Return the one row that is asked for, or None."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def column(self, connection: Connection, **values: Any) -> tuple[Any, ...]:
        """Return the first column of the rows that are asked for."""
        compiled = self._compiled(connection)
        return tuple(row[0] for row in compiled.ours(compiled.asked(connection, values)))

    def records(
        self, connection: Connection, record: Callable[..., _T], **values: Any
    ) -> tuple[_T, ...]:
        """Return a record made of each row that is asked for."""
        compiled = self._compiled(connection)
        found = compiled.ours(compiled.asked(connection, values))
        kind: Any = record
        if isinstance(kind, type) and issubclass(kind, tuple):
            return tuple(map(_maker(cast("type[_T]", kind)), found))
        return tuple(starmap(record, found))

    def write(self, connection: Connection, **values: Any) -> int:
        """Write, and return how many rows an update or deletion concerned."""
        return self._compiled(connection).written(connection, values)

    def _compiled(self, connection: Connection) -> "_Compiled":
        dialect = connection.dialect
        compiled = self._by_kind.get(dialect.name)
        if compiled is None:
            compiled = self._by_kind[dialect.name] = _compiled(self._statement, dialect)
        return compiled


def write_many(connection: Connection, text: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement of SQLite's own for each row of values, as the driver takes them."""
    driver_of(connection).executemany(text, rows)


@dataclass(frozen=True)
class _Compiled:
    """A statement's text, the values given with it, and what makes values the driver's and ours.

    `places` are the values' names in order, or None where the driver takes them by name.
    """

    text: str
    values: Mapping[str, Any]
    writers: Mapping[str, Callable[[Any], Any]]
    places: tuple[str, ...] | None
    names: tuple[str, ...]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]

    @cached_property
    def row(self) -> Callable[[Sequence[Any]], Any]:
        """What makes a row with names of a sequence of values."""
        return _maker(namedtuple("Kept", self.names, rename=True))  # noqa: PYI024 - its fields are data

    def asked(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        if self.places is None:
            return connection.exec_driver_sql(self.text, self._given(values)).all()
        found = driver_of(connection).execute(self.text, self._in_order(self._given(values)))
        rows: Sequence[Any] = found.fetchall()
        return rows

    def written(self, connection: Connection, values: Mapping[str, Any]) -> int:
        if self.places is None:
            return connection.exec_driver_sql(self.text, self._given(values)).rowcount
        given = self._in_order(self._given(values))
        return int(driver_of(connection).execute(self.text, given).rowcount)

    def ours(self, rows: Sequence[Any]) -> Iterable[Any]:
        if not self.readers or not rows:
            return rows
        if len(rows) < _FEW:
            return [self._our_row(row) for row in rows]
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, read in self.readers:
            columns[place] = map(read, columns[place])
        return zip(*columns, strict=True)

    def _our_row(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, read in self.readers:
            values[place] = read(values[place])
        return values

    def _given(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if self._is_bare:
            return values
        given = {**self.values, **values}
        for name, write in self.writers.items():
            if name in values:
                given[name] = write(values[name])
        return given

    @cached_property
    def _is_bare(self) -> bool:
        """Whether the driver takes the values as they come."""
        return not self.values and not self.writers

    @cached_property
    def _in_order(self) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
        places = self.places or ()
        if len(places) > 1:
            return itemgetter(*places)
        return lambda given: [given[name] for name in places]


def _maker(kind: type[_T]) -> Callable[[Any], _T]:
    """Return what makes a named tuple of values, as its `_make` does, but in C."""
    make: Any = tuple.__new__
    return partial(make, kind)


def _compiled(statement: Executable, dialect: Dialect) -> _Compiled:
    if not isinstance(statement, ClauseElement):
        raise TypeError("a statement is made of clauses")
    compiled: Any = statement.compile(dialect=dialect)
    # A value that is lacking must not be taken for none.
    required = {name for bind, name in compiled.bind_names.items() if bind.required}
    spelt_out = compiled.construct_expanded_state(dict.fromkeys(required))
    writers = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect)
        for bind, name in compiled.bind_names.items()
    }
    writers |= spelt_out.processors  # of each value of a list
    writers = {name: each for name, each in writers.items() if each is not None}
    values = {name: each for name, each in spelt_out.parameters.items() if name not in required}
    columns = _columns(statement)
    readers = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns]
    return _Compiled(
        spelt_out.statement,
        {name: writers[name](each) if name in writers else each for name, each in values.items()},
        writers,
        tuple(spelt_out.positiontup) if compiled.positional else None,
        tuple(str(each.key) for each in columns),
        tuple((place, each) for place, each in enumerate(readers) if each is not None),
    )


def _columns(statement: Any) -> list[Any]:
    return list(statement.selected_columns) if isinstance(statement, Select) else []


def driver_of(connection: Connection) -> Any:
    """Return the driver's own connection to a file, within a transaction."""
    driver: Any = connection.connection.dbapi_connection
    if not driver.in_transaction:
        connection.begin()
    return driver
