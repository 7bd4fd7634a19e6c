"""Later starts: a name and a password for the last database."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pccdesk.bootstrap import open_desk
from pccdesk.domain.permissions import Actor
from pccdesk.queries.sign_in import hash_cost
from pccdesk.services import passwords
from pccdesk.services.desk import Desk
from pccdesk.settings import remember_database
from pccdesk.ui.start import opening
from pccdesk.ui.start.opening import OpenOffice
from pccdesk.ui.start.remembered import Remembered, remember
from pccdesk.ui.start.sign_in_step import SignInStep
from pccdesk.ui.start.start_window import StartWindow
from pccdesk.ui.start.welcome_step import WelcomeStep
from pccdesk.ui.window_settings import WindowSettings
from tests.new_office import PASSWORD

Start = Callable[..., StartWindow]


def signing_in(qtbot: QtBot, window: StartWindow) -> SignInStep:
    qtbot.waitUntil(lambda: isinstance(window.step, SignInStep), timeout=20_000)
    step = window.step
    assert isinstance(step, SignInStep)
    return step


def test_the_right_password_signs_in_with_the_keyboard_alone(
    qtbot: QtBot, start: Start, entered: list[tuple[OpenOffice, Actor]], sqlite_address: str
) -> None:
    window = start(sqlite_address)
    signing_in(qtbot, window)
    QTest.keyClicks(window.focusWidget(), "administrator")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(window.focusWidget(), PASSWORD)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(entered), timeout=20_000)
    assert entered[0][1].username == "administrator"


def test_a_wrong_password_is_told_beside_its_field_which_keeps_the_keyboard(
    qtbot: QtBot, start: Start, entered: list[tuple[OpenOffice, Actor]], sqlite_address: str
) -> None:
    window = start(sqlite_address)
    step = signing_in(qtbot, window)
    step.form.set_values({"username": "administrator", "password": "wrong"})
    step.primary.click()
    qtbot.waitUntil(lambda: bool(step.form.field("password").problem()), timeout=20_000)
    assert step.form.field("password").problem() == "The username or the password is not right."
    assert window.focusWidget() is step.form.control("password")
    assert step.form.control("password").selectedText() == "wrong"  # type: ignore[attr-defined]
    assert step.primary.isEnabled()
    assert not entered


def test_an_empty_name_or_password_is_asked_for_without_asking_the_database(
    qtbot: QtBot, start: Start, sqlite_address: str
) -> None:
    window = start(sqlite_address)
    step = signing_in(qtbot, window)
    step.primary.click()
    assert step.form.field("username").problem() == "Enter your username."
    assert not window.jobs.running()


def test_who_signed_in_last_may_type_the_password_before_the_database_is_open(
    qtbot: QtBot,
    start: Start,
    entered: list[tuple[OpenOffice, Actor]],
    window_settings: WindowSettings,
    sqlite_address: str,
) -> None:
    remember(window_settings, sqlite_address, Remembered("An office", "administrator"))
    window = start(sqlite_address)
    step = window.step
    assert isinstance(step, SignInStep)
    assert window.focusWidget() is step.form.control("password")
    step.form.set_values({"password": PASSWORD})
    step.primary.click()
    qtbot.waitUntil(lambda: bool(entered), timeout=20_000)


def test_another_database_can_be_chosen_and_the_last_one_come_back_to(
    qtbot: QtBot, start: Start, sqlite_address: str
) -> None:
    remember_database(sqlite_address)
    window = start(sqlite_address)
    step = signing_in(qtbot, window)
    step.back.click()
    assert isinstance(window.step, WelcomeStep)
    window.step.back.click()
    signing_in(qtbot, window)


def test_a_database_that_another_copy_has_open_is_not_opened_twice(
    qtbot: QtBot, window_settings: WindowSettings, sqlite_address: str
) -> None:
    window = StartWindow(window_settings, claim=lambda _address: False)
    qtbot.addWidget(window)
    window.begin(sqlite_address)
    assert "another PCCDesk window" in window.step.summary.accessibleName()
    window.close()


def test_what_comes_after_the_sign_in_is_prepared_while_the_officer_types(
    qtbot: QtBot, start: Start, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[object] = []
    monkeypatch.setattr(opening, "prepare_entry", prepared.append)
    window = start(sqlite_address)
    signing_in(qtbot, window)
    qtbot.waitUntil(lambda: bool(prepared) and prepared[-1] is not None, timeout=20_000)
    assert window._office is not None
    assert prepared[-1] is window._office.desk


def test_preparing_learns_what_signing_in_takes_and_leaves_nothing_open(
    sqlite_address: str,
) -> None:
    desk = open_desk(sqlite_address)
    with desk.database.reading() as connection:
        cost = hash_cost(connection)
    passwords.never_fits.cache_clear()
    opening.prepare_entry(desk)
    made = passwords.never_fits.cache_info().misses
    assert made == 1
    passwords.never_fits(cost)
    assert passwords.never_fits.cache_info().misses == made
    desk.database.close()


def test_an_office_that_is_left_while_it_is_prepared_is_closed_again(
    qtbot: QtBot, start: Start, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, may_go_on = Event(), Event()

    def prepare(desk: Desk | None) -> None:
        if desk is not None:
            began.set()
            may_go_on.wait(20)

    monkeypatch.setattr(opening, "prepare_entry", prepare)
    window = start(sqlite_address)
    qtbot.waitUntil(began.is_set, timeout=20_000)
    closed: list[bool] = []
    assert window._office is not None
    database = window._office.desk.database
    monkeypatch.setattr(database, "close", lambda: closed.append(True))
    window.show_welcome()
    assert closed == [True]
    may_go_on.set()
    qtbot.waitUntil(lambda: closed == [True, True], timeout=20_000)
