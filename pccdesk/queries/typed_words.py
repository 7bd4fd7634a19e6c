"""What typed words leave of a list: by the search index, or by looking through columns."""

from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, false, literal, or_, select

from pccdesk.database import word_lookup
from pccdesk.database.word_index import entry_id
from pccdesk.domain.searching import Query, parse
from pccdesk.models.search import SearchEntry
from pccdesk.queries.search_nouns import Noun

_COMMON = 2_000
"""Records from which on a word is common."""
FoundBy: TypeAlias = Sequence[tuple[Noun, ColumnElement[int]]]


def by_index(
    connection: Connection, typed: str, found_by: FoundBy, *, few_wanted: bool
) -> list[ColumnElement[bool]]:
    """Return the condition that the index finds a row by all words; `found_by` says as what.

    With `few_wanted`, common words are looked for in the rows' own entries as a list is walked,
    rather than all that have them first.
    """
    query = parse(typed)
    if not query.words:  # nothing but signs: no row has them
        return [false()] if typed.strip() else []
    conditions = []
    for noun, column in found_by:
        if few_wanted and word_lookup.are_many(connection, query, noun.number, _COMMON):
            conditions.append(_own_entry(query, column + entry_id(noun.number, 0)))
        else:
            found = word_lookup.having(connection, query, noun.number).subquery()
            conditions.append(column.in_(select(found.c.id - entry_id(noun.number, 0))))
    return [or_(*conditions)]


def _own_entry(query: Query, entry: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that the head of one entry has all words; the same as the index says.

    A value, not an `EXISTS`: a server would find all entries for that before it walks the list.
    """
    head = literal(" ") + SearchEntry.head
    has = [
        or_(*(and_(*(head.like(f"% {part}%") for part in way)) for way in word.ways))
        for word in query.words
    ]
    return select(and_(*has)).where(SearchEntry.id == entry).scalar_subquery()


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
