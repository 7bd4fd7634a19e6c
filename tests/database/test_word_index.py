"""What FTS5 is told of a change is what the change is, for each beginning that it lists."""

from __future__ import annotations

import re
from random import Random

import pytest
from sqlalchemy import text

from pccdesk.database import word_index
from pccdesk.database.creation import open_database
from pccdesk.database.word_entries import Entry
from pccdesk.database.words_in_file import (
    _SHORTEST_OF_HEADS,
    _SHORTEST_OF_WORDS,
    MARK,
    TABLE,
)

WORDS_TO_DRAW = ["a", "ab", "abc", "abd", "abcdefghijklmn", "abcdefghijklmo", "b", "ba", "1", "12"]
RECORDS = range(1, 9)


@pytest.mark.parametrize("seed", range(4))
def test_every_beginning_finds_what_has_it_after_many_changes(
    sqlite_address: str, seed: int
) -> None:
    rng = Random(seed)  # noqa: S311 - to do the same again
    database = open_database(sqlite_address)
    with database.changing() as session:
        word_index.clear(session.connection())
    entries: dict[int, Entry] = {}
    for _ in range(30):
        changed = [_drawn(rng, rng.choice(RECORDS)) for _ in range(rng.randint(1, 2))]
        entries |= {each.id: each for each in changed}
        with database.changing() as session:
            word_index.write(session.connection(), list({e.id: e for e in changed}.values()))
    with database.reading() as connection:
        assert word_index.unsound(connection) == []
        asked = text(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :asked ORDER BY rowid")  # noqa: S608 - a name of ours
        for mark in (MARK, ""):
            for start in {word[:length] for word in WORDS_TO_DRAW for length in range(1, 13)}:
                found = list(connection.scalars(asked, {"asked": f'"{mark}{start}"*'}))
                assert found == _expected(entries, mark, start), (mark, start)
    database.close()


def _drawn(rng: Random, number: int) -> Entry:
    drawn = rng.sample(WORDS_TO_DRAW, rng.randint(0, 7))
    cut = rng.randint(0, len(drawn))
    return Entry(number, " ".join(drawn[:cut]), " ".join(drawn[cut:]))


def _expected(entries: dict[int, Entry], mark: str, start: str) -> list[int]:
    return sorted(
        number
        for number, each in entries.items()
        if any(token.startswith(start) for token in (each.head if mark else each.words).split())
    )


def test_the_shortest_beginnings_are_those_that_were_laid_down(sqlite_address: str) -> None:
    database = open_database(sqlite_address)
    with database.reading() as connection:
        laid = connection.scalar(
            text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": TABLE}
        )
    listed = re.search(r"prefix='([\d ]+)'", str(laid))
    assert listed is not None
    shortest = min(map(int, listed[1].split()))
    assert shortest == len(MARK) + _SHORTEST_OF_HEADS == _SHORTEST_OF_WORDS
    database.close()
