"""From a select to frozen records: the one way rows leave the queries; and what it speaks of."""

from array import array
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import ColumnClause, Connection, FromClause, ScalarSelect, Select, SelectBase

_T = TypeVar("_T")
AnySelect: TypeAlias = Select[*tuple[Any, ...]]
_PIECE = 20_000
"""Numbers that a server sends in one go."""


def records(connection: Connection, query: AnySelect, record: Callable[..., _T]) -> tuple[_T, ...]:
    """Return a record for each row; the select's columns stand in the record's field order."""
    return tuple(record(*row) for row in connection.execute(query))


def record_or_none(
    connection: Connection, query: AnySelect, record: Callable[..., _T]
) -> _T | None:
    """Return the one row's record, or None where there is no row."""
    row = connection.execute(query).one_or_none()
    return None if row is None else record(*row)


def read_numbers(connection: Connection, query: AnySelect, into: "array[int]") -> None:
    """Read a query's one column of numbers, with no memory taken but the numbers' own.

    SQLite's driver lets other threads have their turn at each row: the window need not wait.
    """
    if connection.dialect.name != "sqlite":
        # All of them are wanted: a plan that is quick for the first few is not.
        connection.exec_driver_sql("SET LOCAL cursor_tuple_fraction = 1")
        in_pieces = connection.scalars(query, execution_options={"yield_per": _PIECE})
        for part in in_pieces.partitions():
            into.extend(part)
        return
    found = connection.execute(query)
    into.extend(chain.from_iterable(cast("Iterable[tuple[int]]", found.cursor)))
    found.close()


def tables_of(clause: Any) -> set[FromClause]:
    """Return the tables whose columns a clause speaks of, apart from its subqueries."""
    waiting = [clause.__clause_element__() if hasattr(clause, "__clause_element__") else clause]
    found: set[FromClause] = set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, ColumnClause) and each.table is not None:
            found.add(each.table)
        elif not isinstance(each, SelectBase | ScalarSelect):
            waiting.extend(each.get_children())
    return found
