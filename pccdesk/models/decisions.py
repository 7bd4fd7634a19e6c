"""Assessment, recommendation and decision of applications."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pccdesk.models.base import Base, Code, Identity, Numbered


class Assessment(Numbered, Base):
    """One assessor's marks for one application; `total` is weighted."""

    __table_args__ = (UniqueConstraint("application_id", "assessor_id"),)

    application_id: Mapped[int] = mapped_column(Identity, ForeignKey("application.id"), index=True)
    assessor_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    total: Mapped[int]
    comment: Mapped[str]
    submitted_at: Mapped[datetime]
    marks: Mapped[list["AssessmentMark"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )


class AssessmentMark(Base):
    """The mark for one scoring criterion and why."""

    assessment_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("assessment.id"), primary_key=True
    )
    criterion: Mapped[str] = mapped_column(Code, primary_key=True)
    mark: Mapped[int]
    justification: Mapped[str]


class PastPart(Base):
    """Somebody assessed an application or overrode a criterion, and that work stands no more.

    Who took part stays known, so that undoing one's work never makes one free to decide.
    """

    application_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("application.id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"), primary_key=True)


class Recommendation(Numbered, Base):
    """What an officer recommends; the current one is what the decision-maker reads."""

    application_id: Mapped[int] = mapped_column(Identity, ForeignKey("application.id"), index=True)
    recommended_by: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    outcome: Mapped[str] = mapped_column(Code)
    amount: Mapped[Decimal]
    reason: Mapped[str]
    conditions: Mapped[str]
    body: Mapped[str]
    made_at: Mapped[datetime]
    current: Mapped[bool] = mapped_column(default=True)


class Decision(Numbered, Base):
    """A numbered decision; the number runs by financial year and series without a gap."""

    __table_args__ = (UniqueConstraint("series", "financial_year", "number"),)

    reference: Mapped[str] = mapped_column(Code, unique=True)
    series: Mapped[str] = mapped_column(Code)
    financial_year: Mapped[int]
    number: Mapped[int]
    decided_by: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(index=True)
    capacity: Mapped[str]


class DecisionItem(Numbered, Base):
    """One application within a decision: what was decided, why, and on which conditions.

    `reasons` is required by PRSRA 2011 s.9 and published under the Specified Information
    Order 2011; `feedback` goes to the applicant.
    """

    __table_args__ = (Index(None, "application_id", "id"),)

    decision_id: Mapped[int] = mapped_column(Identity, ForeignKey("decision.id"), index=True)
    application_id: Mapped[int] = mapped_column(Identity, ForeignKey("application.id"))
    outcome: Mapped[str] = mapped_column(Code)
    amount: Mapped[Decimal]
    reasons: Mapped[str]
    conditions: Mapped[str]
    feedback: Mapped[str]


class Award(Numbered, Base):
    """Money granted to one application: what for, when, on which conditions."""

    __table_args__ = (
        Index(None, "amount", "application_id"),
        Index(None, "application_id", "amount", "id"),
        Index(None, "purpose", "id"),
        Index(None, "starts_on", "id"),
        Index(None, "ends_on", "id"),
        Index(None, "accept_by", "id"),
    )

    application_id: Mapped[int] = mapped_column(Identity, ForeignKey("application.id"), unique=True)
    decision_item_id: Mapped[int] = mapped_column(Identity, ForeignKey("decision_item.id"))
    amount: Mapped[Decimal]
    purpose: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    conditions: Mapped[str]
    accept_by: Mapped[date]
    accepted_on: Mapped[date | None]
    accepted_by: Mapped[str] = mapped_column(default="")


class Letter(Numbered, Base):
    """A letter exactly as it was made: its bytes by SHA-256, and the template's version."""

    __table_args__ = (
        Index(None, "kind", "id"),
        Index(None, "made_at", "id"),
        Index(None, "printed_count", "id"),
    )

    application_id: Mapped[int] = mapped_column(Identity, ForeignKey("application.id"), index=True)
    kind: Mapped[str] = mapped_column(Code)
    file_name: Mapped[str]
    template: Mapped[str] = mapped_column(Code)
    template_version: Mapped[int]
    sha256: Mapped[str] = mapped_column(Code, ForeignKey("content.sha256"))
    size: Mapped[int]
    made_by: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    made_at: Mapped[datetime]
    current: Mapped[bool] = mapped_column(default=True)
    printed_count: Mapped[int] = mapped_column(default=0)
