"""One change: one transaction, one audit entry, by somebody who may."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from pccdesk.database.certainty import was_kept
from pccdesk.database.failures import CommitBroken
from pccdesk.domain.audit import AuditRecord, canonical, chained_hash
from pccdesk.domain.dates import format_instant, to_london
from pccdesk.domain.errors import EnvironmentFailed, Fault, NotFound, Stale
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.models.applications import Application
from pccdesk.models.base import Base, Versioned
from pccdesk.models.offices import AuditEntry, AuditHead, Counter
from pccdesk.queries import people
from pccdesk.services.desk import Desk

_Row = TypeVar("_Row", bound=Base)
_VersionedRow = TypeVar("_VersionedRow", bound=Versioned)


@dataclass(slots=True)
class Work:
    """An open change: the session to write with, and who writes when."""

    session: Session
    now: datetime
    actor: Actor | None
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

    def require_version(self, row: _VersionedRow, seen: int, name: str) -> None:
        """Raise `Stale`, saying who changed the row and when, unless it is as the officer saw."""
        if row.version == seen:
            return
        about = and_(AuditEntry.subject_kind == type(row).__name__, AuditEntry.subject_id == row.id)
        if isinstance(row, Application):
            # A letter made or a payment recorded changes the application too; printing does not.
            of_it = AuditEntry.application_id == row.id
            about = and_(of_it, AuditEntry.action.not_in(["letter.print", "letter.reprint"]))
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

    def next_number(self, series: str) -> int:
        """Return the next number of a running series; without gaps, as it is in the change."""
        counter = self.session.get(Counter, series)
        if counter is None:
            counter = Counter(series=series, last_number=0)
            self.session.add(counter)
        counter.last_number += 1
        return counter.last_number

    def audit(
        self,
        action: str,
        subject: Base | None,
        name: str,
        application_id: int | None = None,
        **detail: Any,
    ) -> None:
        """Add the audit entry of this change, chained to the last one; `name` is the subject's."""
        self.session.flush()
        head = self.session.get(AuditHead, 1)
        if head is None:
            raise Fault("The audit log has no head.")
        record = AuditRecord(
            sequence=head.sequence + 1,
            at=self.now,
            actor_id=self.actor.user_id if self.actor else None,
            actor=self.actor.full_name if self.actor else "PCCDesk",
            action=action,
            subject_kind=type(subject).__name__ if subject is not None else "",
            subject_id=getattr(subject, "id", None),
            subject=name,
            application_id=application_id,
            detail=canonical(detail),
        )
        written = chained_hash(record, head.hash)
        self.session.add(
            AuditEntry(
                **{name: getattr(record, name) for name in AuditRecord.__slots__},
                previous_hash=head.hash,
                hash=written,
            )
        )
        head.sequence, head.hash = record.sequence, written
        self.last = (record.sequence, written)
        self.entries += 1


@contextmanager
def change(desk: Desk, actor: Actor | None, permission: Permission | None = None) -> Iterator[Work]:
    """Open a change by somebody who holds `permission` in some fund; commits at the end.

    Where the connection breaks in the very moment of committing, the audit log is asked whether
    the change was kept: then this ends as if nothing had happened, else `EnvironmentFailed` says
    that nothing was kept. The person's roles are read again inside the transaction, so that what
    was taken away a minute ago no longer counts. A change that leaves no audit entry is our fault
    and is undone.
    """
    last = (0, "")
    try:
        with desk.database.changing() as session:
            present = people.actor(session.connection(), actor.user_id) if actor else None
            if permission is not None and present is not None:
                present.require(permission)
            work = Work(session, desk.clock(), present)
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
