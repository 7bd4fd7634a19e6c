"""What waits or is overdue, as conditions: Home counts by them and its links narrow lists by them.

A condition takes one value, as a link carries it: a person's number, or a day as `2026-11-22`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import LONDON
from pccdesk.domain.deadlines import FIRST_MARKS_DAYS
from pccdesk.domain.payments import PaymentStage
from pccdesk.domain.permissions import Permission
from pccdesk.models.applications import Application, EligibilityFinding
from pccdesk.models.decisions import Assessment, Award, Letter, PastPart, Recommendation
from pccdesk.models.funds import Round
from pccdesk.models.payments import Payment
from pccdesk.models.people import PersonDelegation
from pccdesk.queries.lists.assessing import held, recommendable_by, unmarked_by

_application, _payment = Application.__table__.c, Payment.__table__.c
_OPEN = [
    stage.value
    for stage in (
        *(Stage.DRAFT, Stage.RECEIVED, Stage.ELIGIBILITY, Stage.ASSESSMENT, Stage.RECOMMENDED),
        *(Stage.DEFERRED, Stage.APPROVED, Stage.OFFERED, Stage.ACCEPTED, Stage.IN_PAYMENT),
    )
]
_UNDECIDED = [
    stage.value
    for stage in (
        *(Stage.RECEIVED, Stage.ELIGIBILITY, Stage.ASSESSMENT, Stage.RECOMMENDED),
        Stage.DEFERRED,
    )
]
_PAYABLE = [Stage.ACCEPTED.value, Stage.IN_PAYMENT.value]


def open_of(owner_id: int) -> ColumnElement[bool]:
    """Somebody looks after it, and its life has not ended."""
    return and_(_application.owner_id == owner_id, _application.stage.in_(_OPEN))


def decidable_by(who_and_day: str) -> ColumnElement[bool]:
    """It is before the decision-maker, and `person@day` may decide it: authority, limit, no part.

    The same as the guards of a decision ask of one application, for a list.
    """
    person, _, on = who_and_day.partition("@")
    person_id, day = int(person), date.fromisoformat(on)
    advice = (
        select(Recommendation.amount)
        .where(Recommendation.application_id == _application.id, Recommendation.current)
        .correlate(Application.__table__)
        .limit(1)
        .scalar_subquery()
    )
    # Where nothing is recommended, it is the sum asked for that somebody says no to.
    amount = func.coalesce(func.nullif(advice, Decimal(0)), _application.amount_requested, 0)
    delegated = exists().where(
        PersonDelegation.person_id == person_id,
        or_(PersonDelegation.fund_id.is_(None), PersonDelegation.fund_id == _application.fund_id),
        PersonDelegation.valid_from <= day,
        PersonDelegation.valid_to >= day,
        or_(PersonDelegation.limit.is_(None), PersonDelegation.limit >= amount),
    )
    took_part = (
        exists().where(of_it == _application.id, who == person_id)
        for of_it, who in (
            (Assessment.application_id, Assessment.assessor_id),
            (Recommendation.application_id, Recommendation.recommended_by),
            (EligibilityFinding.application_id, EligibilityFinding.overridden_by),
            (PastPart.application_id, PastPart.person_id),
        )
    )
    return and_(
        _application.stage == Stage.RECOMMENDED.value,
        held(Permission.DECIDE, person_id),
        delegated,
        *(~each for each in took_part),
    )


def letter_waiting(_day: str) -> ColumnElement[bool]:
    """It is decided and has no letter yet."""
    kept = exists().where(Letter.application_id == _application.id, Letter.current)
    return and_(_application.stage.in_([Stage.APPROVED.value, Stage.DECLINED.value]), ~kept)


def decision_late(day: str) -> ColumnElement[bool]:
    """It is not decided, and its round was to be decided before a day."""
    late = select(Round.id).where(Round.decide_by < date.fromisoformat(day))
    return and_(_application.stage.in_(_UNDECIDED), _application.round_id.in_(late))


def acceptance_late(day: str) -> ColumnElement[bool]:
    """It was offered, and the slip was to come before a day."""
    late = exists().where(
        Award.application_id == _application.id, Award.accept_by < date.fromisoformat(day)
    )
    return and_(_application.stage == Stage.OFFERED.value, late)


def marks_late(day: str) -> ColumnElement[bool]:
    """It is at assessment, nobody has marked it, and nothing happened to it for two weeks."""
    since = datetime.combine(date.fromisoformat(day), time(), LONDON)
    marked = exists().where(Assessment.application_id == _application.id)
    return and_(
        _application.stage == Stage.ASSESSMENT.value,
        ~marked,
        _application.changed_at < since - timedelta(days=FIRST_MARKS_DAYS),
    )


def due_before(day: str) -> ColumnElement[bool]:
    """It can be paid, has not gone to finance, and was due before a day."""
    payable = exists().where(
        Application.id == _payment.application_id, Application.stage.in_(_PAYABLE)
    )
    return and_(
        _payment.stage.in_([PaymentStage.SCHEDULED.value, PaymentStage.APPROVED.value]),
        _payment.due_on < date.fromisoformat(day),
        payable,
    )


def due_soon(days: str) -> ColumnElement[bool]:
    """It can be paid, has not gone to finance, and falls due in `first@last`, both included."""
    first, _, last = days.partition("@")
    after_last = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    return and_(due_before(after_last), _payment.due_on >= date.fromisoformat(first))


_Conditions = Mapping[str, Callable[[Any], ColumnElement[bool]]]
APPLICATION_CONDITIONS: _Conditions = {
    "open_of": open_of,
    "unmarked_by": unmarked_by,
    "recommendable_by": recommendable_by,
    "decidable_by": decidable_by,
    "letter_waiting": letter_waiting,
    "decision_late": decision_late,
    "acceptance_late": acceptance_late,
    "marks_late": marks_late,
}
PAYMENT_CONDITIONS: _Conditions = {"due_before": due_before, "due_soon": due_soon}
