"""Who applies: formats of postcodes and numbers, names made comparable, the typed record."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from pccdesk.domain.direction_marks import without_direction_marks
from pccdesk.domain.errors import FieldProblem
from pccdesk.domain.names import (
    disguise_problem,
    name_problem,
    reference_problem,
    skeleton,
)
from pccdesk.domain.registrations import (
    charity_warning,
    company_warning,
    email_warning,
    phone_warning,
    tidy_number,
)

NAME_LIMIT = 200
LINE_LIMIT = 120
CODE_LIMIT = 80
_ALIKE = 0.75
"""How much of two names must be the same, from 0 to 1, to ask whether they are one."""

_POSTCODE = re.compile(
    r"(?:[A-Z]\d|[A-Z]\d\d|[A-Z]\d[A-Z]|[A-Z]{2}\d|[A-Z]{2}\d\d|[A-Z]{2}\d[A-Z])"
    r" \d[ABD-HJLNP-UW-Z]{2}"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LEGAL_ENDINGS = re.compile(
    r"\b(limited|ltd|cic|c i c|cio|plc|community interest company|the|charity|trust company)\b"
)


@dataclass(frozen=True, slots=True)
class OrganisationForm:
    """An applicant organisation as an officer types it; empty strings where not given."""

    name: str
    kind: str = ""
    address: tuple[str, ...] = ()
    town: str = ""
    postcode: str = ""
    district: str = ""
    charity_number: str = ""
    company_number: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    otherwise_funded: bool = False


@dataclass(frozen=True, slots=True)
class ContactForm:
    """A person to write to or ring; empty strings where not given."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""


def tidy(text: str) -> str:
    """Return a line of text in one Unicode form, without the dirt of a paste.

    That is control characters, doubled spaces and marks of direction.
    """
    # Nothing that can be printed is a mark of direction.
    return _spaced(text) if text.isprintable() else _composed(without_direction_marks(text))


def _spaced(text: str) -> str:
    """Return printable text, so without what `_composed` looks for, with its spaces in order."""
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _composed(text: str) -> str:
    if text.isprintable():
        return _spaced(text)
    printable = "".join(
        " " if unicodedata.category(each) in {"Cc", "Zs", "Zl", "Zp"} else each
        for each in text
        if unicodedata.category(each) not in {"Cs", "Co"}
    )
    # Composed last: what stood between a letter and its accent is gone by now.
    return unicodedata.normalize("NFC", " ".join(printable.split()))


def tidy_lines(text: str) -> str:
    """Return text like `tidy`, keeping its line breaks and, as prose may need them, its marks."""
    if text.isprintable():  # so it has one line
        return _spaced(text)
    if _is_plain_prose(text):
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    lines = [_composed(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def _is_plain_prose(text: str) -> bool:
    """Tell whether lines hold nothing to tidy away, in a few looks at all of them together."""
    untidy = any(each in text for each in ("  ", " \n", "\n "))
    return not untidy and text == text.strip() and text.replace("\n", "").isprintable()


def tidy_postcode(text: str) -> str:
    """Return a postcode in capitals with one space before its last three characters."""
    packed = tidy(text).replace(" ", "").upper()
    return f"{packed[:-3]} {packed[-3:]}" if len(packed) > 3 else packed  # noqa: PLR2004


def is_postcode(text: str) -> bool:
    """Tell whether text is a postcode in one of the six BS 7666 forms."""
    return bool(_POSTCODE.fullmatch(text))


def alike(one: str, other: str) -> bool:
    """Tell whether two names may be the same organisation's, typed by different people."""
    first, second = comparable_name(one), comparable_name(other)
    if skeleton(one) == skeleton(other) != "":
        return True
    words, others = set(first.split()), set(second.split())
    if not words or not others:
        return False
    return (
        words <= others or others <= words or SequenceMatcher(None, first, second).ratio() >= _ALIKE
    )


@lru_cache(maxsize=20_000)  # the same names are compared again and again
def comparable_name(name: str) -> str:
    """Return a name for comparing: no case, accents, punctuation or legal endings."""
    plain = _without_accents(name).replace("&", " and ")
    words = " ".join(re.sub(r"[^\w]+", " ", re.sub("['’]", "", plain)).split())
    while (shorter := " ".join(_LEGAL_ENDINGS.sub(" ", words).split())) not in {"", words}:
        words = shorter
    return words


def _without_accents(name: str) -> str:
    if name.isascii():
        return name.lower()
    # Taken apart before and after the case goes: signs such as ℡ hide capitals.
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(each for each in bare if not unicodedata.combining(each))


def sortable_name(name: str) -> str:
    """Return a name for sorting lists: no case or accents, without a leading “the”."""
    return _without_accents(name).removeprefix("the ").strip()


def organisation_problems(
    form: OrganisationForm, *, warnings: bool = True
) -> tuple[FieldProblem, ...]:
    """Return what is wrong with an organisation, and (with `warnings`) what looks odd."""
    name = tidy(form.name)
    found = [] if name else [FieldProblem("name", "Enter the organisation’s name.")]
    found += _too_long(form)
    if warnings:
        found += _odd_numbers(form)
    if sentence := disguise_problem(name):
        found.append(FieldProblem("name", sentence))
    elif warnings and (sentence := name_problem(name)):
        found.append(FieldProblem("name", sentence, warning=True))
    numbers = {"charity_number": form.charity_number, "company_number": form.company_number}
    found += [
        FieldProblem(field, sentence)
        for field, number in numbers.items()
        if number and (sentence := reference_problem(tidy(number)))
    ]
    if form.postcode and not is_postcode(tidy_postcode(form.postcode)):
        found.append(FieldProblem("postcode", postcode_sentence(form.postcode)))
    if form.email and not _EMAIL.fullmatch(form.email):
        found.append(FieldProblem("email", "Enter an e-mail address such as name@example.org."))
    return tuple(found)


def contact_problems(
    form: ContactForm, prefix: str, *, warnings: bool = True
) -> tuple[FieldProblem, ...]:
    """Return what is wrong with a contact, and (with `warnings`) what looks odd.

    Field names begin with `prefix` and a dot.
    """
    found = []
    if not form.name.strip():
        found.append(FieldProblem(f"{prefix}.name", "Enter the contact’s name."))
    if max(map(len, (form.name, form.role, form.email, form.phone))) > LINE_LIMIT:
        found.append(
            FieldProblem(
                f"{prefix}.name", f"Shorten the contact to {LINE_LIMIT} characters a line."
            )
        )
    if form.email and not _EMAIL.fullmatch(form.email):
        found.append(
            FieldProblem(f"{prefix}.email", "Enter an e-mail address such as name@example.org.")
        )
    return (*found, *_odd_ways(form, prefix)) if warnings else tuple(found)


def _odd_ways(form: ContactForm, prefix: str) -> list[FieldProblem]:
    """Return what looks odd about the ways to reach a contact."""
    checked = {"phone": phone_warning(form.phone), "email": email_warning(form.email)}
    if not form.email and not form.phone:
        checked["email"] = "Give an e-mail address or a telephone number."
    return [
        FieldProblem(f"{prefix}.{part}", sentence, warning=True)
        for part, sentence in checked.items()
        if sentence
    ]


def postcode_sentence(typed: str) -> str:
    """Return what to do about a postcode that is not one, noticing a letter O for a nought."""
    if not typed.strip():
        return "Enter a postcode such as PR1 0LD."
    mended = tidy_postcode(typed)
    mended = mended[:-3] + re.sub(r"^O", "0", mended[-3:])
    if mended != tidy_postcode(typed) and is_postcode(mended):
        return f"“{typed.strip()}” has a letter O for a nought. Did you mean {mended}?"
    return f"“{typed.strip()}” is not a postcode. Enter one such as PR1 0LD."


def _too_long(form: OrganisationForm) -> list[FieldProblem]:
    found = []
    if len(form.name) > NAME_LIMIT:
        found.append(FieldProblem("name", f"Shorten the name to {NAME_LIMIT} characters."))
    lines = {"town": form.town, "email": form.email, "phone": form.phone, "website": form.website}
    if len(form.address) > 4 or any(len(line) > LINE_LIMIT for line in form.address):  # noqa: PLR2004
        found.append(
            FieldProblem(
                "address", f"Give the address in 4 lines of up to {LINE_LIMIT} characters."
            )
        )
    found += [
        FieldProblem(field, f"Shorten this to {LINE_LIMIT} characters.")
        for field, text in lines.items()
        if len(text) > LINE_LIMIT
    ]
    codes = {
        "charity_number": form.charity_number,
        "company_number": form.company_number,
        "kind": form.kind,
        "district": form.district,
    }
    found += [
        FieldProblem(field, f"Shorten this to {CODE_LIMIT} characters.")
        for field, text in codes.items()
        if len(text) > CODE_LIMIT
    ]
    return found


def _odd_numbers(form: OrganisationForm) -> list[FieldProblem]:
    checked = {
        "charity_number": charity_warning(tidy_number(form.charity_number)),
        "company_number": company_warning(tidy_number(form.company_number)),
        "phone": phone_warning(form.phone),
        "email": email_warning(form.email),
    }
    return [
        FieldProblem(field, sentence, warning=True)
        for field, sentence in checked.items()
        if sentence
    ]
