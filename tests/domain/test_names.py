"""Names are what they seem: nothing unseen, one alphabet, nobody else's look."""

from __future__ import annotations

import pytest

from pccdesk.domain.names import looks_like, name_problem


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
