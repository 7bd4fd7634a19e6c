"""Kinds of bad row, as data: what is changed in a good row, which field is named, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class BadRow:
    """A good row with `changes`; the error names `field` and its sentence holds `reason`."""

    kind: str
    field: str
    reason: str
    changes: Mapping[str, object]


def _one(kind: str, name: str, value: object, reason: str) -> BadRow:
    return BadRow(kind, name, reason, {name: value})


BAD_ROWS: tuple[BadRow, ...] = (
    _one("missing organisation", "organisation.name", None, "Fill it in"),
    _one("required text of spaces only", "project_title", " \N{NO-BREAK SPACE} ", "Fill it in"),
    _one("a required sum left out", "amount_requested", None, "Fill it in"),
    _one("a word for a date", "starts_on", "in September", "is not a date"),
    _one("a shortcut for a date", "starts_on", "t", "is not a date"),
    _one("31 February", "ends_on", "31/02/2027", "not a day in the calendar"),
    _one("a number for a date", "starts_on", 20260901, "is not a date"),
    _one("a time of day for a date", "starts_on", time(9, 30), "is not a date"),
    _one("a year that cannot be", "ends_on", datetime(2206, 3, 31), "cannot be right"),  # noqa: DTZ001
    _one("the end before the start", "ends_on", datetime(2026, 8, 1), "before it starts"),  # noqa: DTZ001
    _one("words for a sum", "amount_requested", "about two thousand", "is not an amount"),
    _one("a negative sum", "amount_requested", -1, "below nought"),
    _one("a negative sum as text", "amount_requested", "£-1", "below nought"),
    _one("a fraction of a penny", "total_cost", 3100.005, "fraction of a penny"),
    _one("a fraction of a penny as text", "total_cost", "£3,100.005", "fraction of a penny"),
    _one("a sum too large", "total_cost", 10**12, "under one thousand million"),
    _one("a date for a sum", "reserves", datetime(2026, 4, 1), "is not an amount"),  # noqa: DTZ001
    _one("a tick for a sum", "reserves", True, "is not an amount"),
    _one("a misspelt choice", "districts", "Prestn", "Did you mean “Preston”?"),
    _one("one wrong choice of several", "districts", "Preston; Blakpool", "“Blackpool”"),
    _one("a choice unlike any", "board", "Zzyzx", "not one of the choices"),
    _one("neither yes nor no", "answers.police", "maybe", "neither Yes nor No"),
    _one("half a person", "answers.young", 2.5, "not a whole number"),
    _one("a number in words", "answers.young", "two dozen", "not a whole number"),
    _one("a number below nought", "answers.young", -3, "below nought"),
    _one("a title too long", "project_title", "x" * 141, "Shorten it to 140"),
    _one("a name too long", "organisation.name", "Ω" * 201, "Shorten it to 200"),
    _one("a text too long", "what", "word " * 4001, "Shorten it to 20,000"),
    _one("a reference lost", "total_cost", "#REF!", "formula in this cell failed"),
    _one("a division by nought", "project_title", "#DIV/0!", "formula in this cell failed"),
    _one("a letter O in a postcode", "organisation.postcode", "PR1 OLD", "Did you mean PR1 0LD"),
    _one("no postcode", "organisation.postcode", "Preston", "is not a postcode"),
    _one("no e-mail address", "main_contact.email", "aisha at example", "not an e-mail address"),
    _one("a telephone number as a sum", "organisation.phone", 1772496010, "type 01772496010"),
    _one("a telephone number in words", "organisation.phone", "ask Aisha", "not a telephone"),
    _one("a company number without noughts", "organisation.company_number", 1234567, "01234567"),
    _one("a charity number as a date", "organisation.charity_number", datetime(2026, 1, 2), "text"),  # noqa: DTZ001
    _one("a budget line without a name", "budget.1.description", None, "no name"),
    _one("a budget line without a cost", "budget.1.cost", None, "no amount"),
    _one("match funding without a sum", "match.1.amount", None, "no amount"),
)
"""Forty kinds; the first 25 and more of them differ in reason, not only in column."""
