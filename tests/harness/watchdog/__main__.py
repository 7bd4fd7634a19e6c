"""A scripted officer in a large office: the window's thread is never away for over 50 ms.

    python -m tests.harness.watchdog --rows 1000000 [--database FILE] [--rounds 3]

The office is made anew, or kept at `--database` for further runs (a save changes it). Each round
is a process of its own, so that what is slow once is slow in every round. A machine that does
other work meanwhile makes pauses of its own: of each step the shortest of its longest pauses
counts, and what the window's thread worked at a time is told beside.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pccdesk.services.sample.large import make_large_office
from tests.harness.promises import Summary, require, tell
from tests.repository import ROOT

LIMIT = 0.05
"""Seconds; from the program's own promise of a window that is never frozen."""


def watch(database: Path, rows: int, rounds: int, limit: float, summary: Summary) -> None:
    """Run the script so many times; fills the summary. `limit` is in seconds."""
    with tempfile.TemporaryDirectory(prefix="pccdesk-watchdog-") as folder:
        if not database.name:
            database = Path(folder) / "office.sqlite"
        if not database.exists():
            make_large_office(str(database), rows).database.close()
        found = [_round(database, limit, Path(folder)) for _ in range(rounds)]
    steps = [_quickest(each) for each in zip(*found, strict=True)]
    steps.sort(key=lambda step: -step["pause"])
    summary |= {"steps": len(steps), "worst": steps[:20]}
    late = [step for step in steps if step["pause"] > limit]
    summary["late"] = len(late)
    told = "\n".join(
        f"{each['step']}: {each['pause']:.3f} s ({each['work']:.3f} s worked) in {each['doing']}"
        for each in late
    )
    require(not late, f"The window was away for over {limit} s.\n{told}")


def _quickest(rounds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a step's shortest pause, and the least that it took of the thread's own work."""
    return min(rounds, key=lambda step: step["pause"]) | {
        "work": min(step["work"] for step in rounds)
    }


def _round(database: Path, limit: float, folder: Path) -> list[dict[str, Any]]:
    homes = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    own = {name: str(folder / name.lower()) for name in homes}
    own |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.watchdog.round", str(database), str(limit)],
        cwd=ROOT,
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    require(done.returncode == 0, done.stderr[-4000:])
    steps: list[dict[str, Any]] = json.loads(done.stdout)
    return steps


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the harness from the command line."""
    parser = argparse.ArgumentParser(prog="tests.harness.watchdog", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", type=Path, default=Path())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds (%(default)s)")
    options = parser.parse_args(arguments)
    return tell(
        "watchdog",
        lambda summary: watch(
            options.database, options.rows, options.rounds, options.limit, summary
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
