"""What the tables that are searched are asked: which entries match, the newest of each noun first.

Both databases give exactly the same. FTS5 finds what matches in order, so the newest are its
first. A server's index knows no order: a common word is looked for among a noun's newest entries,
where it is soon met, and only where too few have it are all that match fetched and put in order.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
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
from pccdesk.database.word_entries import bounds, noun_and_number
from pccdesk.database.words_in_file import MARK, TABLE
from pccdesk.database.words_on_server import HEAD, WORDS, of_noun
from pccdesk.domain.searching import Query, Word

_WALK, _LONG_WALK = 2_000, 8_000
"""The newest entries of a noun among which a server looks for a common word, then a less common."""
_STEMS = (3, 4, 5, 6, 7)
_Newest = dict[int, list[int]]


def newest(
    connection: Connection,
    query: Query,
    nouns: Sequence[int],
    most: int,
    *,
    in_heads: bool,
    whole: bool = False,
) -> dict[int, list[int]]:
    """Return the newest entries of each noun that match, newest first: at most so many of each.

    With `in_heads`, the heads alone are asked; with `whole`, tokens must match to their end.
    """
    find = _newest_in_file if connection.dialect.name == "sqlite" else _newest_on_a_server
    found: _Newest = {noun: [] for noun in nouns}
    if found:
        find(connection, _Asked(query, in_heads, whole), found, most)
    return found


def is_there(connection: Connection, query: Query, nouns: Sequence[int]) -> bool:
    """Tell whether the text of any entry matches."""
    return connection.scalar(_having(connection, query, nouns, in_heads=False, most=1)) is not None


def are_many(connection: Connection, query: Query, noun: int, many: int) -> bool:
    """Tell whether the heads of so many of a noun's entries match."""
    found = _having(connection, query, [noun], in_heads=True, most=many)
    return len(connection.scalars(found).all()) == many


def having(connection: Connection, query: Query, noun: int) -> TextualSelect:
    """Return the select of the numbers of all of a noun's entries whose heads match."""
    return _having(connection, query, [noun], in_heads=True).columns(Column("id", BigInteger))


def _having(
    connection: Connection,
    query: Query,
    nouns: Sequence[int],
    *,
    in_heads: bool,
    most: int | None = None,
) -> TextClause:
    limit = "" if most is None else f" LIMIT {most}"
    if connection.dialect.name == "sqlite":
        within = " OR ".join(f"rowid BETWEEN {low} AND {high}" for low, high in map(bounds, nouns))
        asked = f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH :wanted AND ({within})"
        wanted = _in_file(query, in_heads=in_heads)
    else:
        asked = _by_the_index(HEAD if in_heads else WORDS)
        wanted = _of_any(query, nouns)
    return text(asked + limit).bindparams(bindparam("wanted", wanted, unique=True))


def existing(connection: Connection, spellings: Sequence[str], *, whole: bool) -> set[str]:
    """Return which tokens, or beginnings of tokens, stand in the head of any entry."""
    asked = spellings
    # Many spellings begin alike: where the stem is not, none of them is. FTS5 tells at once that
    # something begins so; a server gathers all that does.
    for length in _STEMS if connection.dialect.name == "sqlite" else ():
        stems = {each[:length] for each in asked if len(each) > length}
        there = _probed(connection, sorted(stems), whole=False)
        asked = [each for each in asked if len(each) <= length or each[:length] in there]
    return _probed(connection, asked, whole=whole)


class _Asked(NamedTuple):
    """What is looked for, and where: see `newest`."""

    query: Query
    in_heads: bool
    whole: bool


def _newest_in_file(connection: Connection, asked: _Asked, found: _Newest, most: int) -> None:
    """Go down from the newest entry of all; of a noun with enough, to what comes below it."""
    select = (
        f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? AND rowid BETWEEN ? AND ? "
        "ORDER BY rowid DESC LIMIT ?"
    )
    wanted = _in_file(asked.query, in_heads=asked.in_heads, whole=asked.whole)
    driver = driver_of(connection)
    lowest = bounds(min(found))[0]
    top: int | None = bounds(max(found))[1]
    while top is not None:
        entries = driver.execute(select, (wanted, lowest, top, most)).fetchall()
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


def _newest_on_a_server(connection: Connection, asked: _Asked, found: _Newest, most: int) -> None:
    table = HEAD if asked.in_heads else WORDS
    wanted = {noun: _of_any(asked.query, [noun], whole=asked.whole) for noun in found}

    def lacking() -> list[int]:
        return [noun for noun, entries in found.items() if len(entries) < most]

    def look(nouns: Iterable[int], select: Callable[[int], str]) -> None:
        found.update(_taken(connection, {noun: select(noun) for noun in nouns}, wanted))

    look(found, lambda noun: _among_the_newest(table, noun, _WALK, most))
    soon_met = (noun for noun in lacking() if len(found[noun]) * _LONG_WALK >= most * _WALK)
    look(soon_met, lambda noun: _among_the_newest(table, noun, _LONG_WALK, most))
    look(lacking(), lambda noun: f"{_by_the_index(table, noun)} ORDER BY id DESC LIMIT {most}")


def _taken(
    connection: Connection, selects: Mapping[int, str], wanted: Mapping[int, str]
) -> _Newest:
    """Return what a select finds of each noun."""
    found: _Newest = {noun: [] for noun in selects}
    if selects:
        asked = text(" UNION ALL ".join(f"({each})" for each in selects.values()))
        values = {f"wanted{noun}": wanted[noun] for noun in selects}
        for entry in sorted(connection.scalars(asked, values), reverse=True):
            found[noun_and_number(entry)[0]].append(entry)
    return found


def _among_the_newest(table: str, noun: int, walked: int, most: int) -> str:
    low, high = bounds(noun)
    newest = (
        f"SELECT id, tokens FROM {table} WHERE id BETWEEN {low} AND {high} "
        f"ORDER BY id DESC LIMIT {walked}"
    )
    return (
        f"SELECT id FROM ({newest}) AS newest{noun} "
        f"WHERE tokens @@ CAST(:wanted{noun} AS tsquery) ORDER BY id DESC LIMIT {most}"
    )


def _by_the_index(table: str, noun: int | None = None) -> str:
    """Return the select of all that match.

    What is materialised is found by the index whatever is asked of it: for the first few of them
    the planner would read the whole table, as if they were soon met.
    """
    named = "wanted" if noun is None else f"wanted{noun}"
    matching = f"SELECT id FROM {table} WHERE tokens @@ CAST(:{named} AS tsquery)"
    return f"WITH matching AS MATERIALIZED ({matching}) SELECT id FROM matching"


def _probed(connection: Connection, spellings: Sequence[str], *, whole: bool) -> set[str]:
    if not spellings:
        return set()
    sqlite = connection.dialect.name == "sqlite"
    spelt = partial(_in_file, in_heads=True) if sqlite else _of_any
    pairs = {spelt(Query((Word(((each,),)),)), whole=whole): each for each in spellings}
    asked = json.dumps(list(pairs)) if sqlite else list(pairs)
    there = connection.scalars(_ON_SQLITE if sqlite else _ON_A_SERVER, {"asked": asked})
    return {pairs[each] for each in there}


_ON_SQLITE: TextClause = text(
    "SELECT j.value FROM json_each(:asked) j "
    f"WHERE EXISTS (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH j.value)"
).bindparams(bindparam("asked", type_=Text()))
_ON_A_SERVER: TextClause = text(
    "SELECT a.value FROM unnest(:asked) AS a(value) "
    f"WHERE EXISTS (SELECT 1 FROM {HEAD} WHERE tokens @@ CAST(a.value AS tsquery))"
).bindparams(bindparam("asked", type_=ARRAY(Text())))


def _in_file(query: Query, *, in_heads: bool, whole: bool = False) -> str:
    """Return a query in FTS5's language; its tokens are letters and digits alone."""

    def anywhere(token: str, end: str) -> str:
        return f'("{MARK}{token}"{end} OR "{token}"{end})'

    def in_head(token: str, end: str) -> str:
        return f'"{MARK}{token}"{end}'

    term = in_head if in_heads else anywhere
    return _Language(" AND ", " OR ", " *", term).spelt(query, whole=whole)


def _of_any(query: Query, nouns: Iterable[int] = (), *, whole: bool = False) -> str:
    """Return a query in PostgreSQL's language: for some nouns' entries, else for heads of all."""
    named: list[Callable[[str], str]] = [partial(of_noun, noun) for noun in nouns] or [str]
    spelt = (
        _Language(" & ", " | ", ":*", partial(_named, name)).spelt(query, whole=whole)
        for name in named
    )
    return " | ".join(spelt)


def _named(name: Callable[[str], str], token: str, end: str) -> str:
    return f"'{name(token)}'{end}"


class _Language(NamedTuple):
    """How a database's language joins tokens, says that one is only begun, and spells one."""

    both: str
    either: str
    beginning: str
    term: Callable[[str, str], str]

    def spelt(self, query: Query, *, whole: bool) -> str:
        return f"({self.both.join(self._word(each, whole=whole) for each in query.words)})"

    def _word(self, word: Word, *, whole: bool) -> str:
        end = "" if whole else self.beginning
        ways = [self.both.join(self.term(each, end) for each in way) for way in word.ways]
        ways += [self.term(each, "") for each in word.whole]
        return "(" + self.either.join(f"({way})" for way in ways) + ")"
