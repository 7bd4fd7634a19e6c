"""Names of backups, and which stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.backups import backup_name, kept, made_at

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
PLACE = "/desk/office.sqlite"


def test_a_name_tells_the_database_and_the_instant() -> None:
    name = backup_name(PLACE, NOON)
    assert name.startswith("office-backup-")
    assert made_at(PLACE, name) == NOON


@pytest.mark.parametrize(
    "name",
    [
        "office.sqlite",
        "office-backup-2026.sqlite",
        backup_name("/elsewhere/office.sqlite", NOON),
        backup_name("/desk/other.sqlite", NOON),
        backup_name(PLACE, NOON).replace("20260601", "20261301"),
        backup_name(PLACE, NOON) + ".txt",
        "copy of " + backup_name(PLACE, NOON),
    ],
)
def test_a_file_that_the_program_did_not_make_of_this_database_is_none_of_its_backups(
    name: str,
) -> None:
    assert made_at(PLACE, name) is None


def test_a_database_with_a_very_long_name_has_backups_too() -> None:
    place = f"C:\\desk\\{'n' * 200}.sqlite"
    assert len(backup_name(place, NOON)) < 150
    assert made_at(place, backup_name(place, NOON)) == NOON


def test_seven_days_four_weeks_and_twelve_months_stay() -> None:
    daily = [NOON + timedelta(days=day) for day in range(800)]
    stay = kept(daily)
    assert set(daily[-7:]) <= stay
    weeks = {each.isocalendar()[:2] for each in stay}
    assert len(weeks & {each.isocalendar()[:2] for each in daily[-28:]}) >= 4
    assert len({(each.year, each.month) for each in stay}) == 12
    assert len(stay) <= 7 + 4 + 12


def test_of_one_day_the_newest_stays() -> None:
    day = [NOON + timedelta(hours=hour) for hour in range(3)]
    assert kept(day) == {day[-1]}


def test_a_day_begins_at_midnight_in_the_uk() -> None:
    before, after = (datetime(2026, 6, 1, 22, 59, tzinfo=UTC), datetime(2026, 6, 1, 23, tzinfo=UTC))
    assert kept([before, after]) == {before, after}


instants = st.lists(st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 2)))  # noqa: DTZ001 - Hypothesis wants it bare


@given(instants)
def test_the_newest_always_stays_and_a_second_look_takes_nothing_more(
    found: list[datetime],
) -> None:
    stay = kept(found)
    assert stay <= set(found)
    assert not found or max(found) in stay
    assert kept(stay) == stay
