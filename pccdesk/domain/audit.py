"""The chain of hashes through the audit log."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One audit entry, complete but for its hash. `at` is UTC; `detail` is canonical JSON."""

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
    return json.dumps(
        detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
    )


def chained_hash(record: AuditRecord, previous: str) -> str:
    """Return the SHA-256 (hex) over an entry and the hash of the entry before it."""
    content = json.dumps(
        [
            previous,
            record.sequence,
            record.at.astimezone(UTC).isoformat(timespec="microseconds"),
            record.actor_id,
            record.actor,
            record.action,
            record.subject_kind,
            record.subject_id,
            record.subject,
            record.application_id,
            record.detail,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(str(each) for each in value)
    raise TypeError(f"{type(value).__name__} cannot stand in an audit entry")
