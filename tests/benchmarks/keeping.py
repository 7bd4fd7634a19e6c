"""Backup, restore and verify of an office, against SQLite's own backup and a plain read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from pccdesk.bootstrap import open_desk
from pccdesk.services.backups import make_backup, restore
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from tests.benchmarks.measure import LARGE, Case, seconds
from tests.benchmarks.memory import peak

Task = Callable[..., None]
_LARGE = 256 * 1024 * 1024
"""Bytes of a file that is gone through once: each round of it takes minutes."""
_AT_ONCE = 1_000
_OWN_BACKUP = "SQLite’s online backup of the file in one step"
_PLAIN_READ = "every row of every table read by sqlite3, a thousand at once"


def cases(desk: Desk, folder: Path) -> Iterator[Case]:
    """Give the cases of an office in a file: time, then memory in processes of their own."""
    office = desk.database.file
    if office is None:
        raise LookupError("the office is not in a file")
    once = office.stat().st_size > _LARGE
    backed_up = folder / "backups"
    backed_up.mkdir(exist_ok=True)
    paths = str(office), str(backed_up)
    work: tuple[tuple[str, float, Task, Task, Task, str], ...] = (
        (
            *("Backup of the office, checked", 1.5),
            *(lambda *_: _back_up(desk, backed_up), back_up, copy_bare, _OWN_BACKUP),
        ),
        (
            *("Restore of a backup, checked and counted", 2.5),
            *(bring_back, bring_back, copy_bare, _OWN_BACKUP),
        ),
        (
            *("Verify of everything that can be proved", 3),
            *(lambda *_: _go_through(desk), go_through, read_bare, _PLAIN_READ),
        ),
    )
    for name, bar, task, _whole, floor, floor_is in work:
        yield Case(
            name,
            bar,
            seconds(partial(task, *paths)),
            seconds(partial(floor, *paths)),
            floor_is,
            once,
            from_rows=LARGE,
        )
    for name, _bar, _task, task, floor, floor_is in work:
        yield Case(
            f"{name}: peak memory",
            1.3,
            lambda task=task: peak(task, office, backed_up),  # type: ignore[misc] # bound at once
            lambda floor=floor: peak(floor, office, backed_up),  # type: ignore[misc] # bound at once
            f"bytes, {floor_is} in a process that has loaded the program",
            once=True,
            from_rows=LARGE,
        )


def back_up(office: str, folder: str) -> None:
    """Make a backup as the program does each day."""
    desk = open_desk(office)
    _back_up(desk, Path(folder))
    desk.database.close()


def bring_back(office: str, folder: str) -> None:
    """Restore a file as if it were a backup, and count what it holds."""
    target = _emptied(folder) / "restored.sqlite"
    restore(Path(office), target)


def go_through(office: str, _folder: str) -> None:
    """Verify the office; what it finds is a fault of the benchmark."""
    desk = open_desk(office)
    _go_through(desk)
    desk.database.close()


def copy_bare(office: str, folder: str) -> None:
    """Copy the file by SQLite's own means, in one step."""
    target = _emptied(folder) / "bare.sqlite"
    with closing(sqlite3.connect(office)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def read_bare(office: str, _folder: str) -> None:
    """Read every row of every table, and let it go."""
    with closing(sqlite3.connect(office)) as source:
        listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        for (table,) in source.execute(listed).fetchall():
            rows = source.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own
            while rows.fetchmany(_AT_ONCE):
                pass


def _back_up(desk: Desk, folder: Path) -> None:
    _emptied(str(folder))
    make_backup(desk, folder)


def _go_through(desk: Desk) -> None:
    found = verify(desk)
    if not found.sound:
        raise ValueError(found.faults)


def _emptied(folder: str) -> Path:
    for each in Path(folder).iterdir():
        each.unlink()
    return Path(folder)
