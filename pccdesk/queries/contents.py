"""What a database holds, in figures: to compare a backup with the office it was made of."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award, Decision, Letter
from pccdesk.models.offices import AuditEntry, Content
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import Payment
from pccdesk.models.people import Person
from pccdesk.queries.timelines import in_words

COUNTED = {
    "Organisations": Organisation,
    "Applications": Application,
    "Decisions": Decision,
    "Awards": Award,
    "Letters": Letter,
    "Payments": Payment,
    "Kept documents": Content,
    "People": Person,
    "Audit entries": AuditEntry,
}
IDLE = (
    *("office.backup", "office.dump", "office.restore"),
    *("person.sign_in", "person.sign_in_refused", "person.sign_out"),
    *("person.lock", "person.unlock", "person.unlock_refused"),
)
"""After which alone no new backup is wanted: sign-ins, and backups themselves."""


@dataclass(frozen=True, slots=True)
class LastEntry:
    """The newest entry of the audit log."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    hash: str


@dataclass(frozen=True, slots=True)
class Contents:
    """How many records of each kind there are, in the order of `COUNTED`, and the last entry."""

    counts: tuple[tuple[str, int], ...]
    last: LastEntry | None


def contents(connection: Connection) -> Contents:
    """Return what a database holds; works on databases of earlier schemas too."""
    counts = tuple(
        (name, connection.scalar(select(func.count()).select_from(table)) or 0)
        for name, table in COUNTED.items()
    )
    row = connection.execute(
        select(
            *(AuditEntry.sequence, AuditEntry.at, AuditEntry.actor, AuditEntry.action),
            *(AuditEntry.subject, AuditEntry.hash),
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return Contents(counts, None)
    entry = LastEntry(row.sequence, row.at, row.actor, in_words(row.action), row.subject, row.hash)
    return Contents(counts, entry)


def follows(connection: Connection, sequence: int, head: str) -> bool:
    """Tell whether the audit log is that of a copy with this head, no more than `IDLE` added."""
    then = connection.scalar(select(AuditEntry.hash).where(AuditEntry.sequence == sequence))
    if then != head:
        return False
    more = (
        select(AuditEntry.sequence)
        .where(AuditEntry.sequence > sequence, AuditEntry.action.not_in(IDLE))
        .limit(1)
    )
    return connection.scalar(more) is None
