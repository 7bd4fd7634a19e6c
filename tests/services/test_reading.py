"""Who looked at what, and what left the program, stands in the log; no record, nothing shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pccdesk.database import engine
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.models.offices import AuditEntry
from pccdesk.queries import bank_accounts as reads
from pccdesk.queries import documents as attached
from pccdesk.queries import undoing
from pccdesk.reference import reading_rules
from pccdesk.services import backups, bank_accounts, documents, letters, lists
from pccdesk.services.lists import ListAsked
from pccdesk.services.sign_in import sign_in
from tests import way
from tests.clock import MORNING
from tests.new_office import PASSWORD
from tests.office import Office
from tests.services import declared

LISTED = ListAsked("organisations", "Organisations", ())


def recorded(office: Office, action: str) -> int:
    """Return how many entries of an action there are."""
    with office.desk.database.reading() as connection:
        query = select(func.count()).where(AuditEntry.action == action)
        return connection.scalar(query) or 0


def with_account(office: Office) -> int:
    """Return an organisation that has an account."""
    one = office.bring_to(Stage.DRAFT)
    way.keep_account(office, one)
    return office.record(one).organisation_id


def see(office: Office, who: str, number: int) -> str:
    """Look at an account in full and return its number."""
    found = bank_accounts.see_account(office.desk, office.who(who), number)
    assert found is not None
    return found.account_number


@contextmanager
def locked(office: Office) -> Iterator[None]:
    """Hold the file's write lock, as another program could."""
    assert office.desk.database.file is not None
    with closing(sqlite3.connect(office.desk.database.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_a_look_is_recorded_once_for_some_minutes_and_again_after_them(office: Office) -> None:
    number = with_account(office)
    for _look in range(3):
        assert see(office, "auditor", number) == "88837491"
    assert recorded(office, reads.SEEN) == 1
    see(office, "finance", number)
    assert recorded(office, reads.SEEN) == 2, "somebody else's look is another one"
    office.clock.now = MORNING + timedelta(minutes=reading_rules().same_look_minutes, seconds=1)
    see(office, "auditor", number)
    assert recorded(office, reads.SEEN) == 3


def test_a_clock_put_back_and_another_account_hide_no_look(office: Office) -> None:
    number = with_account(office)
    see(office, "auditor", number)
    office.clock.now = MORNING - timedelta(minutes=1)
    see(office, "auditor", number)
    assert recorded(office, reads.SEEN) == 2
    office.clock.now = MORNING
    form = replace(way.bank_form(office.desk.today()), account_number="12345678")
    bank_accounts.record_account(office.desk, office.who("officer"), number, form)
    assert see(office, "auditor", number) == "12345678"
    assert recorded(office, reads.SEEN) == 3


def test_what_a_page_reads_has_the_last_four_digits_only(office: Office) -> None:
    number = with_account(office)
    shown = office.desk.read(office.who("finance"), reads.current_account, number)
    assert shown is not None
    assert shown.masked_number == "•••• 7491"
    assert "8883" not in repr(shown)
    assert recorded(office, reads.SEEN) == 0


def test_no_query_but_workbooks_for_finance_tells_digits() -> None:
    telling = {
        name.rpartition(".")[2]
        for name, query in declared.queries().items()
        if declared.told(query) & {"account_number", "sort_code"}
    }
    assert telling <= {"rows_of_batch", "rows_of_year", "unpaid_rows"}


def test_nothing_is_shown_or_copied_where_it_cannot_be_recorded(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_account(sqlite_office)
    auditor, many = sqlite_office.who("auditor"), reading_rules().bulk_rows
    monkeypatch.setattr(engine, "_BUSY_MILLISECONDS", 50)
    with locked(sqlite_office):
        with pytest.raises(EnvironmentFailed) as refused:
            bank_accounts.see_account(sqlite_office.desk, auditor, number)
        assert refused.value.sentence.startswith("The account details are not shown, because")
        assert "busy" in refused.value.sentence
        with pytest.raises(EnvironmentFailed, match="Nothing was copied"):
            lists.record_copy(sqlite_office.desk, auditor, LISTED, many)
        lists.record_copy(sqlite_office.desk, auditor, LISTED, many - 1)
    assert see(sqlite_office, "auditor", number)


def test_many_copied_rows_are_recorded_and_few_are_not(office: Office) -> None:
    many = reading_rules().bulk_rows
    for rows, entries in ((1, 0), (many - 1, 0), (many, 1), (many + 1, 2)):
        lists.record_copy(office.desk, office.who("officer"), LISTED, rows)
        assert recorded(office, "list.copy") == entries


def test_many_letters_opened_in_one_file_are_recorded(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "reading_rules", lambda: replace(reading_rules(), bulk_rows=2))
    officer = sqlite_office.who("officer")
    made = []
    for _each in range(2):
        sqlite_office.bring_to(Stage.APPROVED)
        made += [row.id for row in letters.make_pending(sqlite_office.desk, officer).made]
    letters.copy_to_print(sqlite_office.desk, officer, tuple(made[:1]))
    assert recorded(sqlite_office, "letter.join") == 0
    letters.copy_to_print(sqlite_office.desk, officer, tuple(made))
    letters.letters_in_one_file(sqlite_office.desk, officer, tuple(made))
    assert recorded(sqlite_office, "letter.join") == 2


def test_a_backup_is_recorded_holds_its_own_entry_and_never_fails_for_want_of_one(
    sqlite_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sqlite_office.desk
    made = backups.make_backup(desk, tmp_path / "kept", actor=sqlite_office.who("administrator"))
    assert recorded(sqlite_office, "office.backup") == 1
    assert not backups.changed_since(desk, made)
    monkeypatch.setattr(engine, "_BUSY_MILLISECONDS", 50)
    with locked(sqlite_office):
        assert backups.make_backup(desk, tmp_path / "kept").path.exists()
    assert recorded(sqlite_office, "office.backup") == 1


def first_document(office: Office, one: int) -> int:
    """Return the number of an application's first document."""
    return office.desk.read(office.who("officer"), attached.documents, one)[0].id


def test_an_opened_document_is_recorded_once_for_each_person_sign_in_and_document(
    office: Office,
) -> None:
    one = office.bring_to(Stage.RECEIVED)
    number, officer = first_document(office, one), sign_in(office.desk, "officer", PASSWORD)
    before, version = recorded(office, "document.open"), office.version(one)
    for _ in range(3):
        assert documents.open_document(office.desk, officer, number).content
    assert recorded(office, "document.open") == before + 1
    documents.open_document(office.desk, office.who("auditor"), number)
    again = sign_in(office.desk, "officer", PASSWORD)
    documents.open_document(office.desk, again, number)
    assert recorded(office, "document.open") == before + 3
    assert office.version(one) == version, "to look changes nothing that another could overwrite"


def test_a_document_is_not_shown_where_it_cannot_be_recorded(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = first_document(sqlite_office, sqlite_office.bring_to(Stage.RECEIVED))
    monkeypatch.setattr(engine, "_BUSY_MILLISECONDS", 50)
    with locked(sqlite_office), pytest.raises(EnvironmentFailed, match="is not shown, because"):
        documents.open_document(sqlite_office.desk, sqlite_office.who("officer"), number)
    assert recorded(sqlite_office, "document.open") == 0


def test_an_opened_document_is_no_change_that_an_undo_or_a_save_would_meet(office: Office) -> None:
    one = office.bring_to(Stage.DRAFT)
    way.receive(office, one)
    last = office.desk.read(office.who("officer"), undoing.last_change, "Application", one)
    documents.open_document(office.desk, office.who("officer"), first_document(office, one))
    assert last == office.desk.read(office.who("officer"), undoing.last_change, "Application", one)
