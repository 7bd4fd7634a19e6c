"""Names are what they seem: nothing unseen, one alphabet, nobody else's look."""

from __future__ import annotations

import pytest

from pccdesk.domain.names import (
    disguise_problem,
    folded_reference,
    looks_like,
    name_problem,
    reference_problem,
)
from pccdesk.domain.organisations import OrganisationForm, organisation_problems, tidy
from pccdesk.domain.registrations import tidy_number


@pytest.mark.parametrize(
    "name",
    ["Zoë O’Neill-Šarić", "Nguyễn Văn An", "Łukasz Żółć", "\u041c\u0430\u0440\u0438\u044f",
     "王小明", "山田たろう", "Ångström 3rd", "محمد علی", "José da Silva Jr."],
)  # fmt: skip
def test_names_of_any_one_alphabet_are_taken(name: str) -> None:
    assert name_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    ["\u041elive", "Olive \u041efficer", "P\u0430ul", "\u039dick", "a\u200bb", "a\u202eb",
     "a\u2066b", "soft\u00adhyphen", "a\u200db", "\ufeffPaul", "Pau\U000e0061l"],
)  # fmt: skip
def test_mixed_alphabets_and_unseen_characters_are_refused(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("officer", "0fficer"), ("person1", "personl"), ("bill", "bi1l"), ("modern", "modem"),
     ("raul", "r\u0430ul"), ("clare", "dare")],
)  # fmt: skip
def test_what_is_drawn_alike_looks_alike(one: str, other: str) -> None:
    assert looks_like(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("officer", "officer2"), ("Ann Lee", "ann lee"), ("a.lee", "b.lee")]
)
def test_the_same_name_and_another_one_do_not(one: str, other: str) -> None:
    assert not looks_like(one, other)


@pytest.mark.parametrize(
    "name",
    ["P\u0430rk Trust", "Testshire F\u041eotball", "Youth\u200b Club", "Clu\u202eb",
     "\u0410spire", "Preston \u039dorth Trust\u0430"],
)  # fmt: skip
def test_a_word_of_two_alphabets_is_refused_in_an_organisations_name(name: str) -> None:
    assert disguise_problem(name)
    found = organisation_problems(OrganisationForm(name))
    assert [each.warning for each in found if each.field == "name"] == [False]


@pytest.mark.parametrize(
    "name", ["Preston \u0423\u043a\u0440\u0430\u0457\u043d\u0430 Club", "Ώρα Trust (Café)"]
)
def test_an_organisations_name_may_have_words_of_two_alphabets_and_is_warned_of(name: str) -> None:
    assert disguise_problem(name) == ""
    found = organisation_problems(OrganisationForm(name))
    assert [each.warning for each in found if each.field == "name"] == [True]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\u200ePreston Youth\u200e", "Preston Youth"),
        ("Clu\u200fb\u061c", "Club"),
        ("\u200fجمعية برستون\u200f", "جمعية برستون"),
        ("جمعية \u200e(PYC)", "جمعية (PYC)"),
        ("ni\u200cم", "ni\u200cم"),
    ],
)
def test_marks_of_direction_go_from_a_pasted_name(pasted: str, kept: str) -> None:
    assert tidy(pasted) == kept


@pytest.mark.parametrize("pasted", ["\u200ePreston Youth\u200f", "جمعية\u200e برستون"])
def test_a_name_pasted_with_marks_of_direction_is_taken(pasted: str) -> None:
    found = organisation_problems(OrganisationForm(pasted))
    assert "name" not in {each.field for each in found}


@pytest.mark.parametrize("sign", list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_what_overrides_or_embeds_a_direction_stays_refused(sign: str) -> None:
    pasted = tidy(f"\u200ePreston {sign}Youth")
    assert name_problem(pasted)
    assert disguise_problem(pasted)


@pytest.mark.parametrize("sign", list("\u200b\u2060\ufeff\u00ad\u200d"))
def test_what_hides_within_a_latin_name_stays_refused(sign: str) -> None:
    assert name_problem(tidy(f"Pres{sign}ton"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("BACS 0042", "BACS 0042"),
        ("ＢＡＣＳ\u3000００４２", "BACS 0042"),
        (" A–1 ", "A-1"),
        ("\u200eBACS 0042\u200f", "BACS 0042"),
        ("", ""),
    ],
)
def test_a_reference_is_kept_in_plain_letters_and_figures(typed: str, kept: str) -> None:
    assert folded_reference(typed) == kept
    assert reference_problem(typed) == ""


@pytest.mark.parametrize(
    "typed", ["B\u0410CS1", "BACS\u200b1", "\u0661\u0662\u0663", "\u039f1", "BACS\u202e1"]
)
def test_a_reference_that_only_looks_plain_is_refused(typed: str) -> None:
    assert "Type it again by hand" in reference_problem(typed)
    found = organisation_problems(OrganisationForm("A Club", charity_number=tidy_number(typed)))
    assert any(each.field == "charity_number" and not each.warning for each in found)
