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


def several(sentences: Iterable[str]) -> list[str]:
    """Return the first few sentences, and one that counts those left out of the message."""
    every = list(sentences)
    rest = len(every) - _READABLE
    more = [f"{rest:,} more were skipped for such reasons."] if rest > 0 else []
    return every[:_READABLE] + more
