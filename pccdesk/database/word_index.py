"""The tables that are searched: FTS5 on SQLite, `tsvector` on PostgreSQL, with the same tokens.

Both are written here, beside the entries they are made of, in the transaction of the change;
`word_lookup` asks them. Triggers cannot do it: SQLite forbids them a virtual table while the
schema is not trusted. The tokens come folded, so that FTS5 only parts them at spaces and
PostgreSQL's parser is not asked.

A server's index knows no order, so it could not tell a noun's entries from those of all others:
there the noun stands before each of its tokens, and a word that one noun has by the hundred
thousand costs another, which lacks it, nothing. The tokens of heads are listed bare besides, as
the spellings near a mistyped word are asked after by the hundred.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from zlib import crc32

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    insert,
    inspect,
    select,
    text,
)

from pccdesk.database.kept_statements import KeptStatement, write_many
from pccdesk.database.rows import table_of, update_rows
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.search import SearchEntry

HEAD, WORDS = "search_head", "search_words"
_TOKENS = {HEAD: "head", WORDS: "trim(head || ' ' || words)"}
"""The tables that are searched, and what of an entry stands in each, as SQL."""
_OF_ITS_NOUN = {
    table: f"'/' || (id >> 40) || '/' || replace({tokens}, ' ', ' /' || (id >> 40) || '/')"
    for table, tokens in _TOKENS.items()
}
_ON_A_SERVER = {
    table: f"CASE {_TOKENS[table]} WHEN '' THEN '' "
    f"ELSE array_to_tsvector(string_to_array({listed}, ' ')) END"
    for table, listed in {
        HEAD: f"{_OF_ITS_NOUN[HEAD]} || ' ' || head",
        WORDS: _OF_ITS_NOUN[WORDS],
    }.items()
}
"""What a server lists of an entry: its tokens as `of_noun` says, those of a head also bare."""
_LEAST = {HEAD: 1, WORDS: 2}
"""The shortest beginnings that FTS5 lists, as the tables were laid down."""
_PER_NOUN = 1 << 40
_AT_ONCE = 500
_PAGES = 1 << 30  # more than there are
_COLUMNS = (SearchEntry.id, SearchEntry.head, SearchEntry.words)
_ENTRY = table_of(SearchEntry)
_ONE = KeptStatement(select(*_COLUMNS).where(SearchEntry.id == bindparam("wanted")))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of one record."""

    id: int
    head: str
    words: str


def entry_id(noun: int, number: int) -> int:
    """Return the entry's number of a noun's record; newer records have higher ones."""
    return noun * _PER_NOUN + number


def noun_and_number(entry: int) -> tuple[int, int]:
    """Return the noun and the record's own number of an entry."""
    return divmod(entry, _PER_NOUN)


def bounds(noun: int) -> tuple[int, int]:
    """Return the lowest and highest entry that a noun can have."""
    return noun * _PER_NOUN, (noun + 1) * _PER_NOUN - 1


def of_noun(noun: int, token: str) -> str:
    """Return how a server lists a token of a noun's records; no token has the sign."""
    return f"/{noun}/{token}"


def write(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add entries, or bring them up to date; one that is as it was costs a read."""
    for start in range(0, len(entries), _AT_ONCE):
        _write(connection, entries[start : start + _AT_ONCE])


def _write(connection: Connection, entries: Sequence[Entry]) -> None:
    kept = _kept(connection, [each.id for each in entries])
    new = [each for each in entries if each.id not in kept]
    changed = [each for each in entries if each.id in kept and kept[each.id] != each]
    _insert(connection, new)
    for each in changed:
        told = {"head": each.head, "words": each.words}
        update_rows(connection, _ENTRY, told, {"id": each.id})
    _relist(connection, [(kept[each.id], each) for each in changed])
    _list(connection, new)


def _relist(connection: Connection, changes: Sequence[tuple[Entry, Entry]]) -> None:
    if connection.dialect.name != "sqlite":
        _unlist(connection, [before for before, _after in changes])
        _list(connection, [after for _before, after in changes])
        return
    for before, after in changes:
        for table, gone, come in _differences(before, after):
            if gone:
                write_many(connection, _out_of(table), [(after.id, " ".join(gone))])
            if come:
                write_many(connection, _into(table), [(after.id, " ".join(come))])


def _differences(before: Entry, after: Entry) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield for each table which tokens FTS5 is told to forget of a record, and which to learn."""
    yield HEAD, *_difference(before.head, after.head, _LEAST[HEAD])
    if before.words == after.words:  # they are long mostly
        yield WORDS, *_difference(before.head, after.head, _LEAST[WORDS], after.words)
    else:
        yield WORDS, *_difference(_tokens(before, WORDS), _tokens(after, WORDS), _LEAST[WORDS])


def _difference(
    before: str, after: str, least: int, besides: str = ""
) -> tuple[list[str], list[str]]:
    """Return the tokens to forget and to learn, `besides` others that stay.

    FTS5 keeps a list of records for each token and each beginning of one, so that a change costs
    what changes. With a token its beginnings are forgotten: kept tokens that begin alike are
    forgotten and learnt again. `least` is the length of the shortest beginning listed.
    """
    old, new = set(before.split()), set(after.split())
    stay = f" {besides} "
    gone = [each for each in old - new if f" {each} " not in stay]
    come = [each for each in new - old if f" {each} " not in stay]
    begun = {each[:least] for each in gone}
    alike = {each for part in begun for each in _beginning_with(part, f" {after}{stay}")}
    again = alike.difference(come)
    return [*gone, *again], [*again, *come]


def _beginning_with(part: str, tokens_in: str) -> Iterator[str]:
    """Yield the tokens that begin so, of tokens each between spaces."""
    place = tokens_in.find(f" {part}")
    while place >= 0:
        end = tokens_in.find(" ", place + 1)
        yield tokens_in[place + 1 : end]
        place = tokens_in.find(f" {part}", end)


def add(connection: Connection, entries: Sequence[Entry], *, listed: bool = True) -> None:
    """Add entries that are known to be new; without `listed`, `list_all` must follow."""
    if entries:
        _insert(connection, entries)
        if listed:
            _list(connection, entries)


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Take entries out; one that is not there is left."""
    kept = _kept(connection, list(ids))
    _unlist(connection, list(kept.values()))
    if kept:
        connection.execute(delete(SearchEntry).where(SearchEntry.id.in_(list(kept))))


def clear(connection: Connection) -> None:
    """Take everything out."""
    connection.execute(delete(SearchEntry))
    list_all(connection)


def is_laid(connection: Connection) -> bool:
    """Tell whether an office's schema is new enough to have the index."""
    return inspect(connection).has_table(HEAD)


def list_all(connection: Connection, progress: Progress = no_progress) -> None:
    """Make the tables that are searched anew from the entries, in a few long steps."""
    sqlite = connection.dialect.name == "sqlite"
    steps = [
        step
        for table in _TOKENS
        for step in (_anew_on_sqlite(table) if sqlite else _anew_on_postgresql(table))
    ]
    for done, step in enumerate(steps):
        progress(done, len(steps))
        connection.execute(text(step))
    settle(connection)
    progress(len(steps), len(steps))


def _anew_on_sqlite(table: str) -> tuple[str, str]:
    # In one piece it is searched in half the time: each piece is looked into for each word.
    insert_into = f"INSERT INTO {table}({table}) VALUES"
    return f"{insert_into} ('rebuild')", f"{insert_into} ('optimize')"


def _anew_on_postgresql(table: str) -> tuple[str, str]:
    return f"DELETE FROM {table}", _listing(table)


def settle(connection: Connection) -> None:
    """Finish what FTS5 put off while much was written; else every so many'th save goes on with it.

    That was a save of 50 ms instead of two. A server does so of itself.
    """
    for table in _TOKENS if connection.dialect.name == "sqlite" else ():
        everything = text(f"INSERT INTO {table}({table}, rank) VALUES ('merge', {_PAGES})")
        connection.execute(everything)


def kept_between(connection: Connection, first: int, last: int) -> dict[int, Entry]:
    """Return the entries of a range of numbers."""
    query = select(*_COLUMNS).where(SearchEntry.id.between(first, last))
    return {row.id: Entry(*row) for row in connection.execute(query)}


def unsound(connection: Connection) -> list[str]:
    """Return the tables that are searched whose tokens are not those of the entries."""
    sqlite = connection.dialect.name == "sqlite"
    check = _is_sound_on_sqlite if sqlite else _is_sound_on_postgresql
    return [table for table in _TOKENS if not check(connection, table)]


def _is_sound_on_sqlite(connection: Connection, table: str) -> bool:
    # FTS5's own check is a write command, which a reader may not give: so the sum over all
    # tokens of how many records have each is taken from the table and from the entries.
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.search_tokens")
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE temp.search_tokens USING fts5vocab('main', '{table}', 'row')"
    )
    listed = connection.execute(text("SELECT term, doc FROM temp.search_tokens"))
    total = sum(crc32(row[0].encode()) * row[1] for row in listed)
    connection.exec_driver_sql("DROP TABLE temp.search_tokens")
    entries = text(f"SELECT {_TOKENS[table]} FROM search_entry")
    for kept in connection.execution_options(yield_per=_AT_ONCE).scalars(entries):
        total -= sum(map(crc32, kept.encode().split()))
    return bool(total == 0)


def _is_sound_on_postgresql(connection: Connection, table: str) -> bool:
    meant = f"SELECT id, {_ON_A_SERVER[table]} AS meant FROM search_entry"
    wrong = text(
        f"SELECT count(*) FROM ({meant}) e FULL JOIN {table} t ON t.id = e.id "
        "WHERE t.tokens IS DISTINCT FROM e.meant"
    )
    return bool(connection.scalar(wrong) == 0)


def is_listed_by_older_rules(connection: Connection) -> bool:
    """Tell whether a server's tables were written before the noun stood before each token.

    One entry tells it of all: `list_all` made them together.
    """
    if connection.dialect.name == "sqlite":
        return False
    newest = "SELECT max(id) FROM search_head WHERE tokens <> ''"
    listed = text(
        f"SELECT tokens <> {_ON_A_SERVER[HEAD]} FROM search_head JOIN search_entry "
        f"USING (id) WHERE id = ({newest})"
    )
    return bool(connection.scalar(listed))


def discard(connection: Connection) -> None:
    """Drop the tables that are searched from a server."""
    for table in _TOKENS:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def _kept(connection: Connection, ids: Sequence[int]) -> dict[int, Entry]:
    if len(ids) == 1:  # at most saves
        row = _ONE.row(connection, wanted=ids[0])
        return {} if row is None else {row.id: Entry(*row)}
    found: dict[int, Entry] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        rows = connection.execute(select(*_COLUMNS).where(SearchEntry.id.in_(part)))
        found |= {row.id: Entry(*row) for row in rows}
    return found


def _insert(connection: Connection, entries: Sequence[Entry]) -> None:
    if entries and connection.dialect.name == "sqlite":
        rows = [(each.id, each.head, each.words) for each in entries]
        write_many(connection, "INSERT INTO search_entry (id, head, words) VALUES (?, ?, ?)", rows)
    elif entries:
        connection.execute(insert(SearchEntry), [asdict(each) for each in entries])


def _unlist(connection: Connection, entries: Sequence[Entry]) -> None:
    for table in _TOKENS if entries else ():
        if connection.dialect.name == "sqlite":
            write_many(connection, _out_of(table), _listed(entries, table))
        else:
            _run(connection, f"DELETE FROM {table}", entries)


def _list(connection: Connection, entries: Sequence[Entry]) -> None:
    for table in _TOKENS if entries else ():
        if connection.dialect.name == "sqlite":
            write_many(connection, _into(table), _listed(entries, table))
        else:
            _run(connection, _listing(table), entries)


def _run(connection: Connection, statement: str, entries: Sequence[Entry]) -> None:
    asked = text(f"{statement} WHERE id = ANY(:ids)")
    connection.execute(asked, {"ids": [each.id for each in entries]})


def _listing(table: str) -> str:
    """Return what lists all entries on a server."""
    return f"INSERT INTO {table} SELECT id, {_ON_A_SERVER[table]} FROM search_entry"


def _into(table: str) -> str:
    return f"INSERT INTO {table}(rowid, tokens) VALUES (?, ?)"


def _out_of(table: str) -> str:
    return f"INSERT INTO {table}({table}, rowid, tokens) VALUES ('delete', ?, ?)"


def _listed(entries: Sequence[Entry], table: str) -> list[tuple[int, str]]:
    return [(each.id, _tokens(each, table)) for each in entries]


def _tokens(entry: Entry, table: str) -> str:
    return entry.head if table == HEAD else f"{entry.head} {entry.words}".strip()
