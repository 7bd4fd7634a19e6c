"""Charity, company and telephone numbers: what is odd is warned about, what is right is not."""

from __future__ import annotations

import pytest

from pccdesk.domain.organisations import OrganisationForm as Form
from pccdesk.domain.organisations import alike, organisation_problems
from pccdesk.domain.registrations import (
    charity_warning,
    company_warning,
    email_warning,
    phone_warning,
    tidy_number,
)
from tests.repository import ROOT

REAL = ROOT.parent / "shared" / "real" / "grants-475.xlsx"


@pytest.mark.parametrize(
    "number", ["514479", "1069969", "1151662", "SC025599", "NIC100001", "1123962-1"]
)
def test_a_charity_number_of_any_of_the_three_registers_is_fine(number: str) -> None:
    assert charity_warning(number) == ""


@pytest.mark.parametrize("number", ["13-3458820", "12345", "12345678", "SC25599", "NI100001"])
def test_another_charity_number_is_warned_about(number: str) -> None:
    assert "Check it." in charity_warning(number)


def test_a_number_that_a_spreadsheet_spoilt_is_recognised() -> None:
    assert "Did you mean 1069969?" in charity_warning("1069969.0")


@pytest.mark.parametrize(
    "number",
    [
        "00712444",
        "RC000438",
        "OC301234",
        "SC123456",
        "NI012345",
        "CE012345",
        "R0000123",
        "SO300001",
    ],
)
def test_a_company_number_as_companies_house_gives_them_is_fine(number: str) -> None:
    assert company_warning(number) == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("712444", "Did you mean 00712444?"),
        ("QQ123456", "begin with QQ"),
        ("OC12345", "8 characters"),
        ("12345678X", "8 characters"),
    ],
)
def test_another_company_number_is_warned_about(number: str, words: str) -> None:
    assert words in company_warning(number)


def test_spaces_and_small_letters_do_not_matter() -> None:
    assert tidy_number(" oc 301234 ") == "OC301234"


@pytest.mark.parametrize(
    "typed",
    [
        "01772 533587",
        "(01772) 533 587",
        "+44 1772 533587",
        "+44 (0)1772 533587",
        "07700 900123",
        "01204 12345",
        "0300 123 4567 ext 12",
        "0800 1111",
        "+353 1 234 5678",
        "",
    ],
)
def test_a_telephone_number_may_be_written_in_any_usual_way(typed: str) -> None:
    assert phone_warning(typed) == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("533587", "area code"),
        ("01772 5335", "this has 9"),
        ("07700 9001234", "this has 12"),
        ("ask Jo", "does not look like"),
    ],
)
def test_another_telephone_number_is_warned_about(typed: str, words: str) -> None:
    assert words in phone_warning(typed)


def test_a_slip_in_a_well_known_domain_is_noticed() -> None:
    assert email_warning("jo@gmial.com") == "Did you mean jo@gmail.com?"
    assert email_warning("jo@example.org") == ""


def test_all_of_it_lets_through() -> None:
    form = Form("A group", charity_number="1", company_number="1", phone="1", email="a@gmial.com")
    found = organisation_problems(form)
    assert {each.field for each in found} == {"charity_number", "company_number", "phone", "email"}
    assert all(each.warning for each in found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Fylde Street Football", "Fylde Street Footbal Club", True),
        ("Wish Centre Ltd", "The Wish Centre", True),
        ("Project BME Lancashire", "BME Lancashire", True),
        ("Blackpool Boxing", "Preston Residents", False),
        ("", "Preston Residents", False),
    ],
)
def test_like_names_are_told_from_others(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_real_charity_and_company_numbers_are_read_as_they_are() -> None:
    if not REAL.exists():
        pytest.skip("the workbook ../shared/real/grants-475.xlsx is not on this machine")
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(REAL)).get_sheet_by_index(0).to_python()
    heads = rows[0]
    charity, company = (
        {str(row[heads.index(f"Recipient Org:{name} Number")]) for row in rows[1:]} - {""}
        for name in ("Charity", "Company")
    )
    assert {each for each in company if company_warning(each)} == set()
    odd = {each for each in charity if charity_warning(each.removesuffix(".0"))}
    # Registered in the United States, or with HMRC alone; and one that is cut short.
    assert odd == {"11-3372980", "13-3458820", "31-1776667", "94-3396568", "XR86461", "X7802"}
