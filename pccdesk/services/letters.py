"""Letters: draw, keep the exact bytes, issue, print several in one file."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from pccdesk.domain.applications import Action, Stage
from pccdesk.domain.documents import clean_file_name
from pccdesk.domain.errors import Cancelled, DeskError, Refused
from pccdesk.domain.permissions import Actor, Permission, Reach, needs, refusal
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award, Letter
from pccdesk.queries import letters
from pccdesk.queries.letters import LetterDue, LetterRow, PendingLetter
from pccdesk.reference import reading_rules
from pccdesk.services.contents import keep_content, prepared_file, read_content
from pccdesk.services.desk import Desk
from pccdesk.services.foreseeing import Foreseeing, Foreseen, in_pieces
from pccdesk.services.reading_texts import keep_text, text_of
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import open_application, require_of_fund, take_step

if TYPE_CHECKING:
    from pccdesk.papers.joined import KeptLetter

REPRINT = "Reprint"
"""The mark on a copy of a letter that was printed or saved before."""


@dataclass(frozen=True, slots=True)
class DrawnLetter:
    """A letter as drawn, before it is kept; an award letter says until when to accept."""

    kind: str
    template: str
    template_version: int
    content: bytes
    accept_by: date | None = None


@dataclass(frozen=True, slots=True)
class LettersMade:
    """What came of making several letters: those made, and those skipped with the reason.

    `left` were not come to, as the officer cancelled.
    """

    made: tuple[LetterRow, ...]
    skipped: tuple[tuple[str, str], ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class CopyToPrint:
    """A PDF to hand out, and how many of its letters are marked as reprints."""

    content: bytes
    reprints: int


@needs(Permission.ISSUE_LETTERS, reach=Reach.FUND)
def preview(desk: Desk, actor: Actor, application_id: int, kind: str) -> bytes:
    """Return a letter as it would be made now, marked as a preview; nothing is kept."""
    require_of_fund(desk, actor, Permission.ISSUE_LETTERS, application_id)
    with desk.database.reading() as connection:
        return _draw(connection, application_id, kind, desk.today(), "Preview").content


@needs(Permission.ISSUE_LETTERS, reach=Reach.FUND)
def issue_award_letter(desk: Desk, actor: Actor, application_id: int, version: int) -> LetterRow:
    """Make an approved application's award letter, keep it, and mark the award as offered.

    The round's days to accept run from the day of this first letter.
    """
    return _make(desk, actor, application_id, version, "award")


@needs(Permission.ISSUE_LETTERS, reach=Reach.FUND)
def make_decline_letter(desk: Desk, actor: Actor, application_id: int, version: int) -> LetterRow:
    """Make a declined application's letter and keep it."""
    return _make(desk, actor, application_id, version, "decline")


@needs(Permission.ISSUE_LETTERS)
def make_pending(
    desk: Desk,
    actor: Actor,
    progress: Progress = no_progress,
    only: tuple[int, ...] | None = None,
) -> LettersMade:
    """Make every letter that waits (or those of the applications named), one change a letter.

    A letter that cannot be made is skipped with its reason; the others are made. Cancelled in the
    middle, it returns what it made: that stands.
    """
    desk.present(actor, Permission.ISSUE_LETTERS)
    waiting = desk.read(actor, letters.pending)
    if only is not None:
        chosen = set(only)
        waiting = tuple(each for each in waiting if each.application_id in chosen)
    made: list[LetterRow] = []
    skipped: list[tuple[str, str]] = []
    for place, each in enumerate(waiting):
        try:
            progress(place, len(waiting))
        except Cancelled:
            return LettersMade(tuple(made), tuple(skipped), len(waiting) - place)
        _make_one(desk, actor, each, made, skipped)
    _tell_end(progress, len(waiting))
    return LettersMade(tuple(made), tuple(skipped))


def _tell_end(progress: Progress, count: int) -> None:
    with suppress(Cancelled):  # too late: all of them are made
        progress(count, count)


@needs(Permission.ISSUE_LETTERS)
def letters_to_make(desk: Desk, actor: Actor, application_ids: tuple[int, ...]) -> Foreseen:
    """Return what `make_pending` would do for these applications now; the sum is of awards."""
    person = desk.present(actor, Permission.ISSUE_LETTERS)
    found = Foreseeing()
    with desk.database.reading() as connection:
        for ids in in_pieces(application_ids):
            for row in letters.letters_due(connection, ids):
                if not person.may(Permission.ISSUE_LETTERS, row.fund_code):
                    found.skip(row.reference, refusal(person, Permission.ISSUE_LETTERS))
                elif row.waits:
                    found.do(row.amount)
                else:
                    found.skip(row.reference, _why_none(row))
    return found.foreseen()


def _why_none(row: LetterDue) -> str:
    if row.has_letter:
        return "It has its letter already."
    return f"It is at “{row.stage.label}”, so there is no letter to make."


@needs(Permission.VIEW)
def read_letter(desk: Desk, actor: Actor, letter_id: int) -> bytes:
    """Return the exact bytes of a kept letter."""
    desk.present(actor, Permission.VIEW)
    with desk.database.reading() as connection:
        return read_content(connection, letters.letter_of(connection, letter_id).sha256)


@needs(Permission.VIEW)
def letters_in_one_file(
    desk: Desk, actor: Actor, letter_ids: tuple[int, ...], *, duplex: bool = False
) -> bytes:
    """Return kept letters joined into one PDF in the order given, with a bookmark each.

    With `duplex`, each letter begins on the front of a sheet.
    """
    from pccdesk.papers.joined import join

    desk.present(actor, Permission.VIEW)
    if not letter_ids:
        raise Refused("Choose at least one letter.")
    _record_many(desk, actor, letter_ids)
    with desk.database.reading() as connection:
        return join(_Letters(connection, letter_ids), duplex=duplex)


@needs(Permission.VIEW)
def copy_to_print(desk: Desk, actor: Actor, letter_ids: tuple[int, ...]) -> CopyToPrint:
    """Return kept letters in one PDF as they are handed out: printed before, marked “Reprint”.

    The mark stands on the copy alone; what is kept stays as it is. Call `record_printing` once
    the copy has been printed or saved.
    """
    from pccdesk.papers.joined import join

    desk.present(actor, Permission.VIEW)
    if not letter_ids:
        raise Refused("Choose at least one letter.")
    _record_many(desk, actor, letter_ids)
    with desk.database.reading() as connection:
        copies = _Copies(connection, letter_ids)
        joined = next(iter(copies)).content if len(copies) == 1 else join(copies)
    return CopyToPrint(joined, copies.reprints)


@needs(Permission.VIEW)
def save_copy(desk: Desk, actor: Actor, letter_ids: tuple[int, ...], path: Path) -> None:
    """Save kept letters in one PDF, marked as `copy_to_print` says; no file without its entry."""
    copy = copy_to_print(desk, actor, letter_ids)
    with prepared_file(path, copy.content):
        record_printing(desk, actor, letter_ids)


def _record_many(desk: Desk, actor: Actor, letter_ids: tuple[int, ...]) -> None:
    """Record that many letters are opened at once; fewer are recorded as each is handed out."""
    if len(letter_ids) < reading_rules().bulk_rows:
        return
    with change(desk, actor, Permission.VIEW) as work:
        work.audit("letter.join", None, f"{len(letter_ids):,} letters", letters=len(letter_ids))


class _Letters(Collection["KeptLetter"]):
    """Kept letters, each read when it is asked for, so that no more than one is in memory."""

    def __init__(self, connection: Connection, numbers: tuple[int, ...]) -> None:
        self._connection, self._numbers = connection, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator["KeptLetter"]:
        from pccdesk.papers.joined import KeptLetter

        for number in self._numbers:
            row = letters.letter_of(self._connection, number)
            yield KeptLetter(row.reference, self._content(row))

    def __contains__(self, letter: object) -> bool:
        return any(letter == each for each in self)

    def _content(self, row: LetterRow) -> bytes:
        return read_content(self._connection, row.sha256)


class _Copies(_Letters):
    """Kept letters as they are handed out: those printed before are marked and counted."""

    reprints = 0

    def _content(self, row: LetterRow) -> bytes:
        from pccdesk.papers.copies import mark_copy

        content = super()._content(row)
        if not row.printed_count:
            return content
        self.reprints += 1
        return mark_copy(content, REPRINT)


@needs(Permission.VIEW)
def record_printing(desk: Desk, actor: Actor, letter_ids: tuple[int, ...]) -> None:
    """Record that letters were printed or saved; from the second time on it is a reprint."""
    with change(desk, actor, Permission.VIEW) as work:
        for letter_id in letter_ids:
            row = work.get(Letter, letter_id, "The letter")
            application = work.get(Application, row.application_id, "The application")
            row.printed_count += 1
            work.audit(
                "letter.reprint" if row.printed_count > 1 else "letter.print",
                row,
                row.file_name,
                application.id,
                times=row.printed_count,
                sha256=row.sha256,
            )


def _make_one(
    desk: Desk,
    actor: Actor,
    each: PendingLetter,
    made: list[LetterRow],
    skipped: list[tuple[str, str]],
) -> None:
    try:
        made.append(_make(desk, actor, each.application_id, each.version, each.kind))
    except DeskError as error:
        skipped.append((each.reference, error.sentence))


def _make(desk: Desk, actor: Actor, application_id: int, version: int, kind: str) -> LetterRow:
    require_of_fund(desk, actor, Permission.ISSUE_LETTERS, application_id)
    with desk.database.reading() as connection:
        drawn = _draw(connection, application_id, kind, desk.today())
    text = text_of(drawn.content)
    with change(desk, actor, Permission.ISSUE_LETTERS) as work:
        application = open_application(work, application_id, version)
        _require_stage(application, kind)
        row = _keep(work, application, drawn, text)
        if application.stage == Stage.APPROVED:
            work.update(Award, {"accept_by": drawn.accept_by}, application_id=application_id)
            take_step(work, application, Action.OFFER, letter=row.sha256)
        else:
            application.version += 1
        work.session.flush()
        return letters.letter_of(work.session.connection(), row.id)


def _require_stage(application: Application, kind: str) -> None:
    stages = {"award": {Stage.APPROVED, Stage.OFFERED}, "decline": {Stage.DECLINED}}[kind]
    if application.stage not in stages:
        raise Refused(
            f"{application.reference} is at “{Stage(application.stage).label}”, so its {kind} "
            "letter cannot be made."
        )


def _keep(work: Work, application: Application, drawn: DrawnLetter, text: str) -> Letter:
    work.update(Letter, {"current": False}, application_id=application.id, kind=drawn.kind)
    row = Letter(
        application_id=application.id,
        kind=drawn.kind,
        file_name=clean_file_name(f"{application.reference} {drawn.kind} letter.pdf"),
        template=drawn.template,
        template_version=drawn.template_version,
        sha256=keep_content(work, drawn.content),
        size=len(drawn.content),
        made_by=work.person.user_id,
        made_at=work.now,
    )
    keep_text(work, row.sha256, text)
    work.session.add(row)
    work.audit(
        "letter.make",
        row,
        row.file_name,
        application.id,
        sha256=row.sha256,
        template=f"{row.template} {row.template_version}",
    )
    return row


def _draw(
    connection: Connection, application_id: int, kind: str, day: date, mark: str = ""
) -> DrawnLetter:
    if kind == "award":
        from pccdesk.papers.award_letter import draw_award_letter

        award = replace(letters.award_letter(connection, application_id, day), copy_mark=mark)
        wording, content = award.wording, draw_award_letter(award)
        accept_by: date | None = award.accept_by
    else:
        from pccdesk.papers.decline_letter import draw_decline_letter

        decline = replace(letters.decline_letter(connection, application_id, day), copy_mark=mark)
        wording, content, accept_by = decline.wording, draw_decline_letter(decline), None
    return DrawnLetter(kind, wording.code, int(wording.version), content, accept_by)
