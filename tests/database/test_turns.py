"""Who comes first writes first, whoever is killed meanwhile, and without the file as before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text

from pccdesk.database import turns
from pccdesk.database.creation import open_database
from pccdesk.database.engine import Database
from pccdesk.database.turns import ENDING, Turns
from tests.repository import ROOT

ADD = text("INSERT INTO counter VALUES ('a test', 1)")
COUNT = text("SELECT count(*) FROM counter WHERE series = 'a test'")
PATIENCE = 60.0
HOLDS = """
import sys, time
from pathlib import Path
from pccdesk.database.turns import Turns
with Turns(Path(sys.argv[1])).turn(60):
    print("mine", flush=True)
    time.sleep(60)
"""

pytestmark = pytest.mark.skipif(
    sys.platform not in ("linux", "win32"), reason="there is no queue on other systems"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file that several want to write to."""
    path = tmp_path / "office.sqlite"
    path.touch()
    return path


def _given(file: Path) -> int:
    """Return the last number given."""
    return int.from_bytes(file.with_name(file.name + ENDING).read_bytes()[:8], "little")


def _wait_for_number(file: Path, number: int) -> None:
    while _given(file) != number:
        Event().wait(0.001)


def _in_turn(file: Path, name: int, served: list[int]) -> Thread:
    def work() -> None:
        with Turns(file).turn(PATIENCE):
            served.append(name)

    thread = Thread(target=work)
    thread.start()
    return thread


def test_whoever_comes_first_is_first(file: Path) -> None:
    served: list[int] = []
    with Turns(file).turn(PATIENCE):
        first = _given(file)
        waiting = []
        for name in range(6):
            waiting.append(_in_turn(file, name, served))
            _wait_for_number(file, first + name + 1)
        assert served == []
    for thread in waiting:
        thread.join()
    assert served == [0, 1, 2, 3, 4, 5]


def test_greedy_writers_are_served_by_number_one_at_a_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[int] = []
    wait = turns._Place.wait

    def waited(place: turns._Place, give_up: float) -> None:
        wait(place, give_up)
        served.append(place._number)

    monkeypatch.setattr(turns._Place, "wait", waited)
    inside: list[int] = []

    def greedy() -> None:
        for _ in range(100):
            with Turns(file).turn(PATIENCE):
                inside.append(1)
                assert inside == [1]
                inside.clear()

    threads = [Thread(target=greedy) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert served == list(range(1, 401))


def test_a_killed_process_has_no_turn_any_more(file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "mine\n"
        served: list[int] = []
        number = _given(file)
        thread = _in_turn(file, 1, served)
        _wait_for_number(file, number + 1)
        assert served == []
        killed.kill()
        thread.join()
    assert served == [1]


def test_whoever_waits_in_vain_goes_on(file: Path) -> None:
    with Turns(file).turn(PATIENCE), Turns(file).turn(0.02):
        pass
    with Turns(file).turn(PATIENCE):
        pass


@pytest.mark.parametrize("left", [b"", b"\xff" * 40, b"not ours at all", bytes(3)])
def test_what_was_left_in_the_file_is_in_nobodys_way(file: Path, left: bytes) -> None:
    file.with_name(file.name + ENDING).write_bytes(left)
    served: list[int] = []
    for name in range(3):
        _in_turn(file, name, served).join()
    assert served == [0, 1, 2]


def test_the_file_goes_with_the_last_who_closes(sqlite_address: str) -> None:
    first, second = open_database(sqlite_address), open_database(sqlite_address)
    assert first.file is not None
    beside = first.file.with_name(first.file.name + ENDING)
    with first.changing() as session:
        session.execute(ADD)
    assert beside.exists()
    first.close()
    assert beside.exists()
    with second.changing() as session:
        assert session.execute(COUNT).scalar() == 1
    second.close()
    assert [each.name for each in first.file.parent.iterdir()] == [first.file.name]


def test_an_office_is_written_where_the_file_cannot_be_made(sqlite_address: str) -> None:
    database = open_database(sqlite_address)
    assert database.file is not None
    database.file.with_name(database.file.name + ENDING).mkdir()
    _add_from_threads(database)
    database.close()


def test_an_office_is_written_where_files_cannot_be_locked(
    sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_handle: int, _place: int) -> bool:
        raise OSError

    monkeypatch.setattr(turns, "_locked", refused)
    database = open_database(sqlite_address)
    _add_from_threads(database)
    database.close()


def _add_from_threads(database: Database) -> None:
    def add(number: int) -> None:
        with database.changing() as session:
            session.execute(text("INSERT INTO counter VALUES (:series, 1)"), {"series": number})

    threads = [Thread(target=add, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        found = connection.scalars(text("SELECT series FROM counter WHERE last_number = 1"))
        assert {str(number) for number in range(8)} <= set(map(str, found))


def test_an_error_ends_the_turn(file: Path) -> None:
    def break_down() -> None:
        with Turns(file).turn(PATIENCE):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_down()
    served: list[int] = []
    _in_turn(file, 1, served).join()
    assert served == [1]


def test_whoever_gave_up_leaves_nothing_behind_in_anybodys_way(file: Path) -> None:
    served: list[int] = []
    with Turns(file).turn(PATIENCE):
        with Turns(file).turn(0.02):
            served.append(1)
        last = _in_turn(file, 2, served)
        _wait_for_number(file, 3)
    last.join()
    assert served == [1, 2]


def test_one_at_a_time_looks_after_the_file(file: Path) -> None:
    with Turns(file).upkeep() as first, Turns(file).upkeep() as second:
        assert (first, second) == (True, False)
    with Turns(file).upkeep() as third:
        assert third
    with Turns(None).upkeep() as without:
        assert without


@pytest.mark.skipif(sys.platform == "win32", reason="no thread waits there")
def test_without_a_thread_to_wait_whoever_waits_goes_on(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_thread: Thread) -> None:
        raise RuntimeError

    with Turns(file).turn(PATIENCE):
        monkeypatch.setattr(Thread, "start", refused)
        with Turns(file).turn(PATIENCE):
            pass
