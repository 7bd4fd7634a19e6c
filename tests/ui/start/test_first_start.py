"""A first start: three choices, and a new database in three steps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pccdesk.domain.permissions import Actor, Role
from pccdesk.ui.start import opening
from pccdesk.ui.start.new_steps import AdministratorStep, OfficeStep, PlaceStep
from pccdesk.ui.start.open_step import OpenStep
from pccdesk.ui.start.opening import OpenOffice
from pccdesk.ui.start.sign_in_step import SampleStep
from pccdesk.ui.start.start_window import StartWindow
from pccdesk.ui.start.welcome_step import WelcomeStep
from pccdesk.ui.start.working_step import WorkingStep

Start = Callable[..., StartWindow]
PASSWORD = " three blue boats "


def type_in(window: StartWindow, *texts: str) -> None:
    for text in texts:
        front = window.focusWidget()
        QTest.keyClicks(front, text)
        QTest.keyClick(front, Qt.Key.Key_Tab)


def test_a_new_database_is_made_and_signed_in_to_with_the_keyboard_alone(
    qtbot: QtBot, start: Start, entered: list[tuple[OpenOffice, Actor]], tmp_path: Path
) -> None:
    path = tmp_path / "office.sqlite"
    window = start()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(window.step, PlaceStep)
    window.step.form.set_values({"address": ""})
    QTest.keyClicks(window.focusWidget(), str(path))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(window.step, OfficeStep)
    type_in(window, "Office of the Commissioner", "County Hall", "pr10ld")
    window.step.form.focus_field("signatory_name")
    type_in(window, "Ann Example")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(window.step, AdministratorStep)
    assert not path.exists()
    type_in(window, "Amina Hussain", "Office manager", "a.hussain", PASSWORD, PASSWORD)
    window.step.form.focus_field("again")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(entered), timeout=20_000)
    office, actor = entered[0]
    assert office.name == "Office of the Commissioner"
    assert (actor.full_name, actor.roles[0].role) == ("Amina Hussain", Role.ADMINISTRATOR)
    assert path.exists()


def test_a_step_with_problems_stays_and_names_each_beside_its_field(start: Start) -> None:
    window = start()
    window.make()
    window.step.primary.click()
    step = window.step
    step.form.set_values({"postcode": "PR1 OLD"})
    step.primary.click()
    assert window.step is step
    assert "letter O" in step.form.field("postcode").problem()
    assert step.form.field("signatory_name").problem() == "Enter the office’s signatory."
    lines = [line.text() for line in step.summary.findChildren(QPushButton)]
    assert lines[0] == "Enter the office’s name."
    assert lines[-1] == "Enter the office’s signatory."


def test_passwords_that_differ_or_are_short_are_refused_beside_their_field(start: Start) -> None:
    window = start()
    step = AdministratorStep(lambda: pytest.fail("made"), lambda: None)
    window._show(step)
    typed = {"full_name": "A", "username": "a", "password": "short", "again": "short"}
    step.form.set_values(typed)
    step.primary.click()
    assert "at least 12" in step.form.field("password").problem()
    step.form.set_values({"password": PASSWORD, "again": PASSWORD.strip()})
    step.primary.click()
    assert "differ" in step.form.field("again").problem()


def test_back_keeps_what_was_typed_and_cancel_leaves_no_file(start: Start, tmp_path: Path) -> None:
    window = start()
    window.make()
    window.step.form.set_values({"address": str(tmp_path / "new.sqlite")})
    window.step.primary.click()
    window.step.form.set_values({"name": "Kept"})
    window.step.back.click()
    assert isinstance(window.step, PlaceStep)
    window.step.primary.click()
    assert window.step.form.values()["name"] == "Kept"
    window.step.back.click()
    QTest.keyClick(window.step, Qt.Key.Key_Escape)
    assert isinstance(window.step, WelcomeStep)
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("there.sqlite", "exists already"),
        ("no/where.sqlite", "does not exist"),
        ("", "is a folder"),
    ],
)
def test_a_place_where_no_database_can_be_made_is_refused_at_once(
    start: Start, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "there.sqlite").write_text("mine")
    window = start()
    window.make()
    window.step.form.set_values({"address": str(tmp_path / name)})
    window.step.primary.click()
    assert isinstance(window.step, PlaceStep)
    assert words in window.step.form.field("address").problem()
    assert (tmp_path / "there.sqlite").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"a letter, not a database", "is not a PCCDesk database"),
        (b"SQLite format 3\x00" + bytes(500), ""),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_in_a_sentence_with_another_choice(
    qtbot: QtBot, start: Start, tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "odd.sqlite"
    if content is not None:
        path.write_bytes(content)
    window = start(str(path))
    qtbot.waitUntil(lambda: isinstance(window.step, OpenStep), timeout=20_000)
    said = window.step.summary.accessibleName()
    assert words in said
    assert "Traceback" not in said
    assert window.step.form.values()["address"] == str(path)


def test_a_servers_password_is_asked_for_apart_and_put_into_the_address_only_to_connect(
    start: Start,
) -> None:
    tried: list[str] = []
    step = OpenStep((), tried.append, lambda: None)
    window = start()
    window._show(step)
    step.show_address("/srv/office.sqlite")
    assert not step.form.field("server_password").isVisible()
    step.show_address("postgresql://amina@server/pcc")
    assert step.form.field("server_password").isVisible()
    step.form.set_values({"server_password": "p@ss/word"})
    step.go()
    assert tried == ["postgresql://amina:p%40ss%2Fword@server/pcc"]
    assert step.form.values()["address"] == "postgresql://amina@server/pcc"


def test_the_sample_office_shows_its_progress_and_can_be_stopped(
    qtbot: QtBot, start: Start
) -> None:
    window = start()
    window.explore()
    step = window.step
    assert isinstance(step, WorkingStep)
    qtbot.waitUntil(lambda: step.progress.maximum() > 0, timeout=60_000)
    assert " of " in step.count.text()
    step.back.click()
    qtbot.waitUntil(lambda: isinstance(window.step, WelcomeStep), timeout=60_000)
    assert not opening.sample_path().exists()


def test_anybody_of_the_sample_office_signs_in_with_one_key(
    qtbot: QtBot, start: Start, entered: list[tuple[OpenOffice, Actor]], sample_office_file: Path
) -> None:
    opening.sample_path().parent.mkdir(parents=True)
    opening.sample_path().write_bytes(sample_office_file.read_bytes())
    window = start()
    window.explore()
    qtbot.waitUntil(lambda: isinstance(window.step, SampleStep), timeout=20_000)
    step = window.step
    assert isinstance(step, SampleStep)
    first = window.focusWidget()
    assert first is next(iter(step.people.values()))
    QTest.keyClick(first, Qt.Key.Key_Down)
    people = list(step.people.values())
    assert window.focusWidget() is people[2]  # the one below, as they stand two in a row
    QTest.keyClick(people[2], Qt.Key.Key_R)
    second = window.focusWidget()
    assert second is not None
    assert any(name.startswith("R") for name in second.accessibleName().split())
    assert second.accessibleDescription()
    QTest.keyClick(second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(entered), timeout=20_000)
    assert entered[0][1].full_name == second.accessibleName()
