"""A sheet of rows: frozen header, filters, widths, totals of the rows shown, print set-up.

Columns are data. Rows stream through, so that 100,000 of them need no more memory than ten.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pccdesk.domain.progress import Progress, no_progress
from pccdesk.workbooks.appearance import BAND, Style
from pccdesk.workbooks.book import Book, CellValue, Formula, Sheet
from pccdesk.workbooks.cell_text import reads_as_formula

if TYPE_CHECKING:
    from pccdesk.workbooks.row_writer import RowCell

_HEADER_HEIGHT = 30
_TELL_EVERY = 500
_SHOWN_SUM = 109  # SUBTOTAL's sum that leaves hidden rows out


class Kind(StrEnum):
    """What a column holds, which settles its style, alignment and format."""

    TEXT = "text"
    CODE = "code"
    MONEY = "money"
    WHOLE = "whole"
    DATE = "date"
    MOMENT = "moment"
    WRAPPED = "wrapped"


STYLES = {
    Kind.TEXT: Style.TEXT,
    Kind.CODE: Style.CODE,
    Kind.MONEY: Style.MONEY,
    Kind.WHOLE: Style.WHOLE,
    Kind.DATE: Style.DATE,
    Kind.MOMENT: Style.MOMENT,
    Kind.WRAPPED: Style.WRAPPED,
}
_TEXTS = {Kind.TEXT, Kind.CODE, Kind.WRAPPED}
_HEADERS = {
    Kind.MONEY: Style.HEADER_RIGHT,
    Kind.WHOLE: Style.HEADER_RIGHT,
    Kind.CODE: Style.HEADER_CENTRE,
    Kind.DATE: Style.HEADER_CENTRE,
    Kind.MOMENT: Style.HEADER_CENTRE,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the row's attribute, the title, what it holds, its width in characters.

    With `total` the last row sums the column's rows that a filter shows.
    """

    attribute: str
    title: str
    kind: Kind = Kind.TEXT
    width: float = 12
    total: bool = False


@dataclass(frozen=True, slots=True)
class DataSheet:
    """How a sheet of rows is laid out; `prefix` begins the names given to its columns.

    Over several `pages_wide` the frozen columns are printed on each.
    """

    title: str
    prefix: str
    columns: tuple[Column, ...]
    frozen_columns: int = 0
    pages_wide: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many rows, and the sums of the columns that have a total."""

    count: int
    totals: dict[str, Decimal]


def draw_data_sheet(
    book: Book,
    sheet: Sheet,
    layout: DataSheet,
    rows: Iterable[object],
    progress: Progress = no_progress,
    *,
    with_totals: bool = True,
) -> Written:
    """Write rows under a header, with totals, filters and names; return count and totals."""
    from openpyxl.utils import get_column_letter

    _set_up(sheet, layout)
    sheet.append(
        ((each.title, _HEADERS.get(each.kind, Style.HEADER)) for each in layout.columns),
        _HEADER_HEIGHT,
    )
    written = _write_rows(sheet, layout.columns, rows, progress)
    last = max(sheet.row, 2)
    if written.count == 0:
        sheet.append([("", STYLES[each.kind]) for each in layout.columns])
    final = get_column_letter(len(layout.columns))
    sheet.worksheet.auto_filter.ref = f"A1:{final}{last}"
    for number, each in enumerate(layout.columns, 1):
        letter = get_column_letter(number)
        book.define(
            f"{layout.prefix}_{each.attribute}", f"'{layout.title}'!${letter}$2:${letter}${last}"
        )
    if with_totals:
        sheet.append(_totals(layout, written), 20)
    _band(sheet, f"A2:{final}{last}")
    return written


def _set_up(sheet: Sheet, layout: DataSheet) -> None:
    from openpyxl.utils import get_column_letter

    sheet.widths(each.width for each in layout.columns)
    worksheet = sheet.worksheet
    worksheet.freeze_panes = f"{get_column_letter(layout.frozen_columns + 1)}2"
    worksheet.print_title_rows = "1:1"
    if layout.frozen_columns:
        worksheet.print_title_cols = f"A:{get_column_letter(layout.frozen_columns)}"
    worksheet.sheet_view.zoomScale = 100
    worksheet.sheet_view.showGridLines = False


def _write_rows(
    sheet: Sheet, columns: Sequence[Column], rows: Iterable[object], progress: Progress
) -> Written:
    read = _reader(columns)
    summed = [number for number, each in enumerate(columns) if each.total]
    totals = [Decimal(0)] * len(columns)
    pens = [_pen(sheet, number, each.kind) for number, each in enumerate(columns, 1)]
    count = 0
    append = sheet.worksheet.append
    for row in rows:
        values = read(row)
        append([pen(value) for pen, value in zip(pens, values, strict=True)])
        for number in summed:
            totals[number] += values[number] or 0
        count += 1
        if count % _TELL_EVERY == 0:
            progress(count, 0)
    sheet.row += count
    return Written(count, {columns[number].attribute: totals[number] for number in summed})


def _reader(columns: Sequence[Column]) -> Callable[[object], Sequence[Any]]:
    names = [each.attribute for each in columns]
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda row: (only(row),)
    return attrgetter(*names)


def _pen(sheet: Sheet, column: int, kind: Kind) -> "Callable[[Any], RowCell]":
    """Return what draws a column's values, with one cell that each row fills anew."""
    cell = sheet.cell(column, STYLES[kind])
    put = {Kind.DATE: cell.put_date, Kind.MOMENT: cell.put_moment}.get(kind, cell.put_number)

    def draw(value: Any) -> "RowCell":
        put(value)
        return cell

    return _text_pen(sheet, column, cell) if kind in _TEXTS else draw


def _text_pen(sheet: Sheet, column: int, plain: "RowCell") -> "Callable[[Any], RowCell]":
    # What looks like a formula goes into a second cell, which is marked as text.
    marked = sheet.cell(column, Style(plain.style), quoted=True)

    def draw(value: str | None) -> "RowCell":
        text = value or ""
        cell = marked if reads_as_formula(text) else plain
        cell.put_text(text)
        return cell

    return draw


def _totals(layout: DataSheet, written: Written) -> Iterator[tuple[CellValue, Style] | None]:
    for number, each in enumerate(layout.columns):
        if number == 0:
            yield "Total of rows shown", Style.TOTAL
        elif each.total:
            name = f"{layout.prefix}_{each.attribute}"
            total = written.totals[each.attribute]
            yield Formula(f"SUBTOTAL({_SHOWN_SUM},{name})", total), Style.TOTAL_MONEY
        else:
            yield "", Style.TOTAL


def _band(sheet: Sheet, cells: str) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    # A rule, not a fill, so that sorting and filtering keep the bands where they belong.
    band = DifferentialStyle(fill=PatternFill(bgColor=BAND, fill_type="solid"))
    sheet.worksheet.conditional_formatting.add(
        cells, Rule(type="expression", formula=["MOD(ROW(),2)=1"], dxf=band)
    )
