"""Rows that are asked for by their numbers."""

import json
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    BindParameter,
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

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.queries.rows import AnySelect

_T = TypeVar("_T")


def among(
    connection: Connection, column: ColumnElement[Any], numbers: Collection[int]
) -> ColumnElement[bool]:
    """Return the condition that a column has one of some numbers, however many they are.

    They go as one value: of values a statement takes only so many (SQLite 32,766 as it comes).
    """
    given: Any = list(numbers)
    if connection.dialect.name == "sqlite":
        return _among(connection.dialect, column, bindparam(None, json.dumps(given), type_=Text))
    whole = bindparam(None, given, type_=postgresql.ARRAY(BigInteger))
    return _among(connection.dialect, column, whole)


def _among(
    dialect: Dialect, column: ColumnElement[Any], numbers: BindParameter[Any]
) -> ColumnElement[bool]:
    if dialect.name == "sqlite":
        each = func.json_each(numbers).table_valued("value")
        return column.in_(select(each.c.value))
    return column == any_(numbers)


class ByNumber:
    """A query of rows by number: one text whatever the count of numbers, so compiled once."""

    def __init__(
        self, column: ColumnElement[int], query: Callable[[ColumnElement[bool]], AnySelect]
    ) -> None:
        """Take the column of the numbers, and what makes a query of the condition on them."""
        self._column, self._query = column, query
        self._kept: dict[str, KeptStatement] = {}

    def records(
        self, connection: Connection, numbers: Collection[int], record: Callable[..., _T]
    ) -> tuple[_T, ...]:
        """Return a record for each row that there is, in no order."""
        dialect = connection.dialect
        found = self._kept.get(dialect.name)
        if found is None:
            kind = Text if dialect.name == "sqlite" else postgresql.ARRAY(BigInteger)
            condition = _among(dialect, self._column, bindparam("wanted", None, type_=kind))
            found = KeptStatement(self._query(condition))
            self._kept[dialect.name] = found
        wanted: Any = list(numbers)
        given = json.dumps(wanted) if dialect.name == "sqlite" else wanted
        return found.records(connection, record, wanted=given)
