"""The list of payments."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, case

from pccdesk.domain.applications import Stage
from pccdesk.domain.payments import PaymentStage
from pccdesk.models.applications import Application
from pccdesk.models.funds import Fund
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries import search_nouns
from pccdesk.queries.listing import Join, Listing, Narrowing, Sort
from pccdesk.queries.lists.stages import numbers_by_name
from pccdesk.queries.lists.waiting import PAYMENT_CONDITIONS
from pccdesk.queries.ordering import Order, by, by_optional


class PaymentLine(NamedTuple):
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
WAITING = {
    APPROVAL: and_(
        _scheduled, _stage_of_application.in_([Stage.ACCEPTED.value, Stage.IN_PAYMENT.value])
    ),
    ACCEPTANCE: and_(
        _scheduled, _stage_of_application.in_([Stage.APPROVED.value, Stage.OFFERED.value])
    ),
    SENDING: Payment.__table__.c.stage == PaymentStage.APPROVED.value,
    FINANCE: Payment.__table__.c.stage == PaymentStage.EXPORTED.value,
}
"""Which payments wait for what; never for two things at once."""
WAITS_FOR = case(*((condition, what) for what, condition in WAITING.items()), else_=None)
"""What a payment waits for; none where it is paid or cancelled, or its award has ended."""


def _payment_label(key: str, value: Any) -> str:
    if key == "stage":
        return PaymentStage(value).label
    return _WAITS_WORDS[value] if key == "waits" else str(value)


_payment, _application = Payment.__table__.c, Application.__table__.c
_organisation, _fund = Organisation.__table__.c, Fund.__table__.c
_batch, _id = PaymentBatch.__table__.c, Payment.__table__.c.id

PAYMENTS: Listing[PaymentLine] = Listing(
    record=PaymentLine,
    identity=_id,
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
    table=Payment.__table__,
    joins=(
        Join(Application.__table__, _application.id == _payment.application_id),
        Join(Organisation.__table__, _organisation.id == _application.organisation_id),
        Join(Fund.__table__, _fund.id == _application.fund_id),
        Join(PaymentBatch.__table__, _batch.id == _payment.batch_id, outer=True),
    ),
    sorts={
        "reference": by(_application.reference, _id),
        "organisation": by(_organisation.sort_name, _organisation.id, _application.id, _id),
        "fund": Order(
            _fund.name,
            (_application.id, _id),
            _id,
            values=numbers_by_name(_fund.id, _fund.name),
            walked=_application.fund_id,
        ),
        "amount": by(_payment.amount, _id),
        "due": by(_payment.due_on, _id),
        "stage": by(_payment.stage, _id),
        "batch": Order(
            _batch.reference,
            (_batch.reference, _id),
            _id,
            present=_batch.reference.is_not(None),
            absent=_payment.batch_id.is_(None),
        ),
        "paid": by_optional(_payment.paid_on, _id),
    },
    default_sort=(Sort("due", descending=True),),
    filters={
        "stage": Narrowing(_payment.stage),
        "fund": Narrowing(_application.fund_id, _fund.id, _fund.name),
        "batch": Narrowing(_payment.batch_id, _batch.id, _batch.reference),
        "waits": Narrowing(WAITS_FOR),
    },
    conditions=PAYMENT_CONDITIONS,
    found_by=(
        (search_nouns.APPLICATIONS, _payment.application_id),
        (search_nouns.PAYMENTS, _id),
    ),
    money=_payment.amount,
    opens=_payment.application_id,
    labels=_payment_label,
)
