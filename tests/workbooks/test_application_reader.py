import os
import time
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pccdesk.domain.errors import Refused
from pccdesk.domain.forms import blocking, form_problems
from pccdesk.workbooks.application_forms import RowForms
from pccdesk.workbooks.application_layout import RoundSheet
from pccdesk.workbooks.application_reader import read_applications
from tests.workbooks.application_sample import (
    FIELDS,
    FIRST_ROW,
    FORM,
    GOOD,
    ROUND,
    Reading,
    columns,
    filled,
    letter_of,
    read_all,
    saved,
)
from tests.workbooks.bad_rows import BAD_ROWS, BadRow

REAL = Path(__file__).parents[3] / "shared" / "real" / "grants-475.xlsx"


def read(workbook: Workbook) -> Reading:
    return read_all(saved(workbook))


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_all(data)
    return refused.value.sentence


def test_a_filled_template_comes_back_with_equal_values() -> None:
    reading = read(filled([GOOD]))
    assert reading.errors == ()
    (row,) = reading.rows
    assert row.row_number == FIRST_ROW
    assert row.values["amount_requested"] == Decimal("2400.50")
    assert row.values["total_cost"] == Decimal("3100.00")
    assert row.values["starts_on"] == date(2026, 9, 1)
    assert row.values["districts"] == ("E07000123", "E07000128")
    assert row.values["organisation.company_number"] == "01234567"
    assert row.values["organisation.kind"] == "charity"
    assert row.values["answers.young"] == 24
    assert row.values["answers.police"] is True
    assert set(row.values) == set(GOOD)


def test_a_read_row_becomes_a_form_without_problems() -> None:
    (row,) = read(filled([GOOD])).rows
    form = RowForms(ROUND.code, FIELDS).form_of(row)
    assert blocking(form_problems(form, FORM)) == ()
    assert form.answers["partners"] == "Council\nSchool"
    assert form.budget[0].from_grant == Decimal("2400.50")
    assert form.match[0].confirmed
    assert not form.match[0].in_kind


@pytest.mark.parametrize("bad", BAD_ROWS, ids=lambda bad: bad.kind)
def test_a_bad_row_is_named_with_its_cell_and_reason(bad: BadRow) -> None:
    workbook = filled([GOOD, {**GOOD, **bad.changes}])
    letter = letter_of(workbook, bad.field)
    reading = read(workbook)
    assert [row.row_number for row in reading.rows] == [FIRST_ROW]
    (error,) = reading.errors
    assert (error.cell, error.field) == (f"{letter}{FIRST_ROW + 1}", bad.field)
    assert bad.reason in error.sentence


def test_there_are_at_least_25_kinds_of_bad_row() -> None:
    assert len({bad.kind for bad in BAD_ROWS}) >= 25


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("£2,500.00", "2500.00"),
        (" 2500 ", "2500.00"),
        ("2,500", "2500.00"),
        (0.1 + 0.2, "0.30"),
        (2500.1, "2500.10"),
    ],
)
def test_a_sum_is_read_however_it_was_typed(typed: object, pounds: str) -> None:
    (row,) = read(filled([{**GOOD, "total_cost": typed}])).rows
    assert row.values["total_cost"] == Decimal(pounds)


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "Grŵp 🥊 ieuenctid",
        "مجموعة شباب",
        "<b>&amp;</b>",
        "+44 Street Pastors",
        "@home",
    ],
)
def test_strange_text_is_read_as_it_stands(text: str) -> None:
    (row,) = read(filled([{**GOOD, "organisation.name": f" {text}\N{NO-BREAK SPACE} "}])).rows
    assert row.values["organisation.name"] == text


def test_dates_and_numbers_typed_as_text_are_read() -> None:
    changes = {"starts_on": "1 September 2026", "answers.young": "1,024"}
    (row,) = read(filled([{**GOOD, **changes}])).rows
    assert row.values["starts_on"] == date(2026, 9, 1)
    assert row.values["answers.young"] == 1024


def test_blank_rows_and_the_example_are_ignored() -> None:
    reading = read(filled([GOOD, {"summary": "  "}, {}, GOOD]))
    assert [row.row_number for row in reading.rows] == [FIRST_ROW, FIRST_ROW + 3]
    assert reading.errors == ()


def test_an_untouched_template_has_no_rows() -> None:
    assert read(filled([])) == Reading((), ())


def test_a_hidden_row_is_named() -> None:
    workbook = filled([GOOD, GOOD])
    workbook["Applications"].row_dimensions[FIRST_ROW + 1].hidden = True
    (error,) = read(workbook).errors
    assert error.row_number == FIRST_ROW + 1
    assert "hidden" in error.sentence


def test_merged_cells_are_named() -> None:
    workbook = filled([GOOD, GOOD])
    workbook["Applications"].merge_cells(f"F{FIRST_ROW}:F{FIRST_ROW + 1}")
    reading = read(workbook)
    assert {error.row_number for error in reading.errors} == {FIRST_ROW, FIRST_ROW + 1}
    assert f"F{FIRST_ROW}:F{FIRST_ROW + 1} are merged" in reading.errors[0].sentence


def test_columns_may_be_moved_and_optional_ones_left_out() -> None:
    workbook = filled([GOOD])
    places = columns(workbook)
    sheet = workbook["Applications"]
    sheet.delete_cols(places["organisation.website"])
    (row,) = read(workbook).rows
    assert row.values["project_title"] == "Ring fit"


def test_a_misspelt_title_is_refused_with_the_right_one() -> None:
    workbook = filled([GOOD])
    workbook["Applications"].cell(2, columns(workbook)["project_title"]).value = "Poject title"
    sentence = refusal(saved(workbook))
    assert "“Poject title”" in sentence
    assert "Did you mean “Project title”?" in sentence


def test_a_column_that_stands_twice_is_refused() -> None:
    workbook = filled([GOOD])
    workbook["Applications"].cell(2, columns(workbook)["reserves"]).value = "Total cost"
    assert "stands twice" in refusal(saved(workbook))


def test_a_missing_column_is_named() -> None:
    workbook = filled([GOOD])
    workbook["Applications"].delete_cols(columns(workbook)["reserves"])
    assert "lacks the column “Unrestricted reserves”" in refusal(saved(workbook))


def test_another_rounds_template_is_refused() -> None:
    other = RoundSheet("RRF-2026-1", "Reducing Reoffending", "Reducing Reoffending Fund", 3)
    with pytest.raises(Refused, match="made for the round CAF-2026-1, not for RRF-2026-1"):
        read_applications(saved(filled([GOOD])), other, FIELDS)


def test_a_template_of_an_older_form_is_refused() -> None:
    newer = RoundSheet(ROUND.code, ROUND.title, ROUND.fund, 4)
    with pytest.raises(Refused, match="version 3 of the form"):
        read_applications(saved(filled([GOOD])), newer, FIELDS)


def test_more_than_ten_thousand_rows_are_refused() -> None:
    workbook = filled([])
    workbook["Applications"].cell(10_100, 2).value = "Far below"
    assert "up to 10,000 applications" in refusal(saved(workbook))


def test_a_value_far_to_the_right_is_refused_before_it_fills_the_memory() -> None:
    workbook = filled([GOOD])
    workbook["Applications"]["XFD9"].value = "stray"
    assert "column XFD" in refusal(saved(workbook))


@pytest.mark.parametrize("written", [b"r='XFD9'", b'r="xfd9"', b'r = "XFD9"'])
def test_a_value_far_away_is_refused_however_its_place_is_written(written: bytes) -> None:
    workbook = filled([GOOD])
    workbook["Applications"]["XFD9"].value = "stray"
    parts = _parts(saved(workbook))
    sheet = parts["xl/worksheets/sheet2.xml"]
    assert b'r="XFD9"' in sheet
    parts["xl/worksheets/sheet2.xml"] = sheet.replace(b'r="XFD9"', written)
    assert "column XFD" in refusal(_zip(**parts))


def test_a_value_some_way_to_the_right_or_below_is_refused_too() -> None:
    workbook = filled([GOOD])
    workbook["Applications"]["OK5"].value = "stray"
    assert "column OK" in refusal(saved(workbook))
    workbook = filled([GOOD])
    workbook["Applications"]["B10051"].value = "stray"
    assert "row 10,051" in refusal(saved(workbook))


def test_a_sheet_that_begins_in_a_later_column_is_read_by_its_own_cells() -> None:
    workbook = filled([GOOD])
    workbook["Applications"].insert_cols(1, 2)
    (row,) = read(workbook).rows
    assert row.values["amount_requested"] == Decimal("2400.50")
    assert row.cells["amount_requested"] == f"{letter_of(workbook, 'amount_requested')}{FIRST_ROW}"


def test_a_foreign_layout_is_refused_in_one_sentence() -> None:
    if not REAL.exists():
        pytest.skip("../shared/real/grants-475.xlsx is not beside the repository")
    sentence = refusal(REAL.read_bytes())
    assert "“Organisation”" in sentence
    assert sentence.count(". ") == 0


def _parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as whole:
        return {each: whole.read(each) for each in whole.namelist()}


def _zip(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"name,amount\nA,1\n", "CSV"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02", "not an Excel workbook"),
        (OLE, "old Excel file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (_zip(**{"word/document.xml": b"<x/>"}), "not an Excel workbook"),
        (_zip(**{"xl/workbook.bin": b"x"}), "binary Excel workbook"),
        (_zip(**{"xl/workbook.xml": b"<x/>"}), "damaged"),
        (b"PK\x03\x04 torn off", "damaged"),
        (_zip(**{"xl/workbook.xml": b"<x/>", "xl/a": bytes(60_000_000)}), "unpacks to far more"),
    ],
    ids=["empty", "csv", "pdf", "bytes", "xls", "password", "ods", "docx", "xlsb", "xml", "torn",
         "bomb"],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_refused_in_words(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_workbook_torn_at_any_place_is_refused_not_crashed() -> None:
    whole = saved(filled([GOOD]))
    for end in range(0, len(whole), len(whole) // 23):
        assert refusal(whole[:end])


@pytest.mark.parametrize(
    ("part", "damage"),
    [
        ("xl/worksheets/sheet2.xml", (b"<v>", b"<v>1x")),
        ("xl/worksheets/sheet2.xml", (b"<v>", b"<q>")),
        ("xl/worksheets/sheet2.xml", (b"<t>", b"<t>\xff")),
        ("xl/worksheets/sheet2.xml", (b"</is>", b"")),
        ("xl/_rels/workbook.xml.rels", (b"sheet4.xml", b"nothing.xml")),
        ("xl/workbook.xml", (b"</sheets>", b"")),
    ],
)
def test_a_workbook_damaged_inside_is_refused_in_words(
    part: str, damage: tuple[bytes, bytes]
) -> None:
    parts = _parts(saved(filled([GOOD])))
    assert damage[0] in parts[part]
    parts[part] = parts[part].replace(*damage)
    assert "damaged" in refusal(_zip(**parts))


def test_a_workbook_whose_packed_bytes_are_damaged_is_refused_in_words() -> None:
    whole = saved(filled([GOOD]))
    start = whole.index(b"xl/worksheets/sheet2.xml")
    for place in range(start + 40, start + 240, 20):
        damaged = bytearray(whole)
        damaged[place : place + 4] = b"\xff\x00\xff\x00"
        assert "damaged" in refusal(bytes(damaged))


def test_ten_thousand_rows_are_read_in_time_that_grows_no_faster_than_the_rows() -> None:
    def seconds(count: int) -> float:
        data = _repeated(count)
        start = time.perf_counter()
        reading = read_all(data)
        taken = time.perf_counter() - start
        assert len(reading.rows) == count
        return taken

    seconds(200)
    small, large = seconds(1_000), seconds(10_000)
    assert large < 10 * small * 1.8
    assert os.environ.get("PCCDESK_SLOW") or large < 30


def _repeated(count: int) -> bytes:
    """Return a workbook of many equal rows, written quickly."""
    source = load_workbook(BytesIO(saved(filled([GOOD]))))["Applications"]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Applications")
    lines = [[cell.value for cell in row] for row in source.iter_rows(min_row=1, max_row=5)]
    for line in lines[:4] + [lines[4]] * count:
        sheet.append(line)
    return saved(workbook)
