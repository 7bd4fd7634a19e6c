"""A query compiled once gives what the query itself gives, whatever is asked for in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import bindparam, select, text

from pccdesk.database.engine import connect
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.models.applications import Application
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists import APPLICATIONS
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


def test_a_failure_that_the_driver_itself_tells_is_a_sentence(sample_office_file: Path) -> None:
    path = sample_office_file
    with connect(str(path)).reading() as connection:
        roots = connection.scalars(
            text("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'application'")
        ).all()
        size = connection.execute(text("PRAGMA page_size")).scalar_one()
    with path.open("r+b") as file:
        for root in roots:
            file.seek((root - 1) * size)
            file.write(b"\xff" * size)
    damaged = connect(str(path))
    with (
        pytest.raises(EnvironmentFailed, match=r"is damaged\. Keep it, and restore a backup"),
        damaged.reading() as connection,
    ):
        APPLICATIONS.first_rows(connection, (), Filter())
    damaged.close()
