"""The audit log as a list."""

from dataclasses import dataclass
from datetime import datetime

from pccdesk.models.offices import AuditEntry
from pccdesk.queries.listing import Listing, Sort
from pccdesk.queries.timelines import in_words


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An audit entry in a list."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    application_id: int | None


AUDIT: Listing[AuditLine] = Listing(
    record=AuditLine,
    identity=AuditEntry.__table__.c.sequence,
    columns=(
        AuditEntry.sequence,
        AuditEntry.at,
        AuditEntry.actor,
        AuditEntry.action,
        AuditEntry.subject,
        AuditEntry.detail,
        AuditEntry.application_id,
    ),
    joined=AuditEntry.__table__,
    base=AuditEntry.__table__,
    sorts={
        "sequence": AuditEntry.__table__.c.sequence,
        "actor": AuditEntry.__table__.c.actor,
        "action": AuditEntry.__table__.c.action,
        "subject": AuditEntry.__table__.c.subject,
    },
    default_sort=(Sort("sequence", descending=True),),
    filters={
        "actor": AuditEntry.__table__.c.actor,
        "action": AuditEntry.__table__.c.action,
    },
    texts=(AuditEntry.__table__.c.subject, AuditEntry.__table__.c.actor),
    labels=lambda key, value: in_words(value) if key == "action" else str(value),
)
