"""What must hold of an input that was taken: the office has all of it, as it was, and is sound."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from pccdesk.domain.errors import DeskError
from pccdesk.domain.forms import ApplicationForm
from pccdesk.models.applications import Application, Attachment
from pccdesk.queries import funds, organisations
from pccdesk.services import documents, imports, letters
from pccdesk.services.incoming_rows import ImportReport
from tests.harness.office_work import export_applications
from tests.harness.promises import require
from tests.harness.state import state_of
from tests.office import Office

MOST = 10**12
"""Pounds that no application can have meant."""


@contextmanager
def nothing_kept_if_refused(office: Office) -> Iterator[None]:
    """Require that an office is as it was where it refuses, and says so in a sentence."""
    before = _state(office)
    try:
        yield
    except DeskError as error:
        require(len(error.sentence) > 15, f"{error!r} is no sentence.")
        require(_state(office) == before, f"Refused, and kept: {error.sentence}")
        raise


def _state(office: Office) -> str:
    with office.desk.database.reading() as connection:
        return state_of(connection)


def check_import(
    office: Office, asked: Sequence[ApplicationForm], report: ImportReport, path: Path
) -> None:
    """Every row of a spreadsheet is an application with each of its values, and none more."""
    good = report.rows_read - report.bad_rows
    require(len(report.created) == len(asked) == good, f"Not every row: {report}")
    with office.desk.database.reading() as connection:
        query = select(Application.reference, Application.id)
        numbers = {row[0]: row[1] for row in connection.execute(query)}
    for reference, form in zip(report.created, asked, strict=True):
        kept = office.record(numbers[reference]).form
        _check_applicant(office, form, kept)
        same = replace(
            form,
            organisation=None,
            organisation_id=kept.organisation_id,
            received_at=kept.received_at,
        )
        require(same == replace(kept, answers=dict(kept.answers)), f"{form}\nwas kept as\n{kept}")
        check_words(form)
    if report.created[0].endswith(("1", "5")):  # a part of them: it takes long
        export_applications(office, path)


def _check_applicant(office: Office, form: ApplicationForm, kept: ApplicationForm) -> None:
    with office.desk.database.reading() as connection:
        found = organisations.organisation(connection, kept.organisation_id or 0)
    given = form.organisation
    require(given is None or given.name == found.form.name, f"{given} was kept as {found}")


def check_words(form: ApplicationForm) -> None:
    """No text has what cannot be shown, no sum is beyond meaning."""
    texts = [form.project_title, form.summary, form.what, form.who, *form.answers.values()]
    for text in texts:
        wrong = [each for each in text if unicodedata.category(each) in {"Cc", "Cs"}]
        require(set(wrong) <= {"\n", "\t"}, f"{text[:200]!r} has what cannot be shown.")
    for sum_given in (form.amount_requested, form.total_cost, form.reserves):
        fine = sum_given is None or (sum_given.is_finite() and abs(sum_given) < MOST)
        require(fine, f"{sum_given} was taken for a sum.")


def check_attachment(office: Office, name: str, content: bytes) -> None:
    """The document attached last is to the byte what was given, and can be opened."""
    with office.desk.database.reading() as connection:
        number = connection.scalar(select(Attachment.id).order_by(Attachment.id.desc()).limit(1))
    opened = documents.open_document(office.desk, office.who("officer"), number or 0)
    require(opened.content == content, f"“{name}” was not kept as it was given.")
    require(opened.file_name == name, f"“{name}” was kept as “{opened.file_name}”.")


def check_definitions(office: Office, one: int, other: int) -> None:
    """Every round still has its form, template and criteria; letters are drawn or refused."""
    officer = office.who("officer")
    with office.desk.database.reading() as connection:
        rounds = funds.rounds(connection)
        for each in rounds:
            funds.form_definition(connection, each.form_id)
            funds.criteria(connection, each.criteria_id)
            funds.scoring_scheme(connection, each.scoring_id)
    path = Path(str(office.desk.database.file)).with_name("template.xlsx")
    imports.write_template(office.desk, officer, rounds[-1].code, path)
    imports.write_template(office.desk, officer, rounds[0].code, path)
    for application, kind in ((one, "award"), (other, "decline")):
        with suppress(DeskError):
            drawn = letters.preview(office.desk, officer, application, kind)
            require(pages_of(drawn) > 0, f"The {kind} letter has no page.")


def pages_of(content: bytes) -> int:
    """Return how many pages a PDF has that the program wrote."""
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(content), strict=True).pages)
