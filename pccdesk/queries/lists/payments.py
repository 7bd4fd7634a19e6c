"""The list of payments."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, case

from pccdesk.domain.applications import Stage
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


APPROVAL, ACCEPTANCE, SENDING, FINANCE = "approval", "acceptance", "sending", "finance"
_WAITS_WORDS = {
    APPROVAL: "Approval",
    ACCEPTANCE: "The applicant’s acceptance",
    SENDING: "Sending to finance",
    FINANCE: "Payment by finance",
}
_scheduled = Payment.__table__.c.stage == PaymentStage.SCHEDULED.value
_stage_of_application = Application.__table__.c.stage
WAITS_FOR = case(
    (
        and_(_scheduled, _stage_of_application.in_([Stage.ACCEPTED.value, Stage.IN_PAYMENT.value])),
        APPROVAL,
    ),
    (
        and_(_scheduled, _stage_of_application.in_([Stage.APPROVED.value, Stage.OFFERED.value])),
        ACCEPTANCE,
    ),
    (Payment.__table__.c.stage == PaymentStage.APPROVED.value, SENDING),
    (Payment.__table__.c.stage == PaymentStage.EXPORTED.value, FINANCE),
    else_=None,
)
"""What a payment waits for; none where it is paid or cancelled, or its award has ended."""


def _payment_label(key: str, value: Any) -> str:
    if key == "stage":
        return PaymentStage(value).label
    return _WAITS_WORDS[value] if key == "waits" else str(value)


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
        "waits": WAITS_FOR,
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
