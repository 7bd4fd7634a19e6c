"""An office of the first schema gets its views, keeps its rows, and plans its lists well."""

from __future__ import annotations

from alembic import command
from sqlalchemy import Connection, inspect, text

from pccdesk.database import creation
from pccdesk.database.creation import open_database
from pccdesk.database.engine import connect
from pccdesk.models.base import Base

UNUSED = "ix_application_stage_fund_id_lead_district_financial_year_received_at_id"


def test_an_older_office_is_brought_up_to_date_with_all_it_has(empty_address: str) -> None:
    database = connect(empty_address)
    with database.changing() as session:
        connection = session.connection()
        command.upgrade(creation._configuration(connection), "0001")
        assert any(name.startswith(UNUSED[:50]) for name in indexes(connection))
        connection.execute(text("INSERT INTO counter VALUES ('decision 2026', 7)"))
    with database.changing() as session:
        command.upgrade(creation._configuration(session.connection()), "0002")
    with database.reading() as connection:
        assert connection.scalar(text("SELECT last_number FROM counter")) == 7
        assert connection.scalar(text("SELECT count(*) FROM saved_view")) == 0
        assert not any(name.startswith(UNUSED[:50]) for name in indexes(connection))
    database.close()


def indexes(connection: Connection) -> list[str]:
    return [str(each["name"]) for each in inspect(connection).get_indexes("application")]


def test_statistics_name_every_index_of_a_lists_own_table(sqlite_address: str) -> None:
    database = open_database(sqlite_address)
    with database.reading() as connection:
        known = set(connection.scalars(text("SELECT idx FROM sqlite_stat1")))
        there = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'index'")))
    database.close()
    assert known <= there
    for name in ("application", "award", "payment", "organisation", "audit_entry"):
        own = {index.name for index in Base.metadata.tables[name].indexes}
        assert own <= known, name


def test_the_migration_is_in_the_chain() -> None:
    assert creation.is_known("0002")
