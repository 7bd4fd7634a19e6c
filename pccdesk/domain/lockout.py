"""How long sign-in waits after wrong passwords: longer each time, and forgotten after a while."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

_BUCKETS = 65_536


@dataclass(frozen=True, slots=True)
class LockOutRule:
    """`free` attempts cost nothing, the next one waits `first`, each further one twice as long.

    Never longer than `longest`, so that nobody is kept out for good by somebody who guesses in
    their name; all is forgotten once nothing was tried for `forgotten_after`.
    """

    free: int
    first: timedelta
    longest: timedelta
    forgotten_after: timedelta

    def wait_after(self, attempts: int) -> timedelta:
        """Return how long to wait after so many wrong attempts in a row."""
        over = attempts - self.free
        if over <= 0:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(over - 1, 20)))


ACCOUNT = LockOutRule(4, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=24))
"""For one username, whether it exists or not: the answers must not differ."""

WORKSTATION = LockOutRule(24, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=1))
"""For one computer, whichever names are tried; an office may share a terminal server."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong attempts in a row under one key, and until when no further one is looked at."""

    count: int = 0
    last_at: datetime | None = None
    locked_until: datetime | None = None

    def is_locked(self, now: datetime) -> bool:
        """Tell whether an attempt now is not even looked at."""
        return self.locked_until is not None and now < self.locked_until

    def one_more(self, rule: LockOutRule, now: datetime) -> "Attempts":
        """Return the attempts with one that begins now, which counts until it proves right."""
        old = self.last_at is None or now - self.last_at > rule.forgotten_after
        count = 1 if old else self.count + 1
        wait = rule.wait_after(count)
        return Attempts(count, now, now + wait if wait else None)


def person_key(person_id: int) -> str:
    """Return the key under which wrong passwords for an account are counted."""
    return f"person:{person_id}"


def unknown_name_key(username: str) -> str:
    """Return the key of a name that is nobody's: two bytes of its hash.

    Somebody may have typed a password there, so the name is not kept, nor a hash that would
    betray it; 65,536 keys also bound what a guessing machine can fill.
    """
    digest = hashlib.sha256(username.encode("utf-8", "surrogatepass")).digest()
    return f"name:{int.from_bytes(digest[:4], 'big') % _BUCKETS:04x}"


def workstation_key(workstation: str) -> str:
    """Return the key under which a computer's wrong attempts are counted."""
    return f"workstation:{workstation[:60]}"


def lock_sentence(until: datetime, now: datetime) -> str:
    """Return what somebody is told who tries again too soon; the same for every name."""
    seconds = max(1, round((until - now).total_seconds()))
    minutes = -(-seconds // 60)
    left = f"{seconds} seconds" if seconds < 90 else f"{minutes} minutes"  # noqa: PLR2004
    if seconds == 1:
        left = "1 second"
    return (
        f"Too many wrong passwords in a row. Try again in {left}, "
        "or ask an administrator to let you in."
    )
