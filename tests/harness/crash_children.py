"""What the processes do that the crash harness kills, each in a scene of its own."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from random import Random

from pccdesk.database.creation import open_database
from pccdesk.services.offices import first_administrator, make_office
from pccdesk.services.sample.large import make_large_office
from pccdesk.services.sample.office import OFFICE
from tests.clock import MORNING
from tests.harness.crash_copies import back_up, bring_up_to_date, copy
from tests.harness.crash_place import LONGEST_LIFE, Place
from tests.harness.journal import Journal
from tests.harness.next_schema import newer_program
from tests.harness.office_work import TASKS, DayOfWork
from tests.harness.promises import stop_at_once
from tests.harness.ready_office import opened_office

Scene = Callable[[Place, Random, Journal, str], None]
LARGE = 300
"""Applications of the large office."""
MOST_BEFORE = 3
"""So many tasks, less one, may come before the one that the killer waits for."""


def day_of_work(place: Place, rng: Random, journal: Journal, awaited: str) -> None:
    """Do a few tasks on the office, then the one that is waited for, then others."""
    journal.follow(place.office)
    names = [name for name, (_, often) in TASKS.items() for _ in range(often)]
    first = rng.choices(names, k=rng.randrange(MOST_BEFORE))
    with opened_office(str(place.office)) as office:
        day = DayOfWork(office, rng, place.exports, place.spreadsheets)
        for name in chain(first, [awaited], iter(lambda: rng.choice(names), None)):
            journal.write(work=name)
            TASKS[name][0](day)


def every_task(place: Place, rng: Random, journal: Journal, _awaited: str) -> None:
    """Do each task of a day twice, so that the killer learns how long each takes."""
    journal.follow(place.office)
    with opened_office(str(place.office)) as office:
        day = DayOfWork(office, rng, place.exports, place.spreadsheets)
        for name in (*TASKS, *TASKS):
            journal.write(work=name)
            TASKS[name][0](day)
            journal.write(done=name)
    time.sleep(LONGEST_LIFE)


def create(place: Place, _rng: Random, journal: Journal, _awaited: str) -> None:
    """Make one new office after the other."""
    for number in range(1000):
        path = place.made / f"new-{number}.sqlite"
        journal.write(work="creation")
        make_empty_office(path)
        journal.write(done=path.name)


def make_empty_office(path: Path) -> None:
    """Make a new office in a file, and close it."""
    administrator = first_administrator("administrator", "Alex Admin", "Manager", None)
    desk = make_office(str(path), lambda: MORNING, OFFICE, administrator, is_sample=True)
    desk.database.close()


def migrate(place: Place, _rng: Random, journal: Journal, _awaited: str) -> None:
    """Bring the older office up to date, and look at it until the end comes."""
    with newer_program(place.newer_program, ""):
        journal.write(work="migration")
        open_database(str(place.older)).close()
        journal.write(done=place.older.name)
    time.sleep(LONGEST_LIFE)


def make_large(place: Place, rng: Random, journal: Journal, _awaited: str) -> None:
    """Make a made-up office of a few hundred applications, as is done for any size."""
    journal.write(work="large office")
    make_large_office(str(place.sample), LARGE, rng.randrange(1000)).database.close()
    journal.write(done=place.sample.name)
    time.sleep(LONGEST_LIFE)


SCENES: dict[str, Scene] = {
    "day": day_of_work,
    "every task": every_task,
    "creation": create,
    "migration": migrate,
    "large office": make_large,
    "backup": back_up,
    "copy": copy,
    "upgrade": bring_up_to_date,
}


def play(scene: str, place: Place, seed: str, awaited: str) -> tuple[int, int]:
    """Start a process that plays a scene; return its number and the pipe that it tells through.

    It never comes back here. It begins with all that its parent has imported.
    """
    heard, told = os.pipe()
    process = os.fork()
    if process:
        os.close(told)
        return process, heard
    stop_at_once()
    os.close(heard)
    journal = Journal(place.journal, told)
    try:
        rng = Random(seed)  # noqa: S311 - to do the same again
        SCENES[scene](place, rng, journal, awaited)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent reads it in the journal
        journal.write(fault=traceback.format_exc())
    os._exit(3)
