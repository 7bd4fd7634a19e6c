"""What goes wrong at the desk: a sentence that says what to do, nothing lost, nothing half done."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import func, select

from pccdesk.database.creation import open_database
from pccdesk.domain.applications import Stage
from pccdesk.models.applications import Application as KeptApplication
from pccdesk.models.offices import Content
from pccdesk.services.verification import verify
from tests import way
from tests.clock import Clock
from tests.end_to_end import steps
from tests.end_to_end.file_dialogs import FileDialogs
from tests.end_to_end.officer import Officer
from tests.end_to_end.story import MONDAY, Application, choose_documents, type_application
from tests.new_office import PASSWORD
from tests.office import Office
from tests.services.villain import tamper

StartProgram = Callable[..., Officer]
CLOSED = "Community Action Fund – Spring 2026"
FORMULA = "=cmd|' /C calc'!A0 <b>&"
FOREIGN = "Football ⚽ نعم שלום <i>&"
LARGE = 200 * 1024 * 1024


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    sqlite_office.clock.now = MONDAY
    assert isinstance(sqlite_office.desk.clock, Clock)
    return sqlite_office


@pytest.fixture
def olive(start: StartProgram, office: Office) -> Officer:
    officer = start(str(office.desk.database.file))
    officer.sign_in("officer", PASSWORD)
    return officer


def kept(office: Office, table: type) -> int:
    with office.desk.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_what_cannot_be_right_is_named_field_by_field_and_mended(
    olive: Officer, office: Office, dialogs: FileDialogs, tmp_path: Path
) -> None:
    wrong = Application(amount="-1", postcode="PR1 OLD", starts="31/2/27")
    type_application(olive, wrong)
    olive.press("Save and mark as received")
    olive.wait_for("There is a problem")
    for sentence in (
        "“PR1 OLD” has a letter O for a nought. Did you mean PR1 0LD?",
        "“31/2/27” is not a date in the calendar.",
        "Enter an amount of £0 or more, such as 2500 or £2,500.00.",
    ):
        assert olive.sees(sentence), (sentence, olive.says())
    assert olive.field_text("Postcode") == "PR1 OLD"
    assert olive.field_text("Project starts") == "31/2/27"
    assert kept(office, KeptApplication) == 0
    olive.fill("Postcode", "PR1 0LD")
    olive.fill("Project starts", "4 January 2027")
    olive.fill("Amount asked for", "2400")
    olive.fill("Budget line 1: From this grant", "2400")
    choose_documents(olive, dialogs, tmp_path)
    olive.press("Save and mark as received")
    olive.wait_for("CAF-2026-0001 is saved and marked as received.")


def test_a_closed_round_warns_and_the_late_application_is_found_so(
    olive: Officer, dialogs: FileDialogs, tmp_path: Path
) -> None:
    type_application(olive, Application(), CLOSED)
    olive.wait_for("closed on 15 May 2026 at 12:00")
    choose_documents(olive, dialogs, tmp_path)
    olive.press("Save and mark as received")
    olive.wait_for("is saved and marked as received.")
    olive.press("Start eligibility check")
    olive.tab("Eligibility")
    olive.wait_for("after the round closed on 15 May 2026 at 12:00")


def test_files_that_cannot_be_attached_are_refused_at_once(
    olive: Officer, office: Office, dialogs: FileDialogs, tmp_path: Path
) -> None:
    one = office.bring_to(Stage.RECEIVED)
    before = kept(office, Content)
    large, program = tmp_path / "plans.pdf", tmp_path / "accounts.pdf"
    with large.open("wb") as file:
        file.truncate(LARGE)
    program.write_bytes(b"MZ\x90\x00 this program cannot be run")
    steps.open_application(olive, office.record(one).reference)
    olive.tab("Documents")
    for path, sentence in (
        (large, "“plans.pdf” has 200 MB; the limit is 25 MB. Attach a smaller copy."),
        (program, "“accounts.pdf” is not what its name says: the content is of an unknown kind."),
    ):
        dialogs.will_choose(path)
        olive.press("Attach …")
        olive.press("Attach")
        olive.wait_for(sentence)
        olive.press("Cancel")
    assert kept(office, Content) == before
    olive.go("Applications")
    olive.menu("New …")
    olive.choose("Fund and round", "Community Action Fund – Winter 2026")
    dialogs.will_choose(large)
    olive.press("Choose a file … Quotations")
    olive.wait_for("“plans.pdf” has 200 MB; the limit is 25 MB. Attach a smaller copy.")


def test_of_several_files_all_are_attached_or_none(
    olive: Officer, office: Office, dialogs: FileDialogs, tmp_path: Path
) -> None:
    one = office.bring_to(Stage.RECEIVED)
    before = kept(office, Content)
    good, bad = tmp_path / "insurance.pdf", tmp_path / "quotations.pdf"
    good.write_bytes(b"%PDF-1.4 insured")
    bad.write_bytes(b"")
    steps.open_application(olive, office.record(one).reference)
    olive.tab("Documents")
    dialogs.will_choose(good, bad)
    olive.press("Attach …")
    olive.press("Attach")
    olive.wait_for("“quotations.pdf” is empty. Check the file and attach it again.")
    assert kept(office, Content) == before
    bad.write_bytes(b"%PDF-1.4 three offers")
    olive.press("Attach")
    olive.wait_for("Attached.")
    assert olive.sees("insurance.pdf")
    assert olive.sees("quotations.pdf")


def test_strange_names_reach_letter_and_workbook_as_themselves(
    olive: Officer, office: Office, dialogs: FileDialogs, tmp_path: Path
) -> None:
    form = Application(organisation=FORMULA, contact="Zoë O’Brien ⚽", title=FOREIGN)
    reference = steps.receive(olive, form, dialogs, tmp_path)
    one = 1
    for step in (way.start_checks, way.pass_checks, way.assess, way.recommend, way.approve):
        step(office, one)
    steps.open_application(olive, reference)
    letter, workbook = tmp_path / "letter.pdf", tmp_path / "batch.xlsx"
    steps.issue_letter(olive, dialogs, letter)
    steps.accept(olive)
    steps.record_account(olive, FORMULA)
    olive.sign_in_as("officer2", PASSWORD)
    steps.open_application(olive, reference)
    steps.check_account(olive)
    olive.sign_in_as("finance", PASSWORD)
    steps.open_application(olive, reference)
    steps.approve_payment(olive)
    steps.send_to_finance(olive, dialogs, workbook)
    the_letter_prints(letter)
    the_workbook_holds_text(workbook)
    assert verify(office.desk).faults == ()


def the_letter_prints(letter: Path) -> None:
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(letter).pages).split())
    text = unicodedata.normalize("NFKC", text)
    for words in (FORMULA, "Zoë O’Brien [soccer ball]", "<i>&", "שלום", "نعم"):
        assert words in text, (words, text)


def the_workbook_holds_text(workbook: Path) -> None:
    book = load_workbook(workbook)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    payees = [cell for cell in cells if FORMULA in str(cell.value)]
    assert payees
    assert {cell.data_type for cell in payees} == {"s"}
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert formulas
    assert not [each for each in formulas if "cmd" in each]


def test_a_database_of_a_newer_program_is_left_as_it_is(
    start: StartProgram, office: Office
) -> None:
    tamper(office.desk, "UPDATE alembic_version SET version_num = '9999'")
    officer = start()
    officer.press("Open an existing database")
    officer.fill("Database", str(office.desk.database.file))
    officer.press("Open")
    officer.wait_for("was made by a newer PCCDesk")
    assert officer.sees("Install the newer program; the file is unchanged.")
    assert officer.field_text("Database") == str(office.desk.database.file)


def test_a_read_only_folder_is_told_and_nothing_is_written(
    start: StartProgram, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "shared drive"
    folder.mkdir()
    copy = folder / "office.sqlite"
    office.desk.database.close()
    shutil.copyfile(str(office.desk.database.file), copy)
    before = copy.read_bytes()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder and real(path, mode))
    officer = start()
    officer.press("Open an existing database")
    officer.fill("Database", str(copy))
    officer.press("Open")
    officer.wait_for("“office.sqlite” is read-only, or its folder is.")
    assert [each.name for each in folder.iterdir()] == ["office.sqlite"]
    assert copy.read_bytes() == before
    officer.press("Back")
    officer.press("Make a new database")
    officer.fill("Database", str(folder / "new.sqlite"))
    officer.press("Continue")
    officer.wait_for(f"Nothing can be saved in the folder “{folder}”. Choose another.")
    assert [each.name for each in folder.iterdir()] == ["office.sqlite"]
    monkeypatch.undo()
    open_database(str(copy)).close()
