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
from sqlalchemy.exc import DBAPIError

from pccdesk.database.audit_guard import is_guarded
from pccdesk.domain.audit import FIRST_HASH
from pccdesk.domain.countersigns import Countersign, Head
from pccdesk.domain.permissions import open_to_all
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.base import Base
from pccdesk.models.decisions import Letter
from pccdesk.models.offices import AuditEntry, Content
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.models.undoing import UndoPoint
from pccdesk.queries import audit
from pccdesk.queries.payments import batches
from pccdesk.services.desk import Desk
from pccdesk.services.search_filling import compared_in_part, index_faults


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and every fault found, each in a sentence.

    `in_part` names what a large office's search index has so much of that it was not all compared.
    """

    audit_entries: int
    letters: int
    documents: int
    batches: int
    faults: tuple[str, ...]
    in_part: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults

    @property
    def part_words(self) -> str:
        """What of a large office's search index was not compared, in a sentence, or nothing."""
        if not self.in_part:
            return ""
        return (
            f"Of the search index, all {', '.join(self.in_part)} were counted and some compared "
            "word for word, as there are many."
        )


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
        faults = [*_readable("the database file", _file_faults(connection, full=full))]
        faults += audit_faults(connection, progress)
        faults += _readable("the audit log", _guard_faults(connection))
        faults += _readable("the countersigns", _countersign_faults(connection))
        if kept is not None and (broken := audit.broken_promise(connection, kept)):
            faults.append(broken)
        faults += _readable("the kept documents", _content_faults(connection))
        faults += _readable("the letters", _letter_faults(connection))
        faults += _readable("the payment batches", _batch_faults(connection))
        faults += _readable("the search index", index_faults(connection, full=full))
        return Verification(
            audit_entries=_count(connection, AuditEntry),
            letters=_count(connection, Letter),
            documents=_count(connection, Content),
            batches=_count(connection, PaymentBatch),
            faults=tuple(faults),
            in_part=() if full or faults else compared_in_part(connection),
        )


def audit_faults(connection: Connection, progress: Progress = no_progress) -> tuple[str, ...]:
    """Walk the audit log's chain alone, and return what was found, each in a sentence."""
    entries = _count(connection, AuditEntry)
    return tuple(_readable("the audit log", _chain_faults(connection, entries, progress)))


def _count(connection: Connection, table: type[Base]) -> int:
    """Return how many rows there are; none where the file is damaged, which is told elsewhere."""
    try:
        return connection.scalar(select(func.count()).select_from(table)) or 0
    except DBAPIError as error:
        if not _is_damage(error):
            raise
        return 0


def _is_damage(error: DBAPIError) -> bool:
    """Tell whether SQLite could not make sense of a page: what stands on others can be read."""
    return "malformed" in str(error.orig)


def _readable(what: str, faults: Iterator[str]) -> Iterator[str]:
    """Yield faults; a value or a page that is none, as in a damaged file, is one more."""
    try:
        yield from faults
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        yield f"A value in {what} is damaged and cannot be read ({error})."
    except DBAPIError as error:
        if not _is_damage(error):
            raise
        yield f"Not all of {what} can be read: the file is damaged."


def _file_faults(connection: Connection, *, full: bool) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    check = "integrity_check" if full else "quick_check"
    said = connection.execute(text(f"PRAGMA {check}(5)")).scalars().all()
    if said != ["ok"]:
        first = [line for line in str(said[0]).splitlines() if not line.startswith("***")]
        yield f"The database file is damaged: {first[0] if first else said[0]}."
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
    if expected == 1:
        yield "The audit log is empty: each office’s begins with how it was made."
    head = audit.head(connection)
    if head is None:
        yield "The audit log’s head is missing."
    elif head.sequence >= expected:
        yield f"Audit entries {expected} to {head.sequence} are missing."
    elif (head.sequence, head.hash) != (expected - 1, previous):
        yield "The audit log does not end where its head says."


def _guard_faults(connection: Connection) -> Iterator[str]:
    """Yield what tells of a hand behind the program where the chain itself is whole.

    Entries cut off at the end, with the head put back, leave a chain without a fault.
    """
    if not is_guarded(connection):
        yield "What refuses to change audit entries (triggers) was taken off the database."
    last = connection.scalar(select(func.max(AuditEntry.sequence))) or 0
    known = connection.scalar(select(func.max(UndoPoint.sequence))) or 0
    if known > last:
        yield f"Audit entries {last + 1} to {known} were cut off: a record was changed with them."


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
