"""Pounds are read, written in figures and in words, and never lose a penny."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.errors import Refused
from pccdesk.domain.money import (
    LARGEST,
    amount_in_words,
    format_money,
    format_pounds,
    from_pence,
    parse_money,
    to_pence,
)

amounts = st.integers(min_value=0, max_value=to_pence(LARGEST)).map(from_pence)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2500", "2500"),
        ("£2500", "2500"),
        ("£2,500.00", "2500"),
        (" £ 2,500 ", "2500"),
        ("\u200e£2,500\u200f", "2500"),
        ("2500.5", "2500.50"),
        ("0", "0"),
        ("0.01", "0.01"),
        ("1,234,567.89", "1234567.89"),
        ("999999999.99", "999999999.99"),
        ("\N{NO-BREAK SPACE}£25\N{NO-BREAK SPACE}", "25"),
    ],
)
def test_an_amount_is_read_as_officers_type_it(typed: str, amount: str) -> None:
    assert parse_money(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["-1", "£-1", "-£1", "£ -1", " -0.01 "])
def test_less_than_nothing_is_refused_with_what_to_enter(typed: str) -> None:
    with pytest.raises(Refused, match="£0 or more"):
        parse_money(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "£", "ten", "1.005", "1.2.3", "1,00", "1,0000", "12,34,567", ".5", "5."),
        *("1e5", "NaN", "Infinity", "£5 💷", "💷", "²", "٢٥٠٠", "−1", "2 500", "\u202e2500"),
        *("1\x000", "=cmd|' /C calc'!A0"),
    ],
)
def test_what_is_no_sum_of_money_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="such as 2500"):
        parse_money(typed)


@pytest.mark.parametrize("typed", ["1000000000", "9" * 40, "9" * 5000, "999,999,999,999"])
def test_a_huge_sum_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="under one thousand million"):
        parse_money(typed)


@given(amounts)
def test_what_is_written_in_figures_is_read_back_the_same(amount: Decimal) -> None:
    assert parse_money(format_money(amount)) == amount
    assert parse_money(format_pounds(amount)) == amount
    assert from_pence(to_pence(amount)) == amount


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(typed: str) -> None:
    try:
        amount = parse_money(typed)
    except Refused:
        return
    assert Decimal(0) <= amount <= LARGEST
    assert to_pence(amount) >= 0


@pytest.mark.parametrize(
    ("amount", "figures", "short"),
    [
        ("2500", "£2,500.00", "£2,500"),
        ("0", "£0.00", "£0"),
        ("2500.5", "£2,500.50", "£2,500.50"),
        ("-12.3", "-£12.30", "-£12.30"),
    ],
)
def test_figures_have_thousands_and_pence(amount: str, figures: str, short: str) -> None:
    assert format_money(Decimal(amount)) == figures
    assert format_pounds(Decimal(amount)) == short


def test_a_fraction_of_a_penny_is_refused() -> None:
    with pytest.raises(Refused, match="whole pence"):
        to_pence(Decimal("0.005"))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "zero pounds"),
        ("0.01", "one penny"),
        ("0.05", "five pence"),
        ("1", "one pound"),
        ("1.05", "one pound and five pence"),
        ("1.01", "one pound and one penny"),
        ("13", "thirteen pounds"),
        ("20", "twenty pounds"),
        ("21.99", "twenty-one pounds and ninety-nine pence"),
        ("100", "one hundred pounds"),
        ("101", "one hundred and one pounds"),
        ("999", "nine hundred and ninety-nine pounds"),
        ("1000", "one thousand pounds"),
        ("1005", "one thousand and five pounds"),
        ("2500", "two thousand five hundred pounds"),
        ("2500.05", "two thousand five hundred pounds and five pence"),
        ("25000", "twenty-five thousand pounds"),
        ("100100", "one hundred thousand one hundred pounds"),
        ("1000000", "one million pounds"),
        ("2000050", "two million and fifty pounds"),
        ("1230560", "one million two hundred and thirty thousand five hundred and sixty pounds"),
    ],
)  # fmt: skip
def test_a_letter_says_the_amount_in_words(amount: str, words: str) -> None:
    assert amount_in_words(Decimal(amount)) == words


SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
VALUES = {word: value for value, word in enumerate(SMALL.split())}
VALUES |= {word: 10 * tens for tens, word in enumerate(TENS.split(), 2)}


def read_words(words: str) -> int:
    """Return the whole number that English words say."""
    total = part = 0
    for word in words.replace("-", " ").replace(" and ", " ").split():
        if word == "hundred":
            part *= 100
        elif word in {"thousand", "million"}:
            total += part * (1_000 if word == "thousand" else 1_000_000)
            part = 0
        else:
            part += VALUES[word]
    return total + part


@given(amounts)
def test_the_words_say_the_same_as_the_figures(amount: Decimal) -> None:
    parts = {"pound": "zero", "pence": "zero"}
    for found in re.finditer(r"(.+?) (pound|penny|pence)s?(?: and |$)", amount_in_words(amount)):
        parts[found[2].replace("penny", "pence")] = found[1]
    assert read_words(parts["pound"]) * 100 + read_words(parts["pence"]) == to_pence(amount)
