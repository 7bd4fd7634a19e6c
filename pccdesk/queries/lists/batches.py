"""The list of payment batches."""

from pccdesk.models.payments import PaymentBatch
from pccdesk.models.people import Person
from pccdesk.queries.listing import Listing, Sort
from pccdesk.queries.payments import BatchRow, unpaid_in_batch

_STAGES = {"prepared": "Workbook not saved", "confirmed": "Workbook saved"}
_batches = PaymentBatch.__table__.join(Person.__table__, Person.id == PaymentBatch.made_by)

BATCHES: Listing[BatchRow] = Listing(
    record=BatchRow,
    identity=PaymentBatch.__table__.c.id,
    columns=(
        PaymentBatch.id,
        PaymentBatch.version,
        PaymentBatch.reference,
        PaymentBatch.financial_year,
        PaymentBatch.count,
        PaymentBatch.control_total,
        PaymentBatch.stage,
        PaymentBatch.sha256,
        Person.full_name,
        PaymentBatch.made_at,
        PaymentBatch.confirmed_at,
        unpaid_in_batch(),
    ),
    joined=_batches,
    base=_batches,
    sorts={
        "reference": PaymentBatch.__table__.c.reference,
        "total": PaymentBatch.__table__.c.control_total,
        "made": PaymentBatch.__table__.c.made_at,
    },
    default_sort=(Sort("reference", descending=True),),
    filters={"stage": PaymentBatch.__table__.c.stage},
    texts=(PaymentBatch.__table__.c.reference,),
    money=PaymentBatch.__table__.c.control_total,
    labels=lambda _key, value: _STAGES[value],
)
