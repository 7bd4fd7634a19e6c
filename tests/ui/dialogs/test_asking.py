"""A page's dialog that is closed unsent has what was typed when it is asked for again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.asking import Asked, ask, left_in
from pccdesk.ui.dialogs.command_dialog import DialogWords
from pccdesk.ui.dialogs.view_dialog import ViewNameDialog


class _Jobs:
    """Runs the work at once."""

    def run_change(self, _page: object, _title: str, work: Any, done: Any, **_more: Any) -> None:
        done(work(None))


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    found = QWidget()
    qtbot.addWidget(found)
    return found


def _ask(page: QWidget, title: str = "Save a view") -> ViewNameDialog:
    said: list[str] = []
    context = SimpleNamespace(jobs=_Jobs(), messages=SimpleNamespace(success=said.append))
    dialog = ViewNameDialog(DialogWords(title, "", "Save"), "", page)
    ask(cast("Context", context), page, dialog, Asked(title, str, str, ()))
    return dialog


def test_what_was_typed_before_esc_stands_there_again(page: QWidget) -> None:
    dialog = _ask(page)
    QTest.keyClicks(dialog.name, "Late ones")
    QTest.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert _ask(page).name.text() == "Late ones"


def test_what_was_typed_for_something_else_does_not(page: QWidget) -> None:
    dialog = _ask(page)
    QTest.keyClicks(dialog.name, "Late ones")
    dialog.reject()
    assert _ask(page, "Rename the view").name.text() == ""


def test_what_was_sent_is_forgotten(page: QWidget) -> None:
    dialog = _ask(page)
    QTest.keyClicks(dialog.name, "Late ones")
    dialog.reject()
    again = _ask(page)
    QTest.keyClick(again.name, Qt.Key.Key_Return)
    assert not again.isVisible()
    assert left_in(page) == {}
