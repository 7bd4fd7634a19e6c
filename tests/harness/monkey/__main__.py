"""Random officers at the real window: no fault, no warning, no lost text, a sound office.

    python -m tests.harness.monkey --sessions 1000 --seed 1

Each session opens a copy of one office in the real window, without a screen, as somebody in a
random role, and presses, types, chooses and closes at random. Sessions run in a process of their
own; where that dies or hangs, the session is named by its seed and can be seen again with --only.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.harness.monkey.seeds import make_seeds
from tests.harness.promises import BrokenError, Summary, require, tell
from tests.repository import ROOT

SECONDS = 120
"""In which every session must end."""
MOVES = 40
_LONGEST = 4_000
"""Characters of what is told with a fault."""


def run_sessions(places: Sequence[int], seed: int, moves: int, summary: Summary) -> None:
    """Run so many sessions in one child process; fills the summary."""
    made: dict[str, int] = {}
    summary |= {"seed": seed, "sessions": 0, "moves": made}
    with tempfile.TemporaryDirectory(prefix="pccdesk-monkey-") as folder:
        make_seeds(Path(folder))
        ordered = [str(place) for place in places]
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.monkey.session", folder, str(seed), str(moves)],
            cwd=folder,
            env=_environment(Path(folder)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            assert child.stdin is not None
            child.stdin.write("\n".join(ordered).encode())
            child.stdin.close()
            _watch(child, summary, made, len(ordered))
        finally:
            child.kill()
            child.wait()


def _environment(folder: Path) -> dict[str, str]:
    homes = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME")
    own = {name: str(folder / "home" / name.lower()) for name in homes}
    for place in own.values():
        Path(place).mkdir(parents=True, exist_ok=True)
    return (
        os.environ
        | own
        | {"TMPDIR": str(folder), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    )


def _watch(
    child: subprocess.Popen[bytes], summary: Summary, made: dict[str, int], count: int
) -> None:
    assert child.stdout is not None
    said, besides = b"", ""  # what is no line of a session's is kept to be told with a fault
    while select.select([child.stdout], [], [], SECONDS)[0]:
        piece = os.read(child.stdout.fileno(), 65536)
        said += piece
        *lines, said = said.split(b"\n")
        for line in lines:
            told = line.decode("utf-8", "replace")
            if told.startswith("begin "):
                summary["last"] = told.removeprefix("begin ")
            elif told.startswith("end "):
                summary["sessions"] = int(str(summary["sessions"])) + 1
                for name, times in json.loads(told.removeprefix("end ")).items():
                    made[name] = made.get(name, 0) + times
            elif told.startswith("broken "):
                raise BrokenError(json.loads(told.removeprefix("broken ")))
            else:
                besides = f"{besides}{told}\n"[-_LONGEST:]
        if not piece:
            besides += said.decode("utf-8", "replace")
            require(child.wait() == 0, f"The process ended with {child.returncode}: {besides}")
            require(summary["sessions"] == count, f"Not every session was told of: {besides}")
            return
    raise BrokenError(f"A session took more than {SECONDS} seconds. {besides}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the harness from the command line."""
    parser = argparse.ArgumentParser(prog="tests.harness.monkey", description=__doc__)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--moves", type=int, default=MOVES, help="in each session (%(default)s)")
    parser.add_argument("--only", type=int, help="the number of the one session to run")
    options = parser.parse_args(arguments)
    places = range(options.sessions) if options.only is None else [options.only]
    return tell(
        "monkey", lambda summary: run_sessions(places, options.seed, options.moves, summary)
    )


if __name__ == "__main__":
    sys.exit(main())
