"""The applications page of a large office: its first painted frame, and the memory it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pccdesk.services.sample.large import make_large_office
from tests.benchmarks.measure import Case, Timed
from tests.repository import ROOT

FEW = 1_000
"""Applications of the small office that a large one is compared with."""
_FRAMES = 3
"""Times that each is built and painted in a process; the quickest counts."""
_NUMBER = 8
"""Bytes of a row's number."""


def cases(database: Path, rows: int, folder: Path) -> Iterator[Case]:
    """Give the cases of the page's first frame and of its memory."""
    few = folder / "few.sqlite"
    make_large_office(str(few), FEW).database.close()

    large, small = _Runs(database, folder), _Runs(few, folder)
    yield Case(
        "Applications page: first frame",
        2,
        large.timed("page"),
        large.timed("static"),
        "a table of 100 rows of strings in a window of its own, built and painted",
    )
    yield Case(
        "Applications page: first frame against few rows",
        1.3,
        large.timed("page"),
        small.timed("page"),
        f"the same page of an office of {FEW:,} applications",
    )
    yield Case(
        "Applications page: peak memory against few rows",
        1.3,
        lambda: _measured(database, folder, 1)["peak"] - rows * _NUMBER,
        lambda: _measured(few, folder, 1)["peak"],
        f"bytes, in an office of {FEW:,} applications; a row’s number is set apart",
        once=True,
    )


class _Runs:
    """Processes one after the other; page and static table of one round are of the same one."""

    def __init__(self, database: Path, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._found: dict[str, float] = {}

    def timed(self, what: str) -> Timed:
        """Return what gives the seconds of `page` or `static`, each time of a newer process."""

        def take() -> float:
            if what not in self._found:
                self._found = _measured(self._database, self._folder, _FRAMES)
            return self._found.pop(what)

        return take


def _measured(database: Path, folder: Path, times: int) -> dict[str, float]:
    """Run the page in a process of its own; seconds of page and static table, peak in bytes."""
    homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    own = {name: str(folder / name.lower()) for name in homes} | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.frames_process", str(database), str(times)],
        cwd=ROOT,
        env=os.environ | own | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
