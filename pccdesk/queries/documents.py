"""The documents of an application, without their bytes."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pccdesk.models.applications import Attachment
from pccdesk.models.offices import AuditEntry
from pccdesk.models.people import Person
from pccdesk.queries.rows import records

OPENED = "document.open"


REMOVAL = "document.remove"
_TAKEN_OFF = (REMOVAL, "application.undo")
"""What takes a document off: removing it, and undoing what attached it."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that is attached; `size` is in bytes."""

    id: int
    kind: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class RemovedDocument:
    """A document that was taken off and is kept; who did it, and why, as the audit log has it.

    `undone` tells that it went when what had attached it was undone.
    """

    id: int
    kind: str
    file_name: str
    size: int
    removed_at: datetime
    removed_by: str
    reason: str = ""
    undone: bool = False


def documents(connection: Connection, application_id: int) -> tuple[DocumentRow, ...]:
    """Return an application's documents in the order they came; removed ones are left out."""
    query = (
        select(
            Attachment.id,
            Attachment.kind,
            Attachment.file_name,
            Attachment.media_type,
            Attachment.size,
            Attachment.sha256,
            Person.full_name,
            Attachment.added_at,
        )
        .join(Person, Person.id == Attachment.added_by)
        .where(Attachment.application_id == application_id, Attachment.removed_at.is_(None))
        .order_by(Attachment.id)
    )
    return records(connection, query, DocumentRow)


def removed(connection: Connection, application_id: int) -> tuple[RemovedDocument, ...]:
    """Return the documents that were taken off an application, the last one first."""
    query = (
        select(
            Attachment.id,
            Attachment.kind,
            Attachment.file_name,
            Attachment.size,
            Attachment.removed_at,
        )
        .where(Attachment.application_id == application_id, Attachment.removed_at.is_not(None))
        .order_by(Attachment.removed_at.desc(), Attachment.id.desc())
    )
    rows: list[Row[Any]] = list(connection.execute(query))
    if not rows:
        return ()
    entries = _taken_off(connection, application_id)
    return tuple(_removed(row, entries) for row in rows)


def _taken_off(connection: Connection, application_id: int) -> list[Row[Any]]:
    query = (
        select(AuditEntry.at, AuditEntry.action, AuditEntry.actor, AuditEntry.detail)
        .where(AuditEntry.application_id == application_id, AuditEntry.action.in_(_TAKEN_OFF))
        .order_by(AuditEntry.sequence.desc())
    )
    return list(connection.execute(query))


def _removed(row: Any, entries: list[Row[Any]]) -> RemovedDocument:
    """Return a row with by whom and why: of the change of that instant, its own entry."""
    found = RemovedDocument(row.id, row.kind, row.file_name, row.size, row.removed_at, "")
    for each in entries:
        if each.at != row.removed_at:
            continue
        detail = json.loads(each.detail)
        if each.action != REMOVAL:
            found = replace(found, removed_by=each.actor, undone=True)
        elif (detail.get("file"), detail.get("kind")) == (row.file_name, row.kind):
            why = str(detail.get("reason", ""))
            return replace(found, removed_by=each.actor, reason=why, undone=False)
    return found


def was_opened(
    connection: Connection, reference: str, person_id: int, attachment_id: int, detail: str
) -> bool:
    """Tell whether it is recorded that somebody opened a document, with just this detail."""
    query = select(AuditEntry.action).where(
        AuditEntry.subject == reference,
        AuditEntry.actor_id == person_id,
        AuditEntry.subject_kind == Attachment.__name__,
        AuditEntry.subject_id == attachment_id,
        AuditEntry.detail == detail,
    )
    return OPENED in connection.scalars(query).all()
