"""Separation of duties, limits and two people at one application, as the window tells them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.queries import applications
from tests.conftest import USER_FOLDERS
from tests.end_to_end.officer import Officer
from tests.end_to_end.steps import open_application, recommend
from tests.new_office import PASSWORD
from tests.office import Office
from tests.way import assess

StartProgram = Callable[..., Officer]


def sit_down(start: StartProgram, office: Office, username: str) -> Officer:
    officer = start(str(office.desk.database.file))
    officer.sign_in(username, PASSWORD)
    return officer


def test_whoever_recommended_reads_why_somebody_else_must_decide(
    start: StartProgram, sqlite_office: Office
) -> None:
    one = sqlite_office.bring_to(Stage.ASSESSMENT)
    assess(sqlite_office, one)
    officer = sit_down(start, sqlite_office, "everything")
    open_application(officer, sqlite_office.record(one).reference)
    recommend(officer)
    assert officer.sees("Cannot be approved, declined, deferred or sent back by you: ")
    assert officer.sees("Ellis Everything assessed or recommended this application")
    assert not {"Approve", "Decline", "Defer", "Send back"} & set(officer.buttons())


def test_a_limit_of_1000_pounds_is_read_before_anything_is_tried(
    start: StartProgram, sqlite_office: Office
) -> None:
    over = sqlite_office.bring_to(Stage.RECOMMENDED)
    within = sqlite_office.bring_to(Stage.RECOMMENDED, amount_requested=Decimal(900))
    officer = sit_down(start, sqlite_office, "chief")
    open_application(officer, sqlite_office.record(over).reference)
    assert officer.sees("£2,400 is over Chris Chief’s limit of £1,000")
    assert "Approve" not in officer.buttons()
    open_application(officer, sqlite_office.record(within).reference)
    officer.press("Approve")
    officer.fill("Amount awarded", "1,000.01")
    officer.fill("Reasons", "It cuts disorder in the evenings.")
    officer.tick("Declaration")
    officer.press("Check your answers")
    officer.press("Approve £1,000.01")
    officer.wait_for("£1,000")
    assert officer.field_text("Reasons") == "It cuts disorder in the evenings."
    assert sqlite_office.stage(within) is Stage.RECOMMENDED
    officer.fill("Amount awarded", "900")
    officer.press("Check your answers")
    officer.press("Approve £900")
    officer.wait_for("Approved by decision DEL 2026/01")


def test_a_second_save_says_who_changed_it_and_keeps_what_was_typed(
    start: StartProgram,
    sqlite_office: Office,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    one = sqlite_office.bring_to(Stage.RECEIVED)
    reference = sqlite_office.record(one).reference
    first = sit_down(start, sqlite_office, "officer")
    for name in USER_FOLDERS:  # the second sits at a computer of their own
        monkeypatch.setenv(name, str(tmp_path / "another" / name.lower()))
    second = sit_down(start, sqlite_office, "officer2")
    for each, words in ((first, "Olive’s summary."), (second, "Oscar’s summary.")):
        open_application(each, reference)
        each.tab("Application")
        each.press("Change")
        each.fill("Summary", words)
    second.press("Save changes")
    second.wait_for(f"{reference} is saved.")
    first.press("Save changes")
    first.wait_for("was changed by Oscar Second on 23 November 2026 at 10:00")
    first.wait_for("Changed by both.")
    assert first.field_text("Project · Summary, mine") == "Olive’s summary."
    assert first.field_text("Project · Summary, theirs") == "Oscar’s summary."
    assert kept_summary(sqlite_office, one) == "Oscar’s summary."
    first.press("Save what is chosen")
    first.wait_for(f"{reference} is saved.")
    assert kept_summary(sqlite_office, one) == "Olive’s summary."


def kept_summary(office: Office, one: int) -> str:
    record = office.desk.read(office.who("officer"), applications.application, one)
    return record.form.summary
