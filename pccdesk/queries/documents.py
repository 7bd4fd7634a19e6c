"""The documents of an application, without their bytes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pccdesk.models.applications import Attachment
from pccdesk.models.offices import AuditEntry
from pccdesk.models.people import Person
from pccdesk.queries.rows import records

OPENED = "document.open"


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
