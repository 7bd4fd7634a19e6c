"""Where a list's rows come from: a listing of the queries, asked as the person signed in."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from pccdesk.domain.permissions import Permission
from pccdesk.queries.listing import Filter, FilterChoice, Listing, Sort, Totals
from pccdesk.queries.lists import LISTINGS
from pccdesk.ui.context import Context


class ListSource(Protocol):
    """What the list's model asks, always off the window's thread.

    `list_key` is what views and exports know the list by; empty where it has neither.
    `opens_others` tells that a row opens another record than its own, as an award its application.
    """

    list_key: str
    opens_others: bool

    def first_rows(self, sort: Sequence[Sort], chosen: Filter, limit: int) -> Sequence[Any]:
        """Return the first rows in order."""

    def ids(self, sort: Sequence[Sort], chosen: Filter) -> "array[int]":
        """Return the numbers of all rows in order."""

    def opened(self, sort: Sequence[Sort], chosen: Filter) -> "array[int]":
        """Return the numbers of the records that all rows open, in order; one may come again."""

    def rows(self, ids: Iterable[int]) -> dict[int, Any]:
        """Return rows by number."""

    def totals(self, chosen: Filter) -> Totals:
        """Return count and money of what a filter leaves."""

    def choices(self, key: str, chosen: Filter) -> Sequence[FilterChoice]:
        """Return the values that a filter offers, with counts."""

    def identity(self, row: Any) -> int:
        """Return a row's number."""

    def opens(self, row: Any) -> int:
        """Return the number of the record that a row opens: its own, or another's."""


class DeskList:
    """A listing of the desk's database."""

    def __init__(
        self,
        context: Context,
        listing: Listing[Any],
        permission: Permission = Permission.VIEW,
        identity: str = "id",
        opens: str = "",
    ) -> None:
        self._context = context
        self._listing = listing
        self._permission = permission
        self._identity = identity
        self._opens = opens or identity
        self.opens_others = bool(opens)
        self.list_key = next(key for key, each in LISTINGS.items() if each is listing)

    def first_rows(self, sort: Sequence[Sort], chosen: Filter, limit: int) -> Sequence[Any]:
        """Return the first rows in order."""
        found: Sequence[Any] = self._read(self._listing.first_rows, sort, chosen, limit)
        return found

    def ids(self, sort: Sequence[Sort], chosen: Filter) -> "array[int]":
        """Return the numbers of all rows in order."""
        found: array[int] = self._read(self._listing.ids, sort, chosen)
        return found

    def opened(self, sort: Sequence[Sort], chosen: Filter) -> "array[int]":
        """Return the numbers of the records that all rows open, in order; one may come again."""
        found: array[int] = self._read(self._listing.ids, sort, chosen, self._listing.opens)
        return found

    def rows(self, ids: Iterable[int]) -> dict[int, Any]:
        """Return rows by number."""
        found: dict[int, Any] = self._read(self._listing.rows, ids)
        return found

    def totals(self, chosen: Filter) -> Totals:
        """Return count and money of what a filter leaves."""
        found: Totals = self._read(self._listing.totals, chosen)
        return found

    def choices(self, key: str, chosen: Filter) -> Sequence[FilterChoice]:
        """Return the values that a filter offers, with counts."""
        found: Sequence[FilterChoice] = self._read(self._listing.choices, key, chosen)
        return found

    def identity(self, row: Any) -> int:
        """Return a row's number."""
        return int(getattr(row, self._identity))

    def opens(self, row: Any) -> int:
        """Return the number of the record that a row opens: its own, or another's."""
        return int(getattr(row, self._opens))

    def _read(self, query: Any, *arguments: Any) -> Any:
        return self._context.desk.read_as(self._context.actor, self._permission, query, *arguments)
