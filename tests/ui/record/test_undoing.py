"""Undo in the record's window: beside the message, with Ctrl+Z, and why not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from pccdesk.domain.applications import Action, Stage
from tests.office import Office
from tests.ui.record.seat import Seat

Sit = Callable[..., Seat]


def undo_button(seat: Seat) -> QPushButton | None:
    """Return the button “Undo” above the page, if there is one."""
    buttons = seat.window.message_area.findChildren(QPushButton)
    return next((each for each in buttons if each.text() == "Undo" and each.isVisible()), None)


def test_what_was_just_done_is_undone_beside_its_message(office: Office, sit: Sit) -> None:
    one = office.bring_to(Stage.RECEIVED)
    seat = sit("officer", one)
    seat.take(Action.START_CHECKS)
    button = undo_button(seat)
    assert button is not None
    button.click()
    seat.settle()
    assert seat.stage() is Stage.RECEIVED
    assert "Undone: “Started the eligibility check”" in seat.said()[-1]


def test_ctrl_z_says_what_it_will_undo_and_by_whom(office: Office, sit: Sit) -> None:
    one = office.bring_to(Stage.ASSESSMENT)
    seat = sit("officer2", one)
    action = seat.window.menus.actions["undo"]
    assert action.shortcuts()[0].toString() == "Ctrl+Z"
    action.trigger()
    dialog = seat.page.changes.undoer.dialog
    assert dialog is not None
    words = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "back in the eligibility check" in words
    assert "Olive Officer" in words
    dialog.verb.click()
    seat.settle()
    assert seat.stage() is Stage.ELIGIBILITY


def test_a_decision_says_why_it_stands(office: Office, sit: Sit) -> None:
    seat = sit("officer", office.bring_to(Stage.APPROVED))
    seat.window.menus.actions["undo"].trigger()
    assert seat.page.changes.undoer.dialog is None
    assert "A decision has a number" in seat.said()[-1]


def test_in_a_text_ctrl_z_belongs_to_the_text(office: Office, sit: Sit) -> None:
    seat = sit("officer", office.bring_to(Stage.RECEIVED))
    line = QLineEdit(seat.page)
    line.show()
    line.setFocus()
    seat.qtbot.keyClicks(line, "typed")
    seat.qtbot.keyClick(line, "Z", Qt.KeyboardModifier.ControlModifier)
    assert seat.page.changes.undoer.dialog is None
    assert line.text() == ""
