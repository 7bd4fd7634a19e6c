"""Lists of any length: the first rows at once, the numbers of all, rows by number as they show.

A list is data: what it selects, how it may be sorted, filtered and summed. The first page is
read by itself; behind the window comes the vector of all row numbers in order (8 bytes a row),
and rows are read by number as they come into view. No list reads a long text, and only what a
filter or an order speaks of is joined before the rows are known.
"""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    FromClause,
    Integer,
    bindparam,
    func,
    or_,
    select,
)

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.domain.permissions import Need
from pccdesk.queries.by_number import ByNumber
from pccdesk.queries.noun import Noun
from pccdesk.queries.ordering import Order, Walk
from pccdesk.queries.rows import AnySelect, read_numbers, tables_of
from pccdesk.queries.typed_words import Columns, by_columns, by_index

_T = TypeVar("_T")
_KEPT = 200
"""First pages whose queries are kept; beyond that all are made anew."""


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


@dataclass(frozen=True, slots=True)
class Join:
    """A table beside the list's own, joined only where a query needs it.

    One that is not `outer` must have a row for every row of the list.
    """

    table: FromClause
    on: ColumnElement[bool]
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list may be narrowed by: a column, or a name in another table that it points to.

    `groups` narrows by the group that a value of the column belongs to.
    """

    column: ColumnElement[Any]
    number: ColumnElement[Any] | None = None
    name: ColumnElement[str] | None = None
    groups: Mapping[Any, Any] | None = None

    def among(self, values: Sequence[Any]) -> ColumnElement[bool]:
        """Return the condition that a row has one of some values."""
        if self.groups is not None:
            return self.column.in_([each for each, of in self.groups.items() if of in values])
        if self.number is None or self.name is None:
            return self.column.in_(values)
        return self.column.in_(select(self.number).where(self.name.in_(values)))


@dataclass(frozen=True)
class Listing(Generic[_T]):
    """One kind of list: its own table, the tables beside it, and what it can be asked."""

    record: Callable[..., _T]
    identity: ColumnElement[int]
    columns: tuple[Any, ...]
    """In the record's order; the first is the row's number."""
    table: FromClause
    sorts: Mapping[str, Order]
    default_sort: tuple[Sort, ...]
    joins: tuple[Join, ...] = ()
    filters: Mapping[str, Narrowing] = field(default_factory=dict)
    conditions: Mapping[str, Callable[[Any], ColumnElement[bool]]] = field(default_factory=dict)
    """Filters that take more than a column, such as whose marks are missing; for links only."""
    found_by: tuple[tuple[Noun, ColumnElement[int]], ...] = ()
    """What typed words find, with the column of its numbers."""
    looked_through: Columns | None = None
    """Where typed words are looked for in a list that the search index does not know."""
    money: ColumnElement[Decimal] | None = None
    labels: Callable[[str, Any], str] = field(default=lambda _key, value: str(value))
    opens: ColumnElement[int] | None = None
    """The number of the record that a row opens, where that is another's, such as an award's."""
    need: Need | None = None
    """What it takes to read it; `Permission.VIEW` where nothing is said."""

    def first_rows(
        self, connection: Connection, sort: Sequence[Sort], chosen: Filter, limit: int = 100
    ) -> tuple[_T, ...]:
        """Return the first rows, to be painted before the rest is known."""
        found: tuple[_T, ...] = ()
        for query in self._first_queries(connection, sort, chosen):
            found += query.records(connection, self.record, limit=limit - len(found))
            if len(found) >= limit:
                break
        return found

    def ids(
        self,
        connection: Connection,
        sort: Sequence[Sort],
        chosen: Filter,
        of: ColumnElement[int] | None = None,
    ) -> "array[int]":
        """Return the numbers of all rows in order, or `of` what else each has, such as `opens`."""
        found = array("q")
        for walk in self._walks(connection, sort, chosen):
            read_numbers(connection, self._numbers(walk, of), found)
        return found

    def rows(self, connection: Connection, ids: Iterable[int]) -> dict[int, _T]:
        """Return rows by number; one that is gone is left out."""
        found = self._by_number.records(connection, list(ids), lambda *row: row)
        return {row[0]: self.record(*row) for row in found}

    def totals(self, connection: Connection, chosen: Filter) -> Totals:
        """Return how many rows a filter leaves, and the sum of their money."""
        counted: list[ColumnElement[Any]] = [func.count()]
        if self.money is not None:
            counted.append(func.sum(self.money))
        where = self._where(connection, chosen)
        query = select(*counted).select_from(self._source(*where)).where(*where)
        count, *total = connection.execute(query).one()
        return Totals(count, (total[0] or Decimal(0)) if total else None)

    def choices(self, connection: Connection, key: str, chosen: Filter) -> tuple[FilterChoice, ...]:
        """Return the values of a filter with their counts, given what else is chosen."""
        others = {name: values for name, values in chosen.values.items() if name != key}
        narrowing = self.filters[key]
        column = narrowing.column
        where = self._where(connection, Filter(chosen.text, others))
        query = (
            select(column, func.count())
            .select_from(self._source(column, *where))
            .where(*where)
            .group_by(column)
        )
        counts: dict[Any, int] = {}
        names = _names(connection, narrowing)
        for number, count in connection.execute(query):
            value = number if names is None else names.get(number)
            if value is not None:
                counts[value] = counts.get(value, 0) + count
        found = [FilterChoice(value, self.labels(key, value), n) for value, n in counts.items()]
        return tuple(sorted(found, key=lambda choice: choice.label))

    def knows(self, connection: Connection, key: str, value: Any) -> bool:
        """Tell whether a value can still be chosen: a fund that is gone cannot."""
        narrowing = self.filters.get(key)
        if narrowing is None:
            return key in self.conditions
        if narrowing.name is not None:
            asked = select(narrowing.name).where(narrowing.name == value).limit(1)
            return connection.scalar(asked) is not None
        try:
            self.labels(key, value)
        except (ValueError, KeyError):
            return False
        return True

    def _walks(
        self,
        connection: Connection,
        sort: Sequence[Sort],
        chosen: Filter,
        *,
        few_wanted: bool = False,
    ) -> Iterator[Walk]:
        where = tuple(self._where(connection, chosen, few_wanted=few_wanted))
        keys = self._keys(sort)
        if len(keys) > 1:
            yield Walk(tuple(keys), where, self._mixed(keys))
            return
        down = keys[0].descending
        for each in self.sorts[keys[0].key].stretches(connection, down):
            order = tuple(key.desc() if down else key.asc() for key in each.keys)
            number = None if where else each.number  # a filter may speak of the list's own table
            yield Walk((keys[0], each.name), (*where, *each.where), order, number)

    def _keys(self, sort: Sequence[Sort]) -> list[Sort]:
        return [each for each in sort if each.key in self.sorts] or list(self.default_sort)

    def _mixed(self, keys: Sequence[Sort]) -> tuple[ColumnElement[Any], ...]:
        order = []
        for each in keys:
            column = self.sorts[each.key].column
            order.append((column.desc() if each.descending else column.asc()).nulls_last())
        return (*order, self.identity.desc() if keys[-1].descending else self.identity.asc())

    def _numbers(self, walk: Walk, of: ColumnElement[int] | None = None) -> AnySelect:
        number, source = self.identity, self._source(*walk.where, *walk.order)
        if of is not None:
            number = of
        elif walk.number is not None:
            number, [source] = walk.number, tables_of(walk.number)
        return select(number).select_from(source).where(*walk.where).order_by(*walk.order)

    def _first_queries(
        self, connection: Connection, sort: Sequence[Sort], chosen: Filter
    ) -> Iterable[KeptStatement]:
        """Return the queries of the first rows; kept whole where nothing read says how many."""
        key = ("all", connection.dialect.name, tuple(sort), tuple(chosen.values.items()))
        found: Any = None if chosen.text else self._kept.get(key)
        if found is not None:
            return cast("tuple[KeptStatement, ...]", found)
        walks = self._walks(connection, sort, chosen, few_wanted=True)
        queries = (self._first_query(connection.dialect, walk, chosen) for walk in walks)
        keys = self._keys(sort)
        if chosen.text or (len(keys) == 1 and self.sorts[keys[0].key].values is not None):
            return queries
        kept = tuple(queries)
        self._keep(key, kept)
        return kept

    def _first_query(self, dialect: Dialect, walk: Walk, chosen: Filter) -> KeptStatement:
        """Return the query of a walk's first rows; kept for the next time unless words are typed.

        The rows are found before anything is joined that only their columns need.
        """
        key = (dialect.name, walk.name, tuple(chosen.values.items()))
        found: Any = None if chosen.text else self._kept.get(key)
        if found is None:
            first = self._numbers(walk).limit(bindparam("limit", None, type_=Integer))
            query = self._rows(self.identity.in_(first)).order_by(*walk.order)
            found = KeptStatement(query)
            if not chosen.text:
                self._keep(key, found)
        return cast("KeptStatement", found)

    def _keep(self, key: Hashable, query: KeptStatement | tuple[KeptStatement, ...]) -> None:
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[key] = query

    @cached_property
    def _kept(self) -> dict[Hashable, KeptStatement | tuple[KeptStatement, ...]]:
        return {}

    @cached_property
    def _by_number(self) -> ByNumber:
        return ByNumber(self.identity, self._rows)

    def _rows(self, condition: ColumnElement[bool]) -> AnySelect:
        source = self._source(*self.columns, everything=True)
        return select(*self.columns).select_from(source).where(condition)

    def _source(self, *clauses: Any, everything: bool = False) -> FromClause:
        """Return the list's table with those beside it that the clauses speak of."""
        wanted = set().union(*(tables_of(each) for each in clauses)) if clauses else set()
        needed = []
        for each in reversed(self.joins):
            if everything or each.table in wanted:
                needed.append(each)
                wanted |= tables_of(each.on)
        source = self.table
        for each in reversed(needed):
            source = source.join(each.table, each.on, isouter=each.outer)
        return source

    def _where(
        self, connection: Connection, chosen: Filter, *, few_wanted: bool = False
    ) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [
            self.filters[key].among(values)
            for key, values in chosen.values.items()
            if values and key in self.filters
        ]
        conditions += [
            or_(*(self.conditions[key](value) for value in values))
            for key, values in chosen.values.items()
            if values and key in self.conditions
        ]
        if self.looked_through is not None:
            return conditions + by_columns(connection, chosen.text, self.looked_through)
        found = by_index(connection, chosen.text, self.found_by, few_wanted=few_wanted)
        return conditions + found


def _names(connection: Connection, narrowing: Narrowing) -> Mapping[Any, Any] | None:
    if narrowing.groups is not None:
        return narrowing.groups
    if narrowing.number is None or narrowing.name is None:
        return None
    return {row[0]: row[1] for row in connection.execute(select(narrowing.number, narrowing.name))}
