"""An office of the first schema gets its views, keeps its rows, and plans its lists well."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from pccdesk.database import creation
from pccdesk.database.creation import open_database
from pccdesk.database.engine import Database, connect
from pccdesk.models.base import Base
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from tests.new_office import PASSWORD

UNUSED = "ix_application_stage_fund_id_lead_district_financial_year_received_at_id"

COLUMNS = "stage, fund_id, lead_district, financial_year, received_at, id"


@pytest.fixture
def first_schema(database_address: str) -> str:
    """Put an office back to what the first schema was, as far as this change goes."""
    database = connect(database_address)
    with database.changing() as session:
        connection = session.connection()
        for statement in (
            "DROP TABLE default_view",
            "DROP TABLE saved_view",
            f"CREATE INDEX {UNUSED} ON application ({COLUMNS})",
            "UPDATE alembic_version SET version_num = '0001'",
        ):
            connection.execute(text(statement))
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM sqlite_stat1"))
    database.close()
    return database_address


def test_an_older_office_is_brought_up_to_date_with_all_it_has(first_schema: str) -> None:
    database = open_database(first_schema)
    assert sign_in(Desk(database), "administrator", PASSWORD).username == "administrator"
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM saved_view")) == 0
        plan = (
            "SELECT name FROM sqlite_master"
            if is_file(database)
            else ("SELECT indexname FROM pg_indexes")
        )
        assert UNUSED[:60] not in {name[:60] for name in connection.scalars(text(plan))}
    database.close()


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


def is_file(database: Database) -> bool:
    """Tell a file from a server."""
    return database.file is not None


def test_the_migration_is_in_the_chain() -> None:
    assert creation.is_known("0002")
