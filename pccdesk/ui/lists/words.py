"""Values as the cells of lists show them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from pccdesk.domain.dates import short_date, to_london
from pccdesk.domain.money import format_money


def money(amount: Decimal | None) -> str:
    """Return pounds in figures, or nothing."""
    return "" if amount is None else format_money(amount)


def day(value: date | None) -> str:
    """Return a day, or nothing."""
    return "" if value is None else short_date(value)


def uk_day(instant: datetime | None) -> date | None:
    """Return the day of an instant in the UK, or None."""
    return None if instant is None else to_london(instant).date()


def day_of(instant: datetime | None) -> str:
    """Return the day of an instant in the UK in words, or nothing."""
    return day(uk_day(instant))


def moment(instant: datetime) -> str:
    """Return day and time of an instant in the UK."""
    local = to_london(instant)
    return f"{short_date(local.date())} {local:%H:%M}"


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun: “1 letter”, “1,204 letters”."""
    return f"{count:,} {one if count == 1 else many}"


_READABLE = 5


def by_reason(skipped: Iterable[tuple[str, str]], most: int | None = None) -> list[str]:
    """Return a line a reason with the names of those it holds for, at most so many named."""
    groups: dict[str, list[str]] = {}
    for name, why in skipped:
        groups.setdefault(why, []).append(name)
    return [f"{_named(names, most)}: {why}" for why, names in groups.items()]


def several(skipped: Iterable[tuple[str, str]]) -> list[str]:
    """Return why some were skipped as a message says it: the first few reasons and names."""
    lines = by_reason(skipped, _READABLE)
    rest = len(lines) - _READABLE
    more = [f"{rest:,} more were skipped for such reasons."] if rest > 0 else []
    return lines[:_READABLE] + more


def stopped(left: int) -> list[str]:
    """Return what is said where a job of single changes was cancelled with some left to do."""
    waits = "waits" if left == 1 else "wait"
    return [f"Cancelled there: what is done stands, {left:,} still {waits}."] if left else []


def _named(names: list[str], most: int | None) -> str:
    if most is None or len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most:,} more"
