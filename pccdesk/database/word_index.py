"""The search index: an entry for each record that can be found, and the tables that are searched.

The entries are the same on every database. What is searched is made from them, in the transaction
of the change, by each kind of database's own means: `words_in_file`, `words_on_server`.
`word_lookup` asks it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Protocol

from sqlalchemy import Connection, bindparam, delete, insert, inspect, select, text

from pccdesk.database import words_in_file, words_on_server
from pccdesk.database.kept_statements import KeptStatement, write_many
from pccdesk.database.rows import table_of, update_rows
from pccdesk.database.word_entries import Entry
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.search import SearchEntry

_AT_ONCE = 500
_COLUMNS = (SearchEntry.id, SearchEntry.head, SearchEntry.words)
_ENTRY = table_of(SearchEntry)
_ONE = KeptStatement(select(*_COLUMNS).where(SearchEntry.id == bindparam("wanted")))


class _Words(Protocol):
    """The tables that a kind of database searches; see the modules that are so."""

    TABLES: tuple[str, ...]
    ANEW: tuple[str, ...]

    def learn(self, connection: Connection, entries: Sequence[Entry], /) -> None: ...
    def forget(self, connection: Connection, entries: Sequence[Entry], /) -> None: ...
    def relearn(
        self, connection: Connection, changes: Sequence[tuple[Entry, Entry]], /
    ) -> None: ...
    def settle(self, connection: Connection, /) -> None: ...
    def is_sound(self, connection: Connection, table: str, /) -> bool: ...
    def is_listed(self, connection: Connection, /) -> bool: ...


_IN_FILE: _Words = words_in_file
_ON_SERVER: _Words = words_on_server


def _words(connection: Connection) -> _Words:
    return _IN_FILE if connection.dialect.name == "sqlite" else _ON_SERVER


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
    words = _words(connection)
    if changed:
        words.relearn(connection, [(kept[each.id], each) for each in changed])
    if new:
        words.learn(connection, new)


def add(connection: Connection, entries: Sequence[Entry], *, listed: bool = True) -> None:
    """Add entries that are known to be new; without `listed`, `list_all` must follow."""
    if entries:
        _insert(connection, entries)
        if listed:
            _words(connection).learn(connection, entries)


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Take entries out; one that is not there is left."""
    kept = _kept(connection, list(ids))
    if kept:
        _words(connection).forget(connection, list(kept.values()))
        connection.execute(delete(SearchEntry).where(SearchEntry.id.in_(list(kept))))


def clear(connection: Connection) -> None:
    """Take everything out."""
    connection.execute(delete(SearchEntry))
    list_all(connection)


def is_laid(connection: Connection) -> bool:
    """Tell whether an office's schema is new enough to have the index."""
    return inspect(connection).has_table(_words(connection).TABLES[0])


def list_all(connection: Connection, progress: Progress = no_progress) -> None:
    """Make the tables that are searched anew from the entries, in a few long steps."""
    steps = _words(connection).ANEW
    for done, step in enumerate(steps):
        progress(done, len(steps))
        connection.execute(text(step))
    progress(len(steps), len(steps))


def settle(connection: Connection) -> None:
    """Finish what the database put off while much was written."""
    _words(connection).settle(connection)


def kept_between(connection: Connection, first: int, last: int) -> dict[int, Entry]:
    """Return the entries of a range of numbers."""
    query = select(*_COLUMNS).where(SearchEntry.id.between(first, last))
    return {row.id: Entry(*row) for row in connection.execute(query)}


def unsound(connection: Connection) -> list[str]:
    """Return the tables that are searched whose tokens are not those of the entries."""
    words = _words(connection)
    return [table for table in words.TABLES if not words.is_sound(connection, table)]


def is_listed(connection: Connection) -> bool:
    """Tell whether the tables that are searched list the entries by the present rules."""
    return _words(connection).is_listed(connection)


def discard(connection: Connection) -> None:
    """Drop the tables that are searched from a server."""
    for table in _words(connection).TABLES:
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
