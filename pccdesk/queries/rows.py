"""From a select to frozen records: the one way rows leave the queries; and what it speaks of."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import ColumnClause, Connection, FromClause, ScalarSelect, Select, SelectBase

_T = TypeVar("_T")
AnySelect: TypeAlias = Select[*tuple[Any, ...]]


def records(connection: Connection, query: AnySelect, record: Callable[..., _T]) -> tuple[_T, ...]:
    """Return a record for each row; the select's columns stand in the record's field order."""
    return tuple(record(*row) for row in connection.execute(query))


def record_or_none(
    connection: Connection, query: AnySelect, record: Callable[..., _T]
) -> _T | None:
    """Return the one row's record, or None where there is no row."""
    row = connection.execute(query).one_or_none()
    return None if row is None else record(*row)


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
