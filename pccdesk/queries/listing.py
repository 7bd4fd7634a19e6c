"""Lists of any length: the first rows at once, the numbers of all, rows by number as they show.

A list is data: what it selects, how it may be sorted, filtered and summed. The first page is
read by itself; behind the window comes the vector of all row numbers in order (8 bytes a row),
and rows are read by number as they come into view. No list reads a long text.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, func, or_, select

from pccdesk.queries.rows import AnySelect

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to: words typed, and chosen values by filter key."""

    text: str = ""
    values: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sort:
    """One key that a list is sorted by."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A value that a list can be narrowed to, with how many rows have it."""

    value: Any
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows a filter leaves, and their money (None where the list has no money)."""

    count: int
    money: Decimal | None


@dataclass(frozen=True)
class Listing(Generic[_T]):
    """One kind of list. `joined` is the whole join; `base` is enough to sort, filter and count."""

    record: Callable[..., _T]
    identity: ColumnElement[int]
    columns: tuple[Any, ...]
    joined: FromClause
    base: FromClause
    sorts: Mapping[str, ColumnElement[Any]]
    default_sort: tuple[Sort, ...]
    filters: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    conditions: Mapping[str, Callable[[Any], ColumnElement[bool]]] = field(default_factory=dict)
    """Filters that take more than a column, such as whose marks are missing; for links only."""
    texts: tuple[ColumnElement[str], ...] = ()
    money: ColumnElement[Decimal] | None = None
    labels: Callable[[str, Any], str] = field(default=lambda _key, value: str(value))

    def first_rows(
        self, connection: Connection, sort: Sequence[Sort], chosen: Filter, limit: int = 100
    ) -> tuple[_T, ...]:
        """Return the first rows, to be painted before the rest is known."""
        inner = self._ids(sort, chosen).limit(limit).subquery()
        query = (
            select(*self.columns)
            .select_from(self.joined)
            .where(self.identity.in_(select(inner.c[0])))
            .order_by(*self._order(sort))
        )
        return tuple(self.record(*row) for row in connection.execute(query))

    def ids(self, connection: Connection, sort: Sequence[Sort], chosen: Filter) -> "array[int]":
        """Return the numbers of all rows in order."""
        result = connection.execute(self._ids(sort, chosen))
        return array("q", (row[0] for row in result))

    def rows(self, connection: Connection, ids: Iterable[int]) -> dict[int, _T]:
        """Return rows by number; one that is gone is left out."""
        wanted = list(ids)
        query = (
            select(self.identity, *self.columns)
            .select_from(self.joined)
            .where(self.identity.in_(wanted))
        )
        return {row[0]: self.record(*row[1:]) for row in connection.execute(query)}

    def totals(self, connection: Connection, chosen: Filter) -> Totals:
        """Return how many rows a filter leaves, and the sum of their money."""
        counted: list[ColumnElement[Any]] = [func.count()]
        if self.money is not None:
            counted.append(func.sum(self.money))
        query = select(*counted).select_from(self.base).where(*self._where(chosen))
        count, *total = connection.execute(query).one()
        return Totals(count, (total[0] or Decimal(0)) if total else None)

    def choices(self, connection: Connection, key: str, chosen: Filter) -> tuple[FilterChoice, ...]:
        """Return the values of a filter with their counts, given what else is chosen."""
        others = {name: values for name, values in chosen.values.items() if name != key}
        column = self.filters[key]
        query = (
            select(column, func.count())
            .select_from(self.base)
            .where(*self._where(Filter(chosen.text, others)), column.is_not(None))
            .group_by(column)
        )
        found = [
            FilterChoice(value, self.labels(key, value), count)
            for value, count in connection.execute(query)
        ]
        return tuple(sorted(found, key=lambda choice: choice.label))

    def _ids(self, sort: Sequence[Sort], chosen: Filter) -> AnySelect:
        return (
            select(self.identity)
            .select_from(self.base)
            .where(*self._where(chosen))
            .order_by(*self._order(sort))
        )

    def _order(self, sort: Sequence[Sort]) -> list[ColumnElement[Any]]:
        keys = list(sort) or list(self.default_sort)
        order = [
            self.sorts[each.key].desc() if each.descending else self.sorts[each.key].asc()
            for each in keys
            if each.key in self.sorts
        ]
        last_down = bool(keys) and keys[-1].descending
        return [*order, self.identity.desc() if last_down else self.identity.asc()]

    def _where(self, chosen: Filter) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [
            self.filters[key].in_(values)
            for key, values in chosen.values.items()
            if values and key in self.filters
        ]
        conditions += [
            or_(*(self.conditions[key](value) for value in values))
            for key, values in chosen.values.items()
            if values and key in self.conditions
        ]
        for word in chosen.text.split():
            pattern = f"%{_escaped(word)}%"
            conditions.append(or_(*(text.ilike(pattern, escape="\\") for text in self.texts)))
        return conditions


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
