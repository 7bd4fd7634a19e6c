"""The audit log read whole: walked from its first entry, and compared with what somebody keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, String, and_, func, select, true, type_coerce

from pccdesk.domain.audit import AuditRecord, chained_hash
from pccdesk.domain.countersigns import Countersign, Head, records_mark
from pccdesk.domain.dates import from_london
from pccdesk.domain.permissions import Permission, needs
from pccdesk.models.offices import AuditEntry, AuditHead

_PIECE = 1_000
_NAMES = AuditRecord._fields


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """An entry as it is kept, with the hash before it and its own.

    `record.at` may be a text that is no time where somebody wrote past the program.
    """

    record: AuditRecord
    previous_hash: str
    hash: str

    def true_hash(self) -> str:
        """Return the hash that the entry should have, or nothing where its content has none."""
        try:
            at = instant_of(self.record.at)
            return chained_hash(self.record, self.previous_hash, at)
        except (TypeError, ValueError):
            return ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the log without gaps: its first and last entry, and how many there are."""

    first: int
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Added:
    """What was added behind an entry: how many, and of each action how many, most first."""

    count: int
    actions: tuple[tuple[str, int], ...]


@needs(Permission.VIEW_AUDIT)
def walk(connection: Connection, stretch: Stretch | None = None) -> Iterator[ChainedEntry]:
    """Yield the entries (of a stretch) in their order, few at a time; reads what is damaged too."""
    columns = [getattr(AuditEntry, name) for name in (*_NAMES, "previous_hash", "hash")]
    # As it stands in the file: SQLite would keep anything there, and to read it must not fail.
    columns[_NAMES.index("at")] = type_coerce(AuditEntry.at, String)
    within: ColumnElement[bool] = (
        true() if stretch is None else AuditEntry.sequence.between(stretch.first, stretch.last)
    )
    query = select(*columns).where(within).order_by(AuditEntry.sequence)
    for row in connection.execute(query.execution_options(yield_per=_PIECE)):
        *values, previous_hash, kept = row
        yield ChainedEntry(AuditRecord(*values), previous_hash, kept)


def instant_of(kept: datetime | str) -> datetime:
    """Return the instant that stands in a database, in UTC; raises `ValueError` if it is none."""
    read = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def head(connection: Connection) -> Head | None:
    """Return where the log stands, or None where it has no head."""
    row = connection.execute(select(AuditHead.sequence, AuditHead.hash)).one_or_none()
    return None if row is None else Head(row.sequence, row.hash)


def own_mark(connection: Connection) -> str:
    """Return what marks this office's records as its own, by their first entry."""
    first = select(AuditEntry.hash).order_by(AuditEntry.sequence).limit(1)
    return records_mark(connection.scalar(first) or "")


def broken_promise(connection: Connection, kept: Head | Countersign) -> str:
    """Return what speaks against a countersigned head in a sentence, or nothing.

    It compares the one entry; that those before it belong to it is told by walking the chain.
    """
    if isinstance(kept, Countersign):
        if kept.records != own_mark(connection):
            return (
                f"The countersign is of other records: of “{kept.office}”, beginning with "
                f"{kept.records}. Check it against the database that it was made of."
            )
        kept = kept.head
    found = connection.scalar(select(AuditEntry.hash).where(AuditEntry.sequence == kept.sequence))
    if found == kept.hash:
        return ""
    last = connection.scalar(select(func.max(AuditEntry.sequence))) or 0
    if kept.sequence > last:
        return (
            f"Entry {kept.sequence:,} was countersigned, but the audit log ends with entry "
            f"{last:,}: what came after it was taken away, or this is an older copy."
        )
    return (
        f"Entry {kept.sequence:,} is not the one that was countersigned: the audit log was "
        "written anew up to there, or the countersign is of another office."
    )


def added_since(connection: Connection, sequence: int) -> Added:
    """Return what was added behind an entry."""
    query = (
        select(AuditEntry.action, func.count())
        .where(AuditEntry.sequence > sequence)
        .group_by(AuditEntry.action)
        .order_by(func.count().desc(), AuditEntry.action)
    )
    counts = tuple((action, count) for action, count in connection.execute(query))
    return Added(sum(count for _action, count in counts), counts)


@needs(Permission.VIEW_AUDIT)
def stretch_of_days(connection: Connection, first: date | None, last: date | None) -> Stretch:
    """Return the entries from one UK day to another, both included; None leaves an end open.

    It has no gaps, so that it can be proved by itself: an entry between them that a wrong clock
    dated otherwise is taken along.
    """
    within = and_(
        true() if first is None else AuditEntry.at >= from_london(first),
        true() if last is None else AuditEntry.at < from_london(last + timedelta(days=1)),
    )
    start, end = connection.execute(
        select(func.min(AuditEntry.sequence), func.max(AuditEntry.sequence)).where(within)
    ).one()
    return Stretch(0, 0, 0) if start is None else Stretch(start, end, end - start + 1)
