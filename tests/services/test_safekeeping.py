"""What the program does for a file each day without being asked."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pccdesk.database.creation import open_database
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.services import safekeeping
from pccdesk.services.backups import backups, choose_folder, make_backup
from pccdesk.services.desk import Desk
from pccdesk.services.safekeeping import Notice, before_leaving, look_after
from pccdesk.services.sign_in import sign_in
from pccdesk.settings import data_folder, settings_file
from tests.clock import Clock
from tests.new_office import PASSWORD
from tests.office import Office


@pytest.fixture
def desk(sqlite_office: Office) -> Desk:
    """Give the desk of an office in one file."""
    return sqlite_office.desk


def test_the_first_opening_of_each_day_makes_one_backup(desk: Desk, clock: Clock) -> None:
    assert look_after(desk) == ()
    assert look_after(desk) == ()
    assert len(backups(desk)) == 1
    clock.advance(days=1)
    assert look_after(desk) == ()
    assert len(backups(desk)) == 2


def test_leaving_makes_a_backup_only_after_a_change(sqlite_office: Office, desk: Desk) -> None:
    look_after(desk)
    assert before_leaving(desk) is None
    sqlite_office.bring_to(Stage.RECEIVED)
    sqlite_office.clock.advance(hours=8)
    made = before_leaving(desk)
    assert made is not None
    assert backups(desk)[0] == made
    assert before_leaving(desk) is None


def test_a_backup_that_fails_is_told_and_the_rest_is_done(desk: Desk) -> None:
    data_folder().mkdir(parents=True)
    (data_folder() / "backups").write_text("in the way")
    (notice,) = look_after(desk)
    assert notice.sentence.startswith("Today’s backup was not made. The folder")
    assert not notice.grave
    with pytest.raises(EnvironmentFailed):
        before_leaving(desk)


def test_settings_that_cannot_be_kept_are_told_and_the_backup_is_made(desk: Desk) -> None:
    settings_file().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_file().parent.write_text("in the way")
    (notice,) = look_after(desk)
    assert "Your settings cannot be saved" in notice.sentence
    assert len(backups(desk)) == 1


def damage(path: Path) -> None:
    """Write rubbish over a page where few look, into a file that is open nowhere."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'priority'"
        page = connection.execute(query).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = bytes([0xFF]) * size
    path.write_bytes(content)


@pytest.mark.parametrize("backed_up", [True, False])
def test_damage_is_told_with_a_way_on_and_no_backup_of_it_is_kept(
    staffed_sqlite_address: str, clock: Clock, backed_up: bool
) -> None:
    if backed_up:
        sound = Desk(open_database(staffed_sqlite_address), clock)
        make_backup(sound)
        sound.database.close()
    damage(Path(staffed_sqlite_address.removeprefix("sqlite:///")))
    desk = Desk(open_database(staffed_sqlite_address), clock)
    clock.advance(days=1)
    (notice,) = look_after(desk)
    assert notice.grave
    assert "“staffed.sqlite” is damaged. Stop working in it" in notice.sentence
    way = "restore the newest backup, of 1 June 2026 at 09:30, under Settings"
    assert (way if backed_up else "there is none in") in notice.sentence
    assert len(backups(desk)) == backed_up
    assert look_after(desk) == (notice,)
    desk.database.close()


def test_the_file_is_looked_through_once_a_day(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Desk] = []

    def look(desk: Desk) -> str:
        looks.append(desk)
        return ""

    monkeypatch.setattr(safekeeping, "damage_of", look)
    for _ in range(3):
        look_after(sqlite_office.desk)
    sqlite_office.clock.advance(days=1)
    look_after(sqlite_office.desk)
    assert len(looks) == 2


def test_a_synchronised_folder_is_advised_against_once(
    staffed_sqlite_address: str, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "OneDrive - Testshire"
    folder.mkdir()
    copied = shutil.copyfile(
        staffed_sqlite_address.removeprefix("sqlite:///"), folder / "office.sqlite"
    )
    opened = open_database(str(copied))
    desk = Desk(opened, clock)
    (notice,) = look_after(desk)
    assert "in a folder that OneDrive synchronises" in notice.sentence
    clock.advance(days=1)
    assert look_after(desk) == ()
    opened.close()


def test_the_sample_office_and_a_server_are_left_alone(
    sample_desk: Desk, postgresql_address: str
) -> None:
    server = Desk(open_database(postgresql_address))
    for each in (sample_desk, server):
        assert look_after(each) == ()
        assert before_leaving(each) is None
    server.database.close()
    assert not (data_folder() / "backups").exists()


def test_a_server_is_backed_up_each_day_where_a_folder_was_chosen(
    postgresql_address: str, clock: Clock, tmp_path: Path
) -> None:
    server = Desk(open_database(postgresql_address), clock)
    share = tmp_path / "share"
    share.mkdir()
    choose_folder(server, sign_in(server, "administrator", PASSWORD), share)
    assert look_after(server) == ()
    assert len(list(share.glob("*.sqlite"))) == 1
    assert look_after(server) == ()
    assert len(list(share.glob("*.sqlite"))) == 1
    clock.advance(days=1)
    assert look_after(server) == ()
    assert len(list(share.glob("*.sqlite"))) == 2
    server.database.close()


def test_a_notice_is_no_grave_one_unless_it_says_so() -> None:
    assert not Notice("A sentence.").grave
