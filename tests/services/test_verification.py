"""The proof finds what was done behind the services' back."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from pccdesk.domain.applications import Stage
from pccdesk.domain.audit import FIRST_HASH, AuditRecord, chained_hash
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.models.offices import AuditEntry
from pccdesk.queries.letters import letters_of
from pccdesk.services import letters
from pccdesk.services.verification import verify
from tests.office import Office
from tests.services.untouched import everything
from tests.services.villain import drop_triggers, tamper


def newest(office: Office) -> int:
    """Return the number of the newest audit entry."""
    with office.desk.database.reading() as connection:
        return connection.scalar(select(func.max(AuditEntry.sequence))) or 0


def faults(office: Office) -> tuple[str, ...]:
    """Return what the proof finds, but for what tells of most of it too: index and triggers."""
    told_too = ("search index", "(triggers)")
    found = verify(office.desk).faults
    return tuple(each for each in found if not any(word in each for word in told_too))


def test_an_untouched_office_is_sound_and_counted(office: Office) -> None:
    office.bring_to(Stage.COMPLETE)
    seen: list[tuple[int, int]] = []
    found = verify(office.desk, lambda done, total: seen.append((done, total)))
    assert found.sound
    assert found.audit_entries == newest(office) == seen[-1][0] == seen[-1][1]
    assert (found.letters, found.batches) == (1, 1)
    assert found.documents == 5  # three attached, the letter, the workbook


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'Nobody' WHERE sequence = 3",
        "DELETE FROM audit_entry WHERE sequence = 3",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_itself_keeps_audit_entries_as_they_are(
    office: Office, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="audit entries are kept as they are"):
        tamper(office.desk, statement)
    assert not faults(office)


@pytest.mark.parametrize(
    "change",
    ["actor = 'Nobody'", "detail = '{}'", "at = '2020-01-01 00:00:00'", "subject = 'X'",
     "actor_id = 1", "application_id = 99", "action = 'x'"],
)  # fmt: skip
def test_a_changed_entry_is_found(office: Office, change: str) -> None:
    drop_triggers(office.desk)
    tamper(office.desk, f"UPDATE audit_entry SET {change} WHERE sequence = 3")  # noqa: S608 - ours
    (fault,) = faults(office)
    assert "Audit entry 3 (" in fault
    assert "was changed" in fault


def test_a_changed_entry_with_a_hash_that_fits_it_is_found_too(office: Office) -> None:
    names = AuditRecord._fields
    with office.desk.database.reading() as connection:
        columns = [getattr(AuditEntry, name) for name in names]
        query = select(*columns, AuditEntry.previous_hash).where(AuditEntry.sequence == 3)
        *values, previous = connection.execute(query).one()
    values[names.index("actor")] = "Nobody"
    fitting = chained_hash(AuditRecord(*values), previous)
    drop_triggers(office.desk)
    tamper(
        office.desk,
        "UPDATE audit_entry SET actor = 'Nobody', hash = :hash WHERE sequence = 3",
        hash=fitting,
    )
    assert faults(office) == ("Audit entry 4 does not follow the one before it.",)


def test_an_entry_removed_from_the_middle_is_found(office: Office) -> None:
    drop_triggers(office.desk)
    tamper(office.desk, "DELETE FROM audit_entry WHERE sequence IN (4, 5)")
    assert faults(office) == ("Audit entries 4 to 5 are missing.",)


def test_an_entry_removed_from_the_end_is_found(office: Office) -> None:
    last = newest(office)
    drop_triggers(office.desk)
    tamper(office.desk, "DELETE FROM audit_entry WHERE sequence = :last", last=last)
    assert faults(office) == (f"Audit entries {last} to {last} are missing.",)


def test_an_entry_added_behind_the_services_is_found(office: Office) -> None:
    tamper(
        office.desk,
        "INSERT INTO audit_entry SELECT :next, at, actor_id, actor, action, "
        "subject_kind, subject_id, subject, application_id, detail, previous_hash, hash "
        "FROM audit_entry WHERE sequence = 2",
        next=newest(office) + 1,
    )
    assert any("was changed" in fault for fault in faults(office))
    assert "The audit log does not end where its head says." in faults(office)


def test_entries_that_changed_places_are_found(office: Office) -> None:
    drop_triggers(office.desk)
    tamper(
        office.desk,
        "UPDATE audit_entry SET sequence = -1 WHERE sequence = 3",
        "UPDATE audit_entry SET sequence = 3 WHERE sequence = 4",
        "UPDATE audit_entry SET sequence = 4 WHERE sequence = -1",
    )
    found = " ".join(faults(office))
    assert "Audit entry 3 does not follow" in found
    assert "Audit entry 4 (" in found


def test_a_log_without_its_head_is_found(office: Office) -> None:
    tamper(office.desk, "DELETE FROM audit_head")
    assert faults(office) == ("The audit log’s head is missing.",)


@pytest.mark.parametrize("alteration", ["content || '\\x20'::bytea", "substr(content, 2)"])
def test_a_letter_whose_bytes_were_altered_is_found_by_its_name(
    office: Office, alteration: str
) -> None:
    one = office.bring_to(Stage.OFFERED)
    if office.desk.database.file is not None:
        alteration = alteration.replace("'\\x20'::bytea", "x'20'")
        alteration = f"CAST({alteration} AS BLOB)"
    (letter,) = office.desk.read(office.who("officer"), letters_of, one)
    tamper(
        office.desk,
        f"UPDATE content SET content = {alteration} WHERE sha256 = :digest",  # noqa: S608 - ours
        digest=letter.sha256,
    )
    (fault,) = faults(office)
    assert f"The letter “{letter.file_name}” was altered" in fault


def test_a_letter_that_became_text_is_found_too(sqlite_office: Office) -> None:
    one = sqlite_office.bring_to(Stage.OFFERED)
    (letter,) = sqlite_office.desk.read(sqlite_office.who("officer"), letters_of, one)
    tamper(
        sqlite_office.desk,
        "UPDATE content SET content = 'another letter', size = 14 WHERE sha256 = :digest",
        digest=letter.sha256,
    )
    (fault,) = faults(sqlite_office)
    assert f"The letter “{letter.file_name}” was altered" in fault


def test_a_document_with_the_same_letters_kept_as_text_is_found(sqlite_office: Office) -> None:
    sqlite_office.bring_to(Stage.RECEIVED)
    tamper(sqlite_office.desk, "UPDATE content SET content = CAST(content AS TEXT)")
    assert all("A kept document was altered" in fault for fault in faults(sqlite_office))
    assert len(faults(sqlite_office)) == 3


@pytest.mark.parametrize("alteration", ["substr(content, 2)", "'another letter'"])
def test_an_altered_letter_is_neither_shown_nor_printed(
    sqlite_office: Office, alteration: str
) -> None:
    one, officer = sqlite_office.bring_to(Stage.OFFERED), sqlite_office.who("officer")
    (letter,) = sqlite_office.desk.read(officer, letters_of, one)
    assert letters.read_letter(sqlite_office.desk, officer, letter.id).startswith(b"%PDF")
    tamper(sqlite_office.desk, f"UPDATE content SET content = {alteration}")  # noqa: S608 - ours
    with pytest.raises(EnvironmentFailed, match="was altered outside the program"):
        letters.read_letter(sqlite_office.desk, officer, letter.id)
    with pytest.raises(EnvironmentFailed, match="was altered outside the program"):
        letters.letters_in_one_file(sqlite_office.desk, officer, (letter.id,))


def test_a_letter_exchanged_for_another_that_fits_its_hash_is_found(office: Office) -> None:
    first, second = office.bring_to(Stage.OFFERED), office.bring_to(Stage.OFFERED)
    (letter,) = office.desk.read(office.who("officer"), letters_of, first)
    tamper(
        office.desk,
        "UPDATE letter SET sha256 = (SELECT sha256 FROM letter WHERE application_id = :second) "
        "WHERE application_id = :first",
        first=first,
        second=second,
    )
    assert faults(office) == (
        f"The letter “{letter.file_name}” was exchanged for another after it was made.",
    )


def test_a_letter_that_was_removed_is_found(office: Office) -> None:
    office.bring_to(Stage.OFFERED)
    tamper(office.desk, "DELETE FROM letter")
    assert faults(office) == ("A letter that was made is missing (number 1).",)


@pytest.mark.parametrize("change", ["at = 'yesterday'", "actor = x'ff'", "detail = x'00'"])
def test_an_entry_changed_into_what_cannot_be_read_is_found(
    sqlite_office: Office, change: str
) -> None:
    drop_triggers(sqlite_office.desk)
    tamper(sqlite_office.desk, f"UPDATE audit_entry SET {change} WHERE sequence = 3")  # noqa: S608 - ours
    (fault,) = faults(sqlite_office)
    assert "Audit entry 3 (" in fault


def test_an_altered_document_is_found(office: Office) -> None:
    office.bring_to(Stage.RECEIVED)
    tamper(office.desk, "UPDATE content SET size = size + 1 WHERE size < 40")
    assert all("A kept document was altered" in fault for fault in faults(office))
    assert len(faults(office)) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payment SET amount = amount + 1",
        "UPDATE payment SET stage = 'approved', batch_id = NULL",
        "UPDATE payment_batch SET control_total = control_total - 1",
        "UPDATE payment_batch SET count = count + 1",
    ],
)
def test_a_batch_whose_payments_were_changed_is_found(office: Office, statement: str) -> None:
    office.bring_to(Stage.COMPLETE)
    tamper(office.desk, statement)
    assert faults(office) == ("Payments of PB-2026-001 no longer add up to its control total.",)


def test_a_row_that_points_nowhere_is_found_in_a_file(sqlite_office: Office) -> None:
    one = sqlite_office.bring_to(Stage.RECEIVED)
    tamper(sqlite_office.desk, "UPDATE application SET owner_id = 999 WHERE id = :one", one=one)
    assert faults(sqlite_office) == ("A row of application points to a missing row of person.",)


def test_the_proof_changes_nothing(office: Office) -> None:
    one = office.bring_to(Stage.DECLINED)
    letters.make_decline_letter(office.desk, office.who("officer"), one, office.version(one))
    before = everything(office.desk)
    verify(office.desk)
    assert everything(office.desk) == before


def test_a_value_that_is_none_of_its_kind_is_a_fault_not_a_crash(sqlite_office: Office) -> None:
    sqlite_office.bring_to(Stage.COMPLETE)
    tamper(sqlite_office.desk, "UPDATE payment_batch SET made_at = 'x'")
    assert any("value in the payment batches is damaged" in each for each in faults(sqlite_office))


def test_triggers_that_were_taken_off_or_do_nothing_are_found(office: Office) -> None:
    gone = "What refuses to change audit entries (triggers) was taken off the database."
    drop_triggers(office.desk)
    assert verify(office.desk).faults == (gone,)
    if office.desk.database.file is not None:
        names = ("update", "delete")
        toothless = [
            f"CREATE TRIGGER audit_entry_no_{each} BEFORE {each} ON audit_entry BEGIN SELECT 1; END"
            for each in names
        ]
    else:
        anew = (
            "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_kept()"
        )
        toothless = [
            anew,
            "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change",
        ]
    tamper(office.desk, *toothless)
    assert verify(office.desk).faults == (gone,)


def test_the_end_of_the_log_cut_off_with_its_head_put_back_is_found(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    last = newest(office)
    assert one
    drop_triggers(office.desk)
    tamper(
        office.desk,
        "DELETE FROM audit_entry WHERE sequence > :stay",
        "UPDATE audit_head SET sequence = :stay, "
        "hash = (SELECT hash FROM audit_entry WHERE sequence = :stay)",
        stay=last - 1,
    )
    assert faults(office) == (
        f"Audit entries {last} to {last} were cut off: a record was changed with them.",
    )


def test_a_log_that_was_emptied_is_found(office: Office) -> None:
    drop_triggers(office.desk)
    tamper(
        office.desk,
        "DELETE FROM audit_entry",
        "UPDATE audit_head SET sequence = 0, hash = :first",
        first=FIRST_HASH,
    )
    assert faults(office) == ("The audit log is empty: each office’s begins with how it was made.",)


def test_a_damaged_page_is_told_beside_all_that_can_be_read(sqlite_office: Office) -> None:
    sqlite_office.bring_to(Stage.OFFERED)
    path = sqlite_office.desk.database.file
    assert path is not None
    with sqlite_office.desk.database.reading() as connection:
        page = connection.scalar(
            text("SELECT rootpage FROM sqlite_master WHERE name = 'payment_batch'")
        )
    sqlite_office.desk.database.close()
    with path.open("r+b") as file:
        file.seek((int(page or 0) - 1) * 4096)
        file.write(b"\xff" * 4096)
    found = verify(sqlite_office.desk)
    assert found.audit_entries == newest(sqlite_office)
    assert found.letters == 1
    assert found.batches == 0
    assert "Not all of the database file can be read: the file is damaged." in found.faults
    assert "Not all of the payment batches can be read: the file is damaged." in found.faults
    assert not [each for each in found.faults if "Audit entr" in each]
