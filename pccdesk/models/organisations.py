"""Applicant organisations, the people to write to there, and their bank accounts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from pccdesk.models.base import Base, Code, Identity, Numbered, Versioned


class Organisation(Versioned, Base):
    """A group, charity, company or council that applies."""

    __table_args__ = (
        Index(None, "sort_name", "id", "kind", "district"),
        Index(None, "kind", "id"),
        Index(None, "town", "id"),
        Index(None, "postcode", "id"),
        Index(None, "district", "id"),
    )

    name: Mapped[str]
    sort_name: Mapped[str]
    comparable_name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    address: Mapped[str]
    town: Mapped[str]
    postcode: Mapped[str]
    district: Mapped[str] = mapped_column(Code)
    charity_number: Mapped[str] = mapped_column(Code, index=True)
    company_number: Mapped[str] = mapped_column(Code, index=True)
    email: Mapped[str]
    phone: Mapped[str]
    website: Mapped[str]
    otherwise_funded: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class FormerName(Numbered, Base):
    """A name that an organisation had before."""

    organisation_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("organisation.id"), index=True
    )
    name: Mapped[str]
    comparable_name: Mapped[str] = mapped_column(index=True)
    until: Mapped[date]


class Contact(Versioned, Base):
    """A person at an organisation."""

    organisation_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("organisation.id"), index=True
    )
    name: Mapped[str]
    role: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]


class BankAccount(Versioned, Base):
    """An account that awards are paid to; usable once a second person has checked it."""

    organisation_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("organisation.id"), index=True
    )
    account_name: Mapped[str]
    sort_code: Mapped[str] = mapped_column(Code)
    account_number: Mapped[str] = mapped_column(Code)
    roll_number: Mapped[str] = mapped_column(Code)
    supplier_number: Mapped[str] = mapped_column(Code)
    evidence_on: Mapped[date]
    current: Mapped[bool] = mapped_column(default=True)
    entered_by: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(Identity, ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]
