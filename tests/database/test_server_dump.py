"""A server is dumped by its own pg_dump: whole and checked, or a sentence and no file."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pccdesk.database import server_dump
from pccdesk.database.creation import open_database
from pccdesk.database.engine import connect
from pccdesk.database.server_dump import (
    DumpProgram,
    NoProgramError,
    dump_server,
    fitting_program,
    program_at,
)
from pccdesk.domain.errors import Cancelled, EnvironmentFailed
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from pccdesk.settings import with_password
from tests.clock import Clock
from tests.conftest import database_numbers
from tests.postgresql_server import PostgresqlServer, find_programs

SECRET = "p@ss word topsecret"


@pytest.fixture
def real() -> DumpProgram:
    """Give the pg_dump of the newest server on this machine."""
    return program_at(find_programs() / "pg_dump")


def made_up(folder: Path, script: str, version: str = "99.1") -> DumpProgram:
    """Make a pg_dump of a shell script's; the pg_restore beside it is the real one."""
    folder.mkdir(exist_ok=True)
    path = folder / "pg_dump"
    path.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) {version}"; exit; fi\n'
        f'for each in "$@"; do case "$each" in --file=*) file="${{each#--file=}}";; esac; done\n'
        f"{script}\n"
    )
    path.chmod(0o755)
    restore = folder / "pg_restore"
    if not restore.exists():
        restore.symlink_to(find_programs() / "pg_restore")
    return program_at(path)


def test_a_dump_is_restored_into_another_database_and_is_the_same_office(
    postgresql_address: str,
    postgresql_server: PostgresqlServer,
    tmp_path: Path,
    real: DumpProgram,
    clock: Clock,
) -> None:
    database = connect(postgresql_address)
    target = tmp_path / "office.dump"
    dump_server(database, target, real)
    database.close()
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["office.dump"]
    assert target.read_bytes().startswith(b"PGDMP")
    assert target.stat().st_mode & 0o077 == 0
    name = f"restored_{next(database_numbers)}"
    postgresql_server.create(name)
    address = postgresql_server.address(name)
    libpq = address.replace("postgresql+psycopg", "postgresql")
    command = [str(real.restore), "--no-owner", "--exit-on-error", f"--dbname={libpq}", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    again = Desk(open_database(address), clock)
    assert verify(again).sound
    again.database.close()
    postgresql_server.drop(name)


def test_a_password_goes_by_the_environment_and_never_by_the_command_line(
    postgresql_address: str,
    postgresql_server: PostgresqlServer,
    tmp_path: Path,
    real: DumpProgram,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for each in ("PGPASSWORD", "PGPASSFILE"):
        monkeypatch.delenv(each, raising=False)
    name = postgresql_address.partition("?")[0].rpartition("/")[2]
    postgresql_server.guard("dumper", SECRET)
    postgresql_server.let_do_everything("dumper", name)
    postgresql_server.run(name, 'GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO "dumper"')
    address = with_password(postgresql_address.replace("postgres@", "dumper@"), SECRET)
    database = connect(address)
    told = tmp_path / "told"
    watched = made_up(tmp_path / "bin", f'echo "$@" > {told}\nexec {real.path} "$@"')
    dump_server(database, tmp_path / "office.dump", watched)
    database.close()
    assert "--no-password" in told.read_text()
    assert "dumper@" in told.read_text()
    found = subprocess.run(["grep", "-r", "topsecret", str(tmp_path)], check=False)
    assert found.returncode == 1
    assert "PGPASSWORD" not in os.environ
    wrong = connect(with_password(address, "wrong"))
    with pytest.raises(EnvironmentFailed, match="password authentication failed"):
        server_dump._run(
            server_dump._dump_command(wrong, real, tmp_path / "x"),
            wrong,
        )
    wrong.close()
    postgresql_server.unguard("dumper", name)


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (
            'echo "pg_dump: error: permission denied for table award" >&2; exit 1',
            "not dumped: pg_dump said “permission denied for table award”",
        ),
        ('echo "No space left on device" >&2; exit 1', "Make room"),
        ("exit 3", "pg_dump said “nothing”"),
        ('echo rubbish > "$file"', "pg_restore said"),
        ('REAL "$@" && truncate -s -3000 "$file"', "pg_restore said"),
        ('REAL --exclude-table=award "$@"', "lacks award"),
    ],
)
def test_a_dump_that_fails_or_is_not_whole_is_told_and_leaves_no_file(
    postgresql_address: str, tmp_path: Path, real: DumpProgram, script: str, sentence: str
) -> None:
    database = connect(postgresql_address)
    program = made_up(tmp_path / "bin", script.replace("REAL", str(real.path)))
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(EnvironmentFailed) as failed:
        dump_server(database, folder / "office.dump", program)
    assert sentence in failed.value.sentence
    assert list(folder.iterdir()) == []
    with pytest.raises(EnvironmentFailed, match="cannot be written in"):
        dump_server(database, folder / "no" / "office.dump", program)
    database.close()


def test_a_dump_that_is_stopped_ends_the_program_and_leaves_no_file(
    postgresql_address: str, tmp_path: Path
) -> None:
    database = connect(postgresql_address)
    pid = tmp_path / "pid"
    program = made_up(tmp_path / "bin", f"echo $$ > {pid}; exec sleep 60")
    folder = tmp_path / "backups"
    folder.mkdir()

    def stop(_done: int, _total: int) -> None:
        if pid.exists() and pid.read_text().strip():
            raise Cancelled

    with pytest.raises(Cancelled):
        dump_server(database, folder / "office.dump", program, stop)
    assert list(folder.iterdir()) == []
    assert not Path(f"/proc/{pid.read_text().strip()}").exists()
    database.close()


def test_an_old_pg_dump_none_at_all_or_something_else_is_told(
    postgresql_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = connect(postgresql_address)
    monkeypatch.setattr(server_dump, "_USUAL_PLACES", ())
    old = made_up(tmp_path / "old", "exit 1", "9.6.24")
    monkeypatch.setenv("PATH", str(tmp_path / "old"))
    with pytest.raises(NoProgramError, match=r"pg_dump 9\.6 on this computer is older than"):
        fitting_program(database)
    with pytest.raises(NoProgramError, match="older than"):
        fitting_program(database, str(old.path))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoProgramError, match="was not found on this computer"):
        fitting_program(database)
    for name in ("psql", "pg_dump"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\necho something else\n")
        path.chmod(0o755)
        with pytest.raises(NoProgramError, match="is not a pg_dump"):
            fitting_program(database, str(path))
    database.close()


def test_the_newest_is_taken_and_a_folder_that_is_not_named_in_full_is_never_looked_into(
    postgresql_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = connect(postgresql_address)
    made_up(tmp_path / "planted", "exit 1", "100.0")
    made_up(tmp_path / "older", "exit 1", "98.2")
    newest = made_up(tmp_path / "newer", "exit 1", "98.10")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join(("planted", *map(str, (
        tmp_path / "older", tmp_path / "newer", tmp_path / "nowhere",
    )))))  # fmt: skip
    assert fitting_program(database) == newest
    database.close()
