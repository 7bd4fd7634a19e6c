"""The record's tabs: all words readable on a usual screen, gone through by the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from pccdesk.ui.widgets.wide_tabs import WideTabs

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tabs(qtbot: QtBot) -> WideTabs:
    beside = QLabel("Next")
    beside.setFixedWidth(300)
    made = WideTabs("Parts", beside)
    for words in ("Summary", "Documents", "Timeline"):
        made.addTab(QLineEdit(words), words)
    qtbot.addWidget(made)
    made.resize(360, 300)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    return made


def test_the_words_stand_above_what_is_beside_the_pages_too(tabs: WideTabs) -> None:
    assert tabs.bar.tabRect(2).right() > tabs.stack.width()
    assert not any(each.isVisible() for each in tabs.bar.findChildren(QToolButton))


def test_control_and_tab_go_round_from_within_a_page(tabs: WideTabs) -> None:
    page = tabs.currentWidget()
    assert page is not None
    page.setFocus()
    met = []
    for keys, modifiers in (
        *((Qt.Key.Key_Tab, CONTROL),) * 3,
        *((Qt.Key.Key_Backtab, CONTROL | SHIFT),) * 2,
    ):
        where = QApplication.focusWidget()
        assert where is not None
        QTest.keyClick(where, keys, modifiers)
        met.append(tabs.tabText(tabs.currentIndex()))
    assert met == ["Documents", "Timeline", "Summary", "Timeline", "Documents"]
    assert QApplication.focusWidget() is tabs.currentWidget()


def test_a_tab_that_is_chosen_brings_its_page_and_tells(qtbot: QtBot, tabs: WideTabs) -> None:
    with qtbot.waitSignal(tabs.changed) as told:
        QTest.mouseClick(tabs.bar, Qt.MouseButton.LeftButton, pos=tabs.bar.tabRect(1).center())
    assert told.args == [1]
    assert tabs.currentWidget() is tabs.stack.widget(1)
