"""One change: one transaction, one audit entry, by somebody who may."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, func, select, text
from sqlalchemy.orm import Session

from pccdesk.database.certainty import was_kept
from pccdesk.database.failures import CommitBroken
from pccdesk.database.kept_statements import KeptStatement
from pccdesk.database.rows import Row, delete_rows, insert_new, table_of, update_rows
from pccdesk.domain.audit import AuditRecord, canonical, chained_hash
from pccdesk.domain.audit_kinds import READING
from pccdesk.domain.dates import format_instant, to_london
from pccdesk.domain.errors import EnvironmentFailed, Fault, NotFound, Stale
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.models.applications import Application
from pccdesk.models.base import Base, Numbered, Versioned
from pccdesk.models.funds import Fund
from pccdesk.models.offices import AuditEntry, AuditHead, Counter
from pccdesk.models.undoing import UndoPoint
from pccdesk.queries import people
from pccdesk.services.desk import Desk
from pccdesk.services.search_index import Watch, kept_up_to_date

_Row = TypeVar("_Row", bound=Base)


_HEAD = KeptStatement(select(AuditHead.sequence, AuditHead.hash).where(AuditHead.id == 1))
_NEXT_IDS = text(
    "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
)


@dataclass(frozen=True, slots=True)
class Noted:
    """What an audit entry is to say: what was done, to which record, and the detail."""

    action: str
    subject_kind: str
    subject_id: int | None
    subject: str
    application_id: int | None
    detail: Mapping[str, Any]


@dataclass(slots=True)
class Work:
    """An open change: who writes when, by which permission, and what to write with.

    What is written where its columns are known (`insert`, `update`, `delete`) goes by statements
    that are made once. What a rule looks at and changes as an object, such as an application that
    takes a step, goes by the `session`; it is made when first asked for. Both are noticed for the
    search index.
    """

    _watch: Watch
    _connection: Connection
    now: datetime
    actor: Actor | None
    permission: Permission | None = None
    entries: int = field(default=0)
    last: tuple[int, str] = field(default=(0, ""))

    @property
    def today(self) -> date:
        """Today's date in the UK."""
        return to_london(self.now).date()

    @property
    def person(self) -> Actor:
        """The person who acts; a change by nobody is our fault."""
        if self.actor is None:
            raise Fault("This change needs somebody who is signed in.")
        return self.actor

    def get(self, table: type[_Row], key: object, what: str) -> _Row:
        """Return a row by its key; raises `NotFound` naming what was looked for."""
        row = self.session.get(table, key)
        if row is None:
            raise NotFound(f"{what} is not there any more.")
        return row

    def require_version(self, row: Versioned, seen: int, name: str) -> None:
        """Raise `Stale`, saying who changed the row and when, unless it is as the officer saw."""
        self.require_seen(type(row), row.id, row.version, seen, name)

    def require_seen(
        self, table: type[Versioned], number: int, version: int, seen: int, name: str
    ) -> None:
        """Do as `require_version` for a row that was read without making it an object."""
        if version == seen:
            return
        about = and_(AuditEntry.subject_kind == table.__name__, AuditEntry.subject_id == number)
        if table is Application:
            # A letter made or a payment recorded changes the application too; reading does not.
            of_it = AuditEntry.application_id == number
            about = and_(of_it, AuditEntry.action.not_in(READING))
        last = self.session.execute(
            select(AuditEntry.actor, AuditEntry.at)
            .where(about)
            .order_by(AuditEntry.sequence.desc())
            .limit(1)
        ).one_or_none()
        who = f"{last.actor} on {format_instant(last.at)}" if last else "somebody else"
        raise Stale(
            f"{name} was changed by {who}, after you opened it. "
            "Nothing of yours was saved over it; open it again and compare."
        )

    def require_fund(self, fund_id: int) -> None:
        """Raise `NotPermitted` unless the person holds this change's permission in a fund.

        Asked first of all, so that somebody of another fund learns nothing from what comes after.
        """
        if self.permission is None or self.person.may_everywhere(self.permission):
            return
        code = self.session.scalar(select(Fund.code).where(Fund.id == fund_id))
        self.person.require(self.permission, code or "")

    def next_number(self, series: str) -> int:
        """Return the next number of a running series; without gaps, as it is in the change."""
        return self.next_numbers(series, 1)

    def next_numbers(self, series: str, count: int) -> int:
        """Take the next so many numbers of a running series, and return the first of them."""
        counter = self.session.get(Counter, series)
        if counter is None:
            counter = Counter(series=series, last_number=0)
            self.session.add(counter)
        first = counter.last_number + 1
        counter.last_number += count
        return first

    @property
    def session(self) -> Session:
        """The session that holds rows as objects."""
        return self._watch.session

    @property
    def connection(self) -> Connection:
        """The open change's connection, with what the session holds written to it."""
        self._watch.write_out()
        return self._connection

    def insert(self, model: type[Base], rows: Sequence[Row]) -> None:
        """Write new rows, which all have the same columns; what they lack has its default."""
        insert_new(self.connection, table_of(model), rows)
        self._watch.note_new(model, rows)

    def update(self, model: type[Base], columns: Row, **where: Any) -> int:
        """Write changed columns of the rows that have some values; return how many they are.

        What the session holds of them as objects stays as it was read.
        """
        connection = self.connection
        self._watch.note_changed(model, where, columns)
        return update_rows(connection, table_of(model), columns, where)

    def delete(self, model: type[Base], **where: Any) -> int:
        """Delete the rows that have some values; return how many they were."""
        connection = self.connection
        self._watch.note_changed(model, where)
        return delete_rows(connection, table_of(model), where)

    def new_ids(self, model: type[Base], count: int) -> Sequence[int]:
        """Return so many numbers for new rows of a table, for rows written in bulk."""
        if self.connection.dialect.name == "postgresql":
            wanted = {"name": table_of(model).name, "count": count}
            return tuple(self.connection.scalars(_NEXT_IDS, wanted))
        last = self.connection.scalar(select(func.max(table_of(model).c.id))) or 0
        return range(last + 1, last + 1 + count)

    def audit(
        self,
        action: str,
        subject: Base | None,
        name: str,
        application_id: int | None = None,
        **detail: Any,
    ) -> None:
        """Add the audit entry of this change, chained to the last one; `name` is the subject's."""
        self._watch.write_out()  # which gives a new row its number
        kind = type(subject).__name__ if subject is not None else ""
        number = getattr(subject, "id", None)
        self.audit_all([Noted(action, kind, number, name, application_id, detail)])

    def audit_all(self, notes: Sequence[Noted]) -> None:
        """Add audit entries in their order, each chained to the one before it.

        Every record that a change writes comes by here, one by one or thousands at once: whatever
        has to follow a change begins here.
        """
        connection = self.connection
        head = _HEAD.row(connection)
        if head is None:
            raise Fault("The audit log has no head.")
        sequence, last = head
        rows = []
        for note in notes:
            sequence += 1
            record = self._record(sequence, note)
            written = chained_hash(record, last)
            rows.append(record._asdict() | {"previous_hash": last, "hash": written})
            last = written
        self.insert(AuditEntry, rows)
        self.update(AuditHead, {"sequence": sequence, "hash": last}, id=1)
        self.entries += len(rows)
        self.last = (sequence, last)

    def _record(self, sequence: int, note: Noted) -> AuditRecord:
        return AuditRecord(
            sequence=sequence,
            at=self.now,
            actor_id=self.actor.user_id if self.actor else None,
            actor=self.actor.full_name if self.actor else "PCCDesk",
            action=note.action,
            subject_kind=note.subject_kind,
            subject_id=note.subject_id,
            subject=note.subject,
            application_id=note.application_id,
            detail=canonical(note.detail),
        )

    def keep_before(self, subject: Numbered, action: str, **before: Any) -> None:
        """Keep what stood before a change, so that it can be undone while it is the last one.

        To be called after the change's audit entries; see `domain.undoing` for what can be.
        """
        self.keep_before_of(type(subject).__name__, subject.id, action, before)

    def keep_before_of(
        self, kind: str, number: int, action: str, before: Mapping[str, Any]
    ) -> None:
        """Do as `keep_before` for a record that was written without making it an object."""
        of = {"subject_kind": kind, "subject_id": number}
        kept = {"sequence": self.last[0], "action": action, "before": canonical(before)}
        if not self.update(UndoPoint, kept, **of):
            self.insert(UndoPoint, [of | kept])


@contextmanager
def open_work(
    connection: Connection, now: datetime, actor: Actor | None, permission: Permission | None = None
) -> Iterator[Work]:
    """Give the work of an open transaction; at its end what it writes is written, and findable."""
    with kept_up_to_date(connection) as watch:
        yield Work(watch, connection, now, actor, permission)


@contextmanager
def change(desk: Desk, actor: Actor | None, permission: Permission | None = None) -> Iterator[Work]:
    """Open a change by somebody who holds `permission` in some fund; commits at the end.

    Where the connection breaks in the very moment of committing, the audit log is asked whether
    the change was kept: then this ends as if nothing had happened, else `EnvironmentFailed` says
    that nothing was kept. The person's roles are read again inside the transaction, so that what
    was taken away a minute ago no longer counts. A change that leaves no audit entry is our fault
    and is undone. What the change makes findable, or no longer, is found so from the same commit
    on.
    """
    last = (0, "")
    try:
        with desk.database.writing() as connection:
            present = people.as_of_now(connection, actor) if actor else None
            if permission is not None and present is not None:
                present.require(permission)
            with open_work(connection, desk.clock(), present, permission) as work:
                yield work
                if not work.entries:
                    raise Fault("A change without an audit entry was undone.")
                last = work.last
    except CommitBroken as broken:
        if not was_kept(desk.database, *last):
            raise EnvironmentFailed(
                f"The connection to “{desk.database.name}” was lost while your change was being "
                "saved, and it was not kept. What was saved before is safe, and the connection is "
                "back: save again."
            ) from broken
