"""What others changed since the window last looked: told by the audit log's head, a single row."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from pccdesk.models.offices import AuditEntry, AuditHead

KINDS_OF: dict[str, tuple[str, ...]] = {
    "application": ("applications", "organisations", "payments"),
    "eligibility": ("applications",),
    "document": ("applications",),
    "letter": ("applications", "letters"),
    "payment": ("applications", "payments"),
    "payment_batch": ("applications", "payments"),
    "bank_account": ("organisations", "payments"),
    "organisation": ("applications", "organisations"),
    "person": ("people",),
    "fund": ("funds",),
    "office": ("office",),
}
"""The kinds of record that pages show, by the first word of what was done."""
_QUIET = frozenset(
    {"person.sign_in", "person.sign_in_refused", "bank_account.see", "document.open"}
)
_MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class News:
    """The audit log's last entry now, and which kinds of record others changed before it."""

    sequence: int
    kinds: tuple[str, ...] = ()


def news(connection: Connection, seen: int | None, own: int) -> News:
    """Return what others than the person `own` changed since the entry `seen`; None for nothing.

    More entries than can be told apart cheaply, such as an import's, count as every kind.
    """
    head = connection.scalar(select(AuditHead.sequence)) or 0
    if seen is None or head <= seen:
        return News(head)
    if head - seen > _MOST_ENTRIES:
        return News(head, tuple(sorted({each for kinds in KINDS_OF.values() for each in kinds})))
    actions = connection.scalars(
        select(AuditEntry.action)
        .where(AuditEntry.sequence > seen, AuditEntry.sequence <= head)
        .where(AuditEntry.actor_id.is_distinct_from(own))
        .distinct()
    )
    told: set[str] = set()
    for action in actions:
        if action not in _QUIET:
            told.update(KINDS_OF.get(action.partition(".")[0], ()), ("audit",))
    return News(head, tuple(sorted(told)))
