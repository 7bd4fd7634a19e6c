"""What typed words leave of a list: by the search index, or by looking through columns."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, false, func, literal, or_, select, union_all

from pccdesk.database import word_lookup
from pccdesk.database.word_entries import entry_id
from pccdesk.domain.searching import Query, parse
from pccdesk.models.search import SearchEntry
from pccdesk.queries.noun import Noun

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


class Columns(NamedTuple):
    """Where words are looked for that the index does not know: anywhere in a row's own columns.

    `text` has an index that holds the row's `number` besides, which is a small part of the table;
    `name` has one too, and few values.
    """

    number: ColumnElement[int]
    text: ColumnElement[str]
    name: ColumnElement[str]


def by_columns(connection: Connection, typed: str, columns: Columns) -> list[ColumnElement[bool]]:
    """Return the conditions that each word stands somewhere in one of the columns.

    The rows of words that few have are found first, by their number; others are met soon enough
    as the list is walked.
    """
    in_text, named = [], []
    for word in typed.split():
        has = _has(connection, columns.text, word)
        if names := _names_with(connection, columns.name, word):
            named.append((columns.name.in_(names), has))
        else:
            in_text.append(has)
    either = [or_(*each) for each in named]
    if not in_text and not named:
        return []
    alternatives = [and_(*in_text)] if in_text else list(named[0])
    found = [select(columns.number).where(each) for each in alternatives]
    numbers = connection.scalars(union_all(*found).limit(_COMMON)).all()
    few = [columns.number.in_(set(numbers))] if len(numbers) < _COMMON else in_text
    return [*few, *either]


def _names_with(connection: Connection, name: ColumnElement[str], word: str) -> Sequence[str]:
    """Return the values with a word; they are come to one after the other by their index."""
    lowest = select(func.min(name).label("name")).cte("names", recursive=True)
    next_one = select(func.min(name)).where(name > lowest.c.name).scalar_subquery()
    names = lowest.union_all(select(next_one).where(lowest.c.name.is_not(None)))
    return connection.scalars(
        select(names.c.name).where(_has(connection, names.c.name, word))
    ).all()


def _has(connection: Connection, column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    # SQLite's LIKE knows no case as it is, so that nothing need be folded first.
    like = column.like if connection.dialect.name == "sqlite" else column.ilike
    return like(f"%{_escaped(word)}%", escape="\\")


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
