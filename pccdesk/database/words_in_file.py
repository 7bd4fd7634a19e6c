"""The table that is searched in a file: FTS5, which is told which tokens come and which go.

Triggers cannot do it: SQLite forbids them a virtual table while the schema is not trusted. The
tokens come folded, so that FTS5 only parts them at spaces. Those of a head bear a mark, so that
heads can be asked alone; what may stand anywhere is asked for with the mark and without, as each
token that is listed costs a save its part, and so does each table.
"""

from collections.abc import Iterator, Sequence
from zlib import crc32

from sqlalchemy import Connection, select, text

from pccdesk.database.kept_statements import write_many
from pccdesk.database.word_entries import Entry
from pccdesk.models.search import SearchEntry

TABLE, MARK = "search_word", "~"
"""The table, and what stands before a head's tokens in it."""
TABLES: tuple[str, ...] = (TABLE,)
_INTO = f"INSERT INTO {TABLE}(rowid, tokens) VALUES (?, ?)"
_OUT = f"INSERT INTO {TABLE}({TABLE}, rowid, tokens) VALUES ('delete', ?, ?)"
_PAGES = 1 << 30  # more than there are
_SETTLED = f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('merge', {_PAGES})"
ANEW: tuple[str, ...] = (
    f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')",
    # In one piece it is searched in half the time: each piece is looked into for each word.
    f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')",
    _SETTLED,
)
"""What makes the table anew from the entries, in a few long steps."""
_SHORTEST_OF_HEADS, _SHORTEST_OF_WORDS = 1, 2
"""The shortest beginnings of tokens that FTS5 lists, apart from the mark, as it was laid down."""
_AT_ONCE = 500


def learn(connection: Connection, entries: Sequence[Entry]) -> None:
    """List new entries."""
    write_many(connection, _INTO, [(each.id, _tokens(each)) for each in entries])


def forget(connection: Connection, entries: Sequence[Entry]) -> None:
    """Unlist entries, given as they were listed."""
    write_many(connection, _OUT, [(each.id, _tokens(each)) for each in entries])


def relearn(connection: Connection, changes: Sequence[tuple[Entry, Entry]]) -> None:
    """List changed entries as they are, given as they were before and after."""
    for before, after in changes:
        gone, come = _differences(before, after)
        if gone:
            write_many(connection, _OUT, [(after.id, " ".join(gone))])
        if come:
            write_many(connection, _INTO, [(after.id, " ".join(come))])


def _tokens(entry: Entry) -> str:
    marked = f"{MARK}{entry.head.replace(' ', f' {MARK}')}" if entry.head else ""
    return f"{marked} {entry.words}".strip()


def _differences(before: Entry, after: Entry) -> tuple[list[str], list[str]]:
    """Return which tokens FTS5 is told to forget of a record, and which to learn."""
    gone, come = _difference(before.head, after.head, _SHORTEST_OF_HEADS)
    gone, come = [f"{MARK}{each}" for each in gone], [f"{MARK}{each}" for each in come]
    if before.words != after.words:  # they are long mostly
        others = _difference(before.words, after.words, _SHORTEST_OF_WORDS)
        gone, come = gone + others[0], come + others[1]
    return gone, come


def _difference(before: str, after: str, least: int) -> tuple[list[str], list[str]]:
    """Return the tokens to forget and to learn.

    FTS5 keeps a list of records for each token and each beginning of one, so that a change costs
    what changes. With a token its beginnings are forgotten: kept tokens that begin alike are
    forgotten and learnt again. `least` is the length of the shortest beginning listed.
    """
    old, new = set(before.split()), set(after.split())
    gone, come = old - new, new - old
    begun = {each[:least] for each in gone}
    alike = {each for part in begun for each in _beginning_with(part, f" {after} ")}
    again = alike - come
    return [*gone, *again], [*again, *come]


def _beginning_with(part: str, tokens_in: str) -> Iterator[str]:
    """Yield the tokens that begin so, of tokens each between spaces."""
    place = tokens_in.find(f" {part}")
    while place >= 0:
        end = tokens_in.find(" ", place + 1)
        yield tokens_in[place + 1 : end]
        place = tokens_in.find(f" {part}", end)


def settle(connection: Connection) -> None:
    """Finish what FTS5 put off while much was written; else every so many'th save goes on with it.

    That was a save of 50 ms instead of two.
    """
    connection.exec_driver_sql(_SETTLED)


def is_sound(connection: Connection, _table: str) -> bool:
    """Tell whether the tokens in the table are those of the entries.

    FTS5's own check is a write command, which a reader may not give: so the sum over all tokens
    of how many records have each is taken from the table and from the entries.
    """
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.search_tokens")
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE temp.search_tokens USING fts5vocab('main', '{TABLE}', 'row')"
    )
    listed = connection.execute(text("SELECT term, doc FROM temp.search_tokens"))
    total = sum(crc32(row[0].encode()) * row[1] for row in listed)
    connection.exec_driver_sql("DROP TABLE temp.search_tokens")
    entries = text(f"SELECT tokens FROM {TABLE}_tokens")
    for kept in connection.execution_options(yield_per=_AT_ONCE).scalars(entries):
        total -= sum(map(crc32, kept.encode().split()))
    return bool(total == 0)


def is_listed(connection: Connection) -> bool:
    """Tell whether the table was made from the entries since it was laid down.

    The oldest entry tells it of all: they are listed together first.
    """
    columns = SearchEntry.id, SearchEntry.head
    asked = select(*columns).where(SearchEntry.head != "").order_by(SearchEntry.id).limit(1)
    oldest = connection.execute(asked).first()
    if oldest is None:
        return True
    token = f'"{MARK}{oldest.head.split()[0]}"'
    listed = text(f"SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH :token AND rowid = :id")
    return connection.scalar(listed, {"token": token, "id": oldest.id}) is not None
