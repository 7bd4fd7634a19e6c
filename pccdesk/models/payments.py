"""Instalments of awards and the batches in which they go to finance."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pccdesk.models.base import Base, Code, Identity, Versioned


class PaymentBatch(Versioned, Base):
    """Payments sent to finance together, frozen with their count and control total."""

    __table_args__ = (UniqueConstraint("financial_year", "number"),)

    reference: Mapped[str] = mapped_column(Code, unique=True)
    financial_year: Mapped[int]
    number: Mapped[int]
    count: Mapped[int]
    control_total: Mapped[Decimal]
    stage: Mapped[str] = mapped_column(Code)
    sha256: Mapped[str | None] = mapped_column(Code, ForeignKey("content.sha256"))
    made_by: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class Payment(Versioned, Base):
    """One instalment. A payment with finance or paid stands in exactly one batch."""

    __table_args__ = (
        UniqueConstraint("award_id", "instalment"),
        Index(None, "stage", "due_on", "id"),
        Index(None, "stage", "id"),
        Index(None, "amount", "id"),
        # Order, count and sum of the usual list come from here alone.
        Index("ix_payment_list", "due_on", "id", "application_id", "stage", "batch_id", "amount"),
        Index(None, "paid_on", "id"),
        CheckConstraint(
            "(stage IN ('exported', 'paid')) = (batch_id IS NOT NULL)", name="batch_when_exported"
        ),
        CheckConstraint("amount > 0", name="amount_over_nought"),
    )

    award_id: Mapped[int] = mapped_column(Identity, ForeignKey("award.id"))
    application_id: Mapped[int] = mapped_column(Identity, ForeignKey("application.id"), index=True)
    instalment: Mapped[int]
    of: Mapped[int]
    amount: Mapped[Decimal]
    due_on: Mapped[date]
    stage: Mapped[str] = mapped_column(Code)
    bank_account_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("bank_account.id"))
    approved_by: Mapped[int | None] = mapped_column(Identity, ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    batch_id: Mapped[int | None] = mapped_column(
        Identity, ForeignKey("payment_batch.id"), index=True
    )
    paid_on: Mapped[date | None]
    bacs_reference: Mapped[str] = mapped_column(default="")
