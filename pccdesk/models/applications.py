"""Applications: a narrow row for lists, the long texts beside it, and what hangs on them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pccdesk.models.base import Base, Code, Identity, Numbered, Versioned


class Application(Versioned, Base):
    """One application, without its long texts, so that lists of a million stay quick."""

    __table_args__ = (
        Index(None, "project_title", "id"),
        Index(None, "amount_requested", "id"),
        Index(None, "changed_at", "id"),
        Index(None, "stage", "id"),
        Index(None, "fund_id", "id"),
        Index(None, "round_id", "id"),
        Index(None, "round_id", "stage"),
        Index(None, "lead_district", "id"),
        Index(None, "owner_id", "id"),
        Index(None, "owner_id", "stage"),
        Index(None, "financial_year", "id"),
        Index(None, "reference", "stage", "fund_id", "financial_year", "id"),
        # Whatever the list is narrowed to, order, count and sum come from here alone.
        Index(
            "ix_application_list",
            *("received_at", "id", "stage", "fund_id", "round_id", "lead_district"),
            *("financial_year", "owner_id", "amount_requested"),
        ),
    )

    reference: Mapped[str] = mapped_column(Code, unique=True)
    round_id: Mapped[int] = mapped_column(Identity, ForeignKey("round.id"))
    fund_id: Mapped[int] = mapped_column(Identity, ForeignKey("fund.id"))
    financial_year: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("organisation.id"), index=True
    )
    main_contact_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("contact.id"))
    second_contact_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("contact.id"))
    stage: Mapped[str] = mapped_column(Code)
    project_title: Mapped[str]
    lead_district: Mapped[str] = mapped_column(Code)
    board: Mapped[str] = mapped_column(Code)
    amount_requested: Mapped[Decimal | None]
    total_cost: Mapped[Decimal | None]
    reserves: Mapped[Decimal | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    channel: Mapped[str] = mapped_column(Code)
    received_at: Mapped[datetime | None]
    owner_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    form_id: Mapped[int] = mapped_column(Identity, ForeignKey("definition.id"))
    criteria_id: Mapped[int] = mapped_column(Identity, ForeignKey("definition.id"))
    scoring_id: Mapped[int] = mapped_column(Identity, ForeignKey("definition.id"))
    criteria_checked: Mapped[bool] = mapped_column(default=False)
    score_percent: Mapped[int | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


def _application() -> Mapped[int]:
    return mapped_column(Identity, ForeignKey("application.id"), index=True)


class ApplicationText(Base):
    """The long texts of an application, and its answers to the fund's own questions as JSON."""

    application_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("application.id"), primary_key=True
    )
    summary: Mapped[str]
    what: Mapped[str]
    who: Mapped[str]
    place: Mapped[str]
    answers: Mapped[str]


class ApplicationDistrict(Base):
    """A district that the project works in; the first is the lead district."""

    application_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("application.id"), primary_key=True
    )
    district: Mapped[str] = mapped_column(Code, ForeignKey("district.code"), primary_key=True)
    position: Mapped[int]


class ApplicationPriority(Base):
    """A priority of the police and crime plan that the project serves."""

    application_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("application.id"), primary_key=True
    )
    priority_id: Mapped[int] = mapped_column(Identity, ForeignKey("priority.id"), primary_key=True)
    position: Mapped[int]


class BudgetLine(Numbered, Base):
    """One line of the project's budget."""

    application_id: Mapped[int] = _application()
    position: Mapped[int]
    description: Mapped[str]
    cost: Mapped[Decimal]
    from_grant: Mapped[Decimal]


class MatchLine(Numbered, Base):
    """Match funding from one source."""

    application_id: Mapped[int] = _application()
    position: Mapped[int]
    source: Mapped[str]
    amount: Mapped[Decimal]
    in_kind: Mapped[bool]
    confirmed: Mapped[bool]


class Attachment(Numbered, Base):
    """A document that came with an application; its bytes stand in `content`."""

    __table_args__ = (UniqueConstraint("application_id", "kind", "sha256"),)

    application_id: Mapped[int] = _application()
    kind: Mapped[str] = mapped_column(Code)
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(Code, ForeignKey("content.sha256"))
    size: Mapped[int]
    added_by: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class EligibilityFinding(Numbered, Base):
    """The outcome of one criterion, and an officer's override of it with the reason."""

    __table_args__ = (UniqueConstraint("application_id", "criterion"),)

    application_id: Mapped[int] = _application()
    position: Mapped[int]
    criterion: Mapped[str] = mapped_column(Code)
    label: Mapped[str]
    outcome: Mapped[str] = mapped_column(Code)
    explanation: Mapped[str]
    override_reason: Mapped[str] = mapped_column(default="")
    overridden_by: Mapped[int | None] = mapped_column(Identity, ForeignKey("person.id"))
    overridden_at: Mapped[datetime | None]
