"""Rows written in bulk are those that SQLAlchemy would have written, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select

from pccdesk.database.rows import delete_rows, insert_new, table_of, update_rows
from pccdesk.models.base import Base
from pccdesk.models.offices import PublishedAward
from pccdesk.models.organisations import Organisation
from pccdesk.models.people import PersonRole
from pccdesk.services.desk import Desk
from tests.office import Office

NOON = datetime(2026, 6, 1, 12, 30, 0, 5, tzinfo=UTC)


def organisation(number: int) -> dict[str, Any]:
    """Return a row that leaves its version to the table."""
    texts = ("sort_name", "comparable_name", "kind", "address", "town", "postcode", "district")
    numbers = ("charity_number", "company_number", "email", "phone", "website")
    return {
        "id": 1000 + number,
        "name": f"Group {number} “é”",
        **dict.fromkeys((*texts, *numbers), ""),
        "otherwise_funded": number % 2 == 0,
        "created_at": NOON,
    }


def award(number: int) -> dict[str, Any]:
    """Return a row with money."""
    return {
        "id": 1000 + number,
        "comparable_name": "group",
        "organisation_name": "Group",
        "fund_name": "Fund",
        "year": 2025,
        "amount": Decimal(number) / 100,
        "place": "",
        "source": "",
    }


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize(("model", "row"), [(Organisation, organisation), (PublishedAward, award)])
def test_rows_are_written_as_sqlalchemy_writes_them(
    desk: Desk, model: type[Base], row: Any, count: int
) -> None:
    table = table_of(model)
    names = set(table.columns.keys())
    rows = [{k: v for k, v in row(number).items() if k in names} for number in range(count)]
    mine = table.c.id >= 1000

    def kept(connection: Connection) -> list[tuple[Any, ...]]:
        return [tuple(each) for each in connection.execute(select(table).where(mine))]

    with desk.database.changing() as session:
        connection = session.connection()
        connection.execute(insert(table), rows)
        usual = kept(connection)
        connection.execute(delete(table).where(mine))
        insert_new(connection, table, rows)
        assert kept(connection) == usual
        assert len(usual) == count


def test_a_column_that_is_not_there_is_told(sqlite_office: Office) -> None:
    rows = [organisation(number) | {"colour": "red"} for number in range(20)]
    database = sqlite_office.desk.database
    with pytest.raises(ValueError, match="colour"), database.changing() as session:
        insert_new(session.connection(), table_of(Organisation), rows)


def test_rows_known_by_some_values_are_changed_and_deleted(desk: Desk) -> None:
    table, places = table_of(PublishedAward), ("here", "here", "there")
    rows = [award(number) | {"place": place} for number, place in enumerate(places)]
    with desk.database.writing() as connection:
        insert_new(connection, table, rows)
        changed = {"amount": Decimal("3.50"), "place": "moved"}
        assert update_rows(connection, table, changed, {"place": "here", "year": 2025}) == 2
        assert update_rows(connection, table, changed, {"place": "nowhere"}) == 0
        query = select(table.c.amount, table.c.place).where(table.c.id >= 1000).order_by(table.c.id)
        kept = [tuple(row) for row in connection.execute(query)]
        assert kept == [(Decimal("3.50"), "moved")] * 2 + [(Decimal("0.02"), "there")]
        assert delete_rows(connection, table, {"place": "moved"}) == 2
        assert [row.place for row in connection.execute(query)] == ["there"]


def test_rows_are_known_by_an_empty_column_too(office: Office) -> None:
    table = table_of(PersonRole)
    with office.desk.database.writing() as connection:
        empty = select(func.count()).where(table.c.fund_id.is_(None))
        everywhere = connection.scalar(empty)
        assert everywhere
        assert delete_rows(connection, table, {"role": "auditor", "fund_id": None}) > 0
        assert (connection.scalar(empty) or 0) < everywhere
