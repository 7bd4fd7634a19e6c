"""How far a job is, and how long it still takes, in rough words."""

import pytest

from pccdesk.domain.progress import how_far, seconds_left, time_left


@pytest.mark.parametrize(
    ("done", "total", "taken", "words"),
    [
        (0, 0, 60.0, ""),
        (0, 400, 60.0, "0 of 400"),
        (120, 400, 1.0, "120 of 400"),
        (100, 400, 60.0, "100 of 400, about 3 minutes left"),
        (1_000, 400_000, 1.0, "1,000 of 400,000"),
        (400, 400, 60.0, "400 of 400"),
        (2, 5, 60.0, "2 of 5"),
    ],
)
def test_the_time_left_is_told_once_the_pace_is_known(
    done: int, total: int, taken: float, words: str
) -> None:
    assert how_far(done, total, taken) == words


def test_the_time_left_follows_from_the_pace_so_far() -> None:
    assert seconds_left(25, 100, 10.0) == 30.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (2, "a few seconds left"),
        (32, "about 30 seconds left"),
        (62, "about a minute left"),
        (130, "about 2 minutes left"),
    ],
)
def test_a_wait_is_told_in_rough_words(seconds: float, words: str) -> None:
    assert time_left(seconds) == words
