"""Assessments, recommendations, decisions and the award of one application."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, select

from pccdesk.models.decisions import (
    Assessment,
    AssessmentMark,
    Award,
    Decision,
    DecisionItem,
    Recommendation,
)
from pccdesk.models.people import Person
from pccdesk.queries.rows import record_or_none, records


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark with its reason."""

    criterion: str
    mark: int
    justification: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessor's assessment."""

    id: int
    assessor_id: int
    assessor: str
    total: int
    comment: str
    submitted_at: datetime
    marks: tuple[MarkRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation; the current one is before the decision-maker."""

    id: int
    recommended_by: str
    outcome: str
    amount: Decimal
    reason: str
    conditions: str
    body: str
    made_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided about an application, newest first."""

    reference: str
    outcome: str
    amount: Decimal
    reasons: str
    conditions: str
    feedback: str
    decided_by: str
    capacity: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An application's award."""

    id: int
    amount: Decimal
    purpose: str
    starts_on: date
    ends_on: date
    conditions: str
    accept_by: date
    accepted_on: date | None
    accepted_by: str


def assessments(connection: Connection, application_id: int) -> tuple[AssessmentRow, ...]:
    """Return an application's assessments with their marks, in the order they came."""
    query = (
        select(
            Assessment.id,
            Assessment.assessor_id,
            Person.full_name,
            Assessment.total,
            Assessment.comment,
            Assessment.submitted_at,
        )
        .join(Person, Person.id == Assessment.assessor_id)
        .where(Assessment.application_id == application_id)
        .order_by(Assessment.id)
    )
    found = connection.execute(query).all()
    marks = _marks(connection, [row.id for row in found])
    return tuple(AssessmentRow(*row, marks=tuple(marks.get(row.id, ()))) for row in found)


def recommendations(connection: Connection, application_id: int) -> tuple[RecommendationRow, ...]:
    """Return an application's recommendations, the newest first."""
    query = (
        select(
            Recommendation.id,
            Person.full_name,
            Recommendation.outcome,
            Recommendation.amount,
            Recommendation.reason,
            Recommendation.conditions,
            Recommendation.body,
            Recommendation.made_at,
            Recommendation.current,
        )
        .join(Person, Person.id == Recommendation.recommended_by)
        .where(Recommendation.application_id == application_id)
        .order_by(Recommendation.id.desc())
    )
    return records(connection, query, RecommendationRow)


def decisions(connection: Connection, application_id: int) -> tuple[DecisionRow, ...]:
    """Return the decisions about an application, the newest first."""
    query = (
        select(
            Decision.reference,
            DecisionItem.outcome,
            DecisionItem.amount,
            DecisionItem.reasons,
            DecisionItem.conditions,
            DecisionItem.feedback,
            Person.full_name,
            Decision.capacity,
            Decision.decided_at,
        )
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .join(Person, Person.id == Decision.decided_by)
        .where(DecisionItem.application_id == application_id)
        .order_by(DecisionItem.id.desc())
    )
    return records(connection, query, DecisionRow)


def award(connection: Connection, application_id: int) -> AwardRow | None:
    """Return an application's award, if it has one."""
    query = select(
        Award.id,
        Award.amount,
        Award.purpose,
        Award.starts_on,
        Award.ends_on,
        Award.conditions,
        Award.accept_by,
        Award.accepted_on,
        Award.accepted_by,
    ).where(Award.application_id == application_id)
    return record_or_none(connection, query, AwardRow)


def _marks(connection: Connection, assessment_ids: list[int]) -> dict[int, list[MarkRow]]:
    query = select(
        AssessmentMark.assessment_id,
        AssessmentMark.criterion,
        AssessmentMark.mark,
        AssessmentMark.justification,
    ).where(AssessmentMark.assessment_id.in_(assessment_ids))
    found: dict[int, list[MarkRow]] = {}
    for row in connection.execute(query):
        found.setdefault(row.assessment_id, []).append(MarkRow(*row[1:]))
    return found
