"""Payments and batches: for lists, for approval, and for finance's workbook."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, func, or_, select

from pccdesk.domain.dates import FinancialYear, to_london
from pccdesk.domain.errors import NotFound
from pccdesk.domain.payments import PaymentStage
from pccdesk.domain.permissions import Permission, needs
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award, Decision, DecisionItem
from pccdesk.models.funds import Fund
from pccdesk.models.organisations import BankAccount, Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.models.people import Person
from pccdesk.queries.by_number import among
from pccdesk.queries.rows import AnySelect, record_or_none, records
from pccdesk.workbooks.finance_rows import PaymentRow


@dataclass(frozen=True, slots=True)
class ScheduledPayment:
    """An instalment as an application's page and the payments page show it."""

    id: int
    version: int
    application_id: int
    reference: str
    organisation_id: int
    organisation_name: str
    fund_name: str
    instalment: int
    of: int
    amount: Decimal
    due_on: date
    stage: PaymentStage
    approver: str | None
    batch_reference: str | None
    paid_on: date | None
    bacs_reference: str
    fund_code: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A payment batch."""

    id: int
    version: int
    reference: str
    financial_year: int
    count: int
    control_total: Decimal
    stage: str
    sha256: str | None
    made_by: str
    made_at: datetime
    confirmed_at: datetime | None
    unpaid: int


def payments_of(connection: Connection, application_id: int) -> tuple[ScheduledPayment, ...]:
    """Return an application's instalments in order."""
    query = _payments().where(Payment.application_id == application_id)
    return _as_payments(connection, query.order_by(Payment.instalment))


def payments_by_id(connection: Connection, ids: tuple[int, ...]) -> tuple[ScheduledPayment, ...]:
    """Return payments by number, in the order given."""
    wanted = _payments().where(among(connection, Payment.__table__.c.id, ids))
    found = {each.id: each for each in _as_payments(connection, wanted)}
    return tuple(found[each] for each in ids if each in found)


def to_export(connection: Connection) -> tuple[ScheduledPayment, ...]:
    """Return the approved payments that stand in no batch, by due date."""
    query = _payments().where(Payment.stage == PaymentStage.APPROVED.value)
    return _as_payments(connection, query.order_by(Payment.due_on, Payment.id))


def batches(connection: Connection) -> tuple[BatchRow, ...]:
    """Return every batch, the newest first."""
    return records(connection, _batches().order_by(PaymentBatch.id.desc()), BatchRow)


def batch(connection: Connection, batch_id: int) -> BatchRow:
    """Return one batch; raises `NotFound`."""
    row = record_or_none(connection, _batches().where(PaymentBatch.id == batch_id), BatchRow)
    if row is None:
        raise NotFound("The batch is not there any more.")
    return row


def funds_of_batch(connection: Connection, batch_id: int) -> tuple[str, ...]:
    """Return the codes of the funds whose payments a batch holds."""
    query = (
        select(Fund.code)
        .join(Application, Application.fund_id == Fund.id)
        .join(Payment, Payment.application_id == Application.id)
        .where(Payment.batch_id == batch_id)
        .distinct()
        .order_by(Fund.code)
    )
    return tuple(connection.scalars(query))


@needs(Permission.VIEW_BANK_DETAILS)
def rows_of_batch(connection: Connection, batch_id: int) -> Iterator[PaymentRow]:
    """Yield the payments of a batch as finance's workbook has them, in grant order."""
    return _finance_rows(connection, Payment.batch_id == batch_id)


@needs(Permission.VIEW_BANK_DETAILS)
def rows_of_year(connection: Connection, year: FinancialYear) -> Iterator[PaymentRow]:
    """Yield the payments of a financial year: those due in it, paid or not, and not cancelled."""
    return _finance_rows(connection, _of_year(year))


def totals_of_year(connection: Connection, year: FinancialYear) -> tuple[int, Decimal]:
    """Return count and sum of a financial year's payments."""
    query = select(func.count(), func.sum(Payment.amount)).where(_of_year(year))
    count, total = connection.execute(query).one()
    return count, total or Decimal(0)


@needs(Permission.VIEW_BANK_DETAILS)
def unpaid_rows(connection: Connection, day: date) -> Iterator[PaymentRow]:
    """Yield what is accrued on a day: approved awards' payments due by then and not paid.

    What was paid after that day was still owed on it.
    """
    unpaid = [
        PaymentStage.SCHEDULED.value,
        PaymentStage.APPROVED.value,
        PaymentStage.EXPORTED.value,
    ]
    owed = or_(Payment.stage.in_(unpaid), Payment.paid_on > day)
    return _finance_rows(connection, and_(owed, Payment.due_on <= day))


def _of_year(year: FinancialYear) -> ColumnElement[bool]:
    # By the day due, as the year and the quarter on each row: what was due and is unpaid at the
    # year's end is accrued to that year, so what is paid later is not counted in the next.
    return and_(
        Payment.stage != PaymentStage.CANCELLED.value,
        Payment.due_on.between(year.first_day, year.last_day),
    )


def _finance_rows(connection: Connection, condition: ColumnElement[bool]) -> Iterator[PaymentRow]:
    query = _finance_query().where(condition)
    for row in connection.execution_options(yield_per=1000).execute(query):
        yield PaymentRow(
            fund=row.fund,
            financial_year=FinancialYear.of(row.due_on).slash,
            grant_ref=row.reference,
            decision_ref=row.decision_reference,
            decision_on=to_london(row.decided_at).date(),
            payee=row.account_name or row.organisation_name,
            supplier_number=row.supplier_number or "",
            sort_code=row.sort_code or "",
            account_number=row.account_number or "",
            roll_number=row.roll_number or "",
            amount=row.amount,
            vat_treatment=row.vat_treatment,
            cost_centre=row.cost_centre,
            objective_code=row.objective_code,
            subjective_code=row.subjective_code,
            instalment=row.instalment,
            instalments=row.of,
            due_on=row.due_on,
            bank_evidence_on=row.evidence_on,
            agreement_on=row.accepted_on,
            approver=row.approver or "",
            paid_on=row.paid_on,
            bacs_reference=row.bacs_reference,
            repaid=None,
            quarter=f"Q{FinancialYear.quarter(row.due_on)}",
            batch=row.batch_reference or "",
        )


def _finance_query() -> AnySelect:
    return (
        select(
            Fund.name.label("fund"),
            Application.reference,
            Decision.reference.label("decision_reference"),
            Decision.decided_at,
            BankAccount.account_name,
            Organisation.name.label("organisation_name"),
            BankAccount.supplier_number,
            BankAccount.sort_code,
            BankAccount.account_number,
            BankAccount.roll_number,
            BankAccount.evidence_on,
            Payment.amount,
            Fund.vat_treatment,
            Fund.cost_centre,
            Fund.objective_code,
            Fund.subjective_code,
            Payment.instalment,
            Payment.of,
            Payment.due_on,
            Award.accepted_on,
            Person.full_name.label("approver"),
            Payment.paid_on,
            Payment.bacs_reference,
            PaymentBatch.reference.label("batch_reference"),
        )
        .join(Award, Award.id == Payment.award_id)
        .join(Application, Application.id == Payment.application_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(Fund, Fund.id == Application.fund_id)
        .join(DecisionItem, DecisionItem.id == Award.decision_item_id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .outerjoin(BankAccount, BankAccount.id == Payment.bank_account_id)
        .outerjoin(Person, Person.id == Payment.approved_by)
        .outerjoin(PaymentBatch, PaymentBatch.id == Payment.batch_id)
        .order_by(Application.reference, Payment.instalment)
    )


def _payments() -> AnySelect:
    return (
        select(
            Payment.id,
            Payment.version,
            Payment.application_id,
            Application.reference,
            Application.organisation_id,
            Organisation.name,
            Fund.name,
            Payment.instalment,
            Payment.of,
            Payment.amount,
            Payment.due_on,
            Payment.stage,
            Person.full_name,
            PaymentBatch.reference,
            Payment.paid_on,
            Payment.bacs_reference,
            Fund.code,
        )
        .join(Application, Application.id == Payment.application_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(Fund, Fund.id == Application.fund_id)
        .outerjoin(Person, Person.id == Payment.approved_by)
        .outerjoin(PaymentBatch, PaymentBatch.id == Payment.batch_id)
    )


def _as_payments(connection: Connection, query: AnySelect) -> tuple[ScheduledPayment, ...]:
    rows = records(connection, query, ScheduledPayment)
    return tuple(replace(row, stage=PaymentStage(row.stage)) for row in rows)


def _unpaid_in_batch() -> ScalarSelect[int]:
    """Return the count of a batch's payments that finance has not reported as paid."""
    return (
        select(func.count())
        .where(Payment.batch_id == PaymentBatch.id, Payment.stage == PaymentStage.EXPORTED.value)
        .correlate(PaymentBatch)
        .scalar_subquery()
    )


def batch_columns() -> tuple[Any, ...]:
    """Return what a batch's record is read from, in its field order."""
    return (
        PaymentBatch.id,
        PaymentBatch.version,
        PaymentBatch.reference,
        PaymentBatch.financial_year,
        PaymentBatch.count,
        PaymentBatch.control_total,
        PaymentBatch.stage,
        PaymentBatch.sha256,
        Person.full_name,
        PaymentBatch.made_at,
        PaymentBatch.confirmed_at,
        _unpaid_in_batch(),
    )


def _batches() -> AnySelect:
    return select(*batch_columns()).join(Person, Person.id == PaymentBatch.made_by)
