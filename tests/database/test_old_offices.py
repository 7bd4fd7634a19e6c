"""An office of every schema that was ever landed opens, is brought up to date and stays whole."""

from __future__ import annotations

import lzma
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, event, func, select, text
from sqlalchemy.exc import DBAPIError

from pccdesk.bootstrap import look_at_desk, open_desk
from pccdesk.database import backup, creation, schema
from pccdesk.database.creation import create_database, open_database
from pccdesk.database.engine import Database, connect
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import DeskError, EnvironmentFailed, Refused
from pccdesk.domain.progress import Progress
from pccdesk.models import Base
from pccdesk.models.applications import Application
from pccdesk.services.verification import verify
from tests.clock import MORNING, Clock
from tests.conftest import database_numbers
from tests.database import kept_office
from tests.database.comparing import Rows, contents, structure
from tests.harness.next_schema import NEWER, newer_program
from tests.office import Office
from tests.postgresql_server import PostgresqlServer
from tests.repository import ROOT

OLDEST = kept_office.REVISIONS[0]
KEPT_BYTES = 400_000


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Give each kind of database in turn."""
    return str(request.param)


@pytest.fixture(params=kept_office.REVISIONS)
def old_address(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """Give the address of a kept old office of each schema, on each kind of database."""
    if kind == "sqlite":
        yield str(kept_office.unpack(request.param, tmp_path / "old.sqlite"))
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = f"old_{next(database_numbers)}"
    server.create(name)
    kept_office.load(request.param, server.address(name))
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def new_address(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database of the same kind."""
    if kind == "sqlite":
        yield str(tmp_path / "new.sqlite")
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = f"new_{next(database_numbers)}"
    server.create(name)
    yield server.address(name)
    server.drop(name)


@contextmanager
def one_schema_more(folder: Path) -> Iterator[None]:
    """Let the program know one schema more than it has, so that each kept office is older."""
    newest = max(each.name[:4] for each in (schema.MIGRATIONS / "versions").glob("0*.py"))
    with newer_program(folder, newest):
        yield


def rows_of(address: str, only: Rows | None = None) -> Rows:
    """Return all that a database holds, without changing it."""
    database = connect(address)
    with database.reading() as connection:
        found = contents(connection, only)
    database.close()
    return found


def revision_of(address: str) -> str:
    """Return a database's schema."""
    database = connect(address)
    found = schema.schema_revision(database)
    database.close()
    return found


def test_an_old_office_is_small_enough_to_keep() -> None:
    assert kept_office.REVISIONS
    for each in kept_office.FOLDER.glob("*.xz"):
        assert each.stat().st_size < KEPT_BYTES
        assert len(lzma.decompress(each.read_bytes())) > KEPT_BYTES, "an office is not empty"


def test_an_old_office_is_brought_up_to_date_and_keeps_every_row(
    old_address: str, tmp_path: Path
) -> None:
    before = rows_of(old_address)
    with one_schema_more(tmp_path):
        open_database(old_address).close()
        assert revision_of(old_address) == NEWER
    after = rows_of(old_address, before)
    assert after.keys() == before.keys(), "no table is dropped with what it holds"
    for table, (columns, rows) in after.items():
        kept_before = before[table]
        places = [kept_before[0].index(name) for name in columns]
        wanted = sorted((tuple(row[at] for at in places) for row in kept_before[1]), key=repr)
        assert rows == wanted, table


def test_an_old_office_opens_in_this_program_and_verifies(old_address: str) -> None:
    desk = open_desk(old_address)
    found = verify(desk)
    desk.database.close()
    assert found.sound, found.faults
    assert found.audit_entries > 100
    assert found.letters > 5
    assert found.batches >= 1


def test_an_old_office_keeps_its_audit_entries_from_change(
    old_address: str, tmp_path: Path
) -> None:
    with one_schema_more(tmp_path):
        open_database(old_address).close()
    engine = create_engine(connect(old_address).url)
    again = "INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 1"
    replacing = (
        f"INSERT OR REPLACE {again}"
        if engine.dialect.name == "sqlite"
        else f"INSERT {again} ON CONFLICT (sequence) DO UPDATE SET actor = 'x'"
    )
    for statement in (
        "UPDATE audit_entry SET actor = 'x'",
        "DELETE FROM audit_entry",
        replacing,
    ):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="kept as they are"):
            connection.execute(text(statement))
    engine.dispose()


def test_an_old_office_is_built_like_a_new_one(old_address: str, new_address: str) -> None:
    create_database(new_address, MORNING, lambda _session: None).close()
    built = []
    for address in (old_address, new_address):
        database = open_database(address)
        with database.reading() as connection:
            built.append(structure(connection))
        database.close()
    assert built[0] == built[1]
    assert built[0]["triggers"], "audit entries are kept by triggers"


def test_the_models_say_what_the_migrations_made(old_address: str) -> None:
    database = open_database(old_address)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
    database.close()
    # A search index of SQLite's own stands in no model.
    missing = [each for each in found if not str(each[0]).startswith("remove_")]
    assert not missing


class BreakdownError(Exception):
    """What a test lets happen in the middle of a migration."""


@contextmanager
def breaking_at(wanted: int) -> Iterator[list[str]]:
    """Let the statement of that number fail while a schema is changed; give what was run."""
    run: list[str] = []

    def count(database: Database) -> None:
        def before(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            run.append(statement)
            if len(run) == wanted:
                raise BreakdownError(statement)

        event.listen(database.engine, "before_cursor_execute", before)

    own = creation._bring_up_to_date

    def counted(database: Database, current: str, progress: Progress) -> None:
        count(database)
        own(database, current, progress)

    creation._bring_up_to_date = counted
    try:
        yield run
    finally:
        creation._bring_up_to_date = own


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True)
def test_a_migration_that_fails_at_any_statement_leaves_the_old_office(
    old_address: str, tmp_path: Path
) -> None:
    before = rows_of(old_address)
    revision = revision_of(old_address)
    with one_schema_more(tmp_path):
        wanted = 1
        while True:
            with breaking_at(wanted) as run:
                try:
                    open_database(old_address).close()
                except BreakdownError:
                    pass
                else:
                    break
            assert len(run) >= wanted, "the office was opened"
            assert revision_of(old_address) == revision
            wanted += 1
        assert wanted > 10
        assert revision_of(old_address) == NEWER
    assert rows_of(old_address, before).keys() == before.keys()


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 1.0])
def test_a_program_killed_while_it_migrates_leaves_the_old_file_usable(
    share: float, tmp_path: Path
) -> None:
    old = kept_office.unpack(OLDEST, tmp_path / "old.sqlite")
    before = rows_of(str(old))
    command = [sys.executable, "-m", "tests.database.killed_while_migrating"]
    killed = subprocess.run(
        [*command, str(old), str(tmp_path), str(share)], cwd=ROOT, check=False, timeout=60
    )
    assert killed.returncode == -9
    assert revision_of(str(old)) == OLDEST
    assert rows_of(str(old)) == before
    with one_schema_more(tmp_path):
        open_database(str(old)).close()
        assert revision_of(str(old)) == NEWER


def test_an_old_office_is_backed_up_before_it_is_brought_up_to_date_and_that_is_said(
    tmp_path: Path,
) -> None:
    old = kept_office.unpack(OLDEST, tmp_path / "old.sqlite")
    before = rows_of(str(old))
    with one_schema_more(tmp_path):
        desk = open_desk(str(old))
        desk.database.close()
        again = open_desk(str(old))
        again.database.close()
    (sentence,) = desk.told
    assert f"schema {OLDEST} to {NEWER}" in sentence
    path = Path(sentence.rpartition("“")[2].partition("”")[0])
    assert f"before-upgrade-from-{OLDEST}" in path.name
    assert backup.seal_of(path).schema == OLDEST
    assert rows_of(str(path)) == before
    assert again.told == ()


def test_an_old_office_that_cannot_be_backed_up_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise EnvironmentFailed("There is not enough room.")

    old = kept_office.unpack(OLDEST, tmp_path / "old.sqlite")
    monkeypatch.setattr(backup, "copy_whole", no_room)
    with one_schema_more(tmp_path), pytest.raises(EnvironmentFailed) as failed:
        open_desk(str(old))
    assert "could not be backed up first: There is not enough room." in failed.value.sentence
    assert revision_of(str(old)) == OLDEST


def test_who_only_looks_changes_nothing_in_an_old_office(old_address: str, tmp_path: Path) -> None:
    revision = revision_of(old_address)
    before = rows_of(old_address)
    with one_schema_more(tmp_path), pytest.raises(Refused, match="made by an older PCCDesk"):
        look_at_desk(old_address)
    assert revision_of(old_address) == revision
    assert rows_of(old_address) == before


def test_an_old_backup_is_read_and_restored_as_it_is(tmp_path: Path) -> None:
    old = kept_office.unpack(OLDEST, tmp_path / "old.sqlite")
    as_it_was = old.read_bytes()
    with one_schema_more(tmp_path):
        assert backup.require_sound(old).schema == OLDEST
        with backup.reading_file(old) as connection:
            assert contents(connection)
        backup.copy_whole(old, tmp_path / "restored.sqlite")
        assert backup.seal_of(tmp_path / "restored.sqlite").schema == OLDEST
    assert old.read_bytes() == as_it_was


def test_an_office_of_a_newer_program_is_refused_with_a_sentence(
    old_address: str, tmp_path: Path
) -> None:
    with one_schema_more(tmp_path):
        open_database(old_address).close()
    before = rows_of(old_address)
    for open_it in (open_database, open_desk, look_at_desk):
        with pytest.raises(DeskError, match="made by a newer PCCDesk"):
            open_it(old_address)
    assert rows_of(old_address) == before


def test_an_office_brought_up_to_date_goes_on_where_it_was(old_address: str) -> None:
    clock = Clock(MORNING)
    desk = open_desk(old_address, clock)
    office = Office(desk, clock, made=100)
    with desk.database.reading() as connection:
        last = connection.scalar(
            select(func.max(Application.reference)).where(Application.reference.startswith("CAF"))
        )
    one = office.bring_to(Stage.COMPLETE)
    reference = office.record(one).reference
    found = verify(desk)
    desk.database.close()
    assert int(reference[-4:]) == int(str(last)[-4:]) + 1
    assert found.sound, found.faults
