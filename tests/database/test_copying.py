"""A whole office moves from one database to another, of either kind, or nothing of it does."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from pccdesk.bootstrap import open_desk
from pccdesk.database import copying, raw_tables
from pccdesk.database.copying import copy_database
from pccdesk.database.creation import create_database, open_database
from pccdesk.database.engine import connect
from pccdesk.database.raw_tables import RawRows, RawTable
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import Cancelled, DeskError, EnvironmentFailed, Refused
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from tests.clock import MORNING, Clock
from tests.conftest import database_numbers
from tests.database import kept_office
from tests.database.comparing import structure
from tests.office import Office
from tests.postgresql_server import PostgresqlServer

NEWEST = kept_office.REVISIONS[-1]
WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite")]
WAYS.append(("postgresql", "postgresql"))
MakeAddress = Callable[[str], str]


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeAddress]:
    """Give a maker of addresses of new, empty databases of a kind."""
    made: list[str] = []

    def make(kind: str) -> str:
        name = f"copied_{next(database_numbers)}"
        if kind == "sqlite":
            return str(tmp_path / f"{name}.sqlite")
        made.append(name)
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        server.create(name)
        return server.address(name)

    yield make
    for name in made:
        request.getfixturevalue("postgresql_server").drop(name)


def full_office(kind: str, empty: MakeAddress) -> str:
    """Return the address of the kept office, with a bank account less and brought up to date."""
    address = empty(kind)
    if kind == "sqlite":
        kept_office.unpack(NEWEST, Path(address))
    else:
        kept_office.load(NEWEST, address)
    open_database(address).close()
    return address


def copied(source: str, target: str) -> copying.Copied:
    """Copy a database and close it."""
    database = connect(source)
    try:
        return copy_database(database, target)
    finally:
        database.close()


def built(address: str) -> object:
    """Return how a database is built."""
    database = connect(address)
    with database.reading() as connection:
        found = structure(connection)
    database.close()
    return found


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_an_office_is_copied_whole_and_goes_on_without_a_gap(
    here: str, there: str, empty: MakeAddress
) -> None:
    source, target = full_office(here, empty), empty(there)
    told = copied(source, target)
    assert {each.name for each in told.tables} >= {"application", "audit_entry", "content"}
    assert told.rows > 500
    clock = Clock(MORNING)
    desk = open_desk(target, clock)
    assert desk.told == ()
    office = Office(desk, clock, made=100)
    one = office.bring_to(Stage.COMPLETE)
    assert office.record(one).reference == "CAF-2026-0016"
    found = verify(desk)
    desk.database.close()
    assert found.sound, found.faults
    database = connect(target)
    with pytest.raises(Exception, match="kept as they are"), database.changing() as session:
        session.execute(text("DELETE FROM audit_entry"))
    database.close()


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_a_copy_is_built_as_a_new_database_is(here: str, there: str, empty: MakeAddress) -> None:
    source, target, new = full_office(here, empty), empty(there), empty(there)
    copied(source, target)
    create_database(new, MORNING, lambda _session: None).close()
    assert built(target) == built(new)


def test_an_office_that_went_to_a_server_and_back_is_the_same_to_the_byte_of_each_row(
    empty: MakeAddress,
) -> None:
    source, server, back = full_office("sqlite", empty), empty("postgresql"), empty("sqlite")
    there = copied(source, server)
    again = copied(server, back)
    assert there == again == copied(back, empty("sqlite"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_onto_something_is_refused_and_changes_nothing(
    kind: str, empty: MakeAddress
) -> None:
    source, target = full_office("sqlite", empty), full_office(kind, empty)
    before = built(target)
    with pytest.raises(Refused, match=r"exists already|is not empty"):
        copied(source, target)
    assert built(target) == before
    open_database(target).close()


def nothing_there(address: str) -> bool:
    """Tell whether an address is as empty as it was given."""
    database = connect(address)
    if database.file is not None:
        return not [each for each in database.file.parent.iterdir() if "part" in each.name] and (
            not database.file.exists()
        )
    with database.reading() as connection:
        found = raw_tables.tables_of(connection)
    database.close()
    return found == ()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("share", [0.01, 0.4, 0.6, 1.0])
def test_a_copy_that_is_cancelled_leaves_nothing(
    share: float, kind: str, empty: MakeAddress
) -> None:
    def stop(done: int, total: int) -> None:
        if done >= total * share:
            raise Cancelled("Stopped.")

    source, target = connect(full_office("sqlite", empty)), empty(kind)
    with pytest.raises(Cancelled):
        copy_database(source, target, stop)
    source.close()
    assert nothing_there(target)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_that_is_not_the_same_is_not_kept(
    kind: str, empty: MakeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = raw_tables.write_rows

    def write_and_spoil(connection: Connection, table: RawTable, rows: Iterable[RawRows]) -> None:
        write(connection, table, rows)
        if table.name == "payment":
            connection.execute(text("UPDATE payment SET amount = amount + 1 WHERE id = 1"))

    monkeypatch.setattr(copying, "write_rows", write_and_spoil)
    source, target = full_office("sqlite", empty), empty(kind)
    with pytest.raises(EnvironmentFailed, match=r"copy of payment .* is not the same"):
        copied(source, target)
    assert nothing_there(target)


def test_what_a_server_cannot_keep_is_told_and_nothing_is_copied(empty: MakeAddress) -> None:
    source, target = full_office("sqlite", empty), empty("postgresql")
    database = connect(source)
    with database.changing() as session:
        session.execute(text("UPDATE organisation SET name = 'a' || char(0) || 'b' WHERE id = 1"))
    database.close()
    with pytest.raises(Refused, match="A row of organisation holds something that PostgreSQL"):
        copied(source, target)
    assert nothing_there(target)


def test_a_copy_shows_one_moment_while_others_write(empty: MakeAddress, tmp_path: Path) -> None:
    source = full_office("sqlite", empty)
    shutil.copyfile(source, tmp_path / "as_it_was.sqlite")
    wrote: list[int] = []

    def somebody_writes(done: int, _total: int) -> None:
        if not wrote:
            wrote.append(done)
            database = connect(source)
            with database.changing() as session:
                session.execute(text("UPDATE organisation SET town = 'Elsewhere'"))
            database.close()

    database = connect(source)
    told = copy_database(database, empty("sqlite"), somebody_writes)
    database.close()
    assert wrote
    assert told == copied(str(tmp_path / "as_it_was.sqlite"), empty("sqlite"))


def test_an_office_of_an_older_schema_is_copied_as_it_is(
    empty: MakeAddress, tmp_path: Path
) -> None:
    old = kept_office.unpack(kept_office.REVISIONS[0], tmp_path / "old.sqlite")
    target = empty("sqlite")
    assert copied(str(old), target).schema == kept_office.REVISIONS[0]


def test_memory_stays_flat_however_large_the_office(empty: MakeAddress) -> None:
    peaks = []
    for documents in (15, 60):
        source = connect(full_office("sqlite", empty))
        with source.changing() as session:
            for number in range(documents):
                session.execute(
                    text("INSERT INTO content VALUES (:digest, 1000000, zeroblob(1000000))"),
                    {"digest": f"{number:064}"},
                )
        target = empty("sqlite")
        tracemalloc.start()
        copy_database(source, target)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        source.close()
    assert peaks[1] < peaks[0] * 1.3


def test_a_server_that_is_not_there_is_told(empty: MakeAddress, tmp_path: Path) -> None:
    source = full_office("sqlite", empty)
    with pytest.raises(DeskError, match="did not answer"):
        copied(source, f"postgresql://nobody@/nothing?host={tmp_path}")
    Desk(connect(source)).database.close()
