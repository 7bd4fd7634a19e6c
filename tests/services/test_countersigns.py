"""A countersign keeps its promise: what stood before it cannot be changed unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pccdesk.domain.applications import Stage
from pccdesk.domain.audit import FIRST_HASH, chained_hash
from pccdesk.domain.countersigns import Countersign, Head, parse_countersign
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.models.offices import AuditEntry
from pccdesk.queries import audit
from pccdesk.services import audit_log
from pccdesk.services.verification import verify
from tests.office import Office
from tests.services.villain import drop_triggers, hide_the_cut, tamper


def made(office: Office) -> Countersign:
    """Countersign an office in which something happened, and let more happen after it."""
    office.bring_to(Stage.RECEIVED)
    countersign = audit_log.make_countersign(office.desk, office.who("auditor"))
    office.bring_to(Stage.DRAFT)
    return countersign


def faults(office: Office, kept: Head | Countersign) -> str:
    """Return what checking a countersign finds, and hold `verify` to the same."""
    found = audit_log.check_countersign(office.desk, kept)
    assert set(found.faults) <= set(verify(office.desk, kept=kept).faults)
    assert found.kept == (not found.faults)
    return " ".join(found.faults)


def write_anew(office: Office, changed: int) -> None:
    """Change an entry and work out every hash after it anew, as one who knows how could."""
    drop_triggers(office.desk)
    with office.desk.database.reading() as connection:
        entries = list(audit.walk(connection))
    previous = FIRST_HASH
    for entry in entries:
        record = entry.record._replace(at=audit.instant_of(entry.record.at))
        if record.sequence == changed:
            record = record._replace(actor="Somebody Else")
        written = chained_hash(record, previous)
        tamper(
            office.desk,
            "UPDATE audit_entry SET actor = :actor, previous_hash = :previous, hash = :written "
            "WHERE sequence = :sequence",
            actor=record.actor,
            previous=previous,
            written=written,
            sequence=record.sequence,
        )
        previous = written
    tamper(office.desk, "UPDATE audit_head SET hash = :previous", previous=previous)


def test_an_untouched_log_keeps_its_promise_and_says_what_was_added(office: Office) -> None:
    countersign = made(office)
    found = audit_log.check_countersign(office.desk, countersign)
    assert found.kept
    assert dict(found.added.actions)["audit.countersign"] == 1
    assert found.added.count == sum(count for _action, count in found.added.actions) > 1
    assert not faults(office, countersign.head)


def test_to_countersign_is_an_entry_that_names_what_was_countersigned(office: Office) -> None:
    countersign = made(office)
    with office.desk.database.reading() as connection:
        row = connection.execute(
            select(AuditEntry.sequence, AuditEntry.actor_id, AuditEntry.detail).where(
                AuditEntry.action == "audit.countersign"
            )
        ).one()
    assert row.sequence == countersign.head.sequence + 1
    assert row.actor_id == office.who("auditor").user_id
    assert json.loads(row.detail)["hash"] == countersign.head.hash


def test_a_log_written_anew_with_right_hashes_breaks_the_promise(office: Office) -> None:
    countersign = made(office)
    write_anew(office, countersign.head.sequence)
    said = faults(office, countersign)
    assert f"Entry {countersign.head.sequence:,} is not the one that was countersigned" in said
    assert "countersign in audit entry" in " ".join(verify(office.desk).faults)


def test_a_change_of_the_first_entry_makes_them_other_records(office: Office) -> None:
    countersign = made(office)
    write_anew(office, 1)
    assert "of other records" in faults(office, countersign)
    assert "is not the one" in faults(office, countersign.head)


def test_one_changed_entry_before_it_is_found_by_walking(office: Office) -> None:
    countersign = made(office)
    drop_triggers(office.desk)
    tamper(office.desk, "UPDATE audit_entry SET actor = 'Nobody' WHERE sequence = 3")
    assert "Audit entry 3" in faults(office, countersign)


def test_a_log_cut_off_before_it_breaks_the_promise(office: Office) -> None:
    countersign = made(office)
    last = countersign.head.sequence - 1
    with office.desk.database.reading() as connection:
        kept = connection.scalar(select(AuditEntry.hash).where(AuditEntry.sequence == last))
    drop_triggers(office.desk)
    tamper(office.desk, "DELETE FROM audit_entry WHERE sequence > :last", last=last)
    tamper(
        office.desk, "UPDATE audit_head SET sequence = :last, hash = :kept", last=last, kept=kept
    )
    assert verify(office.desk).faults
    hide_the_cut(office.desk)
    assert not verify(office.desk).faults, "without a countersign nobody could tell"
    assert f"ends with entry {last:,}" in faults(office, countersign)


def test_a_broken_log_is_not_countersigned(office: Office, tmp_path: Path) -> None:
    drop_triggers(office.desk)
    tamper(office.desk, "UPDATE audit_entry SET actor = 'Nobody' WHERE sequence = 3")
    path = tmp_path / "countersign.txt"
    with pytest.raises(EnvironmentFailed, match="cannot be countersigned"):
        audit_log.make_countersign(office.desk, office.who("auditor"), path)
    assert not path.exists()


def test_file_and_paper_are_written_with_their_entry_or_not_at_all(
    sqlite_office: Office, tmp_path: Path
) -> None:
    desk, auditor = sqlite_office.desk, sqlite_office.who("auditor")
    text, paper = tmp_path / "head.txt", tmp_path / "head.pdf"
    countersign = audit_log.make_countersign(desk, auditor, text, paper)
    assert parse_countersign(text.read_bytes()) == countersign
    assert paper.read_bytes().startswith(b"%PDF")
    with desk.database.reading() as connection:
        before = audit.head(connection)
    with pytest.raises(EnvironmentFailed, match="cannot be written"):
        audit_log.make_countersign(desk, auditor, tmp_path / "no folder" / "head.txt")
    with desk.database.reading() as connection:
        assert audit.head(connection) == before


def test_the_paper_has_every_digit_on_one_page(sqlite_office: Office) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    auditor = sqlite_office.who("auditor")
    countersign = audit_log.make_countersign(sqlite_office.desk, auditor)
    drawn = audit_log.countersign_paper(sqlite_office.desk, auditor, countersign)
    pages = PdfReader(BytesIO(drawn)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert len(pages) == 1
    rows = [countersign.head.hash[start : start + 16] for start in range(0, 64, 16)]
    assert all(row in text for row in rows)
    assert countersign.head.check in text


def test_of_two_files_neither_is_there_when_one_cannot_be_written(
    sqlite_office: Office, tmp_path: Path
) -> None:
    auditor, before = sqlite_office.who("auditor"), audit_count(sqlite_office)
    kept, paper = tmp_path / "kept.txt", tmp_path / "no folder" / "paper.pdf"
    with pytest.raises(EnvironmentFailed, match=r"paper\.pdf” cannot be written"):
        audit_log.make_countersign(sqlite_office.desk, auditor, kept, paper)
    assert not list(tmp_path.glob("*.txt*")) + list(tmp_path.glob(".*part"))
    assert audit_count(sqlite_office) == before


def audit_count(office: Office) -> int:
    with office.desk.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(AuditEntry)) or 0
