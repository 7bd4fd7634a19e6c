"""The names of backups, and which of them are kept: seven days, four weeks, twelve months."""

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from pccdesk.domain.dates import to_london

DAYS, WEEKS, MONTHS = 7, 4, 12
_INSTANT = "%Y%m%dT%H%M%SZ"
_LONGEST_STEM = 80


def backup_name(database: str, made_at: datetime) -> str:
    """Return the file name of a backup of the database at a full path, with its instant in UTC.

    Six figures of the path's SHA-256 keep two databases of one name apart in one folder.
    """
    return f"{_beginning(database)}{made_at.astimezone(UTC):{_INSTANT}}.sqlite"


def name_before_upgrade(database: str, revision: str, made_at: datetime) -> str:
    """Return the file name of an office as it was before its schema was brought up to date.

    It is not named as a day's backup is, so that it is never taken away with those.
    """
    beginning = _beginning(database).replace("-backup-", f"-before-upgrade-from-{revision}-")
    return f"{beginning}{made_at.astimezone(UTC):{_INSTANT}}.sqlite"


def made_at(database: str, name: str) -> datetime | None:
    """Return when a file was made that is named as a backup of this database; else None."""
    found = re.fullmatch(
        re.escape(_beginning(database)) + r"([0-9]{8}T[0-9]{6}Z)\.sqlite", name, re.ASCII
    )
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _INSTANT).replace(tzinfo=UTC)
    except ValueError:
        return None


def kept(instants: Iterable[datetime]) -> frozenset[datetime]:
    """Return which backups stay: the newest of each of the last days, weeks and months.

    Counted are days, weeks (from Monday) and months in the UK that have a backup, so that a
    holiday, or a computer's clock that goes wrong, never costs the last ones.
    """
    newest_first = sorted(set(instants), reverse=True)
    spans: tuple[tuple[Callable[[date], object], int], ...] = (
        (lambda day: day, DAYS),
        (lambda day: day.isocalendar()[:2], WEEKS),
        (lambda day: (day.year, day.month), MONTHS),
    )
    stay: set[datetime] = set()
    for span, most in spans:
        newest: dict[object, datetime] = {}
        for each in newest_first:
            newest.setdefault(span(to_london(each).date()), each)
        stay.update(list(newest.values())[:most])
    return frozenset(stay)


def _beginning(database: str) -> str:
    name = re.split(r"[/\\]", database)[-1]
    stem = name.rpartition(".")[0] or name
    mark = hashlib.sha256(database.encode(errors="surrogateescape")).hexdigest()[:6]
    return f"{stem[:_LONGEST_STEM]}-backup-{mark}-"
