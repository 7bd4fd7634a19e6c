"""Funds, their rounds, and the versioned definitions that a round was opened with."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pccdesk.models.base import Base, Code, Identity, Numbered, Versioned


class Fund(Versioned, Base):
    """A fund, such as the Community Action Fund, with its finance codes."""

    code: Mapped[str] = mapped_column(Code, unique=True)
    prefix: Mapped[str] = mapped_column(Code, unique=True)
    name: Mapped[str]
    summary: Mapped[str]
    cost_centre: Mapped[str]
    objective_code: Mapped[str]
    subjective_code: Mapped[str]
    vat_treatment: Mapped[str]
    recommending_body: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class Definition(Numbered, Base):
    """One version of a fund's form, criteria, scoring, terms or of a letter; never changed.

    `content` is the JSON that `domain.definitions` parses.
    """

    __table_args__ = (UniqueConstraint("kind", "code", "version"),)

    kind: Mapped[str] = mapped_column(Code)
    code: Mapped[str] = mapped_column(Code)
    version: Mapped[int]
    content: Mapped[str]
    sha256: Mapped[str] = mapped_column(Code)
    created_at: Mapped[datetime]


class Round(Versioned, Base):
    """One opening of a fund, with its limits and the definitions in force when it opened."""

    fund_id: Mapped[int] = mapped_column(Identity, ForeignKey("fund.id"), index=True)
    code: Mapped[str] = mapped_column(Code, unique=True)
    title: Mapped[str]
    financial_year: Mapped[int] = mapped_column(index=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    maximum: Mapped[Decimal]
    minimum: Mapped[Decimal]
    budget: Mapped[Decimal]
    decide_by: Mapped[date | None]
    accept_within_days: Mapped[int]
    form_id: Mapped[int] = mapped_column(Identity, ForeignKey("definition.id"))
    criteria_id: Mapped[int] = mapped_column(Identity, ForeignKey("definition.id"))
    scoring_id: Mapped[int] = mapped_column(Identity, ForeignKey("definition.id"))
    terms_id: Mapped[int] = mapped_column(Identity, ForeignKey("definition.id"))
    fund: Mapped[Fund] = relationship(lazy="raise_on_sql", innerjoin=True)
