"""The clock that tests go by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
"""Half past nine in Preston on 1 June 2026, in British summer time."""


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        """Start at an aware instant."""
        self.now = now

    def __call__(self) -> datetime:
        """Return the present instant in UTC, as the program's own clock does."""
        return self.now

    def advance(self, **time: float) -> None:
        """Move on by timedelta's words: advance(days=2, hours=1)."""
        self.now += timedelta(**time)
