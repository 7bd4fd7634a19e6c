"""Search everywhere: what somebody may see, best first, with the matched words marked.

For each noun the newest records whose head matches are taken, and the newest that match anywhere;
they are ranked here, so that every database gives the same. Who may see nothing of a fund gets
nothing of it: the fund stands in the query itself, before anything is counted or cut off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    text,
)

from pccdesk.database import word_index
from pccdesk.database.word_index import HEAD, WORDS
from pccdesk.domain.permissions import ROLE_PERMISSIONS, Actor
from pccdesk.domain.searching import (
    Candidate,
    Piece,
    Query,
    Word,
    forgiving,
    lacking,
    marked,
    parse,
    ranked,
    snippet,
)
from pccdesk.models.funds import Fund
from pccdesk.models.search import SearchEntry
from pccdesk.queries.search_nouns import NOUNS, Found, Noun

SHOWN = 40
"""Hits shown: more than anybody reads before typing one more letter."""
_NEWEST = 60
_COMMON = 2_000
"""Records from which on a word is common."""
_BY_NUMBER = {noun.number: noun for noun in NOUNS}


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: what it is, its title and context, and why it was found.

    `page`, `tab`, `filter` and `record_id` are where it is opened; `snippet` is empty where the
    title and context say why already.
    """

    kind: str
    label: str
    icon: str
    title: tuple[Piece, ...]
    context: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    page: str
    tab: str
    filter: str
    record_id: int | None

    @property
    def words(self) -> str:
        """The title as plain text."""
        return "".join(piece.text for piece in self.title)


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits for what was typed, best first.

    There are others if `more`; if `corrected`, only spellings near the typed ones were found.
    """

    typed: str
    hits: tuple[Hit, ...]
    more: bool = False
    corrected: bool = False


def search(connection: Connection, actor: Actor, typed: str, shown: int = SHOWN) -> Answer:
    """Return what somebody finds by typed words; nothing for what has no letter or digit."""
    query, corrected = parse(typed), False
    if not query.words:
        return Answer(typed, ())
    found = _candidates(connection, actor, query)
    if not found and (near := _near(connection, query)) is not None:
        query, corrected = near, True
        found = _candidates(connection, actor, query)
    best = ranked(query, found)
    hits = tuple(_hits(connection, query, best[:shown]))
    return Answer(typed, hits, more=len(best) > shown, corrected=corrected and bool(hits))


def matching(
    connection: Connection,
    noun: Noun,
    column: ColumnElement[int],
    typed: str,
    *,
    few_wanted: bool = False,
) -> ColumnElement[bool] | None:
    """Return the condition that a column has the number of a record whose head has all words.

    None where nothing was typed that could be looked for. With `few_wanted`, common words are
    looked for in the rows' own entries as a list is walked, rather than all that have them first.
    """
    query = parse(typed)
    if not query.words:
        return None
    sqlite = connection.dialect.name == "sqlite"
    low, high = word_index.bounds(noun.number)
    number = "rowid" if sqlite else "id"
    where = f"{_where(HEAD, sqlite, 'wanted')} AND {number} BETWEEN {low} AND {high}"
    wanted: BindParameter[str] = bindparam(
        "wanted", word_index.wanted(connection.dialect.name, query), unique=True
    )
    if few_wanted:
        counted = text(f"SELECT count(*) FROM (SELECT 1 FROM {where} LIMIT {_COMMON}) AS c")
        if connection.scalar(counted.bindparams(wanted)) == _COMMON:
            return _own_entry(query, column + low)
    found = text(f"SELECT {number} - {low} AS id FROM {where}").bindparams(wanted)
    return column.in_(select(found.columns(Column("id", BigInteger)).subquery().c.id))


def _own_entry(query: Query, entry: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that the head of one entry has all words; the same as the index says."""
    head = literal(" ") + SearchEntry.head
    has = [
        or_(*(and_(*(head.like(f"% {part}%") for part in way)) for way in word.ways))
        for word in query.words
    ]
    return exists().where(SearchEntry.id == entry, *has)


def _candidates(connection: Connection, actor: Actor, query: Query) -> list[Candidate]:
    dialect = connection.dialect.name
    funds = {row.id: row.code for row in connection.execute(select(Fund.id, Fund.code))}
    limits = {
        noun.number: _limits(actor, noun, funds) for noun in NOUNS if actor.may(noun.permission)
    }
    # Beginnings of one letter are looked for in heads alone: half of all texts have them.
    statement = _statement(dialect, limits, in_texts=query.shortest > 1)
    asked = {
        "wanted": word_index.wanted(dialect, query),
        "whole": word_index.wanted(dialect, query, whole=True),
    }
    found: dict[int, bool] = {}
    for entry, text_only in connection.execute(text(statement), asked):
        found[entry] = found.get(entry, True) and bool(text_only)
    heads = _heads(connection, list(found))
    return [
        Candidate(*word_index.noun_and_number(entry), heads.get(entry, ""), text_only)
        for entry, text_only in found.items()
    ]


def _limits(actor: Actor, noun: Noun, funds: dict[int, str]) -> tuple[int, ...] | None:
    """Return the numbers of the funds that somebody may see a noun of; None for all there are."""
    granting = [held for held in actor.roles if noun.permission in ROLE_PERMISSIONS[held.role]]
    if any(held.fund_code is None for held in granting):
        return None
    codes = {held.fund_code for held in granting}
    return tuple(sorted(number for number, code in funds.items() if code in codes))


def _statement(dialect: str, limits: dict[int, tuple[int, ...] | None], *, in_texts: bool) -> str:
    """Return the query for the newest entries of each noun: by whole words, beginnings, texts."""
    sqlite = dialect == "sqlite"
    arms = [(HEAD, "whole", 0), (HEAD, "wanted", 0)]
    if in_texts:
        arms.append((WORDS, "wanted", 1))
    parts = []
    for table, asked, text_only in arms:
        for noun, funds in limits.items():
            parts.append(_newest(sqlite, table, asked, text_only, noun, funds))
    return " UNION ALL ".join(parts)


def _newest(
    sqlite: bool, table: str, asked: str, text_only: int, noun: int, funds: tuple[int, ...] | None
) -> str:
    number = f"{table}.rowid" if sqlite else f"{table}.id"
    low, high = word_index.bounds(noun)
    restricted = ""
    if funds is not None:
        among = f" OR e.fund_id IN ({', '.join(map(str, funds))})" if funds else ""
        restricted = (
            f" AND EXISTS (SELECT 1 FROM search_entry e WHERE e.id = {number} "
            f"AND (e.fund_id IS NULL{among}))"
        )
    return (
        f"SELECT id, {text_only} AS text_only FROM (SELECT {number} AS id "
        f"FROM {_where(table, sqlite, asked)} AND {number} BETWEEN {low} AND {high}{restricted} "
        f"ORDER BY {number} DESC LIMIT {_NEWEST}) AS n{noun}"
    )


def _where(table: str, sqlite: bool, asked: str) -> str:
    if sqlite:
        return f"{table} WHERE {table} MATCH :{asked}"
    return f"{table} WHERE {table}.tokens @@ CAST(:{asked} AS tsquery)"


def _heads(connection: Connection, entries: Sequence[int]) -> dict[int, str]:
    query = select(SearchEntry.id, SearchEntry.head).where(SearchEntry.id.in_(entries))
    return {row.id: row.head for row in connection.execute(query)}


def _near(connection: Connection, query: Query) -> Query | None:
    """Return the query with those spellings near each word that there are; None without any."""
    near = forgiving(query)
    if near is None:
        return None
    beginnings = sorted({way[0] for word in near.words for way in word.ways if len(way) == 1})
    wholes = sorted({each for word in near.words for each in word.whole})
    begun = word_index.existing(connection, beginnings, whole=False)
    there = word_index.existing(connection, wholes, whole=True)
    words = []
    for typed, word in zip(query.words, near.words, strict=True):
        ways = tuple(way for way in word.ways if way[0] in begun)
        whole = tuple(each for each in word.whole if each in there)
        words.append(Word(ways, whole) if ways or whole else typed)
    return None if tuple(words) == query.words else Query(tuple(words))


def _hits(connection: Connection, query: Query, best: Sequence[Candidate]) -> Iterator[Hit]:
    records: dict[tuple[int, int], Found] = {}
    for number in {each.kind for each in best}:
        noun = _BY_NUMBER[number]
        wanted = [each.number for each in best if each.kind == number]
        for record in noun.records(connection, noun.id.in_(wanted)):
            records[number, record.number] = record
    for each in best:
        if (each.kind, each.number) in records:
            yield _hit(query, records[each.kind, each.number])


def _hit(query: Query, record: Found) -> Hit:
    noun = record.noun
    page, tab, narrowing = noun.place
    told = lacking(query, f"{record.title} {record.context}")
    found = max((snippet(told, each) for each in record.texts), key=_matched, default=())
    return Hit(
        kind=noun.name,
        label=noun.label,
        icon=noun.icon,
        title=marked(query, record.title),
        context=marked(query, record.context),
        snippet=found,
        page=page,
        tab=tab,
        filter=narrowing.format(title=record.title) if narrowing else "",
        record_id=None if narrowing else record.opens,
    )


def _matched(pieces: tuple[Piece, ...]) -> int:
    return len({piece.text.casefold() for piece in pieces if piece.matched})
