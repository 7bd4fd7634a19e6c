"""An officer's day: what waits, what is due, which rounds close, how the budgets stand."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from pccdesk.domain.applications import AWARDED, Stage
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award
from pccdesk.models.funds import Fund, Round
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries.lists.organisations import account_unchecked_by
from pccdesk.queries.lists.payments import APPROVAL, FINANCE, SENDING, WAITING
from pccdesk.queries.lists.waiting import APPLICATION_CONDITIONS, PAYMENT_CONDITIONS
from pccdesk.queries.rows import records

_AWARDED = [stage.value for stage in AWARDED]


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many applications stand at a stage."""

    stage: Stage
    count: int


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A round with its budget, what is committed, and what is asked for but not decided."""

    id: int
    code: str
    title: str
    fund_name: str
    closes_at: datetime
    decide_by: date | None
    budget: Decimal
    committed: Decimal
    waiting: Decimal
    applications: int


@dataclass(frozen=True, slots=True)
class PaymentsWaiting:
    """Payments by what they wait for."""

    to_approve: int
    to_approve_total: Decimal
    to_export: int
    to_export_total: Decimal
    with_finance: int
    with_finance_total: Decimal


def stage_counts(connection: Connection, owner_id: int | None = None) -> tuple[StageCount, ...]:
    """Return how many applications stand at each stage, all of them or one owner's."""
    query = select(Application.stage, func.count()).group_by(Application.stage)
    if owner_id is not None:
        query = query.where(Application.owner_id == owner_id)
    found = {Stage(row[0]): row[1] for row in connection.execute(query)}
    return tuple(StageCount(stage, found[stage]) for stage in Stage if stage in found)


def applications_where(connection: Connection, condition: str, value: Any) -> int:
    """Return how many applications one of the list's conditions leaves, as its link shows them."""
    query = select(func.count()).select_from(Application.__table__)
    return connection.scalar(query.where(APPLICATION_CONDITIONS[condition](value))) or 0


def payments_where(connection: Connection, condition: str, value: Any) -> tuple[int, Decimal]:
    """Return how many payments one of the list's conditions leaves, and their sum in pounds."""
    query = select(func.count(), func.sum(Payment.amount)).select_from(Payment.__table__)
    row = connection.execute(query.where(PAYMENT_CONDITIONS[condition](value))).one()
    return row[0], row[1] or Decimal(0)


def rounds_standing(connection: Connection, since: date) -> tuple[RoundStanding, ...]:
    """Return the rounds of the financial year that begins on a day, the next to close first."""
    committed = (
        select(func.coalesce(func.sum(Award.amount), 0))
        .join(Application, Application.id == Award.application_id)
        .where(Application.round_id == Round.id, Application.stage.in_(_AWARDED))
        .correlate(Round)
        .scalar_subquery()
    )
    undecided = [
        Stage.RECEIVED.value,
        Stage.ELIGIBILITY.value,
        Stage.ASSESSMENT.value,
        Stage.RECOMMENDED.value,
        Stage.DEFERRED.value,
    ]
    waiting = (
        select(func.coalesce(func.sum(Application.amount_requested), 0))
        .where(Application.round_id == Round.id, Application.stage.in_(undecided))
        .correlate(Round)
        .scalar_subquery()
    )
    count = (
        select(func.count())
        .where(Application.round_id == Round.id)
        .correlate(Round)
        .scalar_subquery()
    )
    query = (
        select(
            Round.id,
            Round.code,
            Round.title,
            Fund.name,
            Round.closes_at,
            Round.decide_by,
            Round.budget,
            committed,
            waiting,
            count,
        )
        .join(Fund, Fund.id == Round.fund_id)
        .where(Round.financial_year == since.year)
        .order_by(Round.closes_at.desc())
    )
    return records(connection, query, RoundStanding)


def payments_waiting(connection: Connection) -> PaymentsWaiting:
    """Return counts and sums of payments that wait for approval, for export, and for finance."""
    return PaymentsWaiting(
        *_waiting_for(connection, APPROVAL),
        *_waiting_for(connection, SENDING),
        *_waiting_for(connection, FINANCE),
    )


def _waiting_for(connection: Connection, what: str) -> tuple[int, Decimal]:
    # One query each, along the index of stages: all payments in one took ten times as long.
    query = (
        select(func.count(), func.sum(Payment.amount))
        .select_from(Payment.__table__)
        .join(Application.__table__, Application.id == Payment.application_id)
        .where(WAITING[what])
    )
    row = connection.execute(query).one()
    return row[0], row[1] or Decimal(0)


def unsaved_batches(connection: Connection) -> int:
    """Return how many batches were prepared and never written, such as after a crash."""
    query = select(func.count()).where(PaymentBatch.stage == "prepared")
    return connection.scalar(query) or 0


def accounts_to_check(connection: Connection, person_id: int) -> int:
    """Return how many organisations' bank details wait for a person's check."""
    query = select(func.count()).select_from(Organisation.__table__)
    return connection.scalar(query.where(account_unchecked_by(person_id))) or 0
