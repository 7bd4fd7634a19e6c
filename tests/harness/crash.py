"""Kill the program at random instants; what was acknowledged is there afterwards, nothing half.

    python -m tests.harness.crash --kills 100 --seed 1

A process works through the services and keeps a journal outside the database. It is killed with
SIGKILL; the office is then opened and proved, and compared row by row with what was acknowledged.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from tests.harness.crash_checks import (
    check_creation,
    check_day,
    check_migration,
    check_older,
    check_sample,
)
from tests.harness.crash_children import play
from tests.harness.crash_copies import check_backups, check_copies, check_upgrade, unpack_oldest
from tests.harness.crash_place import Place
from tests.harness.crash_spread import Spread, hear, measure, warm_up
from tests.harness.journal import Story, read_story
from tests.harness.next_schema import newer_program, newest_revision
from tests.harness.office_work import TASKS
from tests.harness.promises import Summary, count, require, tell
from tests.harness.ready_office import (
    fill_office,
    make_staffed_office,
    opened_office,
    write_spreadsheets,
)
from tests.harness.state import state_of

SCENES = (
    *("day",) * 6,
    *("creation", "migration", "large office", "backup", "copy", "upgrade"),
)
"""Each scene as often as it comes up."""
PAST_THE_END = 1.1
"""A process is killed at any instant of an action, up to so much of the time that it takes."""
FEW = 20
"""For so few kills it is not worth to warm up first."""
ROWS = 12
"""Applications in a spreadsheet that is brought in."""
KILLS_AN_OFFICE = 6
"""So many kills does one office go through before a fresh one takes its place."""

Check = Callable[[Place, Story, Summary], None]
CHECKS: dict[str, Check] = {
    "day": check_day,
    "creation": check_creation,
    "migration": check_migration,
    "large office": check_sample,
    "backup": check_backups,
    "copy": check_copies,
    "upgrade": check_upgrade,
}


def prepare(folder: Path) -> tuple[Place, Path]:
    """Make what the scenes need; return the place and an office to copy."""
    ready = folder / "ready.sqlite"
    make_staffed_office(str(ready))
    fill_office(str(ready), each=1)
    write_spreadsheets(str(ready), folder / "spreadsheets", 2, rows=ROWS)
    with opened_office(str(ready)) as office:
        before = newest_revision(office.desk.database)
    place = Place(folder)
    unpack_oldest(place)
    place.exports.mkdir()
    place.made.mkdir()
    place.newer_program.mkdir()
    with newer_program(place.newer_program, before):
        return place, ready


def kill_once(place: Place, scene: str, seed: str, awaited: str, wait: float) -> None:
    """Let a process play a scene and kill it so many seconds after an action of it began."""
    place.journal.unlink(missing_ok=True)
    process, heard = play(scene, place, seed, awaited)
    try:
        hear(heard, "work", awaited)
        time.sleep(wait)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(heard)
    require(b'"fault"' not in place.journal.read_bytes(), place.journal.read_text())


def set_scene(place: Place, scene: str, ready: Path, kill: int) -> str:
    """Lay out what a scene starts with; return the state of the office in it."""
    if scene == "migration":
        fresh(ready, place.older)
    if scene == "upgrade":
        fresh(place.folder / "oldest-kept.sqlite", place.oldest)
    if scene in {"backup", "copy"} and not place.office.exists():
        fresh(ready, place.office)
    if scene not in {"day", "every task"}:
        return ""
    if kill % KILLS_AN_OFFICE == 0 or not place.office.exists():
        fresh(ready, place.office)
        for each in place.exports.iterdir():
            each.unlink()
    with opened_office(str(place.office)) as office, office.desk.database.reading() as connection:
        return state_of(connection)


def fresh(ready: Path, target: Path) -> None:
    """Put a copy of the ready office in a place."""
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    shutil.copyfile(ready, target)


def crash(kills: int, seed: int, summary: Summary) -> None:
    """Kill so many processes, and check after each; fills the summary."""
    rng = Random(seed)  # noqa: S311 - to do the same again
    counts: Summary = {}
    summary |= {"seed": seed, "kills": 0, "counts": counts}
    with tempfile.TemporaryDirectory(prefix="pccdesk-crash-") as folder:
        place, ready = prepare(Path(folder))
        spread = Spread()
        summary["actions"] = spread.actions
        if kills > FEW:
            fresh(ready, place.office)
            fresh(place.folder / "oldest-kept.sqlite", place.oldest)
            warm_up(place)
        for kill in range(kills):
            scene = rng.choice(SCENES)
            awaited = rng.choice(tuple(TASKS)) if scene == "day" else scene
            part = rng.uniform(0, PAST_THE_END)
            if awaited not in spread.seconds:
                whole = "every task" if scene == "day" else scene
                set_scene(place, whole, ready, 0)
                spread.add(measure(place, whole))
            summary["last"] = f"kill {kill}: {awaited}, {part:.2f} of the way"
            before = set_scene(place, scene, ready, kill)
            kill_once(place, scene, f"{seed}/{kill}", awaited, part * spread.seconds[awaited])
            story = read_story(place.journal, before, awaited)
            if scene == "migration":
                count(counts, "offices still the older", check_older(place))
            CHECKS[scene](place, story, counts)
            spread.note(awaited, part, story.phase)
            count(counts, "changes acknowledged", story.acknowledged)
            summary["kills"] = kill + 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the harness from the command line."""
    parser = argparse.ArgumentParser(prog="tests.harness.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    return tell("crash", lambda summary: crash(options.kills, options.seed, summary))


if __name__ == "__main__":
    sys.exit(main())
