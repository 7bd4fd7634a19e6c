"""A round, its form and good rows for the tests of template, reader and import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from pccdesk.domain.definitions import FormDefinition, Question, QuestionKind
from pccdesk.workbooks.application_layout import RoundSheet
from pccdesk.workbooks.application_reader import ReadRow, RowError, read_applications
from pccdesk.workbooks.application_template import draw_template
from pccdesk.workbooks.fields import Choice, Field, ReferenceChoices, application_fields

MADE = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
OFFICE = "Office of the Police and Crime Commissioner for Lancashire"
ROUND = RoundSheet("CAF-2026-1", "Community Action Fund, spring 2026", "Community Action Fund", 3)
FORM = FormDefinition(
    version=3,
    summary_words=100,
    text_words=300,
    questions=(
        Question("young", "How many young people take part?", QuestionKind.NUMBER, required=True),
        Question("police", "Is the local policing team involved?", QuestionKind.YES_NO),
        Question(
            "partners",
            "Which partners work with you?",
            QuestionKind.CHOICES,
            choices=("Council", "Probation", "Health", "School"),
        ),
        Question("evidence", "What is the evidence of need?", QuestionKind.LONG_TEXT),
        Question("agm", "When was the last annual meeting?", QuestionKind.DATE),
    ),
    documents=(),
    boards=(("north", "North"), ("east", "East")),
)
REFERENCE = ReferenceChoices(
    districts=(
        Choice("E07000123", "Preston"),
        Choice("E07000117", "Burnley"),
        Choice("E07000128", "Wyre"),
        Choice("E06000009", "Blackpool"),
    ),
    priorities=(
        Choice("2024-2029/1", "Prevent Violence Against Women and Girls (VAWG)"),
        Choice("2024-2029/2", "Tackle Crime and Anti-Social Behaviour (ASB)"),
    ),
    organisation_kinds=(Choice("charity", "Charity"), Choice("cic", "Social enterprise or CIC")),
)
FIELDS: tuple[Field, ...] = application_fields(FORM, REFERENCE)
FIRST_ROW = 5

GOOD: Mapping[str, object] = {
    "organisation.name": "Ribbleton Youth Boxing Club",
    "organisation.kind": "Charity",
    "organisation.address.1": "4 Miller Road",
    "organisation.town": "Preston",
    "organisation.postcode": "PR1 5QR",
    "organisation.charity_number": "1098765",
    "organisation.company_number": "01234567",
    "organisation.phone": "01772 496 0100",
    "main_contact.name": "Aisha Patel",
    "main_contact.email": "aisha@example.org",
    "project_title": "Ring fit",
    "summary": "Boxing sessions for young people on Friday nights.",
    "what": "Forty sessions with two coaches.",
    "starts_on": date(2026, 9, 1),
    "ends_on": date(2027, 3, 31),
    "districts": "Preston; Wyre",
    "priorities": "Tackle Crime and Anti-Social Behaviour (ASB)",
    "board": "North",
    "amount_requested": Decimal("2400.50"),
    "total_cost": 3100,
    "reserves": 0,
    "answers.young": 24,
    "answers.police": "Yes",
    "answers.partners": "Council; School",
    "budget.1.description": "Coaches",
    "budget.1.cost": 3100,
    "budget.1.from_grant": Decimal("2400.50"),
    "match.1.source": "Town council",
    "match.1.amount": 700,
    "match.1.in_kind": "No",
    "match.1.confirmed": "Yes",
    "received_on": date(2026, 5, 1),
}


def template() -> bytes:
    """Return the round's template."""
    return draw_template(OFFICE, ROUND, FIELDS, MADE)


def columns(workbook: Workbook, title_row: int = 2) -> dict[str, int]:
    """Return each field's column number in the applications sheet."""
    titles = {field.title: field.code for field in FIELDS}
    sheet = workbook["Applications"]
    return {
        titles[name]: cell.column or 0
        for cell in sheet[title_row]
        if (name := str(cell.value or "").removesuffix(" *")) in titles
    }


def letter_of(workbook: Workbook, code: str) -> str:
    """Return the letter of a field's column."""
    return get_column_letter(columns(workbook)[code])


def filled(rows: Iterable[Mapping[str, object]]) -> Workbook:
    """Return the template with rows filled in, as Excel would hold them."""
    workbook = load_workbook(BytesIO(template()))
    places = columns(workbook)
    sheet = workbook["Applications"]
    for number, row in enumerate(rows, FIRST_ROW):
        for code, value in row.items():
            cell = sheet.cell(number, places[code])
            cell.value = value  # type: ignore[assignment]  # tests put in whatever Excel may hold
            if isinstance(value, str) and not value.startswith("#"):
                cell.data_type = "s"
    return workbook


def saved(workbook: Workbook) -> bytes:
    """Return a workbook as a file."""
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


@dataclass(frozen=True)
class Reading:
    """All rows of a sheet without an error, and every error, in the sheet's order."""

    rows: tuple[ReadRow, ...]
    errors: tuple[RowError, ...]


def read_all(data: bytes, fields: Sequence[Field] = FIELDS) -> Reading:
    """Read a workbook of the round to its end."""
    read = tuple(read_applications(data, ROUND, fields).rows)
    errors = tuple(error for row in read for error in row.errors)
    return Reading(tuple(row for row in read if not row.errors), errors)
