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
from tests.harness.journal import Story, read_story
from tests.harness.next_schema import newer_program, newest_revision
from tests.harness.promises import Summary, count, require, tell
from tests.harness.ready_office import (
    fill_office,
    make_staffed_office,
    opened_office,
    write_spreadsheets,
)
from tests.harness.state import state_of

SCENES = ("day",) * 6 + ("creation", "migration", "sample office", "backup", "copy", "upgrade")
LONGEST_WAIT = {
    "day": 1.2, "creation": 1.0, "migration": 0.3, "sample office": 2.5, "backup": 0.4,
    "copy": 1.5, "upgrade": 0.6,
}  # fmt: skip
"""Seconds after its first word within which a process is killed."""
KILLS_AN_OFFICE = 6
"""So many kills does one office go through before a fresh one takes its place."""

Check = Callable[[Place, Story, Summary], None]
CHECKS: dict[str, Check] = {
    "day": check_day,
    "creation": check_creation,
    "migration": check_migration,
    "sample office": check_sample,
    "backup": check_backups,
    "copy": check_copies,
    "upgrade": check_upgrade,
}


def prepare(folder: Path) -> tuple[Place, Path]:
    """Make what the scenes need; return the place and an office to copy."""
    ready = folder / "ready.sqlite"
    make_staffed_office(str(ready))
    fill_office(str(ready), each=1)
    write_spreadsheets(str(ready), folder / "spreadsheets", 4)
    with opened_office(str(ready)) as office:
        before = newest_revision(office.desk.database)
    place = Place(folder)
    unpack_oldest(place)
    place.exports.mkdir()
    place.made.mkdir()
    place.newer_program.mkdir()
    with newer_program(place.newer_program, before):
        return place, ready


def kill_once(place: Place, scene: str, seed: str, wait: float) -> None:
    """Let a process play a scene and kill it so many seconds after its first word."""
    place.journal.unlink(missing_ok=True)
    process = play(scene, place, seed)
    try:
        give_up = time.monotonic() + 60
        while not (place.journal.exists() and place.journal.stat().st_size):
            require(time.monotonic() < give_up, "The process to be killed never began.")
            time.sleep(0.002)
        time.sleep(wait)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    require(b'"fault"' not in place.journal.read_bytes(), place.journal.read_text())


def set_scene(place: Place, scene: str, ready: Path, kill: int) -> str:
    """Lay out what a scene starts with; return the state of the office in it."""
    if scene == "migration":
        fresh(ready, place.older)
    if scene == "upgrade":
        fresh(place.folder / "oldest-kept.sqlite", place.oldest)
    if scene in {"backup", "copy"} and not place.office.exists():
        fresh(ready, place.office)
    if scene != "day":
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
    by_kind: Summary = {}
    counts: Summary = {}
    summary |= {"seed": seed, "kills": 0, "by_kind": by_kind, "counts": counts}
    with tempfile.TemporaryDirectory(prefix="pccdesk-crash-") as folder:
        place, ready = prepare(Path(folder))
        for kill in range(kills):
            scene = rng.choice(SCENES)
            wait = rng.uniform(0, LONGEST_WAIT[scene])
            summary["last"] = f"kill {kill}: {scene}, after {wait:.3f} s"
            before = set_scene(place, scene, ready, kill)
            kill_once(place, scene, f"{seed}/{kill}", wait)
            story = read_story(place.journal, before)
            if scene == "migration":
                count(counts, "offices still the older", check_older(place))
            CHECKS[scene](place, story, counts)
            count(by_kind, story.work, 1)
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
