"""Which database is opened, and that it opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pccdesk.bootstrap import open_desk, require_address
from pccdesk.domain.errors import Refused
from pccdesk.queries.timelines import last_instant
from pccdesk.services.sign_in import sign_in
from pccdesk.settings import remember_database, settings_file
from tests.clock import Clock


def test_the_one_given_stands_above_the_environment_and_that_above_the_last_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remember_database("/last.sqlite")
    assert require_address() == "/last.sqlite"
    monkeypatch.setenv("PCCDESK_DATABASE", "/environment.sqlite")
    assert require_address() == "/environment.sqlite"
    assert require_address("/given.sqlite") == "/given.sqlite"


def test_without_any_the_sentence_says_how_to_choose() -> None:
    with pytest.raises(Refused, match=r"^No database is chosen\. Give one with --database"):
        require_address()


def test_damaged_settings_are_told_of_where_they_were_needed() -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("=")
    with pytest.raises(Refused, match=r"^Your settings file was damaged.* No database is chosen"):
        require_address()


def test_an_office_is_opened_with_the_clock_given(database_address: str, clock: Clock) -> None:
    desk = open_desk(database_address, clock)
    assert desk.today() == clock.now.date()
    desk.database.close()


def test_the_sample_offices_time_goes_on_from_the_last_thing_done_in_it(
    sample_office_file: Path,
) -> None:
    desk = open_desk(str(sample_office_file))
    try:
        with desk.database.reading() as connection:
            last = last_instant(connection)
        assert last is not None
        assert timedelta() < desk.clock() - last < timedelta(minutes=5)
        sign_in(desk, "officer", "")
        with desk.database.reading() as connection:
            assert last_instant(connection) > last  # type: ignore[operator]  # there is one
    finally:
        desk.database.close()


def test_an_office_of_ones_own_goes_by_the_system(sqlite_address: str) -> None:
    desk = open_desk(sqlite_address)
    assert abs(desk.clock() - datetime.now(UTC)) < timedelta(minutes=5)
    desk.database.close()
