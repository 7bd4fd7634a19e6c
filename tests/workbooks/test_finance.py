import csv
import re
import shutil
import subprocess
import time
import tracemalloc
import zipfile
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from pccdesk.domain.errors import Cancelled, EnvironmentFailed
from pccdesk.workbooks.finance import draw_finance_workbook
from pccdesk.workbooks.finance_columns import PAYMENTS
from pccdesk.workbooks.finance_rows import BatchFacts, FinanceWorkbook
from pccdesk.workbooks.read_back import read_back
from tests.workbooks.finance_sample import (
    CREATED,
    OFFICE,
    applications,
    batch_workbook,
    payments,
    year_workbook,
)

PLACES = {column.attribute: number for number, column in enumerate(PAYMENTS.columns, 1)}
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "#REF!", "a\x00b")


def test_amounts_are_numbers_and_dates_are_dates() -> None:
    sheet = load_workbook(BytesIO(draw_finance_workbook(batch_workbook(12))))["Payments"]
    for number, row in enumerate(payments(12), 2):
        amount = sheet.cell(number, PLACES["amount"])
        assert (amount.data_type, amount.number_format) == ("n", "£#,##0.00")
        assert Decimal(str(amount.value)) == row.amount
        due = sheet.cell(number, PLACES["due_on"])
        assert isinstance(due.value, datetime)
        assert row.due_on == due.value.date()
        account = sheet.cell(number, PLACES["account_number"])
        assert (account.value, account.data_type, account.number_format) == (
            row.account_number,
            "s",
            "@",
        )


def test_the_payments_sheet_is_set_up_for_use_and_print() -> None:
    workbook = load_workbook(BytesIO(draw_finance_workbook(year_workbook())))
    assert workbook.sheetnames == [
        "Summary",
        "Payments",
        "Awards by group",
        "Applications",
        "Accruals",
    ]
    sheet = workbook["Payments"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:Z91"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"
    assert workbook.defined_names["Payment_amount"].attr_text == "'Payments'!$K$2:$K$91"
    assert workbook.calculation.fullCalcOnLoad
    assert workbook.properties.creator == OFFICE


def test_the_file_read_back_equals_the_batch() -> None:
    content = batch_workbook(25)
    read = read_back(draw_finance_workbook(content))
    assert (read.count, read.control_total) == (25, content.facts.control_total)
    assert read.grant_refs == tuple(row.grant_ref for row in content.payments)


def test_a_damaged_file_is_not_read_back() -> None:
    whole = draw_finance_workbook(batch_workbook(5))
    with pytest.raises(EnvironmentFailed, match="make the workbook again"):
        read_back(whole[: len(whole) // 2])


def test_the_same_content_gives_the_same_bytes() -> None:
    assert draw_finance_workbook(year_workbook(9)) == draw_finance_workbook(year_workbook(9))


def test_no_cell_begins_a_formula_that_came_from_outside() -> None:
    rows = [
        replace(row, payee=text, approver=text, bacs_reference=text, fund=text, cost_centre=text)
        for row, text in zip(payments(len(HOSTILE)), HOSTILE, strict=True)
    ]
    facts = BatchFacts("PB-2026-001", CREATED, len(rows), sum((r.amount for r in rows), Decimal(0)))
    listed = [
        replace(row, organisation=text, project=text, district=text)
        for row, text in zip(applications(len(HOSTILE)), HOSTILE, strict=True)
    ]
    year = year_workbook(0).year
    assert year is not None
    content = FinanceWorkbook("=Office", facts, rows, "=Clerk", replace(year, applications=listed))
    data = draw_finance_workbook(content)
    ours = re.compile(r"(SUM|COUNT|SUMIFS|COUNTIFS|SUBTOTAL|SUMPRODUCT|IF)\(|[A-Z]\d+-[A-Z]\d+$")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
        formulas = [
            found
            for name in sheets
            for found in re.findall("<f>(.*?)</f>", archive.read(name).decode())
        ]
    assert formulas
    assert all(ours.match(formula) for formula in formulas)
    sheet = load_workbook(BytesIO(data))["Payments"]
    for number, text in enumerate(HOSTILE, 2):
        cell = sheet.cell(number, PLACES["payee"])
        assert cell.data_type == "s"
        assert str(cell.value).replace("\n", "\r") == text.replace("\x00", "")
        assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_previews_that_do_not_calculate_see_the_totals() -> None:
    content = batch_workbook(20)
    book = CalamineWorkbook.from_filelike(BytesIO(draw_finance_workbook(content)))
    cells = [cell for row in book.get_sheet_by_name("Summary").to_python() for cell in row]
    assert cells.count(float(content.facts.control_total)) >= 4
    assert cells.count("Agrees") == 4
    assert "DIFFERS" not in cells


def test_a_batch_that_differs_from_the_database_says_so() -> None:
    content = batch_workbook(20)
    wrong = replace(content.facts, control_total=content.facts.control_total + 1)
    data = draw_finance_workbook(replace(content, facts=wrong))
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    cells = [cell for row in book.get_sheet_by_name("Summary").to_python() for cell in row]
    assert cells.count("DIFFERS") == 1


def test_an_empty_batch_is_drawn() -> None:
    assert read_back(draw_finance_workbook(batch_workbook(0))).count == 0


def test_a_cancelled_workbook_leaves_nothing_open() -> None:
    def cancel(done: int, _total: int) -> None:
        if done >= 500:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        draw_finance_workbook(batch_workbook(600), cancel)


def test_memory_stays_flat_as_payments_grow() -> None:
    def peak(count: int) -> int:
        facts = BatchFacts("PB-2026-001", CREATED, count, Decimal(0))
        tracemalloc.start()
        draw_finance_workbook(FinanceWorkbook(OFFICE, facts, payments(count)))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(10)
    # The finished file itself is some 90 bytes a row; cells kept would be over 10,000.
    assert peak(3_000) - peak(300) < 2_700 * 600


def test_the_time_grows_no_faster_than_the_payments() -> None:
    def seconds(count: int) -> float:
        facts = BatchFacts("PB-2026-001", CREATED, count, Decimal(0))
        start = time.perf_counter()
        draw_finance_workbook(FinanceWorkbook(OFFICE, facts, payments(count)))
        return time.perf_counter() - start

    seconds(100)
    assert seconds(4_000) < 4 * seconds(1_000) * 2


def _recalculated(data: bytes, folder: Path) -> list[list[list[str]]]:
    """Return each sheet as LibreOffice works it out, the values in the file thrown away."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    source = folder / "book.xlsx"
    source.write_bytes(_without_values(data))
    profile = (folder / "profile").as_uri()
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", options,
         "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    names = load_workbook(BytesIO(data), read_only=True).sheetnames
    sheets = []
    for name in names:
        with (folder / f"book-{name}.csv").open(encoding="utf-8", newline="") as file:
            sheets.append(list(csv.reader(file)))
    return sheets


def _without_values(data: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(b"</f><v>[^<]*</v>", b"</f>", old.read(name)))
    return file.getvalue()


def test_formulas_worked_out_by_libreoffice_agree_with_the_rows(tmp_path: Path) -> None:
    content = year_workbook(90)
    summary, listed, awards, _applications, accruals = _recalculated(
        draw_finance_workbook(content), tmp_path
    )
    by_fund: dict[str, Decimal] = defaultdict(Decimal)
    for row in content.payments:
        by_fund[row.fund] += row.amount
    shown = {row[1]: row for row in summary if len(row) > 5}
    for fund, amount in by_fund.items():
        assert Decimal(shown[fund][4]) == amount
    assert Decimal(shown["Control total"][4]) == content.facts.control_total
    assert Decimal(listed[-1][PLACES["amount"] - 1]) == content.facts.control_total
    checks = [cell for row in summary + awards for cell in row if cell in {"Agrees", "DIFFERS"}]
    assert checks == ["Agrees"] * (4 + 3 + 5)
    due = sum((row.amount for row in payments(90) if row.paid_on is None), Decimal(0))
    assert Decimal(accruals[-1][8]) == due
    preston = next(row for row in awards if len(row) > 8 and row[1] == "Preston")
    awarded = [row for row in applications(120) if row.district == "Preston" and row.awarded]
    assert Decimal(preston[8]) == sum((row.awarded or Decimal(0) for row in awarded), Decimal(0))
