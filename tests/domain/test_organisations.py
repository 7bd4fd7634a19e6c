"""Postcodes, numbers and names of applicants."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.organisations import (
    LINE_LIMIT,
    NAME_LIMIT,
    ContactForm,
    OrganisationForm,
    alike,
    comparable_name,
    contact_problems,
    is_postcode,
    organisation_problems,
    postcode_sentence,
    sortable_name,
    tidy,
    tidy_lines,
    tidy_postcode,
)

GOOD = OrganisationForm("Fylde Street Football", postcode="FY8 1AA")


@pytest.mark.parametrize(
    "typed", ["M1 1AA", "M60 1NW", "W1A 0AX", "CR2 6XH", "PR1 0LD", "DN55 1PT", "EC1A 1BB"]
)
def test_each_form_of_postcode_is_known(typed: str) -> None:
    assert is_postcode(typed)
    assert tidy_postcode(typed.replace(" ", "").lower()) == typed


@pytest.mark.parametrize("letter", "CIKMOV")
def test_the_inward_part_never_has_letters_that_look_like_others(letter: str) -> None:
    assert not is_postcode(f"PR1 0{letter}D")
    assert not is_postcode(f"PR1 0L{letter}")


@pytest.mark.parametrize(
    "typed",
    ["", "PR1", "PR1 OLD", "PR1 8XJX", "PRR1 8XJ", "PR1 XJ8", "1PR 8XJ", "PR123 8XJ", "ＰR1 8XJ"],
)
def test_what_is_no_postcode_is_told(typed: str) -> None:
    assert not is_postcode(tidy_postcode(typed))


def test_a_letter_o_for_a_nought_is_noticed() -> None:
    assert postcode_sentence("PR1 OLD") == (
        "“PR1 OLD” has a letter O for a nought. Did you mean PR1 0LD?"
    )
    assert postcode_sentence("pr1 old").endswith("Did you mean PR1 0LD?")


def test_a_postcode_left_empty_is_asked_for_and_not_quoted() -> None:
    assert postcode_sentence("  ") == "Enter a postcode such as PR1 0LD."


def test_another_wrong_postcode_is_answered_with_an_example() -> None:
    assert postcode_sentence("Preston") == (
        "“Preston” is not a postcode. Enter one such as PR1 0LD."
    )
    assert is_postcode("PR1 8XJ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café Déjà Vu", "cafe deja vu"),
        ("Fylde & Wyre Boxing", "Fylde and Wyre Boxing"),
        ("Fylde ＆ Wyre Boxing", "Fylde and Wyre Boxing"),
        ("St Anne's Youth", "St Annes Youth"),
        ("St Anne’s Youth", "St Anne's Youth"),
        ("The Wish Centre", "Wish Centre Limited"),
        ("Wish Centre Ltd.", "WISH CENTRE"),
        ("Wish Centre C.I.C.", "Wish Centre CIC"),
        ("Wish-Centre", "Wish Centre"),
        ("Straße", "STRASSE"),
        ("  Wish   Centre ", "Wish Centre"),
    ],
)
def test_names_that_mean_the_same_compare_the_same(one: str, other: str) -> None:
    assert comparable_name(one) == comparable_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Fylde Boxing", "Wyre Boxing"), ("Limited Edition Arts", "Edition Music"), ("The", "Ltd")],
)
def test_names_that_differ_compare_differently(one: str, other: str) -> None:
    assert comparable_name(one) != comparable_name(other)


@given(st.text(max_size=40))
def test_a_comparable_name_compares_the_same_with_itself(name: str) -> None:
    once = comparable_name(name)
    assert comparable_name(once) == once


ENDINGS = ("the", "c", "i", "limited", "trust", "company", "cic", "℡", "＆", "a'b", "é")


@given(st.lists(st.sampled_from(ENDINGS)))
def test_a_name_of_legal_endings_is_stable_too(words: list[str]) -> None:
    once = comparable_name(" ".join(words))
    assert comparable_name(once) == once


@given(st.text(max_size=40))
def test_tidy_text_stays_as_it_is_and_holds_no_control_characters(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert not {unicodedata.category(each) for each in once} & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert "\x00" not in tidy_lines(text)


def test_tidy_lines_keep_line_breaks_and_no_other_space() -> None:
    assert tidy_lines(" one \r\n\r two\x00 \t three \n\n") == "one\n\ntwo three"


def test_prose_keeps_the_marks_of_direction_that_its_script_may_need() -> None:
    assert tidy_lines("one\nشباب\u200e (PYC)") == "one\nشباب\u200e (PYC)"


def test_lists_sort_without_case_accents_or_a_leading_the() -> None:
    names = ["Zebra", "the Apple", "Émile", "banana", "Theatre"]
    assert sorted(names, key=sortable_name) == ["the Apple", "banana", "Émile", "Theatre", "Zebra"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": " \x00 "}, "name", "Enter the organisation’s name."),
        ({"name": "x" * (NAME_LIMIT + 1)}, "name", "Shorten the name"),
        ({"postcode": "PR1 OLD"}, "postcode", "letter O"),
        ({"email": "nobody"}, "email", "e-mail address"),
        ({"email": "a@b"}, "email", "e-mail address"),
        ({"address": ("1", "2", "3", "4", "5")}, "address", "4 lines"),
        ({"address": ("x" * (LINE_LIMIT + 1),)}, "address", "4 lines"),
        ({"town": "x" * (LINE_LIMIT + 1)}, "town", "Shorten"),
        ({"phone": "x" * (LINE_LIMIT + 1)}, "phone", "Shorten"),
        ({"website": "x" * (LINE_LIMIT + 1)}, "website", "Shorten"),
        ({"kind": "x" * 81}, "kind", "Shorten"),
        ({"district": "x" * 81}, "district", "Shorten"),
        ({"charity_number": "1" * 81}, "charity_number", "Shorten"),
        ({"company_number": "1" * 81}, "company_number", "Shorten"),
    ],
)
def test_a_wrong_field_of_an_organisation_is_named(
    changes: dict[str, object], field: str, words: str
) -> None:
    form = OrganisationForm(**{"name": GOOD.name, "postcode": GOOD.postcode, **changes})  # type: ignore[arg-type] # any field
    problems = [each for each in organisation_problems(form) if not each.warning]
    assert [each.field for each in problems] == [field]
    assert words in problems[0].sentence


@pytest.mark.parametrize("number", ["12345", "12345678", "ABC123"])
def test_an_odd_charity_number_is_a_warning_that_lets_the_save_through(number: str) -> None:
    (problem,) = organisation_problems(OrganisationForm("A group", charity_number=number))
    assert problem.warning
    assert problem.field == "charity_number"


@pytest.mark.parametrize("number", ["01234567", "SC123456", "OC123456"])
def test_company_numbers_keep_their_noughts_and_letters(number: str) -> None:
    assert not organisation_problems(OrganisationForm("A group", company_number=number))


def test_a_contact_needs_a_name_and_a_way_to_be_reached() -> None:
    assert [each.field for each in contact_problems(ContactForm(" "), "main_contact")] == [
        "main_contact.name",
        "main_contact.email",
    ]
    assert not contact_problems(ContactForm("Jo", phone="01253 000000"), "main_contact")
    (problem,) = contact_problems(ContactForm("Jo", email="jo at home"), "second_contact")
    assert problem.field == "second_contact.email"
    assert not problem.warning


@pytest.mark.parametrize("name", ["Wуre Boxing", "Wyre\u202e gnixoB", "Wyre\u200b Boxing"])
def test_a_name_that_is_not_what_it_seems_is_refused(name: str) -> None:
    found = organisation_problems(OrganisationForm(name))
    assert [(each.field, each.warning) for each in found] == [("name", False)]


def test_a_name_in_letters_of_another_alphabet_is_pointed_out_as_a_look_alike() -> None:
    assert alike("Рrеstоn", "Preston")
    assert not alike("", "")
