"""Statements that are asked again and again: compiled once for each kind of database.

Of a short statement's time through SQLAlchemy nine parts in ten are spent around it, a save runs
some twenty, and a list's query costs more to build and compile than to run. So a statement is kept
as text; SQLite's driver is given it straight, a server's through SQLAlchemy's connection, which
knows when it is lost.
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
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
        return list(map(compiled.row, compiled.asked(connection, values)))

    def row(self, connection: Connection, **values: Any) -> Any | None:
        """Return the one row that is asked for, or None."""
        compiled = self._compiled(connection)
        found = compiled.asked(connection, values)
        return compiled.row(next(iter(found))) if found else None

    def column(self, connection: Connection, **values: Any) -> tuple[Any, ...]:
        """Return the first column of the rows that are asked for."""
        return tuple(row[0] for row in self._compiled(connection).asked(connection, values))

    def records(
        self, connection: Connection, record: Callable[..., _T], **values: Any
    ) -> tuple[_T, ...]:
        """Return a record made of each row that is asked for."""
        found = self._compiled(connection).asked(connection, values)
        kind: Any = record
        if isinstance(kind, type) and issubclass(kind, tuple):
            return tuple(map(_maker(cast("type[_T]", kind)), found))
        return tuple(starmap(record, found))

    def write(self, connection: Connection, **values: Any) -> int:
        """Write, and return how many rows an update or deletion concerned."""
        return self._compiled(connection).written(connection, values)

    def _compiled(self, connection: Connection) -> "_Compiled":
        dialect = connection.dialect
        try:
            return self._by_kind[dialect.name]
        except KeyError:
            compiled = self._by_kind[dialect.name] = _compiled(self._statement, dialect)
            return compiled


def write_many(connection: Connection, text: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement of SQLite's own for each row of values, as the driver takes them."""
    driver_of(connection).executemany(text, rows)


class _Compiled:
    """A statement's text, the values given with it, and what makes values the driver's and ours."""

    def __init__(
        self,
        text: str,
        given: Callable[[Mapping[str, Any]], Any],
        names: Sequence[str],
        readers: Sequence[tuple[int, Callable[[Any], Any]]],
    ) -> None:
        self.text, self.given, self.readers = text, given, readers
        self.row = _maker(namedtuple("Kept", names, rename=True))  # noqa: PYI024 - its fields are data
        """What makes a row with names of a sequence of values."""

    def asked(self, connection: Connection, values: Mapping[str, Any]) -> Collection[Sequence[Any]]:
        """Return the rows that are asked for, with each value as ours."""
        found = self._run(connection, values).fetchall()
        return self._ours(found) if self.readers and found else found

    def written(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Return how many rows were changed."""
        return int(self._run(connection, values).rowcount)

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        return driver_of(connection).execute(self.text, self.given(values))

    def _ours(self, rows: Sequence[Sequence[Any]]) -> Collection[Sequence[Any]]:
        if len(rows) < _FEW:
            return [self._our_row(row) for row in rows]
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, read in self.readers:
            columns[place] = map(read, columns[place])
        return list(zip(*columns, strict=True))

    def _our_row(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, read in self.readers:
            values[place] = read(values[place])
        return values


class _OnServer(_Compiled):
    """The same where the driver takes the values by name, through what knows when it is lost."""

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        return connection.exec_driver_sql(self.text, self.given(values))


def _by_name(
    fixed: Mapping[str, Any], writers: Mapping[str, Callable[[Any], Any]]
) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Return what adds the values given with a statement, and makes others the driver's."""

    def given(values: Mapping[str, Any]) -> Mapping[str, Any]:
        whole = {**fixed, **values}
        for name, write in writers.items():
            if name in values:
                whole[name] = write(values[name])
        return whole

    return given if fixed or writers else dict


def _by_place(
    fixed: Mapping[str, Any],
    writers: Mapping[str, Callable[[Any], Any]],
    places: Sequence[str],
) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """Return what puts all values in order."""
    in_order: Callable[[Mapping[str, Any]], Sequence[Any]]
    if len(places) > 1:
        in_order = itemgetter(*places)
    else:

        def in_order(values: Mapping[str, Any]) -> Sequence[Any]:
            return [values[name] for name in places]

    if not fixed and not writers:  # the driver takes them as they come
        return in_order
    named = _by_name(fixed, writers)
    return lambda values: in_order(named(values))


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
    fixed = {
        name: writers[name](each) if name in writers else each for name, each in values.items()
    }
    names = [str(each.key) for each in columns]
    ours = [(place, each) for place, each in enumerate(readers) if each is not None]
    if not compiled.positional:
        return _OnServer(spelt_out.statement, _by_name(fixed, writers), names, ours)
    given = _by_place(fixed, writers, spelt_out.positiontup)
    return _Compiled(spelt_out.statement, given, names, ours)


def _columns(statement: Any) -> list[Any]:
    return list(statement.selected_columns) if isinstance(statement, Select) else []


def driver_of(connection: Connection) -> Any:
    """Return the driver's own connection to a file, within a transaction."""
    driver: Any = connection.connection.dbapi_connection
    if not driver.in_transaction:
        connection.begin()
    return driver
