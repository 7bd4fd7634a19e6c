"""A copy of a database is whole, checked and in place, or not there at all."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pccdesk.database import backup
from pccdesk.database.backup import Seal, copy_whole, reading_file, require_sound, seal_of
from pccdesk.domain.errors import Cancelled, DeskError, EnvironmentFailed, Refused
from pccdesk.domain.progress import Progress
from tests.repository import ROOT


@pytest.fixture
def office_file(sqlite_address: str) -> Path:
    """Give the file of a new office, open nowhere."""
    return Path(sqlite_address.removeprefix("sqlite:///"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an empty folder for copies."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


def beside(path: Path) -> list[str]:
    """Return the names of all files in a file's folder."""
    return sorted(each.name for each in path.parent.iterdir())


@contextmanager
def refused_without_trace(folder: Path, kind: type[DeskError], said: str) -> Iterator[None]:
    """Expect a sentence, and a folder as it was."""
    before = sorted(folder.iterdir()) if folder.is_dir() else None
    with pytest.raises(kind, match=said) as raised:
        yield
    assert raised.value.sentence.endswith(".")
    assert (sorted(folder.iterdir()) if folder.is_dir() else None) == before


def test_a_copy_holds_the_same_and_is_one_file_for_its_owner(
    office_file: Path, folder: Path
) -> None:
    seen: list[tuple[int, int]] = []
    target = folder / "copy.sqlite"
    seal = copy_whole(office_file, target, lambda done, total: seen.append((done, total)))
    assert seal == seal_of(office_file) == require_sound(target)
    assert beside(target) == ["copy.sqlite"]
    assert target.stat().st_mode & 0o077 == 0
    assert seen
    assert all(done < total for done, total in seen)


def test_reading_a_closed_file_leaves_nothing_beside_it(office_file: Path) -> None:
    before, bytes_before = beside(office_file), office_file.read_bytes()
    require_sound(office_file)
    with reading_file(office_file) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 1
        with pytest.raises(Exception, match="readonly"):
            connection.exec_driver_sql("DELETE FROM counter")
    assert beside(office_file) == before
    assert office_file.read_bytes() == bytes_before


def test_what_still_stands_in_the_log_of_an_open_file_is_in_the_copy(
    office_file: Path, folder: Path
) -> None:
    with closing(sqlite3.connect(office_file)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO counter VALUES ('in the log', 7)")
        connection.commit()
        copy_whole(office_file, folder / "copy.sqlite")
    with reading_file(folder / "copy.sqlite") as copy:
        found = copy.exec_driver_sql("SELECT last_number FROM counter WHERE series = 'in the log'")
        assert found.scalar() == 7


WRITER = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=15)
n = 0
while True:
    n += 1
    c.execute("BEGIN IMMEDIATE")
    c.execute("REPLACE INTO counter VALUES ('one', ?)", (n,))
    c.execute("REPLACE INTO counter VALUES ('two', ?)", (n,))
    c.execute("COMMIT")
    print(n, flush=True)
"""


def test_a_copy_made_while_another_process_writes_shows_one_moment(
    office_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_STEP_PAGES", 1)  # so that many writes fall between two steps
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(office_file)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        while int(writer.stdout.readline()) < 20:
            pass
        for number in range(3):
            copy_whole(office_file, folder / f"{number}.sqlite", lambda *_: time.sleep(0.001))
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    for number in range(3):
        with reading_file(folder / f"{number}.sqlite") as copy:
            query = "SELECT last_number FROM counter WHERE series IN ('one', 'two')"
            one, two = copy.exec_driver_sql(query).scalars()
            assert one == two


def test_a_target_that_exists_is_never_written_over(office_file: Path, folder: Path) -> None:
    target = folder / "copy.sqlite"
    target.write_bytes(b"precious")
    with refused_without_trace(folder, Refused, "exists already"):
        copy_whole(office_file, target)
    assert target.read_bytes() == b"precious"


def test_a_target_that_appears_meanwhile_is_not_written_over_either(
    office_file: Path, folder: Path
) -> None:
    target = folder / "copy.sqlite"
    with pytest.raises(Refused, match="exists already"):
        copy_whole(office_file, target, lambda *_: _appear(target))
    assert target.read_bytes() == b"precious"
    assert beside(target) == ["copy.sqlite"]


def _appear(target: Path) -> None:
    target.write_bytes(b"precious")


def test_a_folder_that_is_gone_is_told(office_file: Path, folder: Path) -> None:
    folder.rmdir()
    with refused_without_trace(folder, EnvironmentFailed, "is not there. Connect its disk"):
        copy_whole(office_file, folder / "copy.sqlite")


def test_a_folder_that_goes_away_meanwhile_is_told(office_file: Path, folder: Path) -> None:
    with pytest.raises(EnvironmentFailed, match="Nothing was lost"):
        copy_whole(office_file, folder / "copy.sqlite", lambda *_: _away(folder))
    assert not folder.exists()


def _away(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def test_a_source_that_is_not_there_is_told(folder: Path) -> None:
    with refused_without_trace(folder, Refused, "There is no file"):
        copy_whole(folder / "none.sqlite", folder / "copy.sqlite")


def test_a_file_that_is_no_database_of_ours_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE song (name)")
    with refused_without_trace(folder, Refused, "not a PCCDesk database"):
        copy_whole(other, folder / "copy.sqlite")
    other.write_bytes(b"not even a database" * 100)
    with refused_without_trace(folder, EnvironmentFailed, "not a PCCDesk database, or its"):
        copy_whole(other, folder / "copy.sqlite")


def test_a_damaged_database_is_not_kept_as_a_backup(office_file: Path, folder: Path) -> None:
    content = bytearray(office_file.read_bytes())
    with closing(sqlite3.connect(office_file)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'priority'"
        page = connection.execute(query).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content[(page - 1) * size : page * size] = bytes([0xFF]) * size
    office_file.write_bytes(content)
    with refused_without_trace(folder, EnvironmentFailed, "is damaged, so no copy"):
        copy_whole(office_file, folder / "copy.sqlite")
    with pytest.raises(EnvironmentFailed, match="is damaged"):
        require_sound(office_file)


def test_a_file_that_another_program_holds_is_told_and_waited_for_no_longer(
    office_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(office_file)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        holder.execute("INSERT INTO counter VALUES ('held', 1)")
        with refused_without_trace(folder, EnvironmentFailed, "held by another program"):
            copy_whole(office_file, folder / "copy.sqlite")


def test_stopping_leaves_nothing(office_file: Path, folder: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled("The backup was cancelled.")

    with refused_without_trace(folder, Cancelled, "cancelled"):
        copy_whole(office_file, folder / "copy.sqlite", stop)


def test_a_copy_that_is_not_the_same_is_not_kept(
    office_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup._copy

    def alter(source: Path, partial: Path, progress: Progress) -> Seal:
        seal = copy(source, partial, progress)
        with closing(sqlite3.connect(partial)) as connection, connection:
            connection.execute("UPDATE audit_head SET hash = 'x'")
        return seal

    monkeypatch.setattr(backup, "_copy", alter)
    with refused_without_trace(folder, EnvironmentFailed, "is not the same as the original"):
        copy_whole(office_file, folder / "copy.sqlite")


def test_a_file_of_a_newer_program_is_told_as_such(office_file: Path) -> None:
    with closing(sqlite3.connect(office_file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refused, match="made by a newer PCCDesk"):
        require_sound(office_file)


LIMITED = """
import resource, sys
from pathlib import Path
from pccdesk.database.backup import copy_whole
from pccdesk.domain.errors import EnvironmentFailed
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), -1))
try:
    copy_whole(Path(sys.argv[1]), Path(sys.argv[2]))
except EnvironmentFailed as failed:
    print(failed.sentence)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_disk_that_takes_no_more_leaves_no_half_file(
    office_file: Path, folder: Path, share: float
) -> None:
    limit = int(office_file.stat().st_size * share)
    said = subprocess.run(
        [sys.executable, "-c", LIMITED, str(office_file), str(folder / "c.sqlite"), str(limit)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Nothing was lost, and nothing half written is left." in said.stdout
    assert list(folder.iterdir()) == []


def test_a_disk_with_too_little_room_is_told_before_anything_is_written(
    office_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: present._replace(free=1000))
    with refused_without_trace(folder, EnvironmentFailed, "not enough room"):
        copy_whole(office_file, folder / "copy.sqlite")


def test_a_flush_that_fails_is_told_and_nothing_is_kept(
    office_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", fail)
    with refused_without_trace(folder, EnvironmentFailed, "Input/output error"):
        copy_whole(office_file, folder / "copy.sqlite")


@pytest.mark.parametrize("instant", [0.0, 0.005, 0.02])
def test_a_program_that_is_killed_leaves_no_file_of_the_backups_name(
    office_file: Path, folder: Path, instant: float
) -> None:
    slowly = (
        "import sys, time; from pathlib import Path; from pccdesk.database import backup; "
        "backup._STEP_PAGES = 1; print('ready', flush=True); "
        "backup.copy_whole(Path(sys.argv[1]), Path(sys.argv[2]), lambda *_: time.sleep(0.001))"
    )
    target = folder / "copy.sqlite"
    process = subprocess.Popen(
        [sys.executable, "-c", slowly, str(office_file), str(target)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(instant)
    process.kill()
    process.communicate()
    assert not target.exists()
    require_sound(office_file)
