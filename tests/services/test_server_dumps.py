"""Beside the program's own backup of a server stands what pg_dump makes, where it is present."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pccdesk.database import server_dump
from pccdesk.database.creation import open_database
from pccdesk.domain.errors import NotPermitted, Refused
from pccdesk.models.offices import AuditEntry
from pccdesk.services.backups import (
    back_up_server,
    backups,
    changed_since,
    choose_folder,
    make_backup,
    restore,
)
from pccdesk.services.desk import Desk
from pccdesk.services.safekeeping import look_after
from pccdesk.services.server_dumps import choose_dump_program, dump_program
from pccdesk.settings import notes_of
from tests.clock import Clock
from tests.database.test_server_dump import made_up
from tests.office import Office


@pytest.fixture
def server(staffed_postgresql_address: str, clock: Clock) -> Iterator[Office]:
    """Give an office on a server."""
    desk = Desk(open_database(staffed_postgresql_address), clock)
    yield Office(desk, clock)
    desk.database.close()


def entries(office: Office, action: str) -> list[tuple[str, dict[str, object]]]:
    """Return who did something, and its detail."""
    with office.desk.database.reading() as connection:
        rows = connection.execute(
            select(AuditEntry.actor, AuditEntry.detail).where(AuditEntry.action == action)
        )
        return [(row.actor, json.loads(row.detail)) for row in rows]


def test_both_are_made_recorded_and_thinned_out_together(server: Office, tmp_path: Path) -> None:
    desk, administrator = server.desk, server.who("administrator")
    choose_folder(desk, administrator, tmp_path)
    made = back_up_server(desk, administrator)
    assert made.dump is not None
    assert made.dump.path == made.path.with_suffix(".dump")
    assert (made.dump.trouble, made.dump.by.startswith("pg_dump ")) == ("", True)
    [(who, detail)] = entries(server, "office.dump")
    assert (who, detail["file"]) == (administrator.full_name, made.dump.path.name)
    assert detail["size"] == made.dump.path.stat().st_size
    assert [each for each, _ in entries(server, "office.backup")] == [administrator.full_name]
    assert not changed_since(desk, made)
    for _ in range(12):
        server.clock.advance(days=1)
        make_backup(desk)
    stems = {each.path.stem for each in backups(desk)}
    assert {each.stem for each in tmp_path.glob("*.dump")} == stems
    assert len(stems) < 12


def test_only_who_may_copy_an_office_backs_its_server_up_in_the_window(
    server: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    choose_folder(server.desk, server.who("administrator"), folder)
    with pytest.raises(NotPermitted):
        back_up_server(server.desk, server.who("officer"))
    assert list(folder.iterdir()) == []


def test_the_programs_own_file_is_made_whatever_becomes_of_pg_dump(
    server: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, administrator = server.desk, server.who("administrator")
    folder = tmp_path / "backups"
    folder.mkdir()
    choose_folder(desk, administrator, folder)
    broken = made_up(tmp_path / "bin", "echo it broke >&2; exit 1")
    choose_dump_program(desk, administrator, broken.path)
    assert notes_of(desk.address).pg_dump == str(broken.path)
    assert dump_program(desk) == broken
    [notice] = look_after(desk)
    assert "Today’s backup was made, but The server was not dumped" in notice.sentence
    assert [each.suffix for each in folder.iterdir()] == [".sqlite"]
    choose_dump_program(desk, administrator, None)
    monkeypatch.setattr(server_dump, "_USUAL_PLACES", ())
    monkeypatch.setenv("PATH", "")
    server.clock.advance(days=1)
    assert look_after(desk) == ()
    made = make_backup(desk)
    assert made.dump is not None
    assert made.dump.missing
    assert "was not found" in made.dump.trouble
    assert entries(server, "office.dump") == []


def test_a_pg_dump_is_chosen_by_who_may_and_only_if_it_is_one(
    server: Office, tmp_path: Path, sqlite_office: Office
) -> None:
    good = made_up(tmp_path / "bin", "exit 1")
    with pytest.raises(NotPermitted):
        choose_dump_program(server.desk, server.who("officer"), good.path)
    with pytest.raises(Refused, match="is not a pg_dump"):
        choose_dump_program(server.desk, server.who("administrator"), tmp_path / "bin" / "psql")
    old = made_up(tmp_path / "old", "exit 1", "9.6")
    with pytest.raises(Refused, match="older than the server"):
        choose_dump_program(server.desk, server.who("administrator"), old.path)
    assert notes_of(server.desk.address).pg_dump == ""
    with pytest.raises(Refused, match="needs no pg_dump"):
        choose_dump_program(sqlite_office.desk, sqlite_office.who("administrator"), good.path)


def test_a_restore_leaves_an_entry_in_the_open_office_that_says_who_and_where_to(
    office: Office, tmp_path: Path
) -> None:
    administrator = office.who("administrator")
    made = make_backup(office.desk, tmp_path / "kept")
    restore(made.path, tmp_path / "new.sqlite", office.desk, actor=administrator)
    assert entries(office, "office.restore") == [
        (
            administrator.full_name,
            {"backup": made.path.name, "target": str(tmp_path / "new.sqlite")},
        )
    ]
    restore(made.path, tmp_path / "another.sqlite")
    assert len(entries(office, "office.restore")) == 1
