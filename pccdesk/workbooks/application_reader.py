"""A filled-in spreadsheet of applications: rows in real types, and what is wrong by cell.

Only what concerns a cell or a row's own columns is judged here; whether the organisation is
known, the round open or an application doubled is for the services.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import compress, islice, repeat
from operator import itemgetter, ne, or_
from typing import TYPE_CHECKING, Any

from pccdesk.domain.errors import Refused
from pccdesk.workbooks.application_header import HEADER_WITHIN, Header, find_header
from pccdesk.workbooks.application_layout import (
    APPLICATIONS,
    EXAMPLE_MARK,
    FACTS,
    FORMAT,
    HINT_MARK,
    ROW_LIMIT,
    RoundSheet,
)
from pccdesk.workbooks.cell_values import ColumnValues, Unreadable, is_blank, shown
from pccdesk.workbooks.fields import Field
from pccdesk.workbooks.incoming_file import (
    SheetShape,
    check_workbook_file,
    column_letters,
    sheet_shape,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_SPARE_ROWS = 50
_COLUMN_LIMIT = 400
_MARKS = {HINT_MARK.casefold(), EXAMPLE_MARK.casefold()}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One application's values by field code, with the cell that each came from.

    Fields left empty are absent, and so are those that have an error. `row_number` is the
    sheet's, from 1.
    """

    row_number: int
    values: Mapping[str, object]
    cells: Mapping[str, str]
    errors: tuple["RowError", ...] = ()


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong with one cell; `value` is what stands there, `field` its code."""

    sheet: str
    cell: str
    row_number: int
    field: str
    title: str
    sentence: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet's title, how many rows stand below its column titles, and the applications in them.

    These are read as they are asked for, once; blank rows, hints and examples are none.
    """

    title: str
    lines: int
    rows: Iterator[ReadRow]


def read_applications(data: bytes, round_sheet: RoundSheet, fields: Sequence[Field]) -> FilledSheet:
    """Return the rows of a filled-in template, or of a sheet with the same column titles.

    Raises `Refused`, in one sentence, for a file that is no workbook, is made for another round,
    lacks a column, or is too large; of too many applications it tells when it comes to them.
    """
    from python_calamine import CalamineError

    check_workbook_file(data)
    try:
        return _read_book(_open(data), data, round_sheet, fields)
    except CalamineError as error:  # a sheet is read when it is asked for
        raise Refused(
            "The workbook is damaged and cannot be read. Save a fresh copy, and choose that."
        ) from error


def _read_book(
    book: "CalamineWorkbook", data: bytes, round_sheet: RoundSheet, fields: Sequence[Field]
) -> FilledSheet:
    _check_facts(book, round_sheet)
    title = APPLICATIONS if APPLICATIONS in book.sheet_names else book.sheet_names[0]
    shape = sheet_shape(data, title)
    _check_size(shape.last_row, shape.last_column)  # first: the reader takes memory for all between
    sheet = book.get_sheet_by_name(title)
    last_row, last_column = sheet.end or (-1, -1)  # from nought
    _check_size(last_row + 1, last_column + 1)
    first = list(islice(_lines(sheet), HEADER_WITHIN))
    header = find_header(first, fields)
    rows = _read(title, islice(_lines(sheet), header.row, None), header, shape)
    return FilledSheet(title, last_row + 1 - header.row, rows)


def _lines(sheet: "CalamineSheet") -> Iterator[list[Any]]:
    """Yield a sheet's rows from its first cell on; the reader begins at the first filled column."""
    _row, columns_before = sheet.start or (0, 0)
    if not columns_before:
        return sheet.iter_rows()
    return ([""] * columns_before + line for line in sheet.iter_rows())


def _open(data: bytes) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(
            "The workbook is damaged and cannot be read. Save a fresh copy, and choose that."
        ) from error
    if not book.sheet_names:
        raise Refused("The workbook has no sheets. Use the template of the round.")
    return book


def _check_facts(book: "CalamineWorkbook", round_sheet: RoundSheet) -> None:
    if FACTS not in book.sheet_names:
        return
    lines = book.get_sheet_by_name(FACTS).to_python()
    facts = {str(line[0]): str(line[1]) for line in lines if len(line) > 1}
    if facts.get("format", FORMAT) != FORMAT:
        raise Refused(
            "The template was made by another version of PCCDesk. Download it again for "
            f"{round_sheet.title} and copy the rows across."
        )
    found = facts.get("round", round_sheet.code)
    if found != round_sheet.code:
        raise Refused(
            f"The template was made for the round {found}, not for {round_sheet.code}. "
            f"Choose that round, or copy the rows into the template of {round_sheet.title}."
        )
    version = facts.get("form version", str(round_sheet.form_version))
    if version != str(round_sheet.form_version):
        raise Refused(
            f"The template has version {version} of the form; the round now has version "
            f"{round_sheet.form_version}. Download the template again and copy the rows across."
        )


def _check_size(last_row: int, last_column: int) -> None:
    if last_row > ROW_LIMIT + _SPARE_ROWS:
        raise Refused(
            f"The sheet goes on to row {last_row:,}; up to {ROW_LIMIT:,} applications can "
            "be brought in at once. Split the file, or delete what stands far below."
        )
    if last_column > _COLUMN_LIMIT:
        raise Refused(
            f"The sheet goes on to column {column_letters(last_column)}. "
            "Delete what stands far to the right of the template’s columns."
        )


def _read(
    title: str, lines: Iterable[list[Any]], header: Header, shape: SheetShape
) -> Iterator[ReadRow]:
    reader = _RowReader(title, header, shape)
    applications = 0
    for number, line in enumerate(lines, header.row + 1):
        if reader.is_empty(number, line) or _is_marked(line, header):
            continue
        applications += 1
        if applications > ROW_LIMIT:
            raise Refused(
                f"The sheet has more than {ROW_LIMIT:,} applications. Split it into several files."
            )
        yield reader.read(number, line)


def _is_marked(line: Sequence[object], header: Header) -> bool:
    if header.mark is None:
        return False
    return str(line[header.mark]).strip().casefold() in _MARKS


class _Cells(Mapping[str, str]):
    """Where each field of a row stands; worked out when somebody asks, as few do."""

    __slots__ = ("_columns", "_row")

    def __init__(self, columns: Mapping[str, str], row: int) -> None:
        self._columns, self._row = columns, row

    def __getitem__(self, code: str) -> str:
        return f"{self._columns[code]}{self._row}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class _RowReader:
    """Reads rows under one header."""

    def __init__(self, title: str, header: Header, shape: SheetShape) -> None:
        self._title = title
        self._fields = header.fields
        self._readers = [(place, field, ColumnValues(field).read) for place, field in header.fields]
        places = [place for place, _field in header.fields]
        self._cells_of = itemgetter(*places, places[0])  # one more, so that it is never but one
        self._required = [field.required for _place, field in header.fields]
        self._groups = {
            field.code: field.code.rpartition(".")[0]
            for _place, field in header.fields
            if field.code.startswith(("budget.", "match."))
        }
        self._hidden = shape.hidden_rows
        self._merged = _merged_by_row(shape.merged)
        self._odd_rows = self._hidden | self._merged.keys()
        self._broken = shape.errors
        self._broken_rows = {
            int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in self._broken
        }
        self._by_code = {field.code: field for _place, field in header.fields}
        self._columns = {field.code: column_letters(place + 1) for place, field in header.fields}
        self._letters = {place: column_letters(place + 1) for place, _field in header.fields}

    def is_empty(self, number: int, line: Sequence[object]) -> bool:
        return (
            is_blank(line[self._fields[0][0]])  # few rows are empty there
            and number not in self._broken_rows
            and all(is_blank(line[place]) for place, _field in self._fields)
        )

    def read(self, number: int, line: Sequence[object]) -> ReadRow:
        values: dict[str, object] = {}
        cells = _Cells(self._columns, number)
        errors = list(self._shape_errors(number)) if number in self._odd_rows else []
        broken = number in self._broken_rows
        # Most cells of a sheet hold nothing: they are passed over before Python looks at any.
        filled = map(or_, map(ne, self._cells_of(line), repeat("")), self._required)
        for place, field, read in self._readers if broken else compress(self._readers, filled):
            raw = line[place]
            try:
                if broken:
                    _refuse_broken(self._broken.get(cells[field.code]))
                value = read(raw)
                if value is None:
                    _require(field)
                else:
                    values[field.code] = value
            except Unreadable as wrong:
                cell = cells[field.code]
                stands = self._broken.get(cell) or ("" if is_blank(raw) else shown(raw))
                errors.append(self._error(number, cell, field, str(wrong), stands))
        if not errors:
            errors.extend(self._together(number, values, cells))
        return ReadRow(number, values, cells, tuple(errors))

    def _error(self, number: int, cell: str, field: Field, sentence: str, value: str) -> RowError:
        return RowError(self._title, cell, number, field.code, field.title, sentence, value)

    def _shape_errors(self, number: int) -> Iterator[RowError]:
        first = f"{self._letters[self._fields[0][0]]}{number}"
        if number in self._hidden:
            sentence = "The row is hidden. Show it (Format, Hide & Unhide) or delete it."
            yield RowError(self._title, first, number, "", "Row", sentence)
        for cells in self._merged.get(number, ()):
            sentence = f"The cells {cells} are merged. Split them, so that each row has its own."
            yield RowError(self._title, cells.split(":")[0], number, "", "Row", sentence)

    def _together(
        self, number: int, values: Mapping[str, object], cells: Mapping[str, str]
    ) -> Iterator[RowError]:
        """Yield what is wrong between columns of the row: half a budget line, dates crossed."""
        groups = dict.fromkeys(self._groups[code] for code in values if code in self._groups)
        for code, sentence in _crossed(values, groups):
            if code in self._by_code:
                value = shown(values[code]) if code in values else ""
                yield self._error(number, cells[code], self._by_code[code], sentence, value)


def _crossed(values: Mapping[str, object], groups: Iterable[str]) -> Iterator[tuple[str, str]]:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        yield "ends_on", "The project ends before it starts. Check both dates."
    for group in groups:
        name, sum_of = (
            ("description", "cost")
            if group.startswith("budget")
            else (
                "source",
                "amount",
            )
        )
        if f"{group}.{name}" not in values:
            yield f"{group}.{name}", "The line has figures but no name. Say what or who it is."
        elif f"{group}.{sum_of}" not in values:
            yield f"{group}.{sum_of}", "The line has a name but no amount. Enter it in pounds."


def _require(field: Field) -> None:
    if field.required:
        raise Unreadable(f"“{field.title}” is empty. Fill it in.")


def _refuse_broken(error: str | None) -> None:
    if error is not None:
        raise Unreadable(f"The formula in this cell failed ({error}). Type the value itself.")


def _merged_by_row(ranges: Sequence[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for each in ranges:
        first, last = each.split(":")
        top, bottom = (int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in (first, last))
        for row in range(top, min(bottom, top + ROW_LIMIT) + 1):
            found.setdefault(row, []).append(each)
    return found
