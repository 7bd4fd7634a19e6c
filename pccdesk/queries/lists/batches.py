"""The list of payment batches."""

from pccdesk.models.payments import PaymentBatch
from pccdesk.models.people import Person
from pccdesk.queries import search_nouns
from pccdesk.queries.listing import Join, Listing, Narrowing, Sort
from pccdesk.queries.ordering import by
from pccdesk.queries.payments import BatchRow, batch_columns

_STAGES = {"prepared": "Workbook not saved", "confirmed": "Workbook saved", "undone": "Taken back"}
_batch = PaymentBatch.__table__.c

BATCHES: Listing[BatchRow] = Listing(
    record=BatchRow,
    identity=_batch.id,
    columns=batch_columns(),
    table=PaymentBatch.__table__,
    joins=(Join(Person.__table__, Person.__table__.c.id == _batch.made_by),),
    sorts={
        "reference": by(_batch.reference),
        "total": by(_batch.control_total, _batch.id),
        "made": by(_batch.made_at, _batch.id),
    },
    default_sort=(Sort("reference", descending=True),),
    filters={"stage": Narrowing(_batch.stage)},
    found_by=((search_nouns.BATCHES, _batch.id),),
    money=_batch.control_total,
    labels=lambda _key, value: _STAGES[value],
)
