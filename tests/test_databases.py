"""The databases that tests are given are what the other tests take them for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import platformdirs
import pytest
import sqlalchemy

from pccdesk.domain.permissions import Actor
from pccdesk.services.desk import Desk
from tests.clock import Clock


def test_an_empty_address_has_no_tables(empty_address: str) -> None:
    engine = sqlalchemy.create_engine(empty_address)
    assert sqlalchemy.inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_database_has_the_tables_and_what_one_test_writes_no_other_sees(
    database_address: str, turn: str
) -> None:
    engine = sqlalchemy.create_engine(database_address)
    assert "application" in sqlalchemy.inspect(engine).get_table_names()
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE left_behind (turn TEXT)"))
        connection.execute(
            sqlalchemy.text("INSERT INTO left_behind VALUES (:turn)"), {"turn": turn}
        )
    engine.dispose()


def test_the_office_of_a_test_goes_by_the_clock_of_the_test(
    desk: Desk, administrator: Actor, clock: Clock
) -> None:
    assert desk.today() == date(2026, 6, 1)
    clock.advance(days=2)
    assert desk.today() == date(2026, 6, 3)
    assert administrator.username == "administrator"


def test_a_test_never_sees_the_folders_of_whoever_runs_it(tmp_path: Path) -> None:
    assert platformdirs.user_config_path("pccdesk").is_relative_to(tmp_path)
    assert platformdirs.user_data_path("pccdesk").is_relative_to(tmp_path)
