"""What a list looks like now, as a view that can be kept; and a kept view, put on a list."""

from collections.abc import Sequence
from typing import Any, Protocol

from pccdesk.domain.views import ChosenValue, ViewColumn, ViewContent, ViewSort
from pccdesk.queries.listing import Sort
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.jobs import Steps
from pccdesk.ui.widgets.filter_bar import FilterBar
from pccdesk.ui.widgets.record_table import RecordTable


class Arranged(Protocol):
    """The list that views are put on."""

    def arrangement(self) -> ViewContent:
        """Return what the list looks like now."""

    def arrange(self, content: ViewContent | None) -> None:
        """Look like a view (None: the usual) and read anew."""

    def resume(self, read: Sequence[Any] | None = None) -> Steps | None:
        """Look as the list was left the last time, and read anew what was not `read` already."""

    def known(self) -> tuple[set[str], set[str]]:
        """Return the keys of the list's columns and of its orders."""


def content_of(table: RecordTable, filters: FilterBar, sort: tuple[Sort, ...]) -> ViewContent:
    """Return what a list is narrowed to, its columns from left to right, and its order."""
    text, chosen = filters.kept()
    return ViewContent(
        text.strip(),
        tuple(
            ChosenValue(key, value, words)
            for key, named in chosen.items()
            for value, words in named.items()
        ),
        tuple(_column(table, place) for place in table.places()),
        tuple(ViewSort(each.key, each.descending) for each in sort),
    )


def put_filter(content: ViewContent, filters: FilterBar) -> None:
    """Narrow a list as a view says, without telling."""
    values: dict[str, dict[str | int, str]] = {}
    for each in content.chosen:
        values.setdefault(each.key, {})[each.value] = each.words
    filters.set_chosen(content.text, values)


def put_columns(content: ViewContent, table: RecordTable) -> None:
    """Show, order and size the columns as a view says; those that it does not name are hidden."""
    if not content.columns:
        table.reset_columns()
        return
    header = table.horizontalHeader()
    keys = [column.key for column in table.columns()]
    named = [each for each in content.columns if each.key in keys]
    with table.as_chosen():
        for place in range(len(keys)):
            table.setColumnHidden(place, True)
        for visual, each in enumerate(named):
            place = keys.index(each.key)
            header.moveSection(header.visualIndex(place), visual)
            table.setColumnHidden(place, not each.shown and not table.columns()[place].link)
            table.set_design_width(place, each.width)
    table.share_room()
    table.arranged.emit()


def sort_of(content: ViewContent) -> tuple[Sort, ...]:
    """Return the order that a view says."""
    return tuple(Sort(each.key, each.descending) for each in content.sort)


def sort_words(sort: tuple[Sort, ...], columns: tuple[Column, ...]) -> str:
    """Return an order in words: “Received (down), then Reference (up)”."""
    titles = {column.sort: column.title for column in columns if column.sort}
    parts = [
        f"{titles.get(each.key, each.key)} ({'down' if each.descending else 'up'})" for each in sort
    ]
    return ", then ".join(parts)


def _column(table: RecordTable, place: int) -> ViewColumn:
    column = table.columns()[place]
    shown = table.is_chosen(place)
    if column.fills or not shown:  # as wide as the window leaves it, or not to be seen
        return ViewColumn(column.key, column.width, shown)
    return ViewColumn(column.key, table.design_width(place), shown)
