"""Bring applications in from a spreadsheet: a template out, a dry run, all rows or none."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from pccdesk.domain.bulk import collecting_later
from pccdesk.domain.errors import Refused
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.queries import funds, offices
from pccdesk.queries.funds import RoundRow
from pccdesk.reference import organisation_kinds
from pccdesk.services.bulk_applications import NumberedForm, ReceivedInBulk
from pccdesk.services.contents import read_file, write_whole
from pccdesk.services.desk import Desk
from pccdesk.services.incoming_rows import ImportReport, IncomingRows
from pccdesk.services.work import Work, change
from pccdesk.workbooks.application_layout import RoundSheet
from pccdesk.workbooks.application_reader import read_applications
from pccdesk.workbooks.errors_report import draw_errors_report
from pccdesk.workbooks.fields import Choice, Field, ReferenceChoices, application_fields

_LARGEST_FILE = 50 * 1024 * 1024
_Portions = Iterator[Sequence[NumberedForm]]


@needs(Permission.VIEW)
def write_template(desk: Desk, actor: Actor, round_code: str, path: Path) -> None:
    """Write a round's template workbook, with its own questions and lists."""
    from pccdesk.workbooks.application_template import draw_template

    desk.present(actor, Permission.VIEW)
    with desk.database.reading() as connection:
        chosen = funds.round_by_code(connection, round_code)
        office = offices.office(connection, desk.today()).name
        sheet, fields = _sheet(connection, chosen)
    write_whole(path, draw_template(office, sheet, fields, desk.clock()))


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def dry_run(
    desk: Desk, actor: Actor, path: Path, round_code: str, progress: Progress = no_progress
) -> ImportReport:
    """Read a spreadsheet and return every row's problems; nothing is written.

    Raises `Refused` in one sentence for a file that cannot be used at all.
    """
    with collecting_later():
        incoming = _opened(desk, actor, path, round_code)
        _judge(incoming.portions(progress))
        return incoming.report()


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def import_rows(
    desk: Desk,
    actor: Actor,
    path: Path,
    round_code: str,
    progress: Progress = no_progress,
    *,
    good_only: bool = False,
) -> ImportReport:
    """Write a spreadsheet's applications in one transaction: all, or (`good_only`) the good ones.

    Some hundred rows at a time are read, judged and written. With a problem in any row and not
    `good_only`, nothing is written and the report says what to mend. A cancel or a failure half
    way leaves nothing.
    """
    with collecting_later():
        return _import(desk, actor, path, round_code, progress, good_only=good_only)


def _import(
    desk: Desk, actor: Actor, path: Path, round_code: str, progress: Progress, *, good_only: bool
) -> ImportReport:
    incoming = _opened(desk, actor, path, round_code)
    with closing(incoming.portions(progress)) as portions:
        created = _written(desk, actor, incoming, portions, good_only=good_only)
        _judge(portions)  # where nothing is written, every row's problems are told nevertheless
    if created:
        progress(len(created), len(created))
    return incoming.report(created)


def _judge(portions: _Portions) -> None:
    """Go through the rows for their problems alone; each is judged as it is come to."""
    deque(portions, maxlen=0)


def _written(
    desk: Desk, actor: Actor, incoming: IncomingRows, portions: _Portions, *, good_only: bool
) -> tuple[str, ...]:
    """Write rows as they are read, in one transaction; return the references, none without it."""
    try:
        with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
            return _write(work, incoming, portions, good_only=good_only)
    except _NothingWritten:
        return ()


def _write(
    work: Work, incoming: IncomingRows, portions: _Portions, *, good_only: bool
) -> tuple[str, ...]:
    chosen = incoming.chosen
    if funds.round_by_code(work.connection, chosen.code) != chosen:
        raise Refused(
            f"The round {chosen.code} was changed while the file was looked at. "
            "Nothing was written: bring the file in once more."
        )
    received = ReceivedInBulk(work, chosen)
    for forms in portions:
        if incoming.problems and not good_only:
            raise _NothingWritten
        received.write(forms)
    if not received.references:
        raise _NothingWritten
    work.audit(
        "application.import",
        None,
        incoming.file_name[:120],
        round=chosen.code,
        applications=len(received.references),
        left_out=incoming.bad_rows,
    )
    return tuple(received.references)


class _NothingWritten(Exception):
    """Undoes a change: a row has a problem, or none is good."""


@needs(Permission.RECORD_APPLICATIONS)
def write_problems(desk: Desk, actor: Actor, report: ImportReport, path: Path) -> None:
    """Write a dry run's problems as a workbook, to be mended row by row."""
    desk.present(actor, Permission.RECORD_APPLICATIONS)
    with desk.database.reading() as connection:
        office = offices.office(connection, desk.today()).name
    write_whole(path, draw_errors_report(office, report.file_name, report.problems, desk.clock()))


def _opened(desk: Desk, actor: Actor, path: Path, round_code: str) -> IncomingRows:
    """Return a file's rows, to be read and judged as they are asked for."""
    present = desk.present(actor, Permission.RECORD_APPLICATIONS)
    content = read_file(path, _LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise Refused(f"“{path.name}” is over {_LARGEST_FILE // 1024 // 1024} MB. Split it.")
    with desk.database.reading() as connection:
        chosen = funds.round_by_code(connection, round_code)
        present.require(Permission.RECORD_APPLICATIONS, chosen.fund_code)
        if chosen.opens_at > desk.clock():
            raise Refused(f"The round {chosen.code} has not opened yet.")
        sheet, fields = _sheet(connection, chosen)
    return IncomingRows(desk, chosen, path.name, read_applications(content, sheet, fields), fields)


def _sheet(connection: Connection, chosen: RoundRow) -> tuple[RoundSheet, tuple[Field, ...]]:
    form = funds.form_definition(connection, chosen.form_id)
    reference = ReferenceChoices(
        districts=_choices(offices.districts(connection)),
        priorities=_choices(offices.priorities(connection, chosen.closes_at.date())),
        organisation_kinds=tuple(Choice(each.code, each.label) for each in organisation_kinds()),
    )
    sheet = RoundSheet(chosen.code, chosen.title, chosen.fund_name, form.version)
    return sheet, application_fields(form, reference)


def _choices(choices: Sequence[offices.Choice]) -> tuple[Choice, ...]:
    return tuple(Choice(each.code, each.label) for each in choices)
