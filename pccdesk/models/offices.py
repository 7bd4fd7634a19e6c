"""The office itself, as it stood from one day on, and what this database is."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pccdesk.models.base import Base, Code, Numbered


class DatabaseInfo(Base):
    """One row: which product made the database, when, and whether it is the sample office."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    product: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    is_sample: Mapped[bool] = mapped_column(default=False)


class OfficeDetails(Numbered, Base):
    """The office's name, address and signatory from a day on; the latest in force is printed."""

    valid_from: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str]
    address: Mapped[str]
    postcode: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    website: Mapped[str] = mapped_column(default="")
    signatory_name: Mapped[str]
    signatory_title: Mapped[str]
    area_name: Mapped[str] = mapped_column(default="Lancashire")
    publisher_prefix: Mapped[str] = mapped_column(default="")


class Counter(Base):
    """The last number given in a running series, such as decisions of one financial year."""

    series: Mapped[str] = mapped_column(Code, primary_key=True)
    last_number: Mapped[int]


class District(Base):
    """A district of the office's area, by its GSS code."""

    code: Mapped[str] = mapped_column(Code, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    division: Mapped[str]
    partnership_code: Mapped[str]


class Priority(Numbered, Base):
    """A priority of a police and crime plan, with the days on which the plan is in force."""

    __table_args__ = (UniqueConstraint("plan", "position"),)

    plan: Mapped[str]
    position: Mapped[int]
    text: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date]


class PublishedAward(Numbered, Base):
    """An award that the office published before this program kept its records."""

    fund_name: Mapped[str]
    year: Mapped[int]
    organisation_name: Mapped[str]
    comparable_name: Mapped[str] = mapped_column(index=True)
    amount: Mapped[Decimal]
    place: Mapped[str]
    source: Mapped[str]


class Content(Base):
    """Bytes of a document, letter or workbook, kept once however often they are used."""

    sha256: Mapped[str] = mapped_column(Code, primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes]


class AuditEntry(Base):
    """One thing that somebody did, chained to the entry before it by hash."""

    __table_args__ = (
        Index(None, "sequence"),  # far narrower than the table, where only the order is wanted
        Index(None, "actor", "sequence"),
        Index(None, "action", "sequence"),
        Index(None, "subject", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(Code)
    subject_kind: Mapped[str] = mapped_column(Code)
    subject_id: Mapped[int | None]
    subject: Mapped[str]
    application_id: Mapped[int | None] = mapped_column(index=True)
    detail: Mapped[str]
    previous_hash: Mapped[str] = mapped_column(Code)
    hash: Mapped[str] = mapped_column(Code)


class AuditHead(Base):
    """One row: the newest entry, so that entries cut off the end are missed too."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    sequence: Mapped[int]
    hash: Mapped[str] = mapped_column(Code)
