"""Work and its floor, timed in turn, so that a busy machine slows both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Timed = Callable[[], float]
LARGE, MILLION = 100_000, 1_000_000
"""Applications of an office from which on a bar may count."""


@dataclass(frozen=True)
class Case:
    """What is measured, against what, and how many times the floor it may take.

    `work` and `floor` do it once and return seconds, or bytes; `floor_is` says what the floor
    does. What is the same each time, as memory is, or takes minutes, is measured `once`. Without
    a bar a case is told for whoever wants to know. A bar counts from an office of so many
    applications on: in a small one the floor takes next to nothing.
    """

    name: str
    bar: float | None
    work: Timed
    floor: Timed
    floor_is: str
    once: bool = False
    from_rows: int = 0


@dataclass(frozen=True)
class Result:
    """How many times its floor a case took: the median of the rounds, the best and the worst."""

    name: str
    ratio: float
    low: float
    high: float
    bar: float | None
    floor_is: str
    floor_seconds: float

    @property
    def holds(self) -> bool:
        """Whether the median is within the bar, if there is one."""
        return self.bar is None or self.ratio <= self.bar

    def as_json(self) -> dict[str, str | float | bool | None]:
        """Return what a script reads."""
        return {
            "name": self.name,
            "ratio": round(self.ratio, 3),
            "low": round(self.low, 3),
            "high": round(self.high, 3),
            "bar": self.bar,
            "holds": self.holds,
        }


def seconds(task: Callable[[], object], times: int = 1) -> Timed:
    """Return what does a task so many times and tells how long one took."""

    def timed() -> float:
        start = time.perf_counter()
        for _ in range(times):
            task()
        return (time.perf_counter() - start) / times

    return timed


def measure(cases: Iterable[Case], rounds: int, rows: int) -> Iterator[Result]:
    """Time each case in rounds of floor and work; a first round of both is not counted.

    `rows` is how many applications the office has.
    """
    for case in cases:
        if rounds > 1 and not case.once:
            case.floor()
            case.work()
        floors, ratios = [], []
        for _ in range(1 if case.once else rounds):
            floors.append(case.floor())
            ratios.append(case.work() / floors[-1])
        middle = statistics.median(ratios)
        floor = statistics.median(floors)
        bar = case.bar if rows >= case.from_rows else None
        yield Result(case.name, middle, min(ratios), max(ratios), bar, case.floor_is, floor)
