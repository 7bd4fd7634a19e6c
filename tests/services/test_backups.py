"""Backups of an office: made, listed, thinned out, restored beside the office."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from pccdesk.database.creation import open_database
from pccdesk.domain.applications import Stage
from pccdesk.domain.backups import backup_name
from pccdesk.domain.errors import EnvironmentFailed, NotPermitted, Refused
from pccdesk.services import backups
from pccdesk.services.backups import Backup, changed_since, choose_folder, make_backup, restore
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from pccdesk.services.verification import verify
from pccdesk.settings import data_folder, notes_of
from tests.clock import Clock
from tests.new_office import PASSWORD
from tests.office import Office


@pytest.fixture
def desk(sqlite_office: Office) -> Desk:
    """Give the desk of an office in one file."""
    return sqlite_office.desk


@pytest.fixture
def file(desk: Desk) -> Path:
    """Give the office's file."""
    assert desk.database.file is not None
    return desk.database.file


def test_a_backup_goes_to_the_users_own_folder_and_is_the_whole_office(
    sqlite_office: Office, desk: Desk
) -> None:
    sqlite_office.bring_to(Stage.COMPLETE)
    seen: list[tuple[int, int]] = []
    made = make_backup(desk, progress=lambda done, total: seen.append((done, total)))
    assert made.path.parent == data_folder() / "backups"
    assert made.made_at == sqlite_office.clock()
    assert made.size == made.path.stat().st_size
    assert backups.backups(desk) == (made,)
    assert seen
    copy = Desk(open_database(str(made.path)), desk.clock)
    assert verify(copy).sound
    assert backups.present_contents(copy) == backups.present_contents(desk)
    copy.database.close()


def test_a_server_is_backed_up_into_one_file_that_opens_and_is_restored(
    postgresql_address: str, tmp_path: Path, clock: Clock
) -> None:
    server = Desk(open_database(postgresql_address), clock)
    made = make_backup(server)
    assert backups.backups(server) == (made,)
    assert not backups.changed_since(server, made)
    restored = restore(made.path, tmp_path / "new.sqlite", server)
    assert restored.present is not None
    # The server's log tells besides that pg_dump made its own.
    assert restored.restored.counts[:-1] == restored.present.counts[:-1]
    server.database.close()
    copy = Desk(open_database(str(tmp_path / "new.sqlite")), clock)
    assert verify(copy).sound
    copy.database.close()


def test_only_an_administrator_says_where_backups_go_and_the_folder_must_be_there(
    sqlite_office: Office, desk: Desk, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    administrator = sqlite_office.who("administrator")
    with pytest.raises(Refused, match="There is no folder"):
        choose_folder(desk, administrator, share)
    share.mkdir()
    with pytest.raises(NotPermitted):
        choose_folder(desk, sqlite_office.who("officer"), share)
    choose_folder(desk, administrator, share)
    assert make_backup(desk).path.parent == share
    choose_folder(desk, administrator, None)
    assert backups.backup_folder(desk) == data_folder() / "backups"


def test_a_share_that_is_gone_is_told_and_not_made_anew(
    sqlite_office: Office, desk: Desk, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    choose_folder(desk, sqlite_office.who("administrator"), share)
    share.rmdir()
    with pytest.raises(EnvironmentFailed, match="Connect its disk or share"):
        make_backup(desk)
    assert not share.exists()
    assert backups.newest_backup(desk) is None


def test_a_folder_that_cannot_be_made_or_read_is_told(desk: Desk, tmp_path: Path) -> None:
    (data_folder()).mkdir(parents=True)
    (data_folder() / "backups").write_text("a file in the way")
    with pytest.raises(EnvironmentFailed, match="cannot be made"):
        make_backup(desk)
    with pytest.raises(EnvironmentFailed, match="cannot be read"):
        backups.backups(desk)
    with pytest.raises(EnvironmentFailed, match="cannot be made"):
        make_backup(desk, tmp_path / "staffed.sqlite" / "x")


def test_old_backups_are_thinned_out_and_nobody_elses_file_is_touched(
    sqlite_office: Office, desk: Desk, file: Path
) -> None:
    folder = data_folder() / "backups"
    folder.mkdir(parents=True)
    others = [
        folder / "office.sqlite",
        folder / "staffed-backup-2020.sqlite",
        folder / backup_name("/elsewhere/staffed.sqlite", sqlite_office.clock()),
    ]
    for each in others:
        each.write_bytes(b"not ours")
    for _ in range(40):
        sqlite_office.clock.advance(days=1)
        newest = make_backup(desk)
    present = backups.backups(desk)
    assert present[0] == newest
    assert 8 <= len(present) <= 7 + 4 + 12
    assert sum(1 for each in present if (newest.made_at - each.made_at).days < 7) == 7
    assert all(each.read_bytes() == b"not ours" for each in others)
    assert file.exists()


def test_a_backup_into_a_folder_of_ones_own_takes_nothing_away(
    sqlite_office: Office, desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "kept" / "for good"
    for _ in range(3):
        make_backup(desk, folder)
        sqlite_office.clock.advance(minutes=1)
    assert len(list(folder.iterdir())) == 3


def test_a_clock_that_went_back_never_costs_the_backup_just_made(
    sqlite_office: Office, desk: Desk
) -> None:
    for _ in range(10):
        make_backup(desk)
        sqlite_office.clock.advance(days=1)
    sqlite_office.clock.advance(days=-400)
    assert make_backup(desk).path.exists()


def test_two_backups_at_once_get_a_name_each(desk: Desk, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: make_backup(desk, tmp_path / "kept"), range(4)))
    assert len({each.path for each in made}) == 4
    assert all(each.path.exists() for each in made)


def test_scraps_of_a_crash_go_once_they_are_old(desk: Desk, file: Path) -> None:
    folder = data_folder() / "backups"
    folder.mkdir(parents=True)
    ours = backup_name(str(file), desk.clock())
    old, fresh, foreign = (
        folder / f".{ours}.abc.partial",
        folder / f".{ours}.def.partial",
        folder / ".letter.pdf.abc.partial",
    )
    for each in (old, fresh, foreign):
        each.write_bytes(b"half")
    for each in (old, foreign):
        os.utime(each, (0, 0))
    make_backup(desk)
    assert not old.exists()
    assert fresh.exists()
    assert foreign.exists()


def test_signing_in_alone_is_no_change_to_back_up(sqlite_office: Office, desk: Desk) -> None:
    assert changed_since(desk, None)
    made = make_backup(desk)
    sign_in(desk, "officer", PASSWORD)
    assert not changed_since(desk, made)
    sqlite_office.bring_to(Stage.RECEIVED)
    assert changed_since(desk, made)


def test_a_backup_that_is_damaged_or_of_another_history_counts_as_none(
    sqlite_office: Office, desk: Desk, tmp_path: Path
) -> None:
    made = make_backup(desk)
    other = tmp_path / "other.sqlite"
    shutil.copyfile(made.path, other)
    elsewhere = Office(Desk(open_database(str(other)), sqlite_office.clock), sqlite_office.clock)
    elsewhere.bring_to(Stage.RECEIVED)
    elsewhere.desk.database.close()
    assert changed_since(desk, replace(made, path=other))
    made.path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert changed_since(desk, made)


def test_a_restored_file_is_compared_with_the_office_and_changes_neither(
    sqlite_office: Office, desk: Desk, tmp_path: Path
) -> None:
    sqlite_office.bring_to(Stage.RECEIVED)
    made = make_backup(desk)
    before = made.path.read_bytes()
    sqlite_office.bring_to(Stage.RECEIVED)
    restored = restore(made.path, tmp_path / "new.sqlite", desk)
    assert dict(restored.restored.counts)["Applications"] == 1
    assert restored.present is not None
    assert dict(restored.present.counts)["Applications"] == 2
    assert ("Applications", "2", "1") in restored.rows
    last, now, then = restored.rows[-1]
    assert last == "Last entry"
    assert now != then
    assert "1 June 2026 at 09:30" in then
    assert made.path.read_bytes() == before
    again = Desk(open_database(str(restored.path)), desk.clock)
    assert verify(again).sound
    again.database.close()


def test_a_restore_never_writes_over_a_file_nor_leaves_half_of_one(
    desk: Desk, file: Path, tmp_path: Path
) -> None:
    made = make_backup(desk)
    before = file.read_bytes()
    with pytest.raises(Refused, match="exists already"):
        restore(made.path, file, desk)
    assert file.read_bytes() == before
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(made.path.read_bytes()[:-4096])
    with pytest.raises(EnvironmentFailed, match="is damaged"):
        restore(damaged, tmp_path / "new.sqlite", desk)
    with pytest.raises(Refused, match="There is no file"):
        restore(tmp_path / "none.sqlite", tmp_path / "new.sqlite", desk)
    assert not (tmp_path / "new.sqlite").exists()


def test_a_restore_needs_no_office_to_compare_with(desk: Desk, tmp_path: Path) -> None:
    restored = restore(make_backup(desk).path, tmp_path / "new.sqlite")
    assert restored.present is None
    assert {now for _what, now, _then in restored.rows} == {""}


def test_a_folder_chosen_is_remembered_for_this_database_alone(
    sqlite_office: Office, desk: Desk, file: Path, tmp_path: Path
) -> None:
    choose_folder(desk, sqlite_office.who("administrator"), tmp_path)
    assert notes_of(str(file)).backup_folder == str(tmp_path)
    assert notes_of("/elsewhere/office.sqlite").backup_folder == ""
    made = make_backup(desk)
    assert backups.newest_backup(desk) == Backup(made.path, made.made_at, made.size)
