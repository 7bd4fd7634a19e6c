"""The everyday user that IT sets up can do an officer's work, and nothing to the audit log."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pccdesk.bootstrap import open_desk
from pccdesk.database.engine import Database, connect
from pccdesk.database.privileges import let_be_dumped
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import DeskError, Refused
from pccdesk.services.backups import make_backup
from pccdesk.services.sign_in import sign_in
from pccdesk.services.verification import verify
from tests.cli.running import Commands
from tests.clock import MORNING, Clock
from tests.database.test_old_offices import one_schema_more
from tests.harness.next_schema import NEWER
from tests.new_office import PASSWORD, make_new_office
from tests.office import CAF_ROUND, RRF_ROUND, Office
from tests.postgresql_server import PostgresqlServer, find_programs
from tests.staff import add_staff


@pytest.fixture
def set_up(
    postgresql_server: PostgresqlServer, capsys: pytest.CaptureFixture[str]
) -> Iterator[str]:
    """Set a server up with what the program prints; give the everyday user's address."""
    printed = Commands(capsys)("postgresql-setup").out
    psql = [str(find_programs() / "psql"), "--no-psqlrc", "--set", "ON_ERROR_STOP=1"]
    folder = str(Path(postgresql_server.socket).parent)
    command = [*psql, "--host", folder, "--username", "postgres", "--dbname", "postgres"]
    subprocess.run(command, input=printed, text=True, check=True, capture_output=True)
    address = postgresql_server.address("pccdesk")
    make_new_office(address.replace("postgres@", "pccdesk_owner@"))
    yield address.replace("postgres@", "pccdesk_desk@")
    postgresql_server.drop("pccdesk")
    for role in ("pccdesk_desk", "pccdesk_owner"):
        postgresql_server.run("postgres", f"DROP ROLE {role}")


def test_the_everyday_user_can_do_all_of_the_offices_work(set_up: str) -> None:
    clock = Clock(MORNING)
    desk = open_desk(set_up, clock)
    add_staff(desk, sign_in(desk, "administrator", PASSWORD))
    office = Office(desk, clock)
    for round_code in (CAF_ROUND, RRF_ROUND):
        for stage in Stage:
            office.bring_to(stage, round_code=round_code)
    found = verify(desk)
    desk.database.close()
    assert found.sound, found.faults


def test_the_everyday_user_can_have_the_server_dumped(set_up: str, tmp_path: Path) -> None:
    desk = open_desk(set_up, Clock(MORNING))
    made = make_backup(desk, tmp_path)
    desk.database.close()
    assert made.dump is not None
    assert made.dump.trouble == ""


def test_what_was_dumped_goes_back_with_its_rights(
    set_up: str, postgresql_server: PostgresqlServer, tmp_path: Path
) -> None:
    desk = open_desk(set_up, Clock(MORNING))
    made = make_backup(desk, tmp_path)
    desk.database.close()
    assert made.dump is not None
    assert made.dump.path is not None
    postgresql_server.run(
        "postgres", "CREATE DATABASE again OWNER pccdesk_owner TEMPLATE template0"
    )
    owner = postgresql_server.address("again").replace("postgres@", "pccdesk_owner@")
    libpq = owner.replace("postgresql+psycopg", "postgresql")
    restore = str(find_programs() / "pg_restore")
    command = [restore, "--no-owner", "--exit-on-error", f"--dbname={libpq}", str(made.dump.path)]
    subprocess.run(command, check=True, capture_output=True)
    everyday = open_desk(owner.replace("pccdesk_owner@", "pccdesk_desk@"), Clock(MORNING))
    sign_in(everyday, "administrator", PASSWORD)
    assert verify(everyday).sound
    assert "permission" in refused(everyday.database, "DELETE FROM audit_entry") or (
        "let this user" in refused(everyday.database, "DELETE FROM audit_entry")
    )
    everyday.database.close()
    postgresql_server.drop("again")


def test_a_server_that_was_set_up_before_dumps_lets_itself_be_dumped_once_it_is_upgraded(
    set_up: str, tmp_path: Path
) -> None:
    owner = connect(set_up.replace("pccdesk_desk@", "pccdesk_owner@"))
    with owner.changing() as session:
        session.execute(text("REVOKE SELECT ON ALL SEQUENCES IN SCHEMA public FROM pccdesk_desk"))
    desk = open_desk(set_up, Clock(MORNING))
    before = make_backup(desk, tmp_path)
    with owner.changing() as session:
        let_be_dumped(session.connection())
    owner.close()
    after = make_backup(desk, tmp_path)
    desk.database.close()
    assert before.dump is not None
    assert after.dump is not None
    assert "may not read everything" in before.dump.trouble
    assert after.dump.trouble == ""


FORBIDDEN = [
    "UPDATE audit_entry SET actor = 'x'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_entry_no_change ON audit_entry",
    "CREATE OR REPLACE FUNCTION audit_entry_is_kept() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SET session_replication_role = replica",
    "DELETE FROM audit_head",
    "UPDATE content SET content = ''",
    "DELETE FROM letter",
    "DELETE FROM decision",
    "DELETE FROM past_part",
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE database_info SET product = 'x'",
    "CREATE TABLE mine (id int)",
    "ALTER TABLE payment DROP CONSTRAINT ck_payment_amount_over_nought",
    "CREATE ROLE somebody",
]


def refused(database: Database, statement: str) -> str:
    """Return what the server says to a statement that it refuses."""
    with pytest.raises((DBAPIError, DeskError)) as said, database.changing() as session:
        session.execute(text(statement))
    return str(said.value)


def test_the_everyday_user_cannot_touch_the_audit_log_or_the_tables(set_up: str) -> None:
    database = connect(set_up)
    for statement in FORBIDDEN:
        said = refused(database, statement)
        assert any(words in said for words in ("permission", "must be owner", "let this user")), (
            said
        )
    database.close()


def test_the_everyday_user_is_told_that_a_newer_schema_needs_the_owner(
    set_up: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with one_schema_more(tmp_path):
        with pytest.raises(Refused, match=r"Only its owner, pccdesk_owner, may bring it up to"):
            open_desk(set_up)
        owner = set_up.replace("pccdesk_desk@", "pccdesk_owner@")
        done = Commands(capsys)("upgrade", "--database", owner)
        assert (done.code, f"has the schema {NEWER}" in done.out) == (0, True)
        open_desk(set_up).database.close()
