"""Search everywhere: what somebody may see, best first, with the matched words marked.

For each noun the newest records whose head matches are taken, and the newest that match anywhere;
they are ranked here, so that every database gives the same. A noun that somebody may not see is
not asked for at all; what may be seen is the same here as in the lists.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from pccdesk.domain.permissions import Actor
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
from pccdesk.models.search import SearchEntry
from pccdesk.queries.search_nouns import NOUNS, Found, Noun

SHOWN = 40
"""Hits shown: more than anybody reads before typing one more letter."""
_NEWEST = 60
_FEW = 200
"""Entries up to which all that match are looked at, whatever they are."""
_MANY = 2_000
"""Entries up to which a server looks at all that match, and of a noun's newest at most."""
_COMMON = 2_000
"""Records from which on a word is common."""
_Arm = tuple[str, str, int]
"""A table that is searched, what is asked of it, and whether it tells of a text alone."""
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
    permitted = {noun.number for noun in NOUNS if actor.may(noun.permission)}
    found = _entries(connection, query, [noun.number for noun in NOUNS if noun.number in permitted])
    shown = [each for each in found if word_index.noun_and_number(each)[0] in permitted]
    heads = _heads(connection, shown)
    return [
        Candidate(*word_index.noun_and_number(entry), heads.get(entry, ""), found[entry])
        for entry in shown
    ]


def _entries(connection: Connection, query: Query, nouns: Sequence[int]) -> dict[int, bool]:
    """Return entries, and of each whether only its text matches: all of them, or the newest.

    A rare word takes one query for all nouns; of a common one the newest of each noun are taken.
    """
    # Beginnings of one letter are looked for in heads alone: half of all texts have them.
    in_texts = query.shortest > 1
    anywhere = _few(connection, WORDS, query) if in_texts else None
    heads = _few(connection, HEAD, query) if anywhere != [] else []
    if heads is not None and (anywhere is not None or not in_texts):
        # What a head has, the text has too.
        return dict.fromkeys(anywhere or (), True) | dict.fromkeys(heads, False)
    arms = [] if heads is not None else [(HEAD, "whole", 0), (HEAD, "wanted", 0)]
    arms += [(WORDS, "wanted", 1)] if in_texts else []
    found = dict.fromkeys(heads or (), False)
    if not arms:
        return found
    dialect = connection.dialect.name
    asked = {
        "wanted": word_index.wanted(dialect, query),
        "whole": word_index.wanted(dialect, query, whole=True),
    }
    newest = _newest_on_sqlite if dialect == "sqlite" else _newest_on_a_server
    for entry, text_only in newest(connection, nouns, arms, asked):
        found[entry] = found.get(entry, True) and bool(text_only)
    return found


def _few(connection: Connection, table: str, query: Query) -> list[int] | None:
    """Return all entries that match, None where there are many."""
    dialect = connection.dialect.name
    sqlite = dialect == "sqlite"
    number = f"{table}.rowid" if sqlite else f"{table}.id"
    asked = text(f"SELECT {number} FROM {_where(table, sqlite, 'wanted')} LIMIT {_FEW + 1}")
    found = connection.scalars(asked, {"wanted": word_index.wanted(dialect, query)}).all()
    return None if len(found) > _FEW else list(found)


def _newest_on_sqlite(
    connection: Connection, nouns: Sequence[int], arms: Sequence[_Arm], asked: Mapping[str, str]
) -> Iterable[tuple[int, int]]:
    """Return the newest entries of each noun: by whole words, beginnings, texts."""
    parts = [
        f"SELECT id, {text_only} AS text_only FROM (SELECT rowid AS id "
        f"FROM {_where(table, True, wanted)} AND rowid BETWEEN {low} AND {high} "
        f"ORDER BY rowid DESC LIMIT {_NEWEST})"
        for table, wanted, text_only in arms
        for low, high in map(word_index.bounds, nouns)
    ]
    found = connection.execute(text(" UNION ALL ".join(parts)), asked)
    return ((entry, text_only) for entry, text_only in found)


def _newest_on_a_server(
    connection: Connection, nouns: Sequence[int], arms: Sequence[_Arm], asked: Mapping[str, str]
) -> Iterator[tuple[int, int]]:
    """Yield the newest entries of each noun.

    Its index knows no order, and to walk a noun that lacks the word is to read all of it. So all
    that match are taken where they are not too many, and else those among a noun's newest.
    """
    for table, wanted, text_only in arms:
        every = text(f"SELECT id FROM {_where(table, False, wanted)} LIMIT {_MANY + 1}")
        entries = set(connection.scalars(every, {wanted: asked[wanted]}))
        if len(entries) > _MANY:
            walked = " UNION ALL ".join(
                f"(SELECT id FROM (SELECT id, tokens FROM {table} WHERE id BETWEEN {low} AND {high}"
                f" ORDER BY id DESC LIMIT {_MANY}) AS n{noun}"
                f" WHERE tokens @@ CAST(:{wanted} AS tsquery) ORDER BY id DESC LIMIT {_NEWEST})"
                for noun in nouns
                for low, high in [word_index.bounds(noun)]
            )
            entries.update(connection.scalars(text(walked), {wanted: asked[wanted]}))
        count: Counter[int] = Counter()
        for entry in sorted(entries, reverse=True):
            noun, _number = word_index.noun_and_number(entry)
            count[noun] += 1
            if count[noun] <= _NEWEST and noun in nouns:
                yield entry, text_only


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
    words = []
    for typed, word in zip(query.words, near.words, strict=True):
        spelt = typed if word == typed else _that_there_are(connection, typed, word)
        if spelt is None:  # the other words do not matter: no record has this one
            return None
        words.append(spelt)
    return None if tuple(words) == query.words else Query(tuple(words))


def _that_there_are(connection: Connection, typed: Word, near: Word) -> Word | None:
    """Return a word with the spellings that heads have; as typed if but a text has that."""
    begun = word_index.existing(connection, [way[0] for way in near.ways], whole=False)
    there = word_index.existing(connection, near.whole, whole=True)
    ways = tuple(way for way in near.ways if way[0] in begun)
    whole = tuple(each for each in near.whole if each in there)
    if ways or whole:
        return Word(ways, whole)
    return typed if _few(connection, WORDS, Query((typed,))) != [] else None


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
