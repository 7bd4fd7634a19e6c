"""How long each action takes that the crash harness kills, and where in it the kills fell."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import time
from collections.abc import Mapping
from random import Random

from pccdesk.bootstrap import open_desk
from pccdesk.services import backups
from pccdesk.services.copies import copy_office
from pccdesk.services.sample.large import make_large_office
from tests.harness.crash_checks import empty
from tests.harness.crash_children import LARGE, play
from tests.harness.crash_copies import own_home
from tests.harness.crash_place import LONGEST_LIFE, Place
from tests.harness.office_work import TASKS, DayOfWork
from tests.harness.promises import Summary, count, require
from tests.harness.ready_office import opened_office

AGAIN_AND_AGAIN = ("creation", "backup", "copy")
TENTHS = 10


def hear(heard: int, key: str, value: str = "") -> str:
    """Wait until a process tells of this, and return the value; raises where it never does."""
    said = b""
    while select.select([heard], [], [], LONGEST_LIFE)[0]:
        piece = os.read(heard, 1)
        require(bool(piece), f"The process ended before it told of {key} {value}.")
        said += piece
        if piece == b"\n":
            line = json.loads(said)
            require("fault" not in line, line.get("fault", ""))
            if key in line and value in {"", line[key]}:
                return str(line[key])
            said = b""
    require(False, f"The process never told of {key} {value}.")
    return ""


def warm_up(place: Place) -> None:
    """Do all once, so that every process to be killed begins with what that imports."""
    own_home(place)
    with opened_office(str(place.office)) as office:
        day = DayOfWork(office, Random(1), place.exports, place.spreadsheets)  # noqa: S311
        for task, _often in TASKS.values():
            task(day)
        backups.make_backup(office.desk)
        copy_office(office.desk, office.who("administrator"), str(place.made / "copy.sqlite"))
    open_desk(str(place.oldest)).database.close()
    make_large_office(str(place.made / "large.sqlite"), LARGE, 1).database.close()
    place.office.unlink()
    empty(place.made)
    shutil.rmtree(place.folder / "home")


def measure(place: Place, scene: str) -> dict[str, float]:
    """Return how many seconds each action of a scene takes; done again, the second time."""
    process, heard = play(scene, place, "measure", scene)
    try:
        if scene == "every task":
            return {name: _once(heard) for name in (*TASKS, *TASKS)}
        first = _once(heard)
        if scene not in AGAIN_AND_AGAIN:
            return {scene: first}
        began = time.perf_counter()
        hear(heard, "done")
        return {scene: time.perf_counter() - began}
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(heard)
        empty(place.made)


def _once(heard: int) -> float:
    hear(heard, "work")
    began = time.perf_counter()
    hear(heard, "done")
    return time.perf_counter() - began


class Spread:
    """Counts, by action, in which tenth of its time the kills fell, and how far it was then."""

    def __init__(self) -> None:
        """Begin without any action."""
        self.seconds: dict[str, float] = {}
        self.phases: dict[str, Summary] = {}
        self.actions: Summary = {}
        self._tenths: dict[str, list[int]] = {}

    def add(self, seconds: Mapping[str, float]) -> None:
        """Add actions, with how long each takes when nobody kills it."""
        for name, each in seconds.items():
            self.seconds[name] = each
            self.phases[name], self._tenths[name] = {}, [0] * (TENTHS + 1)
            self.actions[name] = {
                "takes_ms": round(1000 * each),
                "kills by tenth of it, and beyond": self._tenths[name],
                "was": self.phases[name],
            }

    def note(self, name: str, part: float, phase: str) -> None:
        """Note a kill at this part of an action's time, and how far the action was."""
        self._tenths[name][min(TENTHS, int(part * TENTHS))] += 1
        count(self.phases[name], phase, 1)
