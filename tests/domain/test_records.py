"""The audit chain, references and permissions."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.applications import Stage
from pccdesk.domain.audit import FIRST_HASH, AuditRecord, canonical, chained_hash
from pccdesk.domain.permissions import DecisionSeries
from pccdesk.domain.references import application_reference, batch_reference, decision_reference

RECORD = AuditRecord(
    sequence=1,
    at=datetime(2026, 6, 1, 8, 30, tzinfo=UTC),
    actor_id=1,
    actor="Alex Admin",
    action="person.add",
    subject_kind="Person",
    subject_id=2,
    subject="Olive Officer",
    application_id=None,
    detail="{}",
)
OTHERS = {
    "sequence": 2,
    "at": RECORD.at + timedelta(microseconds=1),
    "actor_id": None,
    "actor": "Somebody",
    "action": "person.change",
    "subject_kind": "",
    "subject_id": None,
    "subject": "Oscar",
    "application_id": 7,
    "detail": '{"a":1}',
}


@pytest.mark.parametrize("name", AuditRecord._fields)
def test_the_hash_covers_every_field_of_an_entry(name: str) -> None:
    changed = AuditRecord(**{**RECORD._asdict(), name: OTHERS[name]})
    assert chained_hash(changed, FIRST_HASH) != chained_hash(RECORD, FIRST_HASH)


def test_the_hash_covers_the_entry_before() -> None:
    assert chained_hash(RECORD, "1" * 64) != chained_hash(RECORD, FIRST_HASH)


def test_the_hash_is_the_same_in_every_time_zone_and_never_changes() -> None:
    in_india = RECORD._replace(at=RECORD.at.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert chained_hash(in_india, FIRST_HASH) == chained_hash(RECORD, FIRST_HASH)
    assert chained_hash(RECORD, FIRST_HASH) == KNOWN, "databases in use would fail their proof"


KNOWN = "b348ac12eeebf9b958981269838588187444ae62dc50e6aac76e445ecf0c0257"


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers() | st.none()))
def test_detail_is_the_same_text_in_any_order(detail: dict[str, object]) -> None:
    backwards = dict(reversed(list(detail.items())))
    assert canonical(backwards) == canonical(detail)
    assert json.loads(canonical(detail)) == detail


def test_detail_holds_money_days_instants_and_stages() -> None:
    said = canonical(
        {
            "amount": Decimal("2400.00"),
            "day": date(2026, 6, 1),
            "at": datetime(2026, 6, 1, 9, 30, tzinfo=timezone(timedelta(hours=1))),
            "stage": Stage.IN_PAYMENT,
            "codes": frozenset({"b", "a"}),
        }
    )
    assert json.loads(said) == {
        "amount": "2400.00",
        "day": "2026-06-01",
        "at": "2026-06-01T08:30:00+00:00",
        "stage": "in_payment",
        "codes": ["a", "b"],
    }


def test_what_cannot_be_written_down_is_refused() -> None:
    with pytest.raises(TypeError, match="object cannot stand in an audit entry"):
        canonical({"x": object()})


def test_references_are_as_the_office_prints_them() -> None:
    assert application_reference("CAF", 2026, 12) == "CAF-2026-0012"
    assert application_reference("RRF", 2026, 12345) == "RRF-2026-12345"
    assert decision_reference(DecisionSeries.COMMISSIONER, 2026, 17) == "2026/17"
    assert decision_reference(DecisionSeries.DELEGATED, 2026, 4) == "DEL 2026/04"
    assert batch_reference(2026, 3) == "PB-2026-003"
