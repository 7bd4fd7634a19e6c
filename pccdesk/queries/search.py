"""Search everywhere: what somebody may see, best first, with the matched words marked.

Of each noun the newest records that match anywhere are taken, the newest whose head matches, and
the newest that have the words whole; they are ranked here, so that every database gives the same.
A noun that somebody may not see is not asked for at all; what may be seen is the same here as in
the lists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pccdesk.database import word_lookup
from pccdesk.database.word_entries import noun_and_number
from pccdesk.domain.marking import Piece, lacking, marked, snippet
from pccdesk.domain.permissions import Actor
from pccdesk.domain.searching import Candidate, Query, Word, forgiving, parse, ranked
from pccdesk.models.search import SearchEntry
from pccdesk.queries.by_number import ByNumber
from pccdesk.queries.noun import Found
from pccdesk.queries.search_nouns import NOUNS

SHOWN = 40
"""Hits shown: more than anybody reads before typing one more letter."""
_NEWEST = 100
"""Entries of a noun that are looked at, the newest of all that match."""
_BY_NUMBER = {noun.number: noun for noun in NOUNS}
_ALL = tuple(_BY_NUMBER)
_HEADS = ByNumber(SearchEntry.__table__.c.id, select(SearchEntry.id, SearchEntry.head).where)


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


def _candidates(connection: Connection, actor: Actor, query: Query) -> list[Candidate]:
    nouns = [noun.number for noun in NOUNS if actor.may(noun.permission)]
    return list(_HEADS.records(connection, _entries(connection, query, nouns), _candidate))


def _candidate(entry: int, head: str) -> Candidate:
    return Candidate(*noun_and_number(entry), head)


def _entries(connection: Connection, query: Query, nouns: Sequence[int]) -> set[int]:
    """Return the newest entries of each noun that match: in any text, by head, by whole words.

    Of a noun that has fewer all are found by the first look: what a head has, the text has too.
    """
    found: set[int] = set()
    # Beginnings of one letter are looked for in heads alone: half of all texts have them.
    looks = [(False, False)] if query.shortest > 1 else []
    for in_heads, whole in (*looks, (True, False), (True, True)):
        newest = word_lookup.newest(
            connection, query, nouns, _NEWEST, in_heads=in_heads, whole=whole
        )
        found.update(*newest.values())
        nouns = [noun for noun, entries in newest.items() if len(entries) == _NEWEST]
    return found


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
    begun = word_lookup.existing(connection, [way[0] for way in near.ways], whole=False)
    there = word_lookup.existing(connection, near.whole, whole=True)
    ways = tuple(way for way in near.ways if way[0] in begun)
    whole = tuple(each for each in near.whole if each in there)
    if ways or whole:
        return Word(ways, whole)
    return typed if word_lookup.is_there(connection, Query((typed,)), _ALL) else None


def _hits(connection: Connection, query: Query, best: Sequence[Candidate]) -> Iterator[Hit]:
    records: dict[tuple[int, int], Found] = {}
    for number in {each.kind for each in best}:
        noun = _BY_NUMBER[number]
        wanted = [each.number for each in best if each.kind == number]
        for record in noun.numbered(connection, wanted):
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
