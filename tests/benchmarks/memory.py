"""`memory MODULE:FUNCTION ARGUMENT…`: do a task, print the peak memory of the process in bytes.

Each task has a process of its own, so that none is told by what another took before it. The
bytes of a file that the task returns are what was asked for, and are set apart.
"""

from __future__ import annotations

import importlib
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.repository import ROOT

_KIBIBYTE = 1024
_STATUS = Path("/proc/self/status")


def peak(task: Callable[..., object], *arguments: Path | int) -> float:
    """Return the peak memory, in bytes, of a process that does a task, what it makes set apart.

    `task` is a function of a module, which takes its arguments as texts.
    """
    name = f"{task.__module__}:{task.__qualname__}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.memory", name, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def most_taken() -> int:
    """Return the peak memory of this process so far, in bytes.

    On Linux `getrusage` would count what the process held that started this one.
    """
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIBIBYTE
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * _KIBIBYTE


def main(name: str, *arguments: str) -> None:
    """Do a task named as `module:function`, and print the peak memory in bytes."""
    module, _, function = name.partition(":")
    made = getattr(importlib.import_module(module), function)(*arguments)
    most = most_taken() - (len(made) if isinstance(made, bytes) else 0)
    sys.stdout.write(f"{most}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
