"""Exporting a list exactly as it is shown: its columns, its filter, its order."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pccdesk.domain.errors import EnvironmentFailed, Refused
from pccdesk.domain.permissions import Actor, Permission, needs
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.queries import offices
from pccdesk.queries.listing import Filter, Listing, Sort
from pccdesk.queries.lists import listing_of, permission_of
from pccdesk.reference import reading_rules
from pccdesk.services.contents import prepared_file
from pccdesk.services.desk import Desk
from pccdesk.services.work import change
from pccdesk.workbooks.list_sheet import ListColumn, ListFacts, draw_list

_PIECE = 500
MOST_ROWS = 1_000_000
"""Rows of one sheet, by the file format, less its header and total."""


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What to export: which columns, in which order, narrowed to what.

    `ids` are the chosen rows in their order; None takes all that the filter leaves. `view`,
    `narrowed` and `sorted_by` say in words what the officer sees.
    """

    list_key: str
    title: str
    columns: tuple[ListColumn, ...]
    sort: tuple[Sort, ...] = ()
    chosen: Filter = Filter()  # noqa: RUF009 - frozen
    ids: Sequence[int] | None = None
    view: str = "The usual"
    narrowed: tuple[str, ...] = ()
    sorted_by: str = ""


@dataclass(frozen=True, slots=True)
class ListExported:
    """What a list's workbook holds, for the result line."""

    path: Path
    rows: int


@needs(Permission.VIEW)
def export_list(
    desk: Desk, actor: Actor, asked: ListAsked, path: Path, progress: Progress = no_progress
) -> ListExported:
    """Write a list's workbook; that it was made, of what and of how many rows is recorded.

    Lists name people and organisations, so each export has its audit entry: list, filter, count.
    """
    permission = permission_of(asked.list_key)
    desk.present(actor, permission)
    if not asked.columns:
        raise Refused("Show at least one column to export.")
    with desk.database.reading() as connection:
        drawn, count = _drawn(desk, actor, connection, asked, progress)
    with prepared_file(path, drawn), change(desk, actor, permission) as work:
        work.audit(
            "list.export",
            None,
            asked.title,
            list=asked.list_key,
            filter=_filter_words(asked),
            rows=count,
            file=path.name,
        )
    return ListExported(path, count)


@needs(Permission.VIEW)
def record_copy(desk: Desk, actor: Actor, asked: ListAsked, rows_copied: int) -> None:
    """Record that so many rows of a list are copied, where they are many; before they are.

    How many are many is in `reference/reading.toml`. Raises `EnvironmentFailed` where it cannot
    be recorded: then they must not be copied.
    """
    permission = permission_of(asked.list_key)
    desk.present(actor, permission)
    if rows_copied < reading_rules().bulk_rows:
        return
    try:
        with change(desk, actor, permission) as work:
            words = _filter_words(asked)
            work.audit(
                "list.copy", None, asked.title, list=asked.list_key, filter=words, rows=rows_copied
            )
    except EnvironmentFailed as failed:
        raise EnvironmentFailed(
            f"Nothing was copied, because it cannot be recorded that {rows_copied:,} rows leave "
            f"the program. {failed.sentence}"
        ) from failed


def _drawn(
    desk: Desk, actor: Actor, connection: Connection, asked: ListAsked, progress: Progress
) -> tuple[bytes, int]:
    listing = listing_of(asked.list_key)
    ids = asked.ids
    if ids is None:
        ids = listing.ids(connection, asked.sort, asked.chosen)
    if len(ids) > MOST_ROWS:
        raise Refused(
            f"{len(ids):,} rows are more than one sheet holds ({MOST_ROWS:,}). Narrow the list."
        )
    progress(0, max(len(ids), 1))
    facts = ListFacts(
        title=asked.title,
        office=offices.office(connection, desk.today()).name,
        view=asked.view,
        narrowed=asked.narrowed,
        sorted_by=asked.sorted_by or "The list’s usual order",
        made_by=actor.full_name,
        made_at=desk.clock(),
        rows=f"{len(ids):,}" + (" selected" if asked.ids is not None else ""),
    )
    rows = _rows(connection, listing, array("q", ids))
    drawn, written = draw_list(facts, asked.columns, rows, max(len(ids), 1), progress)
    return drawn, written.count


def _rows(connection: Connection, listing: Listing[Any], ids: "array[int]") -> Iterator[Any]:
    for start in range(0, len(ids), _PIECE):
        part = ids[start : start + _PIECE]
        found = listing.rows(connection, part)
        yield from (found[each] for each in part if each in found)


def _filter_words(asked: ListAsked) -> str:
    words = "; ".join(asked.narrowed) or "all rows"
    return words if asked.ids is None else f"{words}; selected rows"
