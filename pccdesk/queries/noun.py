"""One kind of record that is found: what is indexed of it, and how it is shown."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, bindparam, select

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.database.word_entries import Entry, entry_id
from pccdesk.domain.permissions import Permission
from pccdesk.domain.searching import words_kept
from pccdesk.models.base import Base
from pccdesk.queries.by_number import ByNumber
from pccdesk.queries.rows import AnySelect

Depends = Mapping[type[Base], tuple[ColumnElement[Any], str]]


@dataclass(frozen=True)
class Noun:
    """One kind of record that is found.

    `numbers` are references and the like, `names` what it is called, `texts` what else it says;
    the words of `numbers` and `names` are its head, which counts for more and forgives a slip.
    `shown` are the columns from which `words` makes title and context. `depends` says which of
    its records a changed row concerns: those whose column has the row's attribute as its value.
    `place` is page, tab and filter to go to; a filter is filled in with the title.
    """

    number: int
    name: str
    label: str
    icon: str
    table: type[Base]
    source: FromClause
    depends: Depends
    shown: tuple[Any, ...]
    words: Callable[..., tuple[str, str]]
    place: tuple[str, str, str]
    opens: ColumnElement[Any] | None = None
    numbers: tuple[Any, ...] = ()
    names: tuple[Any, ...] = ()
    texts: tuple[Any, ...] = ()
    json_texts: tuple[Any, ...] = ()
    visible: tuple[ColumnElement[bool], ...] = ()
    permission: Permission = Permission.VIEW

    @property
    def id(self) -> ColumnElement[int]:
        """The column of the record's own number."""
        return self.table.__table__.c.id

    @cached_property
    def query(self) -> AnySelect:
        """What is read of each record, to index it and to show it."""
        opens = self.id if self.opens is None else self.opens
        parts = (self.shown, self.numbers, self.names, self.texts, self.json_texts)
        every = [column.label(f"c{n}") for n, column in enumerate(c for p in parts for c in p)]
        query = select(self.id.label("number"), opens.label("opens"))
        return query.add_columns(*every).select_from(self.source).where(*self.visible)

    @cached_property
    def _parts(self) -> tuple[slice, ...]:
        """Where shown, numbers, names, texts and JSON texts stand among what is read."""
        parts = (self.shown, self.numbers, self.names, self.texts, self.json_texts)
        ends = tuple(accumulate(map(len, parts), initial=0))
        return tuple(slice(*each) for each in pairwise(ends))

    def records(
        self, connection: Connection, *conditions: ColumnElement[bool], limit: int | None = None
    ) -> list["Found"]:
        """Return what there is to index and to show of the records that meet some conditions."""
        query = self.query.where(*conditions).order_by(self.id)
        query = query if limit is None else query.limit(limit)
        return [self._found(row) for row in connection.execute(query).all()]

    def numbered(self, connection: Connection, numbers: Collection[int]) -> list["Found"]:
        """Return what there is to index and to show of records by their numbers, in no order."""
        return [self._found(row) for row in self._numbered.records(connection, numbers, _as_it_is)]

    @cached_property
    def _numbered(self) -> ByNumber:
        return ByNumber(self.id, self.query.where)

    @property
    def told_by(self) -> tuple[Any, ...]:
        """What an entry follows from; what is only shown of a record is read when it is found."""
        parts = (*self.numbers, *self.names, *self.texts, *self.json_texts)
        return (*parts, *self.visible, self.source)

    def concerned(
        self, connection: Connection, table: type[Base], values: Sequence[Any]
    ) -> list["Found"]:
        """Return the records that changed rows of a table concern, by the values `depends` names.

        One value is asked for at most saves, so that its query is made once.
        """
        if len(values) != 1:
            # In one parameter: SQLAlchemy would look at each value for what it may be.
            among: Any = bindparam(None, values, expanding=True)
            return self.records(connection, self.depends[table][0].in_(among))
        query = self._concerned[table]
        return [self._found(row) for row in query.rows(connection, concerned=values[0])]

    @cached_property
    def _concerned(self) -> Mapping[type[Base], KeptStatement]:
        return {
            table: KeptStatement(
                self.query.where(column == bindparam("concerned")).order_by(self.id)
            )
            for table, (column, _attribute) in self.depends.items()
        }

    def _found(self, row: Any) -> "Found":
        number, opens, *columns = row
        values = [value or "" for value in columns]
        shown, numbers, names, texts, json_texts = (values[part] for part in self._parts)
        for value in json_texts:
            texts += _strings(value)
        return Found(self, number, opens, shown, numbers, names, texts)


@dataclass(frozen=True, slots=True)
class Found:
    """One record as it is indexed and as it is shown."""

    noun: Noun
    number: int
    opens: int
    shown: list[Any]
    numbers: list[str]
    names: list[str]
    texts: list[str]

    @property
    def title(self) -> str:
        """What the record is called."""
        return self.noun.words(*self.shown)[0]

    @property
    def context(self) -> str:
        """What tells it from others of that name."""
        return self.noun.words(*self.shown)[1]

    def entry(self) -> Entry:
        """Return what the index keeps of the record."""
        head = words_kept(self.names, self.numbers)
        words = words_kept(self.texts, known=head)
        return Entry(entry_id(self.noun.number, self.number), head, words)


def _as_it_is(*row: Any) -> tuple[Any, ...]:
    return row


def _strings(value: str) -> Iterable[str]:
    try:
        answers = json.loads(value or "{}")
    except ValueError:  # altered by hand: there is nothing in it to be found by
        return []
    return [str(each) for each in answers.values()] if isinstance(answers, dict) else []
