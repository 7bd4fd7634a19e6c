"""A query compiled once gives what the query itself gives, whatever is asked for in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select

from pccdesk.domain.applications import Stage
from pccdesk.models.applications import Application
from pccdesk.queries.prepared import prepare
from tests.office import Office

SHOWN = (Application.reference, Application.amount_requested, Application.created_at)


def test_values_and_lists_of_values_reach_the_driver_as_their_columns_keep_them(
    office: Office,
) -> None:
    one = office.bring_to(Stage.DRAFT)
    record = office.record(one)
    assert record.form.starts_on is not None
    query = select(*SHOWN).where(
        Application.amount_requested.in_([Decimal("0.01"), record.form.amount_requested]),
        Application.created_at <= record.created_at,
        Application.starts_on.between(date(2000, 1, 1), record.form.starts_on),
        Application.stage.in_([Stage.DRAFT.value, Stage.RECEIVED.value]),
        Application.id >= bindparam("least", 0),
    )
    with office.desk.database.reading() as connection:
        prepared = prepare(query, connection.dialect)
        found = prepared.records(connection, lambda *row: row, least=one)
        asked = [tuple(row) for row in connection.execute(query, {"least": one})]
    assert list(found) == asked == [(record.reference, record.form.amount_requested, found[0][2])]
