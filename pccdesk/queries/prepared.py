"""A query compiled once: its text for the driver, and what makes the driver's values ours.

Building and compiling a list's query costs more than running it, and typed rows made one by one
cost as much again. So a query that is asked again and again is kept as text, and its rows are made
ours a column at a time.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Dialect,
    Text,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects import postgresql

from pccdesk.database.kept_statements import driver_of
from pccdesk.queries.rows import AnySelect

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query's text, its values by name, their places, and what makes each column ours."""

    text: str
    values: Mapping[str, Any]
    places: tuple[str, ...] | None
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]
    by_driver: bool
    """Asked of SQLite's driver itself: what is put around it costs as much as a short query."""

    def records(
        self, connection: Connection, record: Callable[..., _T], **values: Any
    ) -> tuple[_T, ...]:
        """Run the query with further values and return a record for each row."""
        rows = self._ours(self.rows(connection, **values))
        kind: Any = record
        if isinstance(kind, type) and issubclass(kind, tuple):  # as its `_make` does, but in C
            make: Callable[[Any], Any] = partial(tuple.__new__, kind)
            return tuple(map(make, rows))
        return tuple(starmap(record, rows))

    def rows(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """Run the query with further values and return the rows as the driver gives them."""
        given = self._given(values)
        if not self.by_driver:
            return connection.exec_driver_sql(self.text, given).all()
        rows: Sequence[Any] = driver_of(connection).execute(self.text, given).fetchall()
        return rows

    def _given(self, values: Mapping[str, Any]) -> Any:
        given = {**self.values, **values}
        return given if self.places is None else tuple(given[name] for name in self.places)

    def _ours(self, rows: Sequence[Any]) -> Iterable[Any]:
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        if not columns:
            return ()
        for place, read in self.readers:
            columns[place] = map(read, columns[place])
        return zip(*columns, strict=True)


def prepare(query: AnySelect, dialect: Dialect) -> Prepared:
    """Compile a query for a kind of database; lists of values in it are spelt out."""
    compiled: Any = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    types = {name: bind.type for bind, name in compiled.bind_names.items()}
    values = {}
    for name, value in compiled.params.items():
        # Each value of a list has its number after the list's name.
        of_type = types[name] if name in types else types[name.rpartition("_")[0]]
        write = of_type.dialect_impl(dialect).bind_processor(dialect)
        values[name] = value if write is None or value is None else write(value)
    readers = []
    for place, column in enumerate(query.selected_columns):
        read = column.type.dialect_impl(dialect).result_processor(dialect, None)
        if read is not None:
            readers.append((place, read))
    places = tuple(compiled.positiontup) if compiled.positional else None
    by_driver = dialect.name == "sqlite"
    return Prepared(str(compiled), values, places, tuple(readers), by_driver)


class ByNumber:
    """A query of rows by number: one text whatever the count of numbers, so compiled once."""

    def __init__(
        self, column: ColumnElement[int], query: Callable[[ColumnElement[bool]], AnySelect]
    ) -> None:
        """Take the column of the numbers, and what makes a query of the condition on them."""
        self._column, self._query = column, query
        self._kept: dict[str, Prepared] = {}

    def records(
        self, connection: Connection, numbers: Collection[int], record: Callable[..., _T]
    ) -> tuple[_T, ...]:
        """Return a record for each row that there is, in no order."""
        dialect = connection.dialect
        found = self._kept.get(dialect.name)
        if found is None:
            query = self._query(self._among(dialect))
            found = self._kept[dialect.name] = prepare(query, dialect)
        wanted = list(numbers)
        given = json.dumps(wanted) if dialect.name == "sqlite" else wanted
        return found.records(connection, record, wanted=given)

    def _among(self, dialect: Dialect) -> ColumnElement[bool]:
        if dialect.name == "sqlite":
            each = func.json_each(bindparam("wanted", None, type_=Text)).table_valued("value")
            return self._column.in_(select(each.c.value))
        return self._column == any_(bindparam("wanted", None, type_=postgresql.ARRAY(BigInteger)))
