"""Days, financial years and UK time, as the office speaks of them."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from pccdesk.domain.direction_marks import without_direction_marks
from pccdesk.domain.errors import Refused

LONDON = ZoneInfo("Europe/London")
_APRIL = 4
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # beyond them a year was mistyped
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]+) (\d{2}|\d{4})")
_OFFSET = re.compile(r"([+-]\d{1,4})")
_HINT = "Enter a date such as 1/4/26, 1 April 2026, t for today or +7 for a week from now."


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The office's year, 1 April to 31 March, named by the calendar year it starts in."""

    start_year: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the financial year that a day falls in."""
        return cls(day.year if day.month >= _APRIL else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the year written `2026-27`, `2026/27` or `2026`; raises `Refused`."""
        found = re.fullmatch(r"(\d{4})(?:[-/](\d{2}|\d{4}))?", text.strip())
        if not found or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
            raise Refused(f"“{text}” is not a financial year. Write it as 2026-27.")
        year = cls(int(found[1]))
        if found[2] and found[2] != str(year.start_year + 1)[-len(found[2]) :]:
            raise Refused(f"“{text}” is not a financial year. Write it as {year.label}.")
        return year

    @property
    def label(self) -> str:
        """The year as `2026-27`, safe in file names."""
        return f"{self.start_year}-{(self.start_year + 1) % 100:02}"

    @property
    def slash(self) -> str:
        """The year as the office prints it: `2026/27`."""
        return self.label.replace("-", "/")

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start_year, _APRIL, 1)

    @property
    def last_day(self) -> date:
        """31 March of the next calendar year."""
        return date(self.start_year + 1, 3, 31)

    @staticmethod
    def quarter(day: date) -> int:
        """Return 1 for April to June, up to 4 for January to March."""
        return (day.month - _APRIL) % 12 // 3 + 1


def parse_date(text: str, today: date) -> date:
    """Return the day that an officer typed: `1/4/26`, `1 April 2026`, `t`, `+7`, `-1`.

    Day first, always. Two-digit years are 2000 to 2099. Raises `Refused` for what is no date.
    """
    typed = " ".join(without_direction_marks(text).lower().split())
    if typed in {"t", "today"}:
        return today
    if found := _OFFSET.fullmatch(typed):
        return today + timedelta(days=int(found[1]))
    try:
        if found := _ISO.fullmatch(typed):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMERIC.fullmatch(typed):
            return date(_full_year(found[3]), int(found[2]), int(found[1]))
        if found := _WORDED.fullmatch(typed):
            return date(_full_year(found[3]), _month(found[2]), int(found[1]))
    except ValueError as error:
        raise Refused(f"“{text.strip()}” is not a date in the calendar. {_HINT}") from error
    raise Refused(_HINT)


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else 2000 + year  # noqa: PLR2004 - two digits


def _month(name: str) -> int:
    for number in range(1, 13):
        if len(name) >= 3 and calendar.month_name[number].lower().startswith(name):  # noqa: PLR2004
            return number
    raise ValueError(name)


def format_date(day: date) -> str:
    """Return a day as a letter prints it: `1 April 2026`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def short_date(day: date) -> str:
    """Return a day as a list shows it: `01/04/2026`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def to_london(instant: datetime) -> datetime:
    """Return a UTC instant in UK time, summer time included."""
    return instant.astimezone(LONDON)


def from_london(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the UTC instant of a UK wall-clock time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def format_instant(instant: datetime) -> str:
    """Return an instant as `1 April 2026 at 14:02`, in UK time."""
    local = to_london(instant)
    return f"{format_date(local.date())} at {local:%H:%M}"


def months_between(first: date, last: date) -> int:
    """Return whole months a period covers, both days included, rounded up."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months + (1 if last.day >= first.day else 0)
