"""Numbers that others gave an applicant: charity, company, telephone; each only ever warned about.

Sources: domain.md 9 (lengths); Charity Commission for England and Wales (6 or 7 digits, a linked
charity after a dash); OSCR (SC and six digits); Charity Commission for Northern Ireland (NIC and
six digits); Companies House, “Uniform Resource Identifiers” guide (prefixes of company numbers);
Ofcom, National Telephone Numbering Plan (ten digits after the first nought, nine for a few).
"""

import re

from pccdesk.domain.names import folded_reference

_CHARITY = re.compile(r"\d{6,7}(-\d{1,3})?|SC\d{6}|NIC\d{6}")
_PREFIXES = frozenset(
    {
        "AC", "CE", "CS", "FC", "FE", "GE", "GN", "GS", "IC", "IP", "LP", "NA", "NC", "NF",
        "NI", "NL", "NO", "NP", "NR", "NV", "NZ", "OC", "OE", "PC", "RC", "RS", "SA", "SC",
        "SE", "SF", "SG", "SI", "SL", "SO", "SP", "SR", "SZ", "ZC",
    }
)  # fmt: skip
_COMPANY = re.compile(r"\d{8}|R0\d{6}|([A-Z]{2})\d{6}|IP\d{5}R|SP\d{5}R|NP\d{5}R")
_SHORT_COMPANY = re.compile(r"\d{5,7}")
_EXTENSION = re.compile(r"(?:ext(?:ension)?|x)\.? *\d{1,6}$", re.IGNORECASE)
_PARTING = re.compile(r"[\s().\-/]")
_FROM_ABROAD = re.compile(r"^(?:\+44|0044)0?")
_UNITED_KINGDOM = re.compile(r"0[1235789]\d{8,9}|0800\d{4,6}|08001111")
_ABROAD = re.compile(r"\+[1-9]\d{6,14}")
_MISTYPED = {
    **dict.fromkeys(("gmial.com", "gmai.com", "gmail.co", "gmail.con", "gamil.com"), "gmail.com"),
    **dict.fromkeys(("hotmial.com", "hotmail.con", "hotmai.com"), "hotmail.com"),
    **dict.fromkeys(("yahoo.con", "yaho.com"), "yahoo.com"),
    **dict.fromkeys(("outlook.con", "outlok.com"), "outlook.com"),
    **dict.fromkeys(("btinternet.co", "btinternet.con"), "btinternet.com"),
}
"""Domains that nobody means, with the one they mean."""


def tidy_number(text: str) -> str:
    """Return a charity or company number without spaces, in capitals."""
    return "".join(folded_reference(text).split()).upper() if text else ""


def charity_warning(number: str) -> str:
    """Return what looks odd about a charity number, or nothing.

    England and Wales 6 or 7 digits, Scotland SC012345, Northern Ireland NIC100001.
    """
    if not number or _CHARITY.fullmatch(number):
        return ""
    digits = number.removesuffix(".0")
    if digits != number and _CHARITY.fullmatch(digits):
        return f"“{number}” looks as a spreadsheet writes numbers. Did you mean {digits}?"
    return (
        "A charity number has 6 or 7 digits; in Scotland SC and 6 digits, "
        "in Northern Ireland NIC and 6 digits. Check it."
    )


def company_warning(number: str) -> str:
    """Return what looks odd about a company number, or nothing; leading noughts count."""
    if not number:
        return ""
    found = _COMPANY.fullmatch(number)
    if found and (not found[1] or found[1] in _PREFIXES):
        return ""
    if _SHORT_COMPANY.fullmatch(number):
        return f"A company number has 8 digits. Did you mean {number.zfill(8)}?"
    if found:
        return f"Companies House gives no numbers that begin with {found[1]}. Check it."
    return "A company number has 8 characters, such as 01234567, SC123456 or OC301234. Check it."


def phone_warning(typed: str) -> str:
    """Return what looks odd about a telephone number, or nothing; spaces and brackets are fine."""
    if not typed:
        return ""
    number = _EXTENSION.sub("", typed.strip())
    number = _PARTING.sub("", number.replace("(0)", ""))
    number = _FROM_ABROAD.sub("0", number)
    if not number or _UNITED_KINGDOM.fullmatch(number) or _ABROAD.fullmatch(number):
        return ""
    if number.isdigit() and not number.startswith("0"):
        return "A telephone number begins with 0, or with + from abroad. Is the area code missing?"
    if number.isdigit():
        return f"A telephone number has 10 or 11 digits; this has {len(number)}. Check it."
    return "This does not look like a telephone number, such as 01772 533587. Check it."


def email_warning(typed: str) -> str:
    """Return which address was probably meant, where the domain is a known slip; else nothing."""
    name, at, domain = typed.strip().rpartition("@")
    meant = _MISTYPED.get(domain.lower())
    return f"Did you mean {name}{at}{meant}?" if at and meant else ""
