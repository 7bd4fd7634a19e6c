"""Time in the sample office: a clock that only goes forward, and lives that take turns in it."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from pccdesk.domain.dates import from_london, to_london

FIRST_DAY = date(2024, 4, 2)
LAST_DAY = date(2026, 11, 20)
"""The Friday before the day on which the sample office is opened."""

Life = Iterator[datetime]
"""Something that happens in steps: it yields the instant at which it wants to go on."""

_SATURDAY = 5
_OPENS, _CLOSES = 9 * 60, 17 * 60  # minutes of the office's day


def chance(seed: str) -> Random:
    """Return chance that falls out the same on every machine."""
    return Random(seed)  # noqa: S311 - nothing secret


class Timeline:
    """The clock of the sample office, and what is still to happen in it.

    Called, it tells the time, as the program's own clock does.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._waiting: list[tuple[datetime, int, Life]] = []
        self._added = 0
        self._pace = chance("pace")

    def __call__(self) -> datetime:
        """Return the present instant."""
        return self._now

    @property
    def today(self) -> date:
        """Today in the UK."""
        return to_london(self._now).date()

    def work(self) -> None:
        """Let as much time pass as one small task takes at a desk."""
        self._now += timedelta(seconds=self._pace.randint(35, 170))

    def add(self, life: Life) -> None:
        """Let a life begin: it is asked when it wants its first step."""
        self._ask(life)

    def run(self, until: datetime, told: Callable[[date], None]) -> None:
        """Let everything happen that wants to happen before an instant, in the order of time."""
        while self._waiting and self._waiting[0][0] < until:
            wanted, _place, life = heapq.heappop(self._waiting)
            self._now = max(wanted, self._now + timedelta(seconds=20))
            told(self.today)
            self._ask(life)

    def _ask(self, life: Life) -> None:
        wanted = next(life, None)
        if wanted is not None:
            self._added += 1
            heapq.heappush(self._waiting, (wanted, self._added, life))


def working_instant(day: date, rng: Random) -> datetime:
    """Return an instant in office hours on a day, or on the next day that the office is open."""
    while not _is_open(day):
        day += timedelta(days=1)
    minutes = rng.randint(_OPENS, _CLOSES - 30)
    moment = from_london(day, minutes // 60, minutes % 60)
    return moment + timedelta(seconds=rng.randint(0, 59))


def _is_open(day: date) -> bool:
    closed_for_christmas = (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 1)
    return day.weekday() < _SATURDAY and not closed_for_christmas
