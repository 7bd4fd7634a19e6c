"""The chain of hashes through the audit log."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from itertools import repeat
from json.encoder import encode_basestring as _text  # as `json.dumps`, without `ensure_ascii`
from typing import Any, NamedTuple

FIRST_HASH = "0" * 64


class AuditRecord(NamedTuple):
    """One audit entry, complete but for its hash. `at` is UTC; `detail` is canonical JSON.

    A tuple, as it is made in a third of the time: a large log has millions of entries.
    """

    sequence: int
    at: datetime
    actor_id: int | None
    actor: str
    action: str
    subject_kind: str
    subject_id: int | None
    subject: str
    application_id: int | None
    detail: str


def canonical(detail: Mapping[str, Any]) -> str:
    """Return detail as JSON that is the same for the same content on every machine."""
    return _CANONICAL.encode(detail) if detail else "{}"


def chained_hash(record: AuditRecord, previous: str, instant: datetime | None = None) -> str:
    """Return the SHA-256 (hex) over an entry and the hash of the entry before it.

    `instant` is when, where the entry itself has it as a database keeps it.
    """
    # JSON without spaces, put together piece by piece: a large log has millions of entries.
    content = (
        f"[{_text(previous)},{_number(record.sequence)},{_at(instant or record.at)},"
        f"{_number(record.actor_id)},{_text(record.actor)},{_text(record.action)},"
        f"{_text(record.subject_kind)},{_number(record.subject_id)},{_text(record.subject)},"
        f"{_number(record.application_id)},{_text(record.detail)}]"
    )
    return hashlib.sha256(content.encode()).hexdigest()


@lru_cache(maxsize=4)  # what one change writes, it writes at one instant
def _at(instant: datetime) -> str:
    return _text(instant.astimezone(UTC).isoformat(timespec="microseconds"))


def _number(value: int | None) -> str:
    return "null" if value is None else int.__repr__(value)  # of a text it raises `TypeError`


def _plain(value: Any) -> object:
    return _way(value.__class__)(value)


@cache
def _way(kind: type) -> Callable[[Any], object]:
    """Return what makes a value of a kind plain."""
    for known, way in _WAYS.items():
        if issubclass(kind, known):
            return way
    if is_dataclass(kind):
        names = tuple(each.name for each in fields(kind))
        return lambda value: dict(zip(names, map(getattr, repeat(value), names), strict=True))
    raise TypeError(f"{kind.__name__} cannot stand in an audit entry")


def _in_order(values: Iterable[object]) -> list[str]:
    return sorted(str(each) for each in values)


_WAYS: Mapping[type, Callable[[Any], object]] = {
    datetime: lambda instant: instant.astimezone(UTC).isoformat(),
    date: date.isoformat,  # after the instant, which is a date as well
    Decimal: str,
    Enum: lambda one: one.value,
    set: _in_order,
    frozenset: _in_order,
}


_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
)
