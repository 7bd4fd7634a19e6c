"""What goes into a finance workbook: frozen rows, made by the queries, drawn here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One instalment, with every column that a finance team asks for.

    Bank digits are text, so that leading noughts stay. Money is in pounds; `quarter` is
    `Q1` (April to June) to `Q4`, by the due date; `repaid` is None where nothing was.
    """

    fund: str
    financial_year: str
    grant_ref: str
    decision_ref: str
    decision_on: date | None
    payee: str
    supplier_number: str
    sort_code: str
    account_number: str
    roll_number: str
    amount: Decimal
    vat_treatment: str
    cost_centre: str
    objective_code: str
    subjective_code: str
    instalment: int
    instalments: int
    due_on: date | None
    bank_evidence_on: date | None
    agreement_on: date | None
    approver: str
    paid_on: date | None
    bacs_reference: str
    repaid: Decimal | None
    quarter: str
    batch: str = ""


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """A payment batch as the database has it; `created` is an instant in UTC."""

    reference: str
    created: datetime
    count: int
    control_total: Decimal

    @property
    def heading(self) -> str:
        """The batch as the workbook's title has it."""
        return f"Payment batch {self.reference}"


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year's payments as the database has them; `label` is `2026/27`."""

    label: str
    created: datetime
    count: int
    control_total: Decimal

    @property
    def heading(self) -> str:
        """The year as the workbook's title has it."""
        return f"Grants and payments {self.label}"


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application of the year, with one value for each thing it is counted by.

    `district` and `priority` are the main ones (or words such as `Several districts`), so that
    each table adds up to the year. `outcome` is `Awarded`, `Declined` or empty; `quarter` is
    that of receipt. Money is in pounds, None where there is none yet.
    """

    reference: str
    organisation: str
    project: str
    fund: str
    round: str
    quarter: str
    district: str
    priority: str
    stage: str
    outcome: str
    received_on: date | None
    decided_on: date | None
    requested: Decimal | None
    recommended: Decimal | None
    awarded: Decimal | None


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year's applications, and what the database counts and adds up of them."""

    applications: Iterable[ApplicationRow]
    count: int
    requested: Decimal
    awarded: Decimal


@dataclass(frozen=True, slots=True)
class Accruals:
    """Instalments approved, due and unpaid on a day, usually 31 March."""

    as_at: date
    payments: Iterable[PaymentRow]


@dataclass(frozen=True, slots=True)
class FinanceWorkbook:
    """Everything that a finance workbook shows; payments may be read one by one."""

    office: str
    facts: BatchFacts | YearFacts
    payments: Iterable[PaymentRow]
    prepared_by: str = ""
    year: YearSummary | None = None
    accruals: Accruals | None = None
