"""The audit log for auditors: countersigned, checked against a countersign, exported whole."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection

from pccdesk.domain.countersigns import Countersign, Head, countersign_text
from pccdesk.domain.errors import EnvironmentFailed, Refused
from pccdesk.domain.permissions import Actor, Permission, needs, open_to_all
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.queries import audit, letters, offices
from pccdesk.queries.audit import Added, ChainedEntry, Stretch
from pccdesk.services.contents import prepared_file
from pccdesk.services.desk import Desk
from pccdesk.services.verification import audit_faults
from pccdesk.services.work import change

_PIECE = 500


@dataclass(frozen=True, slots=True)
class HeadCheck:
    """Whether the log is still as it was at a countersign, and what was added to it since."""

    head: Head
    faults: tuple[str, ...]
    added: Added

    @property
    def kept(self) -> bool:
        """Whether everything up to the countersigned entry is as it was."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class LogExported:
    """What an export of the log holds, for the result line; `hash` is its last entry's."""

    path: Path
    stretch: Stretch
    hash: str


@needs(Permission.VIEW_AUDIT)
def make_countersign(
    desk: Desk,
    actor: Actor,
    file: Path | None = None,
    paper: Path | None = None,
    progress: Progress = no_progress,
) -> Countersign:
    """Countersign the log as it stands, into a file, onto paper (a PDF), or to be looked at.

    The chain is walked first: of a broken one there is nothing to countersign. That it was made
    is an entry of its own, which names the entry and hash that were countersigned.
    """
    present = desk.present(actor, Permission.VIEW_AUDIT)
    with desk.database.reading() as connection:
        faults = audit_faults(connection, progress)
        head = audit.head(connection)
        if faults or head is None:
            raise EnvironmentFailed(
                "The audit log is broken, so it cannot be countersigned. "
                f"{faults[0] if faults else ''} “Verify records” says what else there is."
            )
        office = offices.office(connection, desk.today()).name
        mark = audit.own_mark(connection)
    made = Countersign(office, mark, head, desk.clock().replace(microsecond=0), present.full_name)
    with ExitStack() as files:
        if file is not None:
            files.enter_context(prepared_file(file, countersign_text(made).encode()))
        if paper is not None:
            files.enter_context(prepared_file(paper, _draw(desk, made)))
        with change(desk, actor, Permission.VIEW_AUDIT) as work:
            work.audit(
                "audit.countersign",
                None,
                f"Entry {head.sequence:,}",
                entry=head.sequence,
                hash=head.hash,
                files=[each.name for each in (file, paper) if each is not None],
            )
    return made


@needs(Permission.VIEW_AUDIT)
def countersign_paper(desk: Desk, actor: Actor, countersign: Countersign) -> bytes:
    """Return a countersign as a page to print and sign (PDF)."""
    desk.present(actor, Permission.VIEW_AUDIT)
    return _draw(desk, countersign)


@open_to_all("Proof that the records are whole is for everybody who can open them.")
def check_countersign(
    desk: Desk, kept: Head | Countersign, progress: Progress = no_progress
) -> HeadCheck:
    """Tell whether everything up to a countersigned entry is as it was; walks the chain."""
    head = kept.head if isinstance(kept, Countersign) else kept
    with desk.database.reading() as connection:
        broken = audit.broken_promise(connection, kept)
        faults = (*filter(None, (broken,)), *audit_faults(connection, progress))
        return HeadCheck(head, faults, audit.added_since(connection, head.sequence))


@needs(Permission.VIEW_AUDIT)
def export_log(
    desk: Desk,
    actor: Actor,
    path: Path,
    first: date | None = None,
    last: date | None = None,
    progress: Progress = no_progress,
) -> LogExported:
    """Write the log (or that of some UK days) as JSON Lines, one entry a line, for an auditor.

    Each line has all that its hash is made of, the hash before it and its own, so that the chain
    can be proved without this program. That it was exported is recorded behind what it holds.
    Raises `Refused` where there is no entry in those days; cancelling leaves no file.
    """
    desk.present(actor, Permission.VIEW_AUDIT)
    if first is not None and last is not None and first > last:
        raise Refused("The first day is after the last. Exchange them.")
    with desk.database.reading() as connection:
        stretch = audit.stretch_of_days(connection, first, last)
        if not stretch.count:
            raise Refused("There is no audit entry in those days, so there is nothing to export.")
        written = _Lines(connection, stretch, progress)
        with prepared_file(path, written), change(desk, actor, Permission.VIEW_AUDIT) as work:
            work.audit(
                "audit.export",
                None,
                path.name,
                file=path.name,
                first_entry=stretch.first,
                last_entry=stretch.last,
                entries=stretch.count,
                from_day=first,
                to_day=last,
            )
    return LogExported(path, stretch, written.hash)


def _draw(desk: Desk, countersign: Countersign) -> bytes:
    from pccdesk.papers.countersign import CountersignPaper, draw_countersign

    with desk.database.reading() as connection:
        letterhead = letters.letterhead(connection, desk.today())
    return draw_countersign(CountersignPaper(letterhead, countersign))


class _Lines:
    """The lines of an export in pieces, each entry read when it is written."""

    def __init__(self, connection: Connection, stretch: Stretch, progress: Progress) -> None:
        self._connection, self._stretch, self._progress = connection, stretch, progress
        self.hash = ""

    def __iter__(self) -> Iterator[bytes]:
        lines: list[str] = []
        for count, entry in enumerate(audit.walk(self._connection, self._stretch), start=1):
            lines.append(_line(entry))
            self.hash = entry.hash
            if len(lines) == _PIECE:
                yield "".join(lines).encode()
                lines.clear()
                self._progress(count, self._stretch.count)
        yield "".join(lines).encode()
        self._progress(self._stretch.count, self._stretch.count)


def _line(entry: ChainedEntry) -> str:
    record = entry.record
    content = record._asdict()
    content["at"] = _instant_text(record.at)
    content |= {"previous_hash": entry.previous_hash, "hash": entry.hash}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"


def _instant_text(kept: datetime | str) -> str:
    """Return an instant as it went into the hash; what is none stays as it stands."""
    try:
        return audit.instant_of(kept).astimezone(UTC).isoformat(timespec="microseconds")
    except (TypeError, ValueError):
        return str(kept)
