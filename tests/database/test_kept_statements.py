"""A kept statement does what SQLAlchemy does, on both databases, with every type of value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import StatementError

from pccdesk.database.engine import connect
from pccdesk.database.kept_statements import KeptStatement
from pccdesk.database.rows import table_of
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.models.applications import Application
from pccdesk.models.offices import Counter, DatabaseInfo, Priority, PublishedAward
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists import APPLICATIONS
from pccdesk.services.desk import Desk
from tests.office import Office

SHOWN = (Application.reference, Application.amount_requested, Application.created_at)
NOON = datetime(2026, 6, 1, 12, 30, 0, 5, tzinfo=UTC)
COUNTER = table_of(Counter)
ADD = KeptStatement(insert(COUNTER))
MOVE = KeptStatement(
    update(COUNTER)
    .where(COUNTER.c.series == bindparam("wanted"))
    .values(last_number=bindparam("new_number"))
)
ONE = KeptStatement(select(Counter.series, Counter.last_number).where(Counter.series == "one"))
NAMED = KeptStatement(
    select(Counter.last_number)
    .where(Counter.series.in_(["one", "two"]), Counter.last_number > bindparam("least"))
    .order_by(Counter.series)
)


def test_rows_are_written_and_read(desk: Desk) -> None:
    with desk.database.changing() as session:
        connection = session.connection()
        for number, series in enumerate(("one", "two", "three")):
            ADD.write(connection, series=series, last_number=number)
        assert MOVE.write(connection, wanted="one", new_number=5) == 1
        assert MOVE.write(connection, wanted="nobody", new_number=5) == 0
        row = ONE.row(connection)
        assert row is not None
        assert (row.series, row.last_number) == tuple(row) == ("one", 5)
        assert NAMED.column(connection, least=0) == (5, 1)
        assert NAMED.column(connection, least=1) == (5,)
        all_gone = KeptStatement(delete(COUNTER).where(COUNTER.c.series == "one"))
        assert all_gone.write(connection) == 1
        assert ONE.row(connection) is None


def test_what_a_reader_asks_first_is_one_consistent_state(desk: Desk) -> None:
    with desk.database.reading() as connection:
        assert ONE.rows(connection) == []
        assert connection.in_transaction()


def test_every_type_comes_back_as_it_was_given(desk: Desk) -> None:
    award = KeptStatement(insert(table_of(PublishedAward)))
    read = KeptStatement(select(PublishedAward.amount).where(PublishedAward.id == bindparam("it")))
    names = ("comparable_name", "organisation_name", "fund_name", "place", "source")
    info = table_of(DatabaseInfo)
    made = KeptStatement(update(info).values(made_at=bindparam("new"), is_sample=bindparam("yes")))
    told = KeptStatement(select(DatabaseInfo.made_at, DatabaseInfo.is_sample))
    begun = KeptStatement(
        select(func.count()).select_from(Priority).where(Priority.valid_from <= bindparam("day"))
    )
    with desk.database.changing() as session:
        connection = session.connection()
        award.write(
            connection, id=9_001, year=2025, amount=Decimal("12.34"), **dict.fromkeys(names, "x")
        )
        assert read.column(connection, it=9_001) == (Decimal("12.34"),)
        made.write(connection, new=NOON, yes=True)
        row = told.row(connection)
        assert row is not None
        assert (row.made_at, row.is_sample) == (NOON, True)
        late, early = date(2100, 1, 1), date(1900, 1, 1)
        count = session.scalar(select(func.count()).select_from(Priority))
        assert begun.column(connection, day=late) == (count,)
        assert begun.column(connection, day=early) == (0,)


def test_a_statement_in_the_databases_own_words_takes_values_too(desk: Desk) -> None:
    add = KeptStatement(text("INSERT INTO counter (series, last_number) VALUES (:one, 1)"))
    with desk.database.changing() as session:
        add.write(session.connection(), one="one")
        assert ONE.column(session.connection()) == ("one",)


def test_a_value_that_is_lacking_is_not_taken_for_none(desk: Desk) -> None:
    with (
        desk.database.reading() as connection,
        pytest.raises((KeyError, StatementError)),
    ):
        NAMED.rows(connection)


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
        kept = KeptStatement(query)
        found = kept.records(connection, lambda *row: row, least=one)
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
