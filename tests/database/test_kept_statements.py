"""A kept statement does what SQLAlchemy does, on both databases, with every type of value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import StatementError

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.models.offices import Counter, DatabaseInfo, Priority, PublishedAward
from pccdesk.services.desk import Desk
from pccdesk.services.work import table_of

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
