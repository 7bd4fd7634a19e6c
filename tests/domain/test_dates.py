"""Days are read day first, and the office's year begins on 1 April in UK time."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.dates import (
    FinancialYear,
    format_date,
    format_instant,
    from_london,
    months_between,
    parse_date,
    short_date,
    to_london,
)
from pccdesk.domain.errors import Refused

TODAY = date(2026, 6, 1)
days = st.dates(min_value=date(1900, 4, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/4/26", date(2026, 4, 1)),
        ("01/04/2026", date(2026, 4, 1)),
        ("1.4.26", date(2026, 4, 1)),
        ("\u200e1/\u200e4/\u200e2026", date(2026, 4, 1)),
        ("1-4-2026", date(2026, 4, 1)),
        ("1 4 26", date(2026, 4, 1)),
        ("1 April 2026", date(2026, 4, 1)),
        ("1st april 26", date(2026, 4, 1)),
        ("22nd  Sep 2026", date(2026, 9, 22)),
        ("2026-04-01", date(2026, 4, 1)),
        ("13/12/2026", date(2026, 12, 13)),
        ("29/2/2028", date(2028, 2, 29)),
        ("t", TODAY),
        (" Today ", TODAY),
        ("+7", date(2026, 6, 8)),
        ("-1", date(2026, 5, 31)),
    ],
)
def test_a_day_is_read_as_officers_type_it(typed: str, day: date) -> None:
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    ["31/2/2026", "31 February 2026", "29/2/2026", "29 February 2027", "0/1/2026", "1/13/26",
     "32/1/26", "2026-02-30", "1/1/0000", "31 June 2026", "1 Foo 2026", "1 ap 2026"],
)  # fmt: skip
def test_a_day_that_is_not_in_the_calendar_is_named_and_refused(typed: str) -> None:
    with pytest.raises(Refused, match="is not a date in the calendar") as refused:
        parse_date(f" {typed} ", TODAY)
    assert refused.value.sentence.startswith(f"“{typed}”")


@pytest.mark.parametrize(
    "typed",
    ["", " ", "soon", "1/4", "+", "+99999", "1/4/026", "💥", "\x00", "=1/4/26", "April 2026"],
)
def test_what_is_no_day_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(Refused, match="Enter a date such as 1/4/26"):
        parse_date(typed, TODAY)


@given(days)
def test_a_day_that_is_written_is_read_back_the_same(day: date) -> None:
    assert parse_date(format_date(day), TODAY) == day
    assert parse_date(short_date(day), TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_refused(typed: str) -> None:
    with suppress(Refused):
        assert isinstance(parse_date(typed, TODAY), date)


def test_days_are_printed_without_noughts_and_listed_with_them() -> None:
    assert format_date(date(2026, 4, 1)) == "1 April 2026"
    assert short_date(date(2026, 4, 1)) == "01/04/2026"


@pytest.mark.parametrize(
    ("day", "label", "quarter"),
    [
        (date(2026, 3, 31), "2025-26", 4),
        (date(2026, 4, 1), "2026-27", 1),
        (date(2026, 6, 30), "2026-27", 1),
        (date(2026, 7, 1), "2026-27", 2),
        (date(2026, 9, 30), "2026-27", 2),
        (date(2026, 10, 1), "2026-27", 3),
        (date(2026, 12, 31), "2026-27", 3),
        (date(2027, 1, 1), "2026-27", 4),
        (date(2027, 3, 31), "2026-27", 4),
        (date(2100, 3, 31), "2099-00", 4),
    ],
)
def test_the_year_begins_on_1_april_and_has_four_quarters(
    day: date, label: str, quarter: int
) -> None:
    assert FinancialYear.of(day).label == label
    assert FinancialYear.quarter(day) == quarter


@given(days)
def test_every_day_lies_in_its_own_year(day: date) -> None:
    year = FinancialYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert FinancialYear.parse(year.label) == FinancialYear.parse(year.slash) == year


@pytest.mark.parametrize("typed", ["2026-27", "2026/27", "2026", " 2026-2027 "])
def test_a_year_is_read_as_it_is_written(typed: str) -> None:
    assert FinancialYear.parse(typed) == FinancialYear(2026)


@pytest.mark.parametrize(
    "typed", ["", "26-27", "2026-28", "2026-26", "next year", "2026-1927", "0000", "9999", "0"]
)
def test_what_is_no_financial_year_is_refused_with_how_to_write_it(typed: str) -> None:
    with pytest.raises(Refused, match=r"is not a financial year\. Write it as 20"):
        FinancialYear.parse(typed)


def test_summer_time_is_uk_time() -> None:
    assert format_instant(datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) == "29 March 2026 at 00:59"
    assert format_instant(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == "29 March 2026 at 02:00"
    assert format_instant(datetime(2026, 10, 25, 0, 59, tzinfo=UTC)) == "25 October 2026 at 01:59"
    assert format_instant(datetime(2026, 10, 25, 1, 0, tzinfo=UTC)) == "25 October 2026 at 01:00"


def test_late_in_the_evening_of_31_march_it_is_already_the_new_year_in_preston() -> None:
    evening = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    assert to_london(evening).date() == date(2026, 4, 1)
    assert FinancialYear.of(to_london(evening).date()) == FinancialYear(2026)


def test_wall_clock_time_becomes_universal_time() -> None:
    assert from_london(date(2026, 5, 15), 12) == datetime(2026, 5, 15, 11, 0, tzinfo=UTC)
    assert from_london(date(2026, 1, 15), 12, 30) == datetime(2026, 1, 15, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), 1),
        (date(2026, 1, 1), date(2026, 3, 31), 3),
        (date(2026, 1, 15), date(2026, 2, 14), 1),
        (date(2026, 1, 15), date(2026, 2, 15), 2),
        (date(2026, 9, 1), date(2027, 8, 31), 12),
    ],
)
def test_a_period_in_months_counts_both_days_and_is_rounded_up(
    first: date, last: date, months: int
) -> None:
    assert months_between(first, last) == months
