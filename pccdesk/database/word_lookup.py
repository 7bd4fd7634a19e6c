"""What the tables that are searched are asked: which entries match, the newest of each noun first.

Both databases give exactly the same. FTS5 finds what matches in order, so the newest are its
first. A server's index knows no order: a common word is looked for among a noun's newest entries,
where it is soon met, and only where too few have it are all that match fetched and put in order.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    TextClause,
    TextualSelect,
    bindparam,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from pccdesk.database.kept_statements import driver_of
from pccdesk.database.word_index import HEAD, WORDS, bounds, listed_as, noun_and_number
from pccdesk.domain.searching import Query, Word

_WALKED = 2_000
"""Entries of a noun among which a server looks for a common word before it fetches all."""
_STEMS = (3, 4, 5, 6, 7)
_Newest = dict[int, list[int]]


def newest(
    connection: Connection,
    table: str,
    query: Query,
    nouns: Sequence[int],
    most: int,
    *,
    whole: bool = False,
) -> dict[int, list[int]]:
    """Return the newest entries of each noun that match, newest first: at most so many of each.

    With `whole`, tokens must match to their end.
    """
    find = _newest_on_sqlite if connection.dialect.name == "sqlite" else _newest_on_a_server
    found: _Newest = {noun: [] for noun in nouns}
    if found:
        find(connection, table, query, found, most, whole=whole)
    return found


def is_there(connection: Connection, query: Query, nouns: Sequence[int]) -> bool:
    """Tell whether the text of any entry matches."""
    return connection.scalar(_having(connection, WORDS, query, nouns, most=1)) is not None


def are_many(connection: Connection, query: Query, noun: int, many: int) -> bool:
    """Tell whether the heads of so many of a noun's entries match."""
    found = _having(connection, HEAD, query, [noun], most=many)
    return len(connection.scalars(found).all()) == many


def having(connection: Connection, query: Query, noun: int) -> TextualSelect:
    """Return the select of the numbers of all of a noun's entries whose heads match."""
    return _having(connection, HEAD, query, [noun]).columns(Column("id", BigInteger))


def _having(
    connection: Connection, table: str, query: Query, nouns: Sequence[int], most: int | None = None
) -> TextClause:
    limit = "" if most is None else f" LIMIT {most}"
    if connection.dialect.name == "sqlite":
        within = " OR ".join(f"rowid BETWEEN {low} AND {high}" for low, high in map(bounds, nouns))
        asked = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH :wanted AND ({within})"
        wanted = _on_sqlite(query)
    else:
        asked = f"SELECT id FROM {_by_the_index(table, 'wanted')}"
        wanted = _of_any(query, nouns)
    return text(asked + limit).bindparams(bindparam("wanted", wanted, unique=True))


def existing(
    connection: Connection, spellings: Iterable[str], nouns: Sequence[int], *, whole: bool
) -> set[str]:
    """Return which tokens, or beginnings of tokens, stand in the head of any entry."""
    asked = list(spellings)
    for length in _STEMS:  # many spellings begin alike: where the stem is not, none of them is
        stems = {each[:length] for each in asked if len(each) > length}
        there = _probed(connection, sorted(stems), nouns, whole=False)
        asked = [each for each in asked if len(each) <= length or each[:length] in there]
    return _probed(connection, asked, nouns, whole=whole)


def _newest_on_sqlite(
    connection: Connection, table: str, query: Query, found: _Newest, most: int, *, whole: bool
) -> None:
    """Go down from the newest entry of all; of a noun with enough, to what comes below it."""
    asked = (
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? "
        "ORDER BY rowid DESC LIMIT ?"
    )
    wanted, driver = _on_sqlite(query, whole=whole), driver_of(connection)
    lowest = bounds(min(found))[0]
    top: int | None = bounds(max(found))[1]
    while top is not None:
        entries = driver.execute(asked, (wanted, lowest, top, most)).fetchall()
        for (entry,) in entries:
            of_noun = found.get(noun_and_number(entry)[0])
            if of_noun is not None and len(of_noun) < most:
                of_noun.append(entry)
        top = _next(entries[-1][0], found, most) if len(entries) == most else None


def _next(last: int, found: _Newest, most: int) -> int | None:
    """Return the highest entry that may still be wanted below the last one seen."""
    noun, _number = noun_and_number(last)
    if noun in found and len(found[noun]) < most:
        return last - 1
    below = [each for each in found if each < noun]
    return bounds(max(below))[1] if below else None


def _newest_on_a_server(
    connection: Connection, table: str, query: Query, found: _Newest, most: int, *, whole: bool
) -> None:
    values = {f"wanted{noun}": _of_any(query, [noun], whole=whole) for noun in found}
    walked = (
        f"(SELECT id FROM (SELECT id, tokens FROM {table} WHERE id BETWEEN {low} AND {high} "
        f"ORDER BY id DESC LIMIT {_WALKED}) AS newest{noun} "
        f"WHERE tokens @@ CAST(:wanted{noun} AS tsquery) ORDER BY id DESC LIMIT {most})"
        for noun in found
        for low, high in [bounds(noun)]
    )
    _take(connection.scalars(text(" UNION ALL ".join(walked)), values), found)
    fetched = {noun: [] for noun, entries in found.items() if len(entries) < most}
    every = (
        f"(SELECT id FROM {_by_the_index(table, f'wanted{noun}')} ORDER BY id DESC LIMIT {most})"
        for noun in fetched
    )
    if fetched:
        values = {f"wanted{noun}": values[f"wanted{noun}"] for noun in fetched}
        _take(connection.scalars(text(" UNION ALL ".join(every)), values), fetched)
    found.update(fetched)


def _take(entries: Iterable[int], into: _Newest) -> None:
    for entry in sorted(entries, reverse=True):
        into[noun_and_number(entry)[0]].append(entry)


def _by_the_index(table: str, wanted: str) -> str:
    """Return all that match as a table of SQL.

    What is materialised is found by the index whatever is asked of it: for the first few of them
    the planner would read the whole table, as if they were soon met.
    """
    matching = f"SELECT id FROM {table} WHERE tokens @@ CAST(:{wanted} AS tsquery)"
    return f"(WITH matching AS MATERIALIZED ({matching}) SELECT id FROM matching) AS {wanted}"


def _probed(
    connection: Connection, spellings: Sequence[str], nouns: Sequence[int], *, whole: bool
) -> set[str]:
    if not spellings:
        return set()
    sqlite = connection.dialect.name == "sqlite"
    queries = [Query((Word(((each,),)),)) for each in spellings]
    if sqlite:
        asked = [_on_sqlite(each, whole=whole) for each in queries]
    else:
        asked = [_of_any(each, nouns, whole=whole) for each in queries]
    pairs = dict(zip(asked, spellings, strict=True))
    there = connection.scalars(
        _ON_SQLITE if sqlite else _ON_A_SERVER, {"asked": json.dumps(asked) if sqlite else asked}
    )
    return {pairs[each] for each in there}


_ON_SQLITE: TextClause = text(
    "SELECT j.value FROM json_each(:asked) j "
    f"WHERE EXISTS (SELECT 1 FROM {HEAD} WHERE {HEAD} MATCH j.value)"
).bindparams(bindparam("asked", type_=Text()))
_ON_A_SERVER: TextClause = text(
    "SELECT a.value FROM unnest(:asked) AS a(value) "
    f"WHERE EXISTS (SELECT 1 FROM {HEAD} WHERE tokens @@ CAST(a.value AS tsquery))"
).bindparams(bindparam("asked", type_=ARRAY(Text())))


def _on_sqlite(query: Query, *, whole: bool = False) -> str:
    """Return a query in FTS5's language; its tokens are letters and digits alone."""
    signs = _Signs(both=" AND ", either=" OR ", beginning=" *")
    return signs.spelt(query, lambda each: f'"{each}"', whole=whole)


def _of_any(query: Query, nouns: Iterable[int], *, whole: bool = False) -> str:
    """Return a query for the entries of some nouns in PostgreSQL's language."""
    signs = _Signs(both=" & ", either=" | ", beginning=":*")
    return signs.either.join(
        signs.spelt(query, lambda each, noun=noun: f"'{listed_as(noun, each)}'", whole=whole)
        for noun in nouns
    )


class _Signs(NamedTuple):
    """How a database's language joins tokens, and says that one is only begun."""

    both: str
    either: str
    beginning: str

    def spelt(self, query: Query, quoted: Callable[[str], str], *, whole: bool) -> str:
        words = (self._word(each, quoted, whole=whole) for each in query.words)
        return f"({self.both.join(words)})"

    def _word(self, word: Word, quoted: Callable[[str], str], *, whole: bool) -> str:
        end = "" if whole else self.beginning
        ways = [self.both.join(f"{quoted(each)}{end}" for each in way) for way in word.ways]
        ways += [quoted(each) for each in word.whole]
        return "(" + self.either.join(f"({way})" for way in ways) + ")"
