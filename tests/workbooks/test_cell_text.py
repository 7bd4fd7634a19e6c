"""Text from outside stays text, in cells and when rows are copied into a spreadsheet."""

from __future__ import annotations

import pytest

from pccdesk.workbooks.cell_text import LONGEST, reads_as_formula, safe_text, typed_safely


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+SUM(A1)", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1"]
)
def test_what_a_spreadsheet_would_calculate_is_copied_as_text(text: str) -> None:
    assert reads_as_formula(text)
    assert typed_safely(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-£1,200.00", "-5", "+44 1772 123456", "-12.5%", "Wyre & Fylde", "", "1 = 1"]
)
def test_sums_and_telephone_numbers_are_copied_as_they_are(text: str) -> None:
    assert typed_safely(text) == text


def test_what_xml_cannot_hold_is_left_out_of_a_cell() -> None:
    assert safe_text("a\x00b\x0b\ud800\uffffc\n") == "abc\n"
    assert len(safe_text("x" * (LONGEST + 5))) == LONGEST
