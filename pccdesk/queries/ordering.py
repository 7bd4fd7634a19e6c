"""Orders of lists that an index already has: read the first rows without sorting a million.

An order is walked in stretches, one query each: rows without a value come last whichever way the
list is sorted, on every kind of database, and an order of few values (stages, funds, people) is
walked value by value, each along its own index.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True)
class Stretch:
    """One piece of an order: which rows stand in it, and the keys that they are sorted by.

    `name` tells it from the other pieces of its order. `number` is the row's number as another
    table has it, which then need not be left for the list's own.
    """

    name: Hashable
    where: tuple[ColumnElement[bool], ...]
    keys: tuple[ColumnElement[Any], ...]
    number: ColumnElement[int] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort a list. `keys` end in one that no two rows share.

    `column` is what a further key sorts by. `values` gives the few values of it in order, where
    it is walked value by value; `present` and `absent` say which rows have a value at all.
    `number` is the row's number as the table of the keys has it where there is a value.
    """

    column: ColumnElement[Any]
    keys: tuple[ColumnElement[Any], ...]
    last_key: ColumnElement[Any]
    values: Callable[[Connection], Sequence[Any]] | None = None
    walked: ColumnElement[Any] | None = None
    present: ColumnElement[bool] | None = None
    absent: ColumnElement[bool] | None = None
    number: ColumnElement[int] | None = None

    def stretches(self, connection: Connection, descending: bool) -> Iterator[Stretch]:
        """Return the order piece by piece."""
        if self.values is not None and self.walked is not None:
            found = list(self.values(connection))
            for value in reversed(found) if descending else found:
                yield Stretch(value, (self.walked == value,), self.keys)
            return
        if self.present is None or self.absent is None:
            yield Stretch("", (), self.keys)
            return
        yield Stretch("present", (self.present,), self.keys, self.number)
        yield Stretch("absent", (self.absent,), (self.last_key,))


@dataclass(frozen=True, slots=True)
class Walk:
    """One query's way through a list: which rows, in which order; `name` tells it from others.

    `number` is the row's number as the one table has it that is walked instead of the list's own.
    """

    name: Hashable
    where: tuple[ColumnElement[bool], ...]
    order: tuple[ColumnElement[Any], ...]
    number: ColumnElement[int] | None = None


def by(column: ColumnElement[Any], *further: ColumnElement[Any]) -> Order:
    """Sort by a column that every row has; the last of `further` is one that no two rows share."""
    return Order(column, (column, *further), further[-1] if further else column)


def by_optional(column: ColumnElement[Any], identity: ColumnElement[Any]) -> Order:
    """Sort by a column of the list's own table that may be empty."""
    return Order(
        column,
        (column, identity),
        identity,
        present=column.is_not(None),
        absent=column.is_(None),
    )


def by_value(
    column: ColumnElement[Any],
    walked: ColumnElement[Any],
    values: Callable[[Connection], Sequence[Any]],
    identity: ColumnElement[Any],
) -> Order:
    """Sort by few values: `walked` is the indexed column that has them, `column` their words."""
    return Order(column, (identity,), identity, values=values, walked=walked)
