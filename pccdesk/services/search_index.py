"""Keep the search index as the records are, with each change or in bulk.

`services.search_filling` makes it anew from all records, and tells where it is wrong.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BinaryExpression,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Delete,
    Insert,
    Select,
    Update,
    event,
    inspect,
    select,
)
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.sql import operators, visitors

from pccdesk.database import word_index
from pccdesk.models.base import Base
from pccdesk.queries.search_nouns import NOUNS, Noun

_PART = 1_000
_WATCH = "search index"  # of a session's own notes
_Touched = dict[tuple[int, type[Base]], set[Any]]
_BY_NUMBER = {noun.number: noun for noun in NOUNS}
_MODELS = {str(model.__tablename__): model for noun in NOUNS for model in noun.depends}


@contextmanager
def kept_up_to_date(session: Session) -> Iterator[None]:
    """Notice every row that a session writes, and at the end rewrite the entries they concern.

    The entries are written in the session's own transaction: both stand, or neither.
    """
    watch = _Watch(session)
    watch.begin()
    try:
        yield
        session.flush()
    finally:
        watch.end()
    _rewrite(session.connection(), watch.touched)


def note_new(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Notice rows that were written past SQLAlchemy, in a change that is kept up to date."""
    watch: _Watch = session.info[_WATCH]
    watch.note_new(model, rows)


def note_changed(session: Session, model: type[Base], number: int, names: Collection[str]) -> None:
    """Notice changed columns of a row that was written past SQLAlchemy, by the row's own key."""
    watch: _Watch = session.info[_WATCH]
    watch.note_changed(model, number, names)


class _Watch:
    """Sees what a session writes: objects as they are flushed, statements as they are executed."""

    def __init__(self, session: Session) -> None:
        self.touched: _Touched = {}
        self._session = session
        self._connection = session.connection()
        self._flushing = False

    def begin(self) -> None:
        """Begin to watch."""
        self._session.info[_WATCH] = self
        event.listen(self._connection, "before_execute", self._before_execute)

    def end(self) -> None:
        """Watch no more."""
        del self._session.info[_WATCH]
        event.remove(self._connection, "before_execute", self._before_execute)

    def before_flush(self) -> None:
        """Leave the statements of a flush to what follows it."""
        self._flushing = True

    def after_flush(self, flushed: Session) -> None:
        """Notice the objects that were written."""
        self._flushing = False
        written = [*flushed.new, *flushed.deleted]
        for row in written:
            new = row in flushed.new
            self._note(type(row), lambda name, row=row: [getattr(row, name)], new=new)  # type: ignore[misc] # bound at once
        for row in flushed.dirty:
            if row not in written and (changed := _changed(row)):
                self._note(type(row), lambda name, row=row: [getattr(row, name)], changed)  # type: ignore[misc] # bound at once

    def _before_execute(
        self, _connection: Connection, statement: Any, many: Any, one: Any, _options: Any
    ) -> None:
        if self._flushing or not isinstance(statement, Insert | Update | Delete):
            return
        model = _MODELS.get(getattr(statement.table, "name", ""))
        if model is None:
            return
        rows = list(many) or [one or statement.compile().params]
        if isinstance(statement, Insert):
            self.note_new(model, rows)
            return
        changed = None
        if isinstance(statement, Update):
            changed = {each.removeprefix("new_") for row in rows for each in row}
            changed |= _named(statement)
        # Asked before it is done: what is deleted cannot be asked for afterwards.
        self._note(model, lambda name: self._meant(statement, name, rows), changed)

    def note_new(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Notice new rows."""
        self._note(model, lambda name: [row[name] for row in rows if name in row], new=True)

    def note_changed(self, model: type[Base], number: int, names: Collection[str]) -> None:
        """Notice changed columns of a row, by the row's own key."""
        self._note(model, lambda _name: [number], set(names))

    def _meant(self, statement: Update | Delete, name: str, rows: list[Any]) -> list[Any]:
        asked = _asked(statement, name)
        if isinstance(asked, str):
            return [row[asked] for row in rows]
        return [each for row in rows for each in self._connection.scalars(asked, row)]

    def _note(
        self,
        model: type[Base],
        values: Callable[[str], Sequence[Any]],
        changed: set[str] | None = None,
        *,
        new: bool = False,
    ) -> None:
        for noun in NOUNS:
            if model not in noun.depends:
                continue
            attribute = noun.depends[model][1]
            if new and attribute == "id" and model is not noun.table:
                continue  # what points to a new row is written by the same change, and noticed
            if changed is None or changed & _told_by(noun.number, model):
                found = values(attribute)
                self.touched.setdefault((noun.number, model), set()).update(found)


# Listened to once for all sessions: to listen to each takes as long as a statement or two.
@event.listens_for(Session, "before_flush")
def _before_flush(session: Session, _context: UOWTransaction, _objects: object) -> None:
    watch: _Watch | None = session.info.get(_WATCH)
    if watch is not None:
        watch.before_flush()


@event.listens_for(Session, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    watch: _Watch | None = session.info.get(_WATCH)
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


# Statements that are made once are asked about at each save, so what is known of them is kept.
@lru_cache(maxsize=256)
def _named(statement: Update) -> frozenset[str]:
    """Return the columns that a statement changes, and what else has a value in it."""
    return frozenset(each.removeprefix("new_") for each in statement.compile().params)


@lru_cache(maxsize=256)
def _asked(statement: Update | Delete, name: str) -> str | Select[tuple[Any]]:
    """Return which of its values names the rows that a statement writes, or what tells it."""
    where = statement.whereclause
    if (
        isinstance(where, BinaryExpression)
        and where.operator is operators.eq
        and where.left is statement.table.c[name]
        and isinstance(where.right, BindParameter)
        and where.right.required
    ):
        return where.right.key
    query = select(statement.table.c[name])
    return query if where is None else query.where(where)


@cache
def _told_by(noun: int, table: type[Base]) -> frozenset[str]:
    """Return the attributes of a table that a noun's entries are made of."""
    named = (each for part in _BY_NUMBER[noun].told_by for each in visitors.iterate(part))
    columns = (each for each in named if isinstance(each, Column))
    return frozenset(each.name for each in columns if each.table is table.__table__)


def _rewrite(connection: Connection, touched: _Touched) -> None:
    for noun in NOUNS:
        written: set[int] = set()  # of this noun; several rows of an application make one entry
        for table, values in _by_column(noun, touched):
            wanted = sorted(values)
            for start in range(0, len(wanted), _PART):
                there = noun.concerned(connection, table, wanted[start : start + _PART])
                found = [each for each in there if each.number not in written]
                word_index.write(connection, [each.entry() for each in found])
                written |= {each.number for each in found}
        gone = touched.get((noun.number, noun.table), set()) - written
        word_index.remove(connection, [word_index.entry_id(noun.number, each) for each in gone])


def _by_column(noun: Noun, touched: _Touched) -> Iterable[tuple[type[Base], set[Any]]]:
    """Return a table for each column by which a noun's records are asked for, and its values."""
    asked: dict[ColumnElement[Any], tuple[type[Base], set[Any]]] = {}
    for table, (column, _attribute) in noun.depends.items():
        if values := touched.get((noun.number, table)):
            asked.setdefault(column, (table, set()))[1].update(values)
    return asked.values()
