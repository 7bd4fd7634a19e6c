import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pccdesk.domain.definitions import parse_fund
from pccdesk.workbooks.application_layout import comparable_title
from pccdesk.workbooks.application_template import draw_template
from pccdesk.workbooks.fields import FieldKind, application_fields
from tests.workbooks.application_sample import (
    FIELDS,
    FIRST_ROW,
    MADE,
    OFFICE,
    REFERENCE,
    ROUND,
    columns,
    letter_of,
    read_all,
    template,
)

FUNDS = Path(__file__).parents[2] / "resources" / "funds"


def test_the_template_has_a_column_for_each_field_with_its_mark_hint_and_example() -> None:
    workbook = load_workbook(BytesIO(template()))
    sheet = workbook["Applications"]
    places = columns(workbook)
    assert set(places) == {field.code for field in FIELDS}
    for field in FIELDS:
        title = str(sheet.cell(2, places[field.code]).value)
        assert title.endswith("*") == field.required
        assert (sheet.cell(3, places[field.code]).value or "") == field.hint
        assert (sheet.cell(4, places[field.code]).value or "") == field.example


def test_titles_are_unlike_each_other() -> None:
    assert len({field.title.casefold() for field in FIELDS}) == len(FIELDS)


def test_choices_are_offered_from_a_hidden_sheet() -> None:
    workbook = load_workbook(BytesIO(template()))
    assert workbook["Lists"].sheet_state == workbook["PCCDesk"].sheet_state == "hidden"
    offered = workbook["Applications"].data_validations.dataValidation
    listed = {str(each.sqref).split(":")[0]: each for each in offered}
    for field in FIELDS:
        cell = f"{letter_of(workbook, field.code)}{FIRST_ROW}"
        assert (cell in listed) == (bool(field.choices) or field.kind is FieldKind.YES_NO)
    board = listed[f"{letter_of(workbook, 'board')}{FIRST_ROW}"]
    place = str(board.formula1).split("!")[1].split(":")[0].replace("$", "")
    assert workbook["Lists"][place].value == "North"


def test_columns_of_digits_that_are_no_numbers_have_the_text_format() -> None:
    workbook = load_workbook(BytesIO(template()))
    sheet = workbook["Applications"]
    for code in ("organisation.phone", "organisation.company_number", "organisation.postcode"):
        assert sheet.column_dimensions[letter_of(workbook, code)].number_format == "@"


def test_the_hidden_sheet_says_which_round_and_form_it_is_for() -> None:
    rows = load_workbook(BytesIO(template()))["PCCDesk"].iter_rows(values_only=True)
    facts = {str(name): value for name, value in rows}
    assert facts["round"] == "CAF-2026-1"
    assert facts["form version"] == "3"


@pytest.mark.parametrize("path", sorted(FUNDS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_fund_has_a_template_without_two_equal_titles(path: Path) -> None:
    fund = parse_fund(tomllib.loads(path.read_text(encoding="utf-8")))
    fields = application_fields(fund.form, REFERENCE)
    assert len({comparable_title(field.title) for field in fields}) == len(fields)
    data = draw_template(OFFICE, ROUND, fields, MADE)
    assert read_all(data, fields).errors == ()
