"""The list of payments."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pccdesk.domain.payments import PaymentStage
from pccdesk.models.applications import Application
from pccdesk.models.funds import Fund
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries.listing import Listing, Sort


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment in a list."""

    id: int
    application_id: int
    reference: str
    organisation_name: str
    fund_name: str
    instalment: int
    of: int
    amount: Decimal
    due_on: date
    stage: str
    batch_reference: str | None
    paid_on: date | None
    version: int


def _payment_label(key: str, value: Any) -> str:
    return PaymentStage(value).label if key == "stage" else str(value)


_payments = (
    Payment.__table__.join(Application.__table__, Application.id == Payment.application_id)
    .join(Organisation.__table__, Organisation.id == Application.organisation_id)
    .join(Fund.__table__, Fund.id == Application.fund_id)
    .outerjoin(PaymentBatch.__table__, PaymentBatch.id == Payment.batch_id)
)

PAYMENTS: Listing[PaymentLine] = Listing(
    record=PaymentLine,
    identity=Payment.__table__.c.id,
    columns=(
        Payment.id,
        Application.id,
        Application.reference,
        Organisation.name,
        Fund.name,
        Payment.instalment,
        Payment.of,
        Payment.amount,
        Payment.due_on,
        Payment.stage,
        PaymentBatch.reference,
        Payment.paid_on,
        Payment.version,
    ),
    joined=_payments,
    base=_payments,
    sorts={
        "reference": Application.__table__.c.reference,
        "organisation": Organisation.__table__.c.sort_name,
        "fund": Fund.__table__.c.name,
        "amount": Payment.__table__.c.amount,
        "due": Payment.__table__.c.due_on,
        "stage": Payment.__table__.c.stage,
        "batch": PaymentBatch.__table__.c.reference,
        "paid": Payment.__table__.c.paid_on,
    },
    default_sort=(Sort("due", descending=True),),
    filters={
        "stage": Payment.__table__.c.stage,
        "fund": Fund.__table__.c.name,
        "batch": PaymentBatch.__table__.c.reference,
    },
    texts=(
        Application.__table__.c.reference,
        Organisation.__table__.c.name,
        Organisation.__table__.c.comparable_name,
        Payment.__table__.c.bacs_reference,
    ),
    money=Payment.__table__.c.amount,
    labels=_payment_label,
)
