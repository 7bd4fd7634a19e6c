"""What the harnesses share: a promise that was broken, and the summary that each prints."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable

Summary = dict[str, object]


class BrokenError(Exception):
    """A promise was broken; says which, and how to see it again."""


class StoppedError(BaseException):
    """Somebody asked the harness to stop; what it did until then counts."""


def _stop(_number: int, _frame: object) -> None:
    raise StoppedError


def stop_at_once() -> None:
    """Let a process that a harness started be stopped as any other is."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def require(kept: bool, promise: str) -> None:
    """Raise `BrokenError` unless a promise was kept."""
    if not kept:
        raise BrokenError(promise)


def count(counts: Summary, what: str, more: int) -> None:
    """Add to a count of the summary."""
    known = counts.get(what, 0)
    counts[what] = (known if isinstance(known, int) else 0) + int(more)


def tell(name: str, work: Callable[[Summary], None]) -> int:
    """Run a harness, print its summary as JSON, and return the exit code: 1 where it broke.

    `work` fills the summary as it goes, so that it says how far the harness came, also where it
    is asked to stop (SIGTERM).
    """
    summary: Summary = {"harness": name}
    started = time.monotonic()
    signal.signal(signal.SIGTERM, _stop)
    try:
        work(summary)
        summary["sound"] = True
    except StoppedError:
        summary |= {"sound": True, "stopped": "before it was through"}
    except BrokenError as broken:
        summary |= {"sound": False, "broken": str(broken)}
    summary["seconds"] = round(time.monotonic() - started, 1)
    sys.stdout.write(json.dumps(summary, indent=2, ensure_ascii=False, default=str) + "\n")
    return 0 if summary["sound"] else 1
