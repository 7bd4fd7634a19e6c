"""Bring applications in from a spreadsheet: a template out, a dry run, all rows or none."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, select

from pccdesk.domain.bulk import collecting_later
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.forms import ApplicationForm, blocking, form_problems
from pccdesk.domain.organisations import comparable_name
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.applications import Application
from pccdesk.queries import funds, offices, organisations
from pccdesk.queries.funds import RoundRow
from pccdesk.reference import organisation_kinds
from pccdesk.services.bulk_applications import NumberedForm, write_received
from pccdesk.services.contents import read_file, write_whole
from pccdesk.services.desk import Desk
from pccdesk.services.work import change
from pccdesk.workbooks.application_forms import form_of
from pccdesk.workbooks.application_layout import RoundSheet
from pccdesk.workbooks.application_reader import ReadRow, RowError, read_applications
from pccdesk.workbooks.errors_report import draw_errors_report
from pccdesk.workbooks.fields import Choice, Field, ReferenceChoices, application_fields

_LARGEST_FILE = 50 * 1024 * 1024
_AT_ONCE = 500  # rows held as they were read


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a spreadsheet holds, and what came of it: every problem by cell, references made."""

    file_name: str
    round_code: str
    rows_read: int
    good: int
    problems: tuple[RowError, ...]
    created: tuple[str, ...] = ()

    @property
    def bad_rows(self) -> int:
        """How many rows have at least one problem."""
        return len({problem.row_number for problem in self.problems})


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
        return _looked_at(desk, actor, path, round_code, progress)[0]


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

    With a problem in any row and not `good_only`, nothing is written and the report says what to
    mend. A cancel or a failure half way leaves nothing.
    """
    with collecting_later():
        return _import(desk, actor, path, round_code, progress, good_only=good_only)


def _import(
    desk: Desk, actor: Actor, path: Path, round_code: str, progress: Progress, *, good_only: bool
) -> ImportReport:
    report, forms, chosen = _looked_at(desk, actor, path, round_code, no_progress)
    if not forms or (report.problems and not good_only):
        return report
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        if funds.round_by_code(work.connection, chosen.code) != chosen:
            raise Refused(
                f"The round {chosen.code} was changed while the file was looked at. "
                "Nothing was written: bring the file in once more."
            )
        created = write_received(work, chosen, forms, progress)
        work.audit(
            "application.import",
            None,
            path.name[:120],
            round=round_code,
            applications=len(created),
            left_out=report.bad_rows,
        )
    progress(len(created), len(created))
    return replace(report, created=created)


@needs(Permission.RECORD_APPLICATIONS)
def write_problems(desk: Desk, actor: Actor, report: ImportReport, path: Path) -> None:
    """Write a dry run's problems as a workbook, to be mended row by row."""
    desk.present(actor, Permission.RECORD_APPLICATIONS)
    with desk.database.reading() as connection:
        office = offices.office(connection, desk.today()).name
    write_whole(path, draw_errors_report(office, report.file_name, report.problems, desk.clock()))


def _looked_at(
    desk: Desk, actor: Actor, path: Path, round_code: str, progress: Progress
) -> tuple[ImportReport, deque[NumberedForm], RoundRow]:
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
        filled = read_applications(content, sheet, fields)
        checker = _Checker(connection, chosen, desk, filled.title, fields)
        forms: deque[NumberedForm] = deque()
        problems: list[RowError] = []
        rows_read = 0
        while rows := list(islice(filled.rows, _AT_ONCE)):
            for row, form in checker.met(rows):
                progress(rows_read, filled.lines)
                rows_read += 1
                found = row.errors or checker.problems(row, form)
                problems += found
                if not found:
                    forms.append((row.row_number, form))
    if not rows_read:
        raise Refused(f"“{path.name}” has no applications below its column titles.")
    report = ImportReport(path.name, chosen.code, rows_read, len(forms), tuple(problems))
    return report, forms, chosen


class _Checker:
    """Judges rows by the round's form and by what the office has already."""

    def __init__(
        self,
        connection: Connection,
        chosen: RoundRow,
        desk: Desk,
        sheet: str,
        fields: Sequence[Field],
    ) -> None:
        self._connection, self._chosen = connection, chosen
        self._definition = funds.form_definition(connection, chosen.form_id)
        self._now, self._opens = desk.clock(), chosen.opens_at
        self._sheet = sheet
        self._titles = {field.code: field.title for field in fields}
        self._known = _known_in_round(connection, chosen.id)
        self._in_file: dict[tuple[str, str], int] = {}

    def met(self, rows: Sequence[ReadRow]) -> Iterator[tuple[ReadRow, ApplicationForm]]:
        """Yield rows with their forms, each with the organisation that the office knows."""
        forms = [form_of(row, self._chosen.code) for row in rows]
        given = [form.organisation for form in forms if form.organisation is not None]
        known = organisations.KnownOrganisations(self._connection, given)
        for row, form in zip(rows, forms, strict=True):
            same = known.same(form.organisation) if form.organisation is not None else None
            if same is None:
                yield row, form
            else:
                yield row, replace(form, organisation=None, organisation_id=same.id)

    def problems(self, row: ReadRow, form: ApplicationForm) -> list[RowError]:
        """Return what is wrong with a row, each at its cell."""
        found = list(blocking(form_problems(form, self._definition)))
        if form.received_at is not None and form.received_at > self._now:
            found.append(FieldProblem("received_on", "The day of receipt is in the future."))
        if form.received_at is not None and form.received_at < self._opens:
            found.append(FieldProblem("received_on", "The round had not opened on that day."))
        found += self._doubled(row, form)
        return [self._error(row, problem) for problem in found]

    def _doubled(self, row: ReadRow, form: ApplicationForm) -> list[FieldProblem]:
        name = str(row.values.get("organisation.name", ""))
        key = (comparable_name(name), comparable_name(form.project_title))
        earlier = self._in_file.setdefault(key, row.row_number)
        if earlier != row.row_number:
            sentence = f"The same organisation and project stand in row {earlier} already."
            return [FieldProblem("project_title", sentence)]
        for title, reference in self._known.get(form.organisation_id, ()):
            if comparable_name(title) == key[1]:
                return [FieldProblem("project_title", f"This is {reference}, recorded already.")]
        return []

    def _error(self, row: ReadRow, problem: FieldProblem) -> RowError:
        code = _column_of(problem.field, row)
        return RowError(
            self._sheet,
            row.cells.get(code, f"A{row.row_number}"),
            row.row_number,
            code,
            self._titles.get(code, "Row"),
            problem.sentence,
            str(row.values.get(code, ""))[:200],
        )


def _column_of(field: str, row: ReadRow) -> str:
    if field in row.cells:
        return field
    starts = [code for code in row.cells if code.startswith((f"{field}.", field))]
    return starts[0] if starts else "organisation.name"


def _known_in_round(
    connection: Connection, round_id: int
) -> dict[int | None, list[tuple[str, str]]]:
    query = (
        select(Application.organisation_id, Application.project_title, Application.reference)
        .where(Application.round_id == round_id)
        .order_by(Application.id.desc())  # of two with one title the newest is the one to name
    )
    known: dict[int | None, list[tuple[str, str]]] = {}
    # The newest first: of two with one title it is the one to name.
    for organisation_id, title, reference in connection.execute(
        query.order_by(Application.id.desc())
    ):
        known.setdefault(organisation_id, []).append((title, reference))
    return known


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
