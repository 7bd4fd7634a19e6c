"""The people of the office: sign-in, roles, delegated authority."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pccdesk.models.base import Base, Code, Identity, Numbered, Versioned


class Person(Versioned, Base):
    """Somebody who signs in. `password_hash` is Argon2; None where the sample office asks none.

    `word_hash` is that of a one-time word, which lets its holder choose a password until
    `word_until`; no word is kept itself.
    """

    username: Mapped[str] = mapped_column(Code, unique=True)
    full_name: Mapped[str]
    job_title: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    password_changed_at: Mapped[datetime | None]
    word_hash: Mapped[str | None]
    word_until: Mapped[datetime | None]
    roles: Mapped[list["PersonRole"]] = relationship(
        cascade="all, delete-orphan", order_by="PersonRole.id"
    )
    delegations: Mapped[list["PersonDelegation"]] = relationship(
        cascade="all, delete-orphan", order_by="PersonDelegation.id"
    )


class PersonRole(Numbered, Base):
    """A role of a person, in one fund or (None) in all."""

    __table_args__ = (UniqueConstraint("person_id", "role", "fund_id"),)

    person_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(Code)
    fund_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("fund.id"))


class PersonDelegation(Numbered, Base):
    """Authority to decide up to a sum (None: without limit) between two days."""

    person_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"), index=True)
    fund_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("fund.id"))
    limit: Mapped[Decimal | None]
    series: Mapped[str] = mapped_column(Code)
    valid_from: Mapped[date]
    valid_to: Mapped[date]
