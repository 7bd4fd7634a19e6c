"""Rows that are asked for by their numbers."""

import json
from collections.abc import Callable, Collection
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

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.queries.rows import AnySelect

_T = TypeVar("_T")


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
            found = KeptStatement(self._query(self._among(dialect)))
            self._kept[dialect.name] = found
        wanted: Any = list(numbers)
        given = json.dumps(wanted) if dialect.name == "sqlite" else wanted
        return found.records(connection, record, wanted=given)

    def _among(self, dialect: Dialect) -> ColumnElement[bool]:
        if dialect.name == "sqlite":
            each = func.json_each(bindparam("wanted", None, type_=Text)).table_valued("value")
            return self._column.in_(select(each.c.value))
        return self._column == any_(bindparam("wanted", None, type_=postgresql.ARRAY(BigInteger)))
