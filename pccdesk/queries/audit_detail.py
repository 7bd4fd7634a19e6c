"""One audit entry taken apart: what it is about, and what stood before and after."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from pccdesk.domain.applications import STAGE_LABELS, Stage
from pccdesk.domain.errors import NotFound
from pccdesk.domain.money import format_money
from pccdesk.domain.permissions import Permission, needs
from pccdesk.models.applications import Attachment
from pccdesk.models.offices import AuditEntry
from pccdesk.models.organisations import BankAccount
from pccdesk.queries.timelines import in_words

_PAIR = 2
_MONEY = {"amount", "amount_awarded", "amount_recommended", "control_total"}
_BEFORE, _AFTER = "_before", "_after"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a change changed: its name, and its value before and after, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """An audit entry as its window shows it.

    `page` and `record_id` say where the record is: of the kind `application`, `organisation`,
    `payments` (no number) or `settings`; empty where it has no page.
    """

    sequence: int
    at: datetime
    actor: str
    what: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]
    page: str
    record_id: int | None
    previous_hash: str
    hash: str


@needs(Permission.VIEW_AUDIT)
def entry(connection: Connection, sequence: int) -> EntryDetail:
    """Return one entry; raises `NotFound`."""
    row = connection.execute(
        select(AuditEntry.__table__).where(AuditEntry.sequence == sequence)
    ).one_or_none()
    if row is None:
        raise NotFound(f"There is no audit entry {sequence:,}.")
    facts, differences = told(row.detail)
    page, number = _place(connection, row.subject_kind, row.subject_id, row.application_id)
    return EntryDetail(
        row.sequence,
        row.at,
        row.actor,
        in_words(row.action),
        row.subject,
        facts,
        differences,
        page,
        number,
        row.previous_hash,
        row.hash,
    )


def told(detail: str) -> tuple[tuple[tuple[str, str], ...], tuple[Difference, ...]]:
    """Return an entry's detail as facts, and as what stood before and after."""
    try:
        content = json.loads(detail)
    except ValueError:
        content = None
    if not isinstance(content, dict):  # somebody wrote past the program
        return (("Detail", detail),), ()
    differences = tuple(_differences(content))
    facts = tuple(
        (_name(key), _pounds(value) if key in _MONEY else _words(value))
        for key, value in content.items()
        if not _is_pair(content, key)
    )
    return facts, differences


def _differences(content: Mapping[str, Any]) -> Iterator[Difference]:
    for key, value in content.items():
        if _is_changes(value):
            for name, (before, after) in value.items():
                yield Difference(_name(name), _words(before), _words(after))
        elif key.endswith(_AFTER) or (key.endswith(_BEFORE) and _other(key) not in content):
            stem = key.removesuffix(_AFTER).removesuffix(_BEFORE)
            before, after = content.get(stem + _BEFORE), content.get(stem + _AFTER)
            known = stem + _AFTER in content
            yield Difference(_name(stem), _words(before), _words(after) if known else "(as it is)")


def _is_pair(content: Mapping[str, Any], key: str) -> bool:
    return key.endswith((_BEFORE, _AFTER)) or _is_changes(content[key])


def _other(key: str) -> str:
    return key.removesuffix(_BEFORE) + _AFTER


def _is_changes(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(each, list) and len(each) == _PAIR for each in value.values())
    )


def _name(key: str) -> str:
    return key.replace("_", " ").replace(".", " ").strip().capitalize()


def _pounds(value: Any) -> str:
    try:
        return format_money(Decimal(str(value)))
    except (ArithmeticError, ValueError):  # somebody wrote past the program
        return str(value)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dict):
        return "\n".join(f"{_name(key)}: {_words(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "\n".join(_words(each) for each in value)
    if value is None:
        return ""
    return STAGE_LABELS[Stage(value)] if value in set(Stage) else str(value)


def _place(
    connection: Connection, kind: str, subject_id: int | None, application_id: int | None
) -> tuple[str, int | None]:
    if application_id is not None:
        return "application", application_id
    if kind == Attachment.__name__:
        of_it = select(Attachment.application_id).where(Attachment.id == subject_id)
        return "application", connection.scalar(of_it)
    if kind == BankAccount.__name__:
        owner = select(BankAccount.organisation_id).where(BankAccount.id == subject_id)
        subject_id = connection.scalar(owner)
        kind = "Organisation" if subject_id is not None else ""
    if kind in {"Application", "Organisation"}:
        return kind.lower(), subject_id
    return {"PaymentBatch": "payments", "Person": "settings", "Fund": "funds"}.get(kind, ""), None
