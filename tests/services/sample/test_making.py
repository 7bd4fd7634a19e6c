"""The sample office is made whole and the same everywhere, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select

from pccdesk.database.creation import open_database
from pccdesk.database.engine import connect
from pccdesk.domain.errors import Cancelled, Refused
from pccdesk.models.base import Base
from pccdesk.services.sample import make_sample_office
from tests.postgresql_server import PostgresqlServer


def rows_of(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that a database keeps, table by table, in the order of the keys."""
    database = open_database(address)
    with database.reading() as connection:
        found = {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
        }
    database.close()
    return found


def test_it_is_the_same_on_postgresql(
    sample_office_template: Path, postgresql_server: PostgresqlServer
) -> None:
    # That it is the same each time on a file is held by the demonstration's second run.
    postgresql_server.create("sample_office")
    address = postgresql_server.address("sample_office")
    make_sample_office(address).database.close()
    assert rows_of(address) == rows_of(str(sample_office_template))


def stop_after(calls: int) -> Callable[[int, int], None]:
    """Return a progress that is cancelled when it has been told so many times."""
    told = 0

    def tell(_done: int, _total: int) -> None:
        nonlocal told
        told += 1
        if told > calls:
            raise Cancelled("Cancelled.")

    return tell


@pytest.mark.parametrize("calls", [0, 40])
def test_a_cancelled_making_leaves_nothing_behind(tmp_path: Path, calls: int) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    with pytest.raises(Cancelled):
        make_sample_office(str(folder / "sample.sqlite"), stop_after(calls))
    assert list(folder.iterdir()) == []


def test_a_cancelled_making_leaves_no_table_on_a_server(
    postgresql_server: PostgresqlServer,
) -> None:
    postgresql_server.create("cancelled_sample")
    address = postgresql_server.address("cancelled_sample")
    with pytest.raises(Cancelled):
        make_sample_office(address, stop_after(3))
    database = connect(address)
    with database.reading() as connection:
        left = inspect(connection).get_table_names()
    database.close()
    assert left == []


def test_a_file_that_is_there_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite"
    path.write_bytes(b"mine")
    with pytest.raises(Refused, match="exists already"):
        make_sample_office(str(path))
    assert path.read_bytes() == b"mine"


def test_progress_is_told_from_the_first_day_to_the_last(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) > 30:
            raise Cancelled("Enough was seen.")

    with pytest.raises(Cancelled):
        make_sample_office(str(tmp_path / "sample.sqlite"), tell)
    assert told == sorted(told)
    assert {total for _done, total in told} == {962}
