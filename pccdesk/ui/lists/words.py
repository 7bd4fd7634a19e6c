"""Values as the cells of lists show them."""

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


def day_of(instant: datetime | None) -> str:
    """Return the day of an instant in the UK, or nothing."""
    return "" if instant is None else short_date(to_london(instant).date())


def moment(instant: datetime) -> str:
    """Return day and time of an instant in the UK."""
    local = to_london(instant)
    return f"{short_date(local.date())} {local:%H:%M}"


def counted(count: int, one: str) -> str:
    """Return a count with its noun: `1 payment`, `1,240 payments`."""
    return f"{count:,} {one}" + ("" if count == 1 else "s")
