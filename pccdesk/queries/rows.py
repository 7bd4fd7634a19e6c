"""From a select to frozen records: the one way rows leave the queries."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Select

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
