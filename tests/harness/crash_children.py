"""What the processes do that the crash harness kills, each in a scene of its own."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

from pccdesk.database.creation import open_database
from pccdesk.services.offices import first_administrator, make_office
from pccdesk.services.sample import make_sample_office
from pccdesk.services.sample.office import OFFICE
from tests.clock import MORNING
from tests.harness.crash_copies import back_up, bring_up_to_date, copy
from tests.harness.crash_place import LONGEST_LIFE, Place
from tests.harness.journal import Journal
from tests.harness.next_schema import newer_program
from tests.harness.office_work import TASKS, DayOfWork
from tests.harness.ready_office import opened_office

Scene = Callable[[Place, Random, Journal], None]


def day_of_work(place: Place, rng: Random, journal: Journal) -> None:
    """Do one task after the other on the office."""
    journal.follow(place.office)
    names = [name for name, (_, often) in TASKS.items() for _ in range(often)]
    with opened_office(str(place.office)) as office:
        day = DayOfWork(office, rng, place.exports, place.spreadsheets)
        while True:
            name = rng.choice(names)
            journal.write(work=name)
            TASKS[name][0](day)


def create(place: Place, _rng: Random, journal: Journal) -> None:
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


def migrate(place: Place, _rng: Random, journal: Journal) -> None:
    """Bring the older office up to date, and look at it until the end comes."""
    with newer_program(place.newer_program, ""):
        journal.write(work="migration")
        open_database(str(place.older)).close()
        journal.write(done=place.older.name)
    time.sleep(LONGEST_LIFE)


def make_sample(place: Place, _rng: Random, journal: Journal) -> None:
    """Make the sample office."""
    journal.write(work="sample office")
    make_sample_office(str(place.sample)).database.close()
    journal.write(done=place.sample.name)
    time.sleep(LONGEST_LIFE)


SCENES: dict[str, Scene] = {
    "day": day_of_work,
    "creation": create,
    "migration": migrate,
    "sample office": make_sample,
    "backup": back_up,
    "copy": copy,
    "upgrade": bring_up_to_date,
}


def play(scene: str, place: Place, seed: str) -> int:
    """Start a process that plays a scene, and return its number; it never comes back here."""
    process = os.fork()
    if process:
        return process
    journal = Journal(place.journal)
    try:
        rng = Random(seed)  # noqa: S311 - to do the same again
        SCENES[scene](place, rng, journal)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent reads it in the journal
        journal.write(fault=traceback.format_exc())
    os._exit(3)
