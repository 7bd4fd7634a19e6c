"""Prove that the office's records are whole: the audit chain, kept bytes, batches, the file."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Row,
    cast,
    func,
    literal,
    select,
    text,
)

from pccdesk.domain.audit import FIRST_HASH
from pccdesk.domain.countersigns import Countersign, Head
from pccdesk.domain.permissions import open_to_all
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.decisions import Letter
from pccdesk.models.offices import AuditEntry, Content
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries import audit
from pccdesk.queries.payments import batches
from pccdesk.services.desk import Desk
from pccdesk.services.search_filling import index_faults


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and every fault found, each in a sentence."""

    audit_entries: int
    letters: int
    documents: int
    batches: int
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


@open_to_all("Proof that the records are whole is for everybody who can open them.")
def verify(
    desk: Desk,
    progress: Progress = no_progress,
    *,
    full: bool = False,
    kept: Head | Countersign | None = None,
) -> Verification:
    """Walk everything that can be proved, and return what was found; changes nothing.

    `full` looks through every index of a SQLite file too, and works out every entry of a large
    search index, which takes several times as long.
    `kept` is a countersign that somebody kept apart: the log must still hold its entry.
    """
    with desk.database.reading() as connection:
        faults = [*_file_faults(connection, full=full)]
        entries = connection.scalar(select(func.count()).select_from(AuditEntry)) or 0
        faults += audit_faults(connection, progress)
        faults += _readable("the countersigns", _countersign_faults(connection))
        if kept is not None and (broken := audit.broken_promise(connection, kept)):
            faults.append(broken)
        faults += _readable("the kept documents", _content_faults(connection))
        faults += _readable("the letters", _letter_faults(connection))
        faults += _readable("the payment batches", _batch_faults(connection))
        faults += _readable("what is found", index_faults(connection, full=full))
        return Verification(
            audit_entries=entries,
            letters=connection.scalar(select(func.count()).select_from(Letter)) or 0,
            documents=connection.scalar(select(func.count()).select_from(Content)) or 0,
            batches=connection.scalar(select(func.count()).select_from(PaymentBatch)) or 0,
            faults=tuple(faults),
        )


def audit_faults(connection: Connection, progress: Progress = no_progress) -> tuple[str, ...]:
    """Walk the audit log's chain alone, and return what was found, each in a sentence."""
    entries = connection.scalar(select(func.count()).select_from(AuditEntry)) or 0
    return tuple(_readable("the audit log", _chain_faults(connection, entries, progress)))


def _readable(what: str, faults: Iterator[str]) -> Iterator[str]:
    """Yield faults; a value that is none of its kind, as in a damaged file, is one more."""
    try:
        yield from faults
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        yield f"A value in {what} is damaged and cannot be read ({error})."


def _file_faults(connection: Connection, *, full: bool) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    check = "integrity_check" if full else "quick_check"
    said = connection.execute(text(f"PRAGMA {check}(5)")).scalars().all()
    if said != ["ok"]:
        yield f"The database file is damaged: {said[0]}."
    for row in connection.execute(text("PRAGMA foreign_key_check")).all()[:5]:
        yield f"A row of {row[0]} points to a missing row of {row[2]}."


def _chain_faults(connection: Connection, count: int, progress: Progress) -> Iterator[str]:
    previous, expected = FIRST_HASH, 1
    for entry in audit.walk(connection):
        record = entry.record
        if record.sequence != expected:
            yield f"Audit entries {expected} to {record.sequence - 1} are missing."
        elif entry.previous_hash != previous:
            yield f"Audit entry {record.sequence} does not follow the one before it."
        if entry.true_hash() != entry.hash:
            yield f"Audit entry {record.sequence} ({record.action}) was changed."
        previous, expected = entry.hash, record.sequence + 1
        progress(min(record.sequence, count), count)
    head = audit.head(connection)
    if head is None:
        yield "The audit log’s head is missing."
    elif head.sequence >= expected:
        yield f"Audit entries {expected} to {head.sequence} are missing."
    elif (head.sequence, head.hash) != (expected - 1, previous):
        yield "The audit log does not end where its head says."


def _countersign_faults(connection: Connection) -> Iterator[str]:
    """Yield the countersigns in the log that the log no longer agrees with.

    Whoever writes the whole log anew must think of them too.
    """
    query = select(AuditEntry.sequence, AuditEntry.detail).where(
        AuditEntry.action == "audit.countersign"
    )
    for row in connection.execute(query.order_by(AuditEntry.sequence)):
        told = json.loads(row.detail)
        kept = Head(int(told["entry"]), str(told["hash"]))
        if broken := audit.broken_promise(connection, kept):
            yield f"The countersign in audit entry {row.sequence} is broken. {broken}"


def _content_faults(connection: Connection) -> Iterator[str]:
    names: dict[str, str] = {
        row.sha256: f"The letter “{row.file_name}”"
        for row in connection.execute(select(Letter.sha256, Letter.file_name))
    }
    # SQLite keeps text where bytes belong; then nobody can open it, whatever it says.
    in_sqlite = connection.dialect.name == "sqlite"
    kind = func.typeof(Content.content) if in_sqlite else literal("blob")
    query = select(
        Content.sha256,
        Content.size,
        kind.label("kind"),
        cast(Content.content, LargeBinary).label("content"),
    )
    for row in connection.execute(query.execution_options(yield_per=1)):  # each may be large
        if not _is_whole(row):
            name = names.get(row.sha256, "A kept document")
            yield f"{name} was altered: its bytes no longer fit {row.sha256[:12]}…"


def _is_whole(row: Row[*tuple[Any, ...]]) -> bool:
    content: bytes = row.content
    digest: str = row.sha256
    as_kept = row.kind == "blob" and row.size == len(content)
    return bool(as_kept) and hashlib.sha256(content).hexdigest() == digest


def _letter_faults(connection: Connection) -> Iterator[str]:
    """Yield the letters that are not the ones the audit log says were made."""
    made = {
        row.subject_id: _digest_in(row.detail)
        for row in connection.execute(
            select(AuditEntry.subject_id, AuditEntry.detail).where(
                AuditEntry.action == "letter.make"
            )
        )
    }
    for row in connection.execute(select(Letter.id, Letter.file_name, Letter.sha256)):
        if row.id not in made:
            yield f"The letter “{row.file_name}” was never made: the audit log has no word of it."
        elif made.pop(row.id) != row.sha256:
            yield f"The letter “{row.file_name}” was exchanged for another after it was made."
    for number in made:
        yield f"A letter that was made is missing (number {number})."


def _digest_in(detail: str) -> object:
    try:
        return json.loads(detail)["sha256"]
    except (ValueError, TypeError, KeyError):  # the entry was changed, as the chain shows
        return None


def _batch_faults(connection: Connection) -> Iterator[str]:
    sums = {
        row.batch_id: (row.payments, row.total)
        for row in connection.execute(
            select(
                Payment.batch_id,
                func.count().label("payments"),
                func.sum(Payment.amount).label("total"),
            )
            .where(Payment.batch_id.is_not(None))
            .group_by(Payment.batch_id)
        )
    }
    for batch in batches(connection):
        if batch.stage == "undone":
            if batch.id in sums:
                yield f"{batch.reference} was taken back and still has payments."
        elif sums.get(batch.id, (0, None)) != (batch.count, batch.control_total):
            yield f"Payments of {batch.reference} no longer add up to its control total."
