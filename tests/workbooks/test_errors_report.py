from io import BytesIO

from openpyxl import load_workbook

from pccdesk.workbooks.application_reader import RowError
from pccdesk.workbooks.errors_report import draw_errors_report
from tests.workbooks.application_sample import GOOD, MADE, OFFICE, filled, read_all, saved


def test_each_error_stands_in_a_row_with_its_cell_and_reason() -> None:
    bad = {**GOOD, "total_cost": "lots", "districts": "Prestn"}
    errors = read_all(saved(filled([bad]))).errors
    report = draw_errors_report(OFFICE, "spring.xlsx", errors, MADE)
    rows = list(load_workbook(BytesIO(report))["To mend"].iter_rows(min_row=2, values_only=True))
    assert [row[:2] for row in rows] == [(error.row_number, error.cell) for error in errors]
    assert {row[4] for row in rows} == {"lots", "Prestn"}


def test_what_stands_in_a_cell_never_becomes_a_formula() -> None:
    error = RowError("Applications", "B5", 5, "x", "=Title", "=1+1", "=cmd|' /C calc'!A0")
    sheet = load_workbook(BytesIO(draw_errors_report(OFFICE, "=x.xlsx", [error], MADE)))["To mend"]
    assert [sheet.cell(2, column).data_type for column in range(1, 6)] == list("nssss")
