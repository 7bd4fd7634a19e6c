"""Dialogs end alike: a line from side to side, and the buttons in one row under it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.dialogs.entry_dialog import EntryDialog
from pccdesk.ui.dialogs.facts_dialog import FactsDialog
from pccdesk.ui.dialogs.jobs_dialog import JobsDialog
from pccdesk.ui.dialogs.organisation_dialog import OrganisationDialog

MANY = tuple((f"Action {number}", f"Ctrl+{number}") for number in range(60))


def make(kind: str, context: Context) -> QDialog:
    if kind == "command":
        return CommandDialog(DialogWords("Withdraw", "Why", "Withdraw"))
    if kind == "entry":
        return EntryDialog("Add a person", "Add person")
    if kind == "facts":
        return FactsDialog("Keyboard shortcuts", MANY)
    return JobsDialog(context) if kind == "jobs" else OrganisationDialog(())


@pytest.fixture(params=["command", "entry", "facts", "jobs", "organisation"])
def dialog(request: pytest.FixtureRequest, context: Context, qtbot: QtBot) -> QDialog:
    made = make(request.param, context)
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made


def test_the_buttons_stand_in_one_row_under_a_line(dialog: QDialog) -> None:
    lines = [each for each in dialog.findChildren(QFrame) if each.property("role") == "line"]
    [line] = [each for each in lines if each.parentWidget() is dialog and each.isVisible()]
    buttons = [each for each in dialog.findChildren(QPushButton) if each.parent() is dialog]
    below = [each for each in buttons if each.isVisible() and each.y() > line.y()]
    assert (line.x(), line.width()) == (0, dialog.width())
    assert {each.y() - line.geometry().bottom() for each in below} == {13}
    assert {dialog.height() - each.geometry().bottom() for each in below} == {17}
    assert max(each.geometry().right() for each in below) == dialog.width() - 25


def test_an_organisations_fields_stand_in_sight_without_scrolling(qtbot: QtBot) -> None:
    dialog = OrganisationDialog(())
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    [area] = dialog.findChildren(QScrollArea)
    assert dialog.height() < 700  # a screen of 1920x1080 at 150% is 720 high
    assert area.verticalScrollBar().maximum() == 0


def test_the_frame_of_what_scrolls_is_whole_within_the_dialog(qtbot: QtBot) -> None:
    dialog = FactsDialog("Keyboard shortcuts", MANY)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    [area] = dialog.findChildren(QScrollArea)
    left = area.mapTo(dialog, QPoint()).x()
    assert left == dialog.width() - left - area.width() == 12
