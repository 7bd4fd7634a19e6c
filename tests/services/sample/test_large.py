"""An office of any size is whole, the same for a seed, and takes on further work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pccdesk.database.creation import open_database
from pccdesk.domain.errors import Cancelled
from pccdesk.models.applications import Application
from pccdesk.models.base import Base
from pccdesk.models.decisions import Decision
from pccdesk.services.desk import Desk
from pccdesk.services.sample import large
from pccdesk.services.sample.large import make_large_office
from pccdesk.services.sign_in import sign_in
from pccdesk.services.verification import verify
from tests.postgresql_server import PostgresqlServer

ROWS = 300


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a small office be written in several parts."""
    monkeypatch.setattr(large, "PART", 40)


def rows_of(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    with desk.database.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
            if table.name != "database_info"
        }


def made(path: Path | str, seed: int = 1) -> dict[str, list[tuple[Any, ...]]]:
    desk = make_large_office(str(path), ROWS, seed)
    found = rows_of(desk)
    desk.database.close()
    return found


def test_it_verifies_and_has_the_number_asked_for(tmp_path: Path) -> None:
    desk = make_large_office(str(tmp_path / "large.sqlite"), ROWS)
    found = verify(desk)
    assert found.sound, found.faults
    assert found.batches > 1
    assert len(rows_of(desk)["application"]) == ROWS
    desk.database.close()


def test_it_is_the_same_for_the_same_seed_only(tmp_path: Path) -> None:
    first = made(tmp_path / "1.sqlite")
    assert made(tmp_path / "2.sqlite") == first
    assert made(tmp_path / "3.sqlite", seed=2)["application"] != first["application"]


def test_it_is_the_same_on_postgresql(tmp_path: Path, postgresql_server: PostgresqlServer) -> None:
    postgresql_server.create("large_office")
    address = postgresql_server.address("large_office")
    assert made(address) == made(tmp_path / "large.sqlite")
    desk = Desk(open_database(address))
    assert verify(desk).sound
    sign_in(desk, "officer", "")  # its audit entry follows ours
    desk.database.close()


def test_every_stage_and_many_lengths_come_up(tmp_path: Path) -> None:
    tables = made(tmp_path / "large.sqlite")
    stages = {
        row[Application.__table__.columns.keys().index("stage")] for row in tables["application"]
    }
    assert len(stages) >= 13
    lengths = {len(row[2]) for row in tables["application_text"]}
    assert max(lengths) > 4 * min(lengths)


def test_decisions_are_numbered_without_a_gap(tmp_path: Path) -> None:
    desk = make_large_office(str(tmp_path / "large.sqlite"), ROWS)
    with desk.database.reading() as connection:
        query = select(Decision.financial_year, Decision.number).order_by(Decision.id)
        numbers: dict[int, list[int]] = {}
        for year, number in connection.execute(query):
            numbers.setdefault(year, []).append(number)
    desk.database.close()
    assert all(each == list(range(1, len(each) + 1)) for each in numbers.values())


def test_one_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done > ROWS // 2:
            raise Cancelled("Cancelled.")

    with pytest.raises(Cancelled):
        make_large_office(str(tmp_path / "large.sqlite"), ROWS, progress=stop)
    assert list(tmp_path.iterdir()) == []
