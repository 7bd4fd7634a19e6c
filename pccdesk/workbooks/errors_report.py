"""The dry run's result as a small workbook: row, cell, column, what is wrong, the value."""

from collections.abc import Iterable
from datetime import datetime

from pccdesk.workbooks.application_reader import RowError
from pccdesk.workbooks.book import Book, Properties
from pccdesk.workbooks.data_sheet import Column, DataSheet, Kind, draw_data_sheet

_ERRORS = DataSheet(
    title="To mend",
    prefix="Error",
    frozen_columns=2,
    columns=(
        Column("row_number", "Row", Kind.WHOLE, 8),
        Column("cell", "Cell", Kind.TEXT, 10),
        Column("title", "Column", Kind.TEXT, 28),
        Column("sentence", "What to do", Kind.WRAPPED, 78),
        Column("value", "What stands there", Kind.TEXT, 44),
    ),
)


def draw_errors_report(
    office: str, file_name: str, errors: Iterable[RowError], made: datetime
) -> bytes:
    """Return a workbook that lists each error of a file; `made` is an instant in UTC."""
    heading = f"To mend in {file_name}"
    with Book(Properties(heading, "Import of applications", office, made)) as book:
        sheet = book.add_sheet(_ERRORS.title)
        sheet.print_on_a4(heading, office)
        draw_data_sheet(book, sheet, _ERRORS, errors, with_totals=False)
        return book.to_bytes()
