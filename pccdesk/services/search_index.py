"""Keep the search index as the records are, with each change or in bulk.

`services.search_filling` makes it anew from all records, and tells where it is wrong.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.sql import visitors

from pccdesk.database import word_index
from pccdesk.database.engine import session_on
from pccdesk.database.word_entries import entry_id
from pccdesk.models.base import Base
from pccdesk.queries.noun import Noun
from pccdesk.queries.search_nouns import NOUNS

_PART = 1_000
_WATCH = "search index"  # of a session's own notes
_Touched = dict[tuple[int, type[Base]], set[Any]]
_BY_NUMBER = {noun.number: noun for noun in NOUNS}


@contextmanager
def kept_up_to_date(connection: Connection) -> Iterator["Watch"]:
    """Notice every row that a change writes, and at the end rewrite the entries they concern.

    The entries are written in the change's own transaction: both stand, or neither.
    """
    watch = Watch(connection)
    try:
        yield watch
        watch.write_out()
    finally:
        watch.end()
    _rewrite(connection, watch.touched)


class Watch:
    """Sees what a change writes: objects as its session writes them, rows as it is told."""

    def __init__(self, connection: Connection) -> None:
        self.touched: _Touched = {}
        self._connection = connection
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The change's session, made when somebody asks for it: that takes as long as a save."""
        if self._session is None:
            self._session = session_on(self._connection)
            self._session.info[_WATCH] = self
        return self._session

    def write_out(self) -> None:
        """Write what the session holds."""
        if self._session is not None:
            self._session.flush()

    def end(self) -> None:
        """Close the session, if there is one."""
        if self._session is not None:
            self._session.close()

    def after_flush(self, flushed: Session) -> None:
        """Notice the objects that were written."""
        written = [*flushed.new, *flushed.deleted]
        for row in written:
            new = row in flushed.new
            self._note(type(row), lambda name, row=row: [getattr(row, name)], new=new)  # type: ignore[misc] # bound at once
        for row in flushed.dirty:
            if row not in written and (changed := _changed(row)):
                self._note(type(row), lambda name, row=row: [getattr(row, name)], changed)  # type: ignore[misc] # bound at once

    def note_new(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Notice new rows."""
        self._note(model, lambda name: [row[name] for row in rows if name in row], new=True)

    def note_changed(
        self, model: type[Base], where: Mapping[str, Any], changed: Collection[str] | None = None
    ) -> None:
        """Notice, before it is done, the rows that have some values: changed columns, or gone."""
        if not _nouns_of(model):
            return

        def concerned(name: str) -> Sequence[Any]:
            if name in where:
                return [where[name]]
            columns = model.__table__.c
            same = (columns[each] == value for each, value in where.items())
            return self._connection.scalars(select(columns[name]).where(*same)).all()

        self._note(model, concerned, None if changed is None else set(changed))

    def _note(
        self,
        model: type[Base],
        values: Callable[[str], Sequence[Any]],
        changed: set[str] | None = None,
        *,
        new: bool = False,
    ) -> None:
        for noun, attribute in _nouns_of(model):
            if new and attribute == "id" and model is not noun.table:
                continue  # what points to a new row is written by the same change, and noticed
            if changed is None or changed & _told_by(noun.number, model):
                found = values(attribute)
                self.touched.setdefault((noun.number, model), set()).update(found)


# Listened to once for all sessions: to listen to each takes as long as a statement or two.
@event.listens_for(Session, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    watch: Watch | None = session.info.get(_WATCH)
    if watch is not None:
        watch.after_flush(session)


def index_new(session: Session, numbers: dict[type[Base], Sequence[int]]) -> None:
    """Add the entries of new records that were written in bulk, without the ORM, by their numbers.

    `numbers` are ascending and without a gap, as a bulk write gives them.
    """
    connection = session.connection()
    for noun in NOUNS:
        wanted = numbers.get(noun.table, ())
        if wanted:
            between = noun.id.between(wanted[0], wanted[-1])
            word_index.add(connection, [each.entry() for each in noun.records(connection, between)])


def _changed(row: Base) -> set[str]:
    return {each.key for each in inspect(row).attrs if each.history.has_changes()}


@cache
def _nouns_of(model: type[Base]) -> tuple[tuple[Noun, str], ...]:
    """Return the nouns whose entries a table's rows concern, each with the attribute that tells."""
    return tuple((noun, noun.depends[model][1]) for noun in NOUNS if model in noun.depends)


@cache
def _told_by(noun: int, table: type[Base]) -> frozenset[str]:
    """Return the attributes of a table that a noun's entries are made of."""
    named = (each for part in _BY_NUMBER[noun].told_by for each in visitors.iterate(part))
    columns = (each for each in named if isinstance(each, Column))
    return frozenset(each.name for each in columns if each.table is table.__table__)


def _rewrite(connection: Connection, touched: _Touched) -> None:
    concerned = {number for number, _table in touched}
    for noun in (each for each in NOUNS if each.number in concerned):
        written: set[int] = set()  # of this noun; several rows of an application make one entry
        for table, values in _by_column(noun, touched):
            wanted = sorted(values)
            for start in range(0, len(wanted), _PART):
                there = noun.concerned(connection, table, wanted[start : start + _PART])
                found = [each for each in there if each.number not in written]
                word_index.write(connection, [each.entry() for each in found])
                written |= {each.number for each in found}
        gone = touched.get((noun.number, noun.table), set()) - written
        if gone:
            word_index.remove(connection, [entry_id(noun.number, each) for each in gone])


def _by_column(noun: Noun, touched: _Touched) -> Iterable[tuple[type[Base], set[Any]]]:
    """Return a table for each column by which a noun's records are asked for, and its values."""
    asked: dict[ColumnElement[Any], tuple[type[Base], set[Any]]] = {}
    for table, (column, _attribute) in noun.depends.items():
        if values := touched.get((noun.number, table)):
            asked.setdefault(column, (table, set()))[1].update(values)
    return asked.values()
