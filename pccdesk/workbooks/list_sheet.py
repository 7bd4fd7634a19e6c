"""A list as a workbook: a sheet that says what it is, and one with its rows.

Rows stream through: a hundred thousand need no more memory than ten.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pccdesk.domain.dates import format_instant
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.workbooks.appearance import Style
from pccdesk.workbooks.book import Book, Properties
from pccdesk.workbooks.data_sheet import Column, DataSheet, Kind, Written, draw_data_sheet

CellKind = Kind
_PIXELS_A_CHARACTER = 8
_LEAST, _MOST = 9, 60


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list: `value` makes a row's cell of the kind; `width` is in pixels."""

    key: str
    title: str
    kind: CellKind
    value: Callable[[Any], Any]
    width: int


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What the first sheet says: which list and view, how narrowed and sorted, by whom, when."""

    title: str
    office: str
    view: str
    narrowed: tuple[str, ...]
    sorted_by: str
    made_by: str
    made_at: datetime
    rows: str


def draw_list(
    facts: ListFacts,
    columns: tuple[ListColumn, ...],
    rows: Iterable[object],
    count: int,
    progress: Progress = no_progress,
) -> tuple[bytes, Written]:
    """Return the workbook of a list's rows, and what was written; `count` is for the progress."""
    layout = DataSheet(
        "List",
        "List",
        tuple(
            Column(each.key, each.title, each.kind, _characters(each), each.kind is Kind.MONEY)
            for each in columns
        ),
        frozen_columns=1,
    )
    make: Any = namedtuple  # noqa: PYI024 - its fields are known when the columns are
    made = make("Cells", [each.key for each in columns])
    values = tuple(each.value for each in columns)
    cells = (made(*(value(row) for value in values)) for row in rows)
    with Book(Properties(facts.title, "List", facts.office, facts.made_at)) as book:
        _draw_facts(book, facts)
        sheet = book.add_sheet(layout.title)
        with_totals = any(each.total for each in layout.columns)
        written = draw_data_sheet(
            book, sheet, layout, cells, lambda done, _: progress(done, count),
            with_totals=with_totals,
        )  # fmt: skip
        sheet.print_on_a4(facts.title, facts.office)
        progress(count, count)
        return book.to_bytes(), written


def _draw_facts(book: Book, facts: ListFacts) -> None:
    sheet = book.add_sheet("About")
    sheet.widths((20, 90))
    sheet.append([(facts.title, Style.TITLE)], 30)
    sheet.append([(facts.office, Style.SUBTITLE)], 20)
    sheet.gap()
    narrowed = facts.narrowed or ("Nothing: every row of the list",)
    lines = [("View", facts.view), *(("Narrowed to", each) for each in narrowed)]
    lines += [
        ("Sorted by", facts.sorted_by),
        ("Rows", facts.rows),
        ("Made by", facts.made_by),
        ("Made at", f"{format_instant(facts.made_at)} (UK time)"),
    ]
    for name, words in lines:
        sheet.append([(name, Style.TEXT), (words, Style.WRAPPED)], 18)
    sheet.worksheet.sheet_view.showGridLines = False
    sheet.print_on_a4(facts.title, facts.office, landscape=False)


def _characters(column: ListColumn) -> float:
    wanted = max(column.width / _PIXELS_A_CHARACTER, len(column.title) + 2)
    return min(max(wanted, _LEAST), _MOST)
