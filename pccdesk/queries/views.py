"""Saved views of a list: one's own and the office's."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from pccdesk.domain.views import ChosenValue, ViewContent, from_text
from pccdesk.models.people import Person
from pccdesk.models.views import DefaultView, SavedView
from pccdesk.queries.listing import Listing
from pccdesk.queries.rows import AnySelect


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view as somebody sees it; `mine` is whose it is, not whether it is shared."""

    id: int
    version: int
    name: str
    owner: str
    mine: bool
    shared: bool
    content: str

    def parsed(self) -> ViewContent:
        """Return what the view keeps; raises `Refused` where it cannot be read."""
        return from_text(self.content)


@dataclass(frozen=True, slots=True)
class ViewsOfList:
    """The views that somebody may choose for a list, and which it opens with (None: neither)."""

    views: tuple[ViewRow, ...]
    own_default: int | None
    office_default: int | None

    def named(self, view_id: int | None) -> ViewRow | None:
        """Return a view by its number, or None where it is not there (any more)."""
        return next((each for each in self.views if each.id == view_id), None)

    @property
    def opened_with(self) -> ViewRow | None:
        """The view that the list opens with: one's own choice, else the office's."""
        return self.named(self.own_default) or self.named(self.office_default)


def of_list(connection: Connection, list_key: str, person_id: int) -> ViewsOfList:
    """Return the views of a list that somebody may choose, by name, one's own first."""
    query = _choosable(person_id).where(SavedView.list_key == list_key)
    rows = [_view(row, person_id) for row in connection.execute(query)]
    rows.sort(key=lambda each: (each.shared, each.name.casefold(), each.id))
    own = connection.scalar(_default(list_key).where(DefaultView.person_id == person_id))
    office = connection.scalar(_default(list_key).where(DefaultView.person_id.is_(None)))
    return ViewsOfList(tuple(rows), own, office)


def of_lists(
    connection: Connection, list_keys: Collection[str], person_id: int
) -> tuple[tuple[str, ViewRow], ...]:
    """Return the views of several lists that somebody may choose, each with its list's key.

    By name, one's own first.
    """
    query = _choosable(person_id).where(SavedView.list_key.in_(list_keys))
    rows = [(row.list_key, _view(row, person_id)) for row in connection.execute(query)]
    return tuple(
        sorted(rows, key=lambda each: (not each[1].mine, each[1].name.casefold(), each[1].id))
    )


def missing_values(
    connection: Connection, listing: Listing[Any], content: ViewContent
) -> tuple[ChosenValue, ...]:
    """Return the values that a view is narrowed to and that the office does not know any more."""
    return tuple(
        each for each in content.chosen if not listing.knows(connection, each.key, each.value)
    )


def _choosable(person_id: int) -> AnySelect:
    return (
        select(SavedView, Person.full_name)
        .join(Person, Person.id == SavedView.person_id)
        .where(or_(SavedView.person_id == person_id, SavedView.shared))
    )


def _view(row: Row[Any], person_id: int) -> ViewRow:
    mine = row.person_id == person_id
    return ViewRow(row.id, row.version, row.name, row.full_name, mine, row.shared, row.content)


def _default(list_key: str) -> AnySelect:
    return select(DefaultView.view_id).where(DefaultView.list_key == list_key)
