"""Which passwords are good enough, and how hard their hashes are made."""

from __future__ import annotations

import pytest

from pccdesk.domain.passwords import (
    LEAST_COST,
    MOST_MEMORY,
    MOST_PASSES,
    HashCost,
    calibrated,
    password_problem,
    tidy_word,
)
from pccdesk.services.passwords import common_passwords, new_word


@pytest.mark.parametrize(
    "password",
    ["", "eleven char", "x" * 201, "Password1234", "P@ssw0rd2026!", "passwordpassword",
     "letmeinletmein", "123456789012", "qwertyuiop12", "aaaaaaaaaaaa", "ababababababab",
     "abcdefghijklm", "zyxwvutsrqpon", "a.hussain2026", "AHussainAHussain", "Liverpool2025",
     "Lancashire2026", "correct horse battery staple", "1q2w3e4r5t6y", "Welcome12345!"],
)  # fmt: skip
def test_what_is_short_or_guessed_first_is_refused(password: str) -> None:
    assert password_problem(password, "a.hussain", common_passwords())


@pytest.mark.parametrize(
    "password",
    ["four green boats sail", "a long password for tests", "kdj3-ss92-qpw8",
     "password manager of my aunt", "three blue boats", "\U0001f600 twelve at last"],
)  # fmt: skip
def test_any_other_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert password_problem(password, "a.hussain", common_passwords()) == ""


@pytest.mark.parametrize(
    ("least_takes", "wanted"),
    [
        (2.0, LEAST_COST),
        (0.2, LEAST_COST),
        (0.03, HashCost(LEAST_COST.memory * 8, 2)),
        (0.000_001, HashCost(LEAST_COST.memory * 8, MOST_PASSES)),
    ],
)
def test_the_cost_follows_the_computer_and_is_never_below_the_least(
    least_takes: float, wanted: HashCost
) -> None:
    found = calibrated(lambda cost: least_takes * cost.work / LEAST_COST.work)
    assert found == wanted
    assert found.memory <= MOST_MEMORY


def test_a_slower_computer_keeps_what_a_quicker_one_set() -> None:
    kept = HashCost(LEAST_COST.memory * 4, 5)
    assert calibrated(lambda _: 9.0, kept) == kept


def test_one_time_words_differ_and_are_read_however_they_are_typed() -> None:
    words = {new_word() for _ in range(200)}
    assert len(words) == 200
    assert {len(each) for each in words} == {14}
    assert tidy_word(" K7MP x3qd-9TFA ") == "k7mpx3qd9tfa"
