"""What typed words leave of a list: by the search index, or by looking through columns."""

from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, false, or_

from pccdesk.queries.search import matching
from pccdesk.queries.search_nouns import Noun

FoundBy: TypeAlias = Sequence[tuple[Noun, ColumnElement[int]]]


def by_index(
    connection: Connection, typed: str, found_by: FoundBy, *, few_wanted: bool
) -> list[ColumnElement[bool]]:
    """Return the condition that the index finds a row by all words; `found_by` says as what."""
    found = (
        matching(connection, noun, column, typed, few_wanted=few_wanted)
        for noun, column in found_by
    )
    either = [each for each in found if each is not None]
    if not either:  # nothing but signs: no row has them
        return [false()] if typed.strip() else []
    return [or_(*either)]


def by_columns(
    connection: Connection, typed: str, texts: Sequence[ColumnElement[str]]
) -> list[ColumnElement[bool]]:
    """Return the conditions that each word stands somewhere in one of the columns."""
    # SQLite's LIKE knows no case as it is, so that nothing need be folded first.
    folds = connection.dialect.name == "sqlite"
    conditions = []
    for word in typed.split():
        pattern = f"%{_escaped(word)}%"
        likes = (text.like if folds else text.ilike for text in texts)
        conditions.append(or_(*(like(pattern, escape="\\") for like in likes)))
    return conditions


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
