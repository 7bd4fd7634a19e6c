"""The wait after wrong passwords grows, has an end, and is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pccdesk.domain.lockout import ACCOUNT, Attempts, lock_sentence, unknown_name_key

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 0), (4, 0), (5, 30), (6, 60), (9, 480), (10, 900), (5_000, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(attempts: int, seconds: int) -> None:
    assert ACCOUNT.wait_after(attempts) == timedelta(seconds=seconds)


def test_what_was_long_ago_is_forgotten() -> None:
    kept = Attempts(9, NOW, NOW + timedelta(minutes=8))
    assert kept.one_more(ACCOUNT, NOW + timedelta(hours=23)).count == 10
    assert kept.one_more(ACCOUNT, NOW + timedelta(hours=25)).count == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second,"), (30, "30 seconds"), (89, "89 seconds"), (90, "2 minutes"),
     (900, "15 minutes")],
)  # fmt: skip
def test_the_time_left_is_told_in_words(seconds: float, words: str) -> None:
    assert f"Try again in {words}" in lock_sentence(NOW + timedelta(seconds=seconds), NOW)


def test_the_key_of_an_unknown_name_betrays_two_bytes_at_most() -> None:
    keys = {unknown_name_key(f"name {number}") for number in range(2_000)}
    assert {len(each) for each in keys} == {len("name:") + 4}
    assert unknown_name_key("\ud800").startswith("name:")
