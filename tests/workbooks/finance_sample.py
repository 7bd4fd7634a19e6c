"""Made-up payments and applications for the workbook tests."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from pccdesk.workbooks.finance_rows import (
    Accruals,
    ApplicationRow,
    BatchFacts,
    FinanceWorkbook,
    PaymentRow,
    YearFacts,
    YearSummary,
)

CREATED = datetime(2026, 9, 30, 13, 2, tzinfo=UTC)
OFFICE = "Office of the Police and Crime Commissioner for Lancashire"
FUNDS = (
    ("Community Action Fund", "20417", "CAF"),
    ("Reducing Reoffending Fund", "20431", "RRF"),
)
PAYEES = (
    "Rossall Beach Residents & Community Group",
    "Ribble Valley Youth Boxing CIC",
    "Burnley and Pendle Women’s Refuge Trading Limited, the Charitable Company",
    "Fleetwood Lifeboat Cadets",
    "=cmd|' /C calc'!A0",
    "+44 Preston Street Pastors",
)
DISTRICTS = ("Preston", "Burnley", "Wyre", "Blackpool", "Several districts", "Lancaster")
PRIORITIES = (
    "Tackle Crime and Anti-Social Behaviour (ASB)",
    "Prevent Violence Against Women and Girls (VAWG)",
)


def payments(count: int) -> Iterator[PaymentRow]:
    """Yield made-up payments."""
    for number in range(count):
        fund, cost_centre, prefix = FUNDS[number % 3 == 2]
        due = date(2026, 4, 20) + timedelta(days=number * 7 % 340)
        paid = due + timedelta(days=5) if due < date(2026, 9, 1) else None
        yield PaymentRow(
            fund=fund,
            financial_year="2026/27",
            grant_ref=f"{prefix}-2026-{number + 1:04}",
            decision_ref=f"2026/{number % 40 + 1}",
            decision_on=due - timedelta(days=30),
            payee=PAYEES[number % len(PAYEES)],
            supplier_number=f"{70012 + number:07}",
            sort_code="07-01-16",
            account_number=f"{345678 + number:08}",
            roll_number="",
            amount=Decimal(125000 + number * 1771 % 2375000) / 100,
            vat_treatment="Outside the scope of VAT",
            cost_centre=cost_centre,
            objective_code="0412",
            subjective_code="4590",
            instalment=1 + number % 2,
            instalments=2,
            due_on=due,
            bank_evidence_on=due - timedelta(days=40),
            agreement_on=due - timedelta(days=14),
            approver="Margaret Hollinshead",
            paid_on=paid,
            bacs_reference=f"PCC{number + 1:06}" if paid else "",
            repaid=Decimal("112.50") if number % 17 == 3 else None,
            quarter=f"Q{(due.month - 4) % 12 // 3 + 1}",
            batch="PB-2026-003",
        )


def applications(count: int) -> Iterator[ApplicationRow]:
    """Yield made-up applications."""
    for number in range(count):
        fund, _cost_centre, prefix = FUNDS[number % 3 == 2]
        outcome = ("Awarded", "Declined", "", "Awarded", "")[number % 5]
        asked = Decimal(90000 + number * 3301 % 160000) / 100
        received = date(2026, 4, 10) + timedelta(days=number * 5 % 300)
        yield ApplicationRow(
            reference=f"{prefix}-2026-{number + 1:04}",
            organisation=PAYEES[number % len(PAYEES)],
            project=("Safer streets after dark", "=1+1", "Back on track: boxing")[number % 3],
            fund=fund,
            round=f"{prefix}-2026-{1 + number % 2}",
            quarter=f"Q{(received.month - 4) % 12 // 3 + 1}",
            district=DISTRICTS[number % len(DISTRICTS)],
            priority=PRIORITIES[number % 2],
            stage={"Awarded": "Offered", "Declined": "Declined"}.get(outcome, "Assessment"),
            outcome=outcome,
            received_on=received,
            decided_on=received + timedelta(days=28) if outcome else None,
            requested=asked,
            recommended=asked - 100 if outcome == "Awarded" else None,
            awarded=asked - 100 if outcome == "Awarded" else None,
        )


def batch_workbook(count: int = 40) -> FinanceWorkbook:
    """Return the workbook of one batch."""
    rows = list(payments(count))
    total = sum((row.amount for row in rows), Decimal(0))
    facts = BatchFacts("PB-2026-003", CREATED, count, total)
    return FinanceWorkbook(OFFICE, facts, rows, "Priya Nair")


def year_workbook(count: int = 90) -> FinanceWorkbook:
    """Return the workbook of a year."""
    rows = list(payments(count))
    listed = list(applications(120))
    total = sum((row.amount for row in rows), Decimal(0))
    summary = YearSummary(
        listed,
        len(listed),
        sum((row.requested or Decimal(0) for row in listed), Decimal(0)),
        sum((row.awarded or Decimal(0) for row in listed), Decimal(0)),
    )
    unpaid = [row for row in rows if row.paid_on is None and row.due_on]
    return FinanceWorkbook(
        OFFICE,
        YearFacts("2026/27", CREATED, count, total),
        rows,
        "Priya Nair",
        summary,
        Accruals(date(2027, 3, 31), unpaid),
    )
