"""A round's template filled in with made-up applications, good and bad."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.permissions import Actor
from pccdesk.domain.progress import no_progress
from pccdesk.services import imports
from pccdesk.services.desk import Desk
from pccdesk.workbooks.fields import Field, FieldKind

FIRST_ROW = 5


def good_row(fields: Sequence[Field], number: int) -> dict[str, object]:
    """Return a row that the round takes: what its form asks for, made up from each field."""
    row: dict[str, object] = {
        field.code: _something(field) for field in fields if field.required and not field.group
    }
    row |= {
        "organisation.name": f"Ribbleton Residents Group {number}",
        "organisation.town": "Preston",
        "organisation.postcode": "PR2 6AB",
        "main_contact.name": "Aisha Patel",
        "main_contact.email": "aisha@example.org",
        "project_title": f"Street games {number}",
        "starts_on": date(2027, 1, 4),
        "ends_on": date(2027, 3, 31),
        "amount_requested": Decimal("1200.50"),
        "total_cost": Decimal(1500),
        "reserves": Decimal(0),
        "budget.1.description": "Coaches",
        "budget.1.cost": Decimal(1500),
        "budget.1.from_grant": Decimal("1200.50"),
    }
    return row


def fill(path: Path, fields: Sequence[Field], rows: Iterable[Mapping[str, object]]) -> None:
    """Fill a template that was written to `path`, as Excel would hold it."""
    workbook = load_workbook(path)
    sheet = workbook["Applications"]
    titles = {field.title: field.code for field in fields}
    places = {
        titles[name]: cell.column or 0
        for cell in sheet[2]
        if (name := str(cell.value or "").removesuffix(" *")) in titles
    }
    for number, row in enumerate(rows, FIRST_ROW):
        for code, value in row.items():
            cell = sheet.cell(number, places[code])
            cell.value = value  # type: ignore[assignment]  # tests put in whatever Excel may hold
            if isinstance(value, str) and not value.startswith("#"):
                cell.data_type = "s"
    workbook.save(path)


def forms_in(
    desk: Desk, actor: Actor, path: Path, round_code: str
) -> list[tuple[int, ApplicationForm]]:
    """Return the good rows of a spreadsheet as an import takes them, each with its number."""
    portions = imports._opened(desk, actor, path, round_code).portions(no_progress)
    return [form for portion in portions for form in portion]


def _something(field: Field) -> object:
    if field.choices:
        return field.choices[0].label
    return {
        FieldKind.YES_NO: "Yes",
        FieldKind.WHOLE: 12,
        FieldKind.DATE: date(2026, 9, 1),
        FieldKind.MONEY: Decimal(100),
    }.get(field.kind, "Some words")
