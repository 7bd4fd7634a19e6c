"""The rows of a spreadsheet of applications, read and judged some hundreds at a time."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, select

from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.forms import ApplicationForm, form_problems
from pccdesk.domain.organisations import comparable_name
from pccdesk.domain.progress import Progress
from pccdesk.models.applications import Application
from pccdesk.queries import funds, organisations
from pccdesk.queries.funds import RoundRow
from pccdesk.services.bulk_applications import NumberedForm
from pccdesk.services.desk import Desk
from pccdesk.workbooks.application_forms import RowForms
from pccdesk.workbooks.application_reader import FilledSheet, ReadRow, RowError
from pccdesk.workbooks.fields import Field

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


class IncomingRows:
    """The rows of one file for one round: gone through once, and what was found in them."""

    def __init__(
        self,
        desk: Desk,
        chosen: RoundRow,
        file_name: str,
        filled: FilledSheet,
        fields: Sequence[Field],
    ) -> None:
        self.chosen, self.file_name = chosen, file_name
        self.problems: list[RowError] = []
        self._desk, self._filled, self._fields = desk, filled, fields
        self._read = self._good = 0

    def portions(self, progress: Progress) -> Generator[Sequence[NumberedForm], None, None]:
        """Yield the good rows as forms, a portion for some hundred rows read; none is held on to.

        All are judged by one consistent state of the office, which nothing that is written of
        them meanwhile changes. `progress` is told before each row. Raises `Refused` for a sheet
        without rows, or with too many.
        """
        with self._desk.database.reading() as connection:
            filled, now = self._filled, self._desk.clock()
            checker = _Checker(connection, self.chosen, now, filled.title, self._fields)
            while rows := list(islice(filled.rows, _AT_ONCE)):
                good = []
                for row, form in checker.met(rows):
                    progress(self._read, filled.lines)
                    self._read += 1
                    found = row.errors or checker.problems(row, form)
                    self.problems += found
                    if not found:
                        good.append((row.row_number, form))
                self._good += len(good)
                yield good
        if not self._read:
            raise Refused(f"“{self.file_name}” has no applications below its column titles.")

    @property
    def bad_rows(self) -> int:
        """How many of the rows so far have at least one problem."""
        return self._read - self._good

    def report(self, created: tuple[str, ...] = ()) -> ImportReport:
        """Return what the rows so far held, and what came of them."""
        return ImportReport(
            self.file_name, self.chosen.code, self._read, self._good, tuple(self.problems), created
        )


class _Checker:
    """Judges rows by the round's form and by what the office has already."""

    def __init__(
        self,
        connection: Connection,
        chosen: RoundRow,
        now: datetime,
        sheet: str,
        fields: Sequence[Field],
    ) -> None:
        self._connection = connection
        self._forms = RowForms(chosen.code, fields)
        self._definition = funds.form_definition(connection, chosen.form_id)
        self._now, self._opens = now, chosen.opens_at
        self._sheet = sheet
        self._titles = {field.code: field.title for field in fields}
        self._known = _known_in_round(connection, chosen.id)
        self._in_file: dict[tuple[str, str], int] = {}

    def met(self, rows: Sequence[ReadRow]) -> Iterator[tuple[ReadRow, ApplicationForm]]:
        """Yield rows with their forms, each with the organisation that the office knows."""
        forms = [self._forms.form_of(row) for row in rows]
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
        found = list(form_problems(form, self._definition, warnings=False))
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
    for organisation_id, title, reference in connection.execute(query):
        known.setdefault(organisation_id, []).append((title, reference))
    return known
