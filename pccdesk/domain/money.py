"""Pounds as exact decimals: reading what an officer types, writing figures and words."""

import re
from decimal import Decimal, InvalidOperation

from pccdesk.domain.direction_marks import without_direction_marks
from pccdesk.domain.errors import Refused

LARGEST = Decimal("999999999.99")
_HUNDRED, _TWENTY = 100, 20
_PENNY = Decimal("0.01")
_TYPED = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d{1,2})?|-?\d+(\.\d{1,2})?")
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((1_000_000, "million"), (1_000, "thousand"))


def parse_money(text: str) -> Decimal:
    """Return the pounds that an officer typed, such as `2500`, `£2,500.00` or `2,500`.

    Raises `Refused` for anything that is not a sum of money from £0 to £999,999,999.99.
    """
    text = without_direction_marks(text)
    typed = text.strip().removeprefix("£").replace("\N{NO-BREAK SPACE}", "").strip()
    if typed.startswith(("-", "£-")) or text.strip().startswith("-"):
        raise Refused("Enter an amount of £0 or more, such as 2500 or £2,500.00.")
    if not typed.isascii() or not _TYPED.fullmatch(typed):
        raise Refused("Enter an amount in pounds, such as 2500 or £2,500.00.")
    try:
        amount = Decimal(typed.replace(",", "")).quantize(_PENNY)
    except InvalidOperation:
        amount = LARGEST + 1
    if amount > LARGEST:
        raise Refused("Enter an amount under one thousand million pounds.")
    return amount


def format_money(amount: Decimal) -> str:
    """Return pounds as figures with a pound sign, thousands and pence: `£2,500.00`."""
    sign = "-" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.2f}"


def format_pounds(amount: Decimal) -> str:
    """Return pounds without pence where there are none: `£2,500`, `£2,500.50`."""
    return format_money(amount).removesuffix(".00")


def to_pence(amount: Decimal) -> int:
    """Return whole pence for the database; raises `Refused` for a fraction of a penny."""
    pence = amount * 100
    if pence != pence.to_integral_value():
        raise Refused("Enter an amount in whole pence.")
    return int(pence)


def sum_problem(amount: Decimal) -> str | None:
    """Return why an amount cannot be kept (no number, under nought, over all, part of a penny)."""
    if not amount.is_finite() or abs(amount) > LARGEST:
        return "Enter an amount under one thousand million pounds."
    if amount < 0:
        return "Enter an amount of £0 or more."
    if amount != amount.quantize(_PENNY):
        return "Enter an amount in whole pence."
    return None


def from_pence(pence: int) -> Decimal:
    """Return pounds for whole pence from the database."""
    return Decimal(pence).scaleb(-2).quantize(_PENNY)


def amount_in_words(amount: Decimal) -> str:
    """Return pounds in words for a letter: `two thousand five hundred pounds and five pence`.

    Our own thirty lines: the office’s “and” and its pence differ from the general libraries’.
    """
    pounds, pence = divmod(to_pence(amount), 100)
    parts = []
    if pounds or not pence:
        parts.append(f"{_in_words(pounds)} {'pound' if pounds == 1 else 'pounds'}")
    if pence:
        parts.append(f"{_in_words(pence)} {'penny' if pence == 1 else 'pence'}")
    return " and ".join(parts)


def _in_words(number: int) -> str:
    words = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            words.append(f"{_under_thousand(count)} {name}")
    if number or not words:
        below = _under_thousand(number)
        words.append(f"and {below}" if words and number < _HUNDRED else below)
    return " ".join(words)


def _under_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest or not hundreds:
        words.append(_under_hundred(rest))
    return " and ".join(words)


def _under_hundred(number: int) -> str:
    if number < _TWENTY:
        return _SMALL[number]
    tens, units = divmod(number, 10)
    return _TENS[tens] + (f"-{_SMALL[units]}" if units else "")
