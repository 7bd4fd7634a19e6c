"""The databases that tests are given are what the other tests take them for."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
import sqlalchemy


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


def test_a_test_never_sees_the_folders_of_whoever_runs_it(tmp_path: Path) -> None:
    assert platformdirs.user_config_path("pccdesk").is_relative_to(tmp_path)
    assert platformdirs.user_data_path("pccdesk").is_relative_to(tmp_path)
