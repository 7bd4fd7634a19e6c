"""Marks are weighted, rounded half up and banded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.scoring import (
    JUSTIFICATION_LIMIT,
    Mark,
    band,
    greatest_score,
    mark_problems,
    percentage,
    total,
)
from tests.domain.definition_sample import SCHEME

GOOD = {"need": Mark(10, "Shown."), "value": Mark(0, "No prices.")}


def test_marks_count_by_their_weight() -> None:
    assert greatest_score(SCHEME) == 30
    assert total(SCHEME, {"need": 10, "value": 1}) == 21
    assert total(SCHEME, {"value": 10}) == 10


@pytest.mark.parametrize(
    ("totals", "per_cent"),
    [((), 0), ((30,), 100), ((0,), 0), ((21,), 70), ((20,), 67), ((19,), 63), ((21, 20), 68),
     ((15, 15, 15), 50), ((5, 4), 15)],
)  # fmt: skip
def test_the_mean_of_the_assessors_is_rounded_half_up(
    totals: tuple[int, ...], per_cent: int
) -> None:
    assert percentage(SCHEME, totals) == per_cent


def test_a_half_is_rounded_up() -> None:
    forty = replace(SCHEME, maximum_mark=40, criteria=SCHEME.criteria[1:])  # 1 of 40 is 2.5 %
    assert percentage(forty, (1,)) == 3
    assert percentage(forty, (3,)) == 8


@given(st.lists(st.integers(0, 30), min_size=1, max_size=5))
def test_a_percentage_lies_between_nought_and_a_hundred_and_near_the_mean(
    totals: list[int],
) -> None:
    per_cent = percentage(SCHEME, tuple(totals))
    assert 0 <= per_cent <= 100
    assert abs(per_cent - 100 * sum(totals) / (30 * len(totals))) <= 0.5


@pytest.mark.parametrize(
    ("per_cent", "label"),
    [(0, "Weak"), (49, "Weak"), (50, "Fair"), (69, "Fair"), (70, "Strong"), (100, "Strong")],
)
def test_a_band_begins_at_its_percentage(per_cent: int, label: str) -> None:
    assert band(SCHEME, per_cent) == label


def test_below_every_band_there_is_none() -> None:
    assert band(replace(SCHEME, bands=SCHEME.bands[1:]), 49) == ""


@pytest.mark.parametrize(
    ("code", "mark", "words"),
    [
        ("need", None, "Mark “Need” from 0 to 10."),
        ("need", Mark(11, "Too good."), "Mark “Need” from 0 to 10."),
        ("need", Mark(-1, "Too bad."), "Mark “Need” from 0 to 10."),
        ("value", Mark(5, " "), "Say why “Value” has this mark."),
        ("value", Mark(5, "x" * (JUSTIFICATION_LIMIT + 1)), "Shorten the reason"),
        ("style", Mark(5, "Nice."), "This round does not score that."),
    ],
)
def test_a_mark_that_is_missing_out_of_range_or_without_reason_is_named(
    code: str, mark: Mark | None, words: str
) -> None:
    marks = {key: each for key, each in {**GOOD, code: mark}.items() if each is not None}
    (problem,) = mark_problems(SCHEME, marks)
    assert problem.field == f"marks.{code}"
    assert words in problem.sentence


def test_the_least_and_the_greatest_mark_are_in_range() -> None:
    assert mark_problems(SCHEME, GOOD) == ()
