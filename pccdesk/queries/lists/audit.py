"""The audit log as a list."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from pccdesk.domain.audit_kinds import kind_of
from pccdesk.domain.dates import from_london
from pccdesk.domain.permissions import Need, Permission
from pccdesk.models.offices import AuditEntry
from pccdesk.queries.listing import Listing, Narrowing, Sort
from pccdesk.queries.ordering import by
from pccdesk.queries.timelines import WORDS, in_words
from pccdesk.queries.typed_words import Columns


class AuditLine(NamedTuple):
    """An audit entry in a list."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    application_id: int | None


_entry = AuditEntry.__table__.c

AUDIT: Listing[AuditLine] = Listing(
    record=AuditLine,
    identity=_entry.sequence,
    columns=(
        AuditEntry.sequence,
        AuditEntry.at,
        AuditEntry.actor,
        AuditEntry.action,
        AuditEntry.subject,
        AuditEntry.detail,
        AuditEntry.application_id,
    ),
    table=AuditEntry.__table__,
    sorts={
        "sequence": by(_entry.sequence),
        "actor": by(_entry.actor, _entry.sequence),
        "action": by(_entry.action, _entry.sequence),
        "subject": by(_entry.subject, _entry.sequence),
    },
    default_sort=(Sort("sequence", descending=True),),
    filters={
        "actor": Narrowing(_entry.actor),
        "action": Narrowing(_entry.action),
        "kind": Narrowing(_entry.action, groups={each: kind_of(each).value for each in WORDS}),
    },
    conditions={
        "from": lambda day: _entry.at >= from_london(date.fromisoformat(day)),
        "to": lambda day: _entry.at < from_london(date.fromisoformat(day) + timedelta(days=1)),
    },
    looked_through=Columns(_entry.sequence, text=_entry.subject, name=_entry.actor),
    need=Need((Permission.VIEW_AUDIT,)),
    labels=lambda key, value: in_words(value) if key == "action" else str(value),
)
