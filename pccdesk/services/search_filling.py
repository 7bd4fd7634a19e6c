"""Make the search index anew from all records, and tell where it is not as they are."""

from collections.abc import Iterator

from sqlalchemy import Connection, Subquery, func, select
from sqlalchemy.orm import Session

from pccdesk.database import word_index
from pccdesk.database.word_entries import Entry, bounds
from pccdesk.domain.permissions import open_to_all
from pccdesk.domain.progress import Telling, no_telling
from pccdesk.domain.searching import INDEX_VERSION
from pccdesk.models.search import SearchEntry, SearchState
from pccdesk.queries.noun import Noun
from pccdesk.queries.search_nouns import NOUNS
from pccdesk.services.desk import Desk

_PART = 1_000
_MOST_COMPARED = 5_000
_MOST_LISTED = 20_000
_IN_ORDER = "Putting the words in order"


@open_to_all("It makes findable what is kept, for whoever opens the office.")
def fill_if_needed(desk: Desk, telling: Telling = no_telling) -> None:
    """Fill the index of an office that was never filled, or by older rules."""
    with desk.database.reading() as connection:
        filled = connection.scalar(select(SearchState.version)) == INDEX_VERSION
        listed = not filled or word_index.is_listed(connection)
    if not filled:
        fill(desk, telling)
    elif not listed:
        with desk.database.changing() as session:
            word_index.list_all(session.connection(), telling(_IN_ORDER))


@open_to_all("It changes no record; whoever can open the file may mend its index.")
def fill(desk: Desk, telling: Telling = no_telling) -> int:
    """Read what text is missing and make the whole index anew; return what `rebuild` does."""
    from pccdesk.services.reading_texts import read_missing_texts

    read_missing_texts(desk, telling("Reading letters and documents"))
    return rebuild(desk, telling)


@open_to_all("It changes no record; whoever can open the file may mend its index.")
def rebuild(desk: Desk, telling: Telling = no_telling) -> int:
    """Make the whole index anew in one transaction; return how many records it finds now."""
    with desk.database.changing() as session:
        connection = session.connection()
        progress = telling("Making records findable")
        word_index.clear(connection)
        total = sum(_count(connection, noun) for noun in NOUNS)
        count = 0
        for noun in NOUNS:
            for entries in _entries(connection, noun):
                progress(count, total)
                word_index.add(connection, entries, listed=False)
                count += len(entries)
        progress(total, total)
        word_index.list_all(connection, telling(_IN_ORDER))
        mark_filled(session)
    return count


def _count(connection: Connection, noun: Noun) -> int:
    query = select(func.count()).select_from(noun.table.__table__).where(*noun.visible)
    return int(connection.scalar(query) or 0)


def mark_filled(session: Session) -> None:
    """Record that the index was filled by the present rules."""
    state = session.get(SearchState, 1)
    if state is None:
        session.add(SearchState(id=1, version=INDEX_VERSION))
    else:
        state.version = INDEX_VERSION
    session.flush()


def index_faults(connection: Connection, *, full: bool = False) -> Iterator[str]:
    """Yield what the index lacks, has too much, or has otherwise than the records.

    Of a noun with very many records all are asked after, and a thousand here and a thousand there
    compared word for word: to work out every entry takes many times as long as reading it. `full`
    compares them all.
    """
    if connection.scalar(select(SearchState.version)) != INDEX_VERSION:
        yield "The search index was not filled. Run “pccdesk reindex”."
        return
    for noun in NOUNS:
        count = connection.scalar(select(func.count()).select_from(_records_of(noun))) or 0
        compare = _wrong if full or count <= _MOST_COMPARED else _wrong_of_many
        wrong = compare(connection, noun)
        if wrong:
            yield (
                f"The search index is wrong for {wrong:,} of the {noun.name}. "
                "Run “pccdesk reindex”; the records themselves are not affected."
            )
    entries = connection.scalar(select(func.count()).select_from(SearchEntry)) or 0
    for table in word_index.unsound(connection) if full or entries <= _MOST_LISTED else ():
        yield f"The search index ({table}) does not fit its entries. Run “pccdesk reindex”."


def compared_in_part(connection: Connection) -> tuple[str, ...]:
    """Return of what `index_faults` compares some word for word, and not all, unless `full`."""
    counts = [(noun.name, _count(connection, noun)) for noun in NOUNS]
    large = [name for name, count in counts if count > _MOST_COMPARED]
    words = ["lists of words"] if sum(count for _name, count in counts) > _MOST_LISTED else []
    return (*large, *words)


def _wrong(connection: Connection, noun: Noun) -> int:
    low, high = bounds(noun.number)
    wrong, last = 0, low - 1
    for entries in _entries(connection, noun):
        there = word_index.kept_between(connection, last + 1, entries[-1].id)
        wrong += sum(there.pop(each.id, None) != each for each in entries) + len(there)
        last = entries[-1].id
    return wrong + len(word_index.kept_between(connection, last + 1, high))


def _wrong_of_many(connection: Connection, noun: Noun) -> int:
    low, high = bounds(noun.number)
    records, number = _records_of(noun), SearchEntry.id - low
    within = SearchEntry.id.between(low, high)
    lacking = select(func.count()).where(records.c.id.not_in(select(number).where(within)))
    surplus = select(func.count()).where(within, number.not_in(select(records.c.id)))
    wrong = (connection.scalar(lacking) or 0) + (connection.scalar(surplus) or 0)
    last = connection.scalar(select(func.max(records.c.id))) or 0
    for first in range(0, last + 1, max(_PART, (last + 1) * _PART // _MOST_COMPARED)):
        found = noun.records(connection, noun.id.between(first, first + _PART - 1))
        there = word_index.kept_between(connection, low + first, low + first + _PART - 1)
        entries = (each.entry() for each in found)
        wrong += sum(each.id in there and there[each.id] != each for each in entries)
    return wrong


def _records_of(noun: Noun) -> Subquery:
    return select(noun.id).select_from(noun.source).where(*noun.visible).subquery()


def _entries(connection: Connection, noun: Noun) -> Iterator[list[Entry]]:
    last = -1
    while found := noun.records(connection, noun.id > last, limit=_PART):
        last = found[-1].number
        yield [each.entry() for each in found]
