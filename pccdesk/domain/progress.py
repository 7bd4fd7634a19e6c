"""How a long job tells what it does and how far it is, and learns that it was cancelled."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total); raises `Cancelled` when the officer asked to stop."""
Telling = Callable[[str], Progress]
"""Called with what is done from now on, in words; gives what tells how far that is."""

_PACE_KNOWN = 2.0
"""Seconds after which a job's pace is steady enough to say how long it will take."""
_FEW_STEPS = 10
"""Up to which nothing is said of the time: so few steps take very different times."""
_MINUTE = 60
_SOON = 5


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody: for jobs that nobody watches."""


def no_telling(_what: str) -> Progress:
    """Tell nobody, of several pieces of work."""
    return no_progress


def how_far(done: int, total: int, taken: float) -> str:
    """Return the count and the time left, such as “120 of 400, about 2 minutes left”.

    `taken` are the seconds since it began. Nothing is said where nothing is counted.
    """
    if not total:
        return ""
    counted = f"{done:,} of {total:,}"
    left = seconds_left(done, total, taken)
    return counted if left is None else f"{counted}, {time_left(left)}"


def seconds_left(done: int, total: int, taken: float) -> float | None:
    """Return how long it will take at the pace so far, None before that can be told."""
    if not 0 < done < total or total <= _FEW_STEPS or taken < _PACE_KNOWN:
        return None
    return taken / done * (total - done)


def time_left(seconds: float) -> str:
    """Return a time still to wait in rough words: nobody is told a false second."""
    if seconds < _SOON:
        return "a few seconds left"
    if seconds < _MINUTE:
        return f"about {round(seconds / 5) * 5} seconds left"
    minutes = round(seconds / _MINUTE)
    return "about a minute left" if minutes == 1 else f"about {minutes:,} minutes left"
