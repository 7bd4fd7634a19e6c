"""The finance workbook's first sheet: control totals, then payments by fund and by quarter."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pccdesk.domain.dates import format_date, format_instant
from pccdesk.workbooks.appearance import Style
from pccdesk.workbooks.book import Formula, Sheet
from pccdesk.workbooks.data_sheet import Written
from pccdesk.workbooks.finance_rows import Accruals, FinanceWorkbook, PaymentRow
from pccdesk.workbooks.group_table import (
    Cell,
    Groups,
    GroupTable,
    Measure,
    agreement,
    draw_group_table,
    share,
)

_WIDTHS = (2, 40, 18, 19, 19, 15, 13)
_QUARTERS = {
    "Q1": "April to June",
    "Q2": "July to September",
    "Q3": "October to December",
    "Q4": "January to March",
}
_COUNT = "COUNT(Payment_amount)"
_SUM = "SUM(Payment_amount)"
_MEASURES = (
    Measure("Payments", Style.WHOLE, "COUNTIFS({where})"),
    Measure("Amount", Style.MONEY, "SUMIFS(Payment_amount,{where})"),
    Measure("Share", Style.PERCENT, "IF(E{total}=0,0,E{row}/E{total})", repeats=True),
)
_CHECK = f"AND(D{{total}}={_COUNT},ROUND(E{{total}}-{_SUM},2)=0)"
_BY_FUND = GroupTable(
    "By fund and cost centre",
    (("Fund", "Payment_fund"), ("Cost centre", "Payment_cost_centre")),
    _MEASURES,
    _CHECK,
)
_BY_QUARTER = GroupTable(
    "By quarter due",
    (("Quarter", "Payment_quarter"), ("Months", "")),
    _MEASURES,
    _CHECK,
)


@dataclass(slots=True)
class PaymentTally:
    """Counts and sums taken as the payments stream by; they stand beside the formulas."""

    by_fund: dict[tuple[str, str], tuple[int, Decimal]] = field(default_factory=dict)
    by_quarter: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    paid: Decimal = Decimal(0)

    def add(self, row: PaymentRow) -> None:
        """Count one payment in."""
        count, amount = self.by_fund.get((row.fund, row.cost_centre), (0, Decimal(0)))
        self.by_fund[row.fund, row.cost_centre] = (count + 1, amount + row.amount)
        count, amount = self.by_quarter.get(row.quarter, (0, Decimal(0)))
        self.by_quarter[row.quarter] = (count + 1, amount + row.amount)
        if row.paid_on is not None:
            self.paid += row.amount


def draw_summary(
    sheet: Sheet,
    content: FinanceWorkbook,
    payments: Written,
    tally: PaymentTally,
    accrued: Written | None,
) -> None:
    """Write the summary sheet; figures from the database stand beside the sheet's formulas."""
    sheet.widths(_WIDTHS)
    sheet.worksheet.sheet_view.showGridLines = False
    draw_heading(sheet, content.facts.heading, content.office, _prepared(content))
    _draw_control(sheet, content, payments)
    _draw_by_fund(sheet, payments, tally)
    _draw_by_quarter(sheet, payments, tally)
    _draw_state(sheet, payments, tally)
    if content.accruals is not None and accrued is not None:
        _draw_accruals(sheet, content.accruals, accrued)


def draw_heading(sheet: Sheet, title: str, office: str, note: str) -> None:
    """Write a sheet's title, the office's name and a quiet line under them."""
    sheet.append([None, (title, Style.TITLE)], 32)
    sheet.append([None, (office, Style.SUBTITLE)], 18)
    sheet.append([None, (note, Style.NOTE)], 16)
    sheet.gap()


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A figure that the database has and the sheet must come to, and what the sheet holds."""

    label: str
    kept: Decimal | int
    formula: str
    found: Decimal | int
    style: Style


def draw_control_rows(sheet: Sheet, heading: str, place: str, rows: Iterable[ControlRow]) -> None:
    """Write figures from the database beside the same figures by formula, with a check each."""
    sheet.append([None, (heading, Style.SECTION)], 24)
    titles = ("From the database", place, "Difference")
    header: list[Cell] = [None, ("", Style.HEADER), ("", Style.HEADER)]
    header += [(title, Style.HEADER_RIGHT) for title in titles]
    sheet.append([*header, ("Check", Style.HEADER_CENTRE)], 22)
    first = sheet.row + 1
    for each in rows:
        sheet.append(_control_cells(each, sheet.row + 1), 19)
    sheet.show_checks(f"G{first}:G{sheet.row}")
    sheet.gap()


def _control_cells(each: ControlRow, row: int) -> list[Cell]:
    return [
        None,
        (each.label, Style.TEXT),
        ("", Style.TEXT),
        (each.kept, each.style),
        (Formula(each.formula, each.found), each.style),
        (Formula(f"E{row}-D{row}", each.found - each.kept), each.style),
        (agreement(f"ROUND(F{row},2)=0", agrees=each.found == each.kept), Style.CHECK),
    ]


def _draw_control(sheet: Sheet, content: FinanceWorkbook, payments: Written) -> None:
    facts = content.facts
    rows = (
        ControlRow("Number of payments", facts.count, _COUNT, payments.count, Style.WHOLE),
        ControlRow(
            "Control total", facts.control_total, _SUM, payments.totals["amount"], Style.MONEY
        ),
    )
    draw_control_rows(sheet, "Control", "From Payments", rows)


def _draw_by_fund(sheet: Sheet, payments: Written, tally: PaymentTally) -> None:
    total = payments.totals["amount"]
    groups: Groups = {
        key: (count, amount, share(amount, total))
        for key, (count, amount) in sorted(tally.by_fund.items())
    }
    draw_group_table(sheet, _BY_FUND, groups, (payments.count, total, share(total, total)))


def _draw_by_quarter(sheet: Sheet, payments: Written, tally: PaymentTally) -> None:
    total = payments.totals["amount"]
    groups: Groups = {
        (key, _QUARTERS.get(key, "")): (count, amount, share(amount, total))
        for key, (count, amount) in sorted(tally.by_quarter.items())
    }
    draw_group_table(sheet, _BY_QUARTER, groups, (payments.count, total, share(total, total)))


def _draw_state(sheet: Sheet, payments: Written, tally: PaymentTally) -> None:
    total, repaid = payments.totals["amount"], payments.totals["repaid"]
    paid = 'SUMIFS(Payment_amount,Payment_paid_on,">0")'
    rows = (
        ("Paid", paid, tally.paid),
        ("Not yet paid", f"{_SUM}-{paid}", total - tally.paid),
        ("Repaid by grant holders", "SUM(Payment_repaid)", repaid),
    )
    sheet.append([None, ("Paid and repaid", Style.SECTION)], 24)
    for label, formula, value in rows:
        blank: Cell = ("", Style.TEXT)
        figure: Cell = (Formula(formula, value), Style.MONEY)
        sheet.append([None, (label, Style.TEXT), blank, blank, figure], 19)
    sheet.gap()


def _draw_accruals(sheet: Sheet, accruals: Accruals, accrued: Written) -> None:
    heading = f"Approved, due and unpaid at {format_date(accruals.as_at)}"
    sheet.append([None, (heading, Style.SECTION)], 24)
    blank: Cell = ("", Style.TEXT)
    count = Formula("COUNT(Accrual_amount)", accrued.count)
    amount = Formula("SUM(Accrual_amount)", accrued.totals["amount"])
    label: Cell = ("To accrue (the Accruals sheet lists them)", Style.TEXT)
    sheet.append([None, label, blank, (count, Style.WHOLE), (amount, Style.MONEY)], 19)
    sheet.gap()


def _prepared(content: FinanceWorkbook) -> str:
    by = f" by {content.prepared_by}" if content.prepared_by else ""
    return f"Prepared{by} on {format_instant(content.facts.created)}"
