"""One cell's value as its field's type, or a sentence that says what to put there."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import lru_cache

from pccdesk.domain.dates import parse_date
from pccdesk.domain.errors import Refused
from pccdesk.domain.money import LARGEST, parse_money
from pccdesk.domain.organisations import (
    is_postcode,
    postcode_sentence,
    tidy,
    tidy_lines,
    tidy_postcode,
)
from pccdesk.workbooks.fields import Choice, Field, FieldKind

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_COMPANY_DIGITS = 8
_UK_PHONE_DIGITS = 10
_SHOWN = 60
_FAINT_MATCH = 0.5
_MOST_KNOWN = 1_000  # values of a column that are kept
_UNKNOWN = object()


class Unreadable(ValueError):
    """A cell that its field cannot take; the text says what to do."""


class ColumnValues:
    """Reads the cells of one column; what stands in many of them is worked out once.

    Text comes back tidied; a choice as its code, several as a tuple of codes; yes and no as
    booleans; money as pounds.
    """

    __slots__ = ("_field", "_known", "_most", "_read")

    def __init__(self, field: Field) -> None:
        self._field, self._read = field, _READERS[field.kind]
        # By the cell's own type: True is 1 and 1.0, but not the same cell.
        self._known: defaultdict[type, dict[object, object]] = defaultdict(dict)
        self._most = 0 if field.kind is FieldKind.LONG_TEXT else _MOST_KNOWN  # none is as another

    def read(self, raw: object) -> object:
        """Return a cell's value in the field's type, None for a blank cell.

        Raises `Unreadable` with a sentence.
        """
        if not self._most:
            return None if is_blank(raw) else self._read(self._field, raw)
        known = self._known[raw.__class__]
        value = known.get(raw, _UNKNOWN)
        if value is _UNKNOWN:
            value = None if is_blank(raw) else self._read(self._field, raw)
            if len(known) < self._most:
                known[raw] = value
        return value


def is_blank(raw: object) -> bool:
    """Tell whether a cell holds nothing but spaces, of whatever kind."""
    if isinstance(raw, str):
        return not raw or not (raw[0].isalnum() or tidy(raw))
    return raw is None


def shown(raw: object) -> str:
    """Return a cell's value as an officer would see it, cut short."""
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    text = tidy(str(raw))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _number_text(raw: float) -> str:
    return str(int(raw)) if float(raw).is_integer() else repr(raw)


def _plain(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "Yes" if raw else "No"
    if isinstance(raw, int | float):
        return _number_text(raw)
    if isinstance(raw, datetime | date):
        return f"{raw:%d/%m/%Y}"
    return str(raw)


def _text(field: Field, raw: object) -> str:
    text = tidy(_plain(raw))
    if field.limit and len(text) > field.limit:
        raise Unreadable(f"The text has {len(text):,} characters. Shorten it to {field.limit:,}.")
    return text


def _long_text(field: Field, raw: object) -> str:
    text = tidy_lines(_plain(raw))
    if len(text) > field.limit:
        raise Unreadable(f"The text has {len(text):,} characters. Shorten it to {field.limit:,}.")
    return text


def _code(field: Field, raw: object) -> str:
    if isinstance(raw, datetime | date | time | timedelta):
        raise Unreadable("Excel took this for a date. Format the cell as text and type it again.")
    return _text(field, raw)


def _phone(field: Field, raw: object) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        digits = _number_text(raw)
        if len(digits) == _UK_PHONE_DIGITS and "." not in digits:
            raise Unreadable(
                f"Excel took this for a number and dropped its first nought. "
                f"Format the cell as text and type 0{digits}."
            )
    text = _code(field, raw)
    if sum(each.isdigit() for each in text) < 6:  # noqa: PLR2004 - no telephone number is shorter
        raise Unreadable(
            f"“{shown(raw)}” is not a telephone number. Enter one such as 01772 533 587."
        )
    return text


def _company(field: Field, raw: object) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        digits = _number_text(raw)
        if len(digits) < _COMPANY_DIGITS:
            raise Unreadable(
                f"Excel dropped the company number’s leading noughts. Format the cell as text "
                f"and type {digits.zfill(_COMPANY_DIGITS)}."
            )
    return _code(field, raw).upper()


def _postcode(field: Field, raw: object) -> str:
    text = _code(field, raw)
    if not is_postcode(tidy_postcode(text)):
        raise Unreadable(postcode_sentence(shown(raw)))
    return tidy_postcode(text)


def _email(field: Field, raw: object) -> str:
    text = _text(field, raw)
    if not _EMAIL.fullmatch(text):
        raise Unreadable(
            f"“{shown(raw)}” is not an e-mail address. Enter one such as name@example.org."
        )
    return text


def _yes_no(_field: Field, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = tidy(_plain(raw)).casefold()
    if word in {"yes", "y", "true"}:
        return True
    if word in {"no", "n", "false"}:
        return False
    raise Unreadable(f"“{shown(raw)}” is neither Yes nor No. Enter one of them.")


def _choice(field: Field, raw: object) -> str:
    return _chosen(field.choices, tidy(_plain(raw)))


def _choices(field: Field, raw: object) -> tuple[str, ...]:
    parts = [tidy(each) for each in re.split(r"[;\n]", _plain(raw))]
    return tuple(dict.fromkeys(_chosen(field.choices, each) for each in parts if each))


def _chosen(choices: tuple[Choice, ...], typed: str) -> str:
    known = _by_name(choices)
    if (found := known.get(typed.casefold())) is not None:
        return found.code
    near = get_close_matches(typed.casefold(), known, 1, _FAINT_MATCH)
    if near:
        advice = f"Did you mean “{known[near[0]].label}”?"
    else:
        some = ", ".join(each.label for each in choices[:4])
        advice = f"Choose one from the list{f', such as {some}' if some else ''}."
    raise Unreadable(f"“{shown(typed)}” is not one of the choices. {advice}")


@lru_cache(maxsize=256)  # hundreds of thousands of cells have one of few columns
def _by_name(choices: tuple[Choice, ...]) -> Mapping[str, Choice]:
    return {name.casefold(): each for each in choices for name in (each.code, each.label)}


def _whole(_field: Field, raw: object) -> int:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and float(raw).is_integer():
        number = int(raw)
    else:
        text = tidy(_plain(raw)).replace(",", "")
        if not re.fullmatch(r"-?[0-9]{1,15}", text):
            raise Unreadable(f"“{shown(raw)}” is not a whole number. Enter one such as 24.")
        number = int(text)
    if number < 0:
        raise Unreadable(f"“{shown(raw)}” is below nought. Enter 0 or more.")
    return number


def _date(_field: Field, raw: object) -> date:
    if isinstance(raw, datetime):
        day = raw.date()
    elif isinstance(raw, date):
        day = raw
    elif isinstance(raw, str):
        day = _typed_date(tidy(raw))
    else:
        raise Unreadable(
            f"“{shown(raw)}” is not a date. Enter the day, month and year, such as 01/09/2026."
        )
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:
        raise Unreadable(f"The year {day.year} cannot be right. Check the date.")
    return day


def _typed_date(text: str) -> date:
    # “t” and “+7” mean something on the screen, but not in a spreadsheet.
    if len(text) < 6:  # noqa: PLR2004 - the shortest full date is 1/9/26
        raise Unreadable(f"“{shown(text)}” is not a date. Enter one such as 01/09/2026.")
    try:
        return parse_date(text.removesuffix(" 00:00:00"), date(2000, 1, 1))
    except Refused as refused:
        if "calendar" in refused.sentence:
            raise Unreadable(
                f"“{shown(text)}” is not a day in the calendar. Check the day and the month."
            ) from refused
        raise Unreadable(
            f"“{shown(text)}” is not a date. Enter one such as 01/09/2026."
        ) from refused


def _money(_field: Field, raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Unreadable(f"“{shown(raw)}” is not an amount. Enter pounds, such as 2500.")
    amount = _typed_money(tidy(raw)) if isinstance(raw, str) else _pounds(raw)
    if amount < 0:
        raise Unreadable(f"“{shown(raw)}” is below nought. Enter an amount of £0 or more.")
    if amount > LARGEST:
        raise Unreadable("Enter an amount under one thousand million pounds.")
    if amount != amount.quantize(Decimal("0.01")):
        raise Unreadable(f"“{shown(raw)}” has a fraction of a penny. Round it to whole pence.")
    return amount.quantize(Decimal("0.01"))


def _pounds(raw: float) -> Decimal:
    # A sum worked out in Excel carries noise beyond its fifteen digits; that is no half-penny.
    amount = Decimal(f"{raw:.15g}")
    if not amount.is_finite():
        raise Unreadable("Enter an amount in pounds, such as 2500.")
    near = round(amount, 2) if abs(amount) <= LARGEST else amount
    return near if abs(amount - near) < Decimal("0.000001") else amount


def _typed_money(text: str) -> Decimal:
    bare = text.replace("£", "").replace(",", "").replace(" ", "")
    try:
        amount = Decimal(bare) if bare.isascii() else None
    except InvalidOperation:
        amount = None
    if (
        amount is not None
        and amount.is_finite()
        and (amount < 0 or amount.as_tuple().exponent not in {0, -1, -2})
    ):
        return amount
    try:
        return parse_money(text)
    except Refused as refused:
        raise Unreadable(
            f"“{shown(text)}” is not an amount. Enter pounds, such as 2500 or £2,500.00."
        ) from refused


_READERS: Mapping[FieldKind, Callable[[Field, object], object]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.CODE: _code,
    FieldKind.PHONE: _phone,
    FieldKind.COMPANY: _company,
    FieldKind.POSTCODE: _postcode,
    FieldKind.EMAIL: _email,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.WHOLE: _whole,
    FieldKind.DATE: _date,
    FieldKind.MONEY: _money,
}
