"""Countersigns: the audit log's head at one moment, kept by an auditor apart from the office.

Whoever has one can tell later whether everything up to its entry is still as it was, even if
somebody had written the whole log anew: the head's hash depends on every entry before it.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from pccdesk.domain.dates import format_instant, to_london
from pccdesk.domain.errors import FieldProblem, Refused

MOST_BYTES = 4_096
"""A countersign's file is a tenth of this; more is something else."""

_TITLE = "PCCDesk countersign 1"
_LABELS = ("Office", "Records", "Entry", "Hash", "Check", "Made", "Made by")
_LONGEST_NAME = 300
_GROUP = 4
_HASH_DIGITS, _CHECK_DIGITS, _RECORDS_DIGITS = 64, 4, 16
_HEX = re.compile(r"[0-9a-f]*")
_ENTRY = re.compile(r"[1-9]\d{0,2}(,\d{3}){0,5}|[1-9]\d{0,17}", re.ASCII)
_MADE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d", re.ASCII)
_NOT_ONE = "This is no countersign of PCCDesk"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log stood: the number of its last entry, and that entry's hash (64 digits)."""

    sequence: int
    hash: str

    @property
    def check(self) -> str:
        """Four figures over number and hash, by which a mistyped digit is noticed."""
        return hashlib.sha256(f"{self.sequence} {self.hash}".encode()).hexdigest()[:_CHECK_DIGITS]

    @property
    def groups(self) -> tuple[str, ...]:
        """The hash in groups of four, to be read and typed."""
        return grouped(self.hash)


@dataclass(frozen=True, slots=True)
class Countersign:
    """A head with whose it is: the office, its records' own mark, when and by whom it was made.

    `records` is the beginning of the first entry's hash, which no other office has and which
    stays when the records move to another database. `made_at` is UTC.
    """

    office: str
    records: str
    head: Head
    made_at: datetime
    made_by: str

    @property
    def made_words(self) -> str:
        """When it was made, in UK time."""
        return f"{format_instant(self.made_at)}, UK time"


def records_mark(first_hash: str) -> str:
    """Return the records' own mark from their first entry's hash."""
    return first_hash[:_RECORDS_DIGITS]


def grouped(digits: str) -> tuple[str, ...]:
    """Return digits in groups of four."""
    return tuple(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def countersign_text(countersign: Countersign) -> str:
    """Return a countersign as the text of its file, which `parse_countersign` reads back."""
    head = countersign.head
    values = (
        _one_line(countersign.office),
        " ".join(grouped(countersign.records)),
        f"{head.sequence:,}",
        " ".join(head.groups),
        head.check,
        to_london(countersign.made_at).isoformat(" ", "seconds").replace("+", " +"),
        _one_line(countersign.made_by),
    )
    lines = [f"{label}: {value}" for label, value in zip(_LABELS, values, strict=True)]
    return "\n".join((_TITLE, *lines, ""))


def parse_countersign(content: bytes) -> Countersign:
    """Return what a countersign's file says; raises `Refused`, saying which line is wrong.

    Every line must stand in its place. What an editor adds (a byte order mark, Windows line
    ends, an empty line at the end) is let through; nothing else is.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"{_NOT_ONE}: it is too long.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{_NOT_ONE}: it is not plain text.") from error
    lines = text.replace("\r\n", "\n").rstrip("\n ").split("\n")
    if lines[0].strip() != _TITLE:
        raise Refused(f"{_NOT_ONE}: its first line is not “{_TITLE}”.")
    if len(lines) != 1 + len(_LABELS):
        raise Refused(f"{_NOT_ONE}: it should have {1 + len(_LABELS)} lines.")
    office, records, entry, digits, check, made, made_by = (
        _value(line, label) for line, label in zip(lines[1:], _LABELS, strict=True)
    )
    return Countersign(
        _name(office, "Office"),
        _hex(records, _RECORDS_DIGITS, "records", "The line “Records”"),
        typed_head(entry, digits, check),
        _instant(made),
        _name(made_by, "Made by"),
    )


def typed_head(entry: str, digits: str, check: str) -> Head:
    """Return the head that was typed from paper; spaces and capitals do not matter.

    Raises `Refused` with the problem of each field (`entry`, `hash`, `check`).
    """
    if not _ENTRY.fullmatch(entry.strip()):
        _refuse("entry", "Enter the entry’s number as it is printed, such as 1,234.")
    hashed = _hex(digits, _HASH_DIGITS, "hash", "The hash")
    head = Head(int(entry.strip().replace(",", "")), hashed)
    if _hex(check, _CHECK_DIGITS, "check", "The check figure") != head.check:
        _refuse(
            "check",
            "The check figure does not fit number and hash, so a digit was mistyped. "
            "Compare them with the paper once more.",
        )
    return head


def _hex(text: str, length: int, field: str, what: str) -> str:
    found = "".join(text.split()).lower()
    wrong = next((each for each in found if not _HEX.fullmatch(each)), "")
    if wrong:
        shown = wrong if wrong.isprintable() else "something unprintable"
        _refuse(field, f"{what} has only the digits 0 to 9 and a to f; there is “{shown}” in it.")
    if len(found) != length:
        _refuse(field, f"{what} has {length} digits; there are {len(found)}.")
    return found


def _refuse(field: str, sentence: str) -> None:
    raise Refused(sentence, (FieldProblem(field, sentence),))


def _value(line: str, label: str) -> str:
    found, colon, value = line.partition(":")
    if not colon or found.strip() != label:
        raise Refused(f"{_NOT_ONE}: a line “{label}” is missing or in another place.")
    return value.strip()


def _name(value: str, label: str) -> str:
    if not value or len(value) > _LONGEST_NAME or value != _one_line(value):
        raise Refused(f"{_NOT_ONE}: the line “{label}” cannot be read.")
    return value


def _instant(value: str) -> datetime:
    written = value.replace(" ", "T", 1).replace(" ", "") if _MADE.fullmatch(value) else ""
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refused(
            f"{_NOT_ONE}: the line “Made” should be like 2026-06-01 10:30:00 +01:00."
        ) from error


def _one_line(text: str) -> str:
    """Return a name without what cannot be seen or would break the line, and not too long."""
    seen = (" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    return " ".join("".join(seen).split())[:_LONGEST_NAME].rstrip() or "–"
