"""Buttons: the hand over them, and the words in one that is as wide as its step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pccdesk.ui.start.choice_button import ChoiceButton
from pccdesk.ui.widgets.buttons import push_button


def test_the_mouse_points_at_a_button_with_a_hand(qtbot: QtBot) -> None:
    button = push_button("Save")
    qtbot.addWidget(button)
    here = QPointF(3, 3)
    QApplication.sendEvent(button, QEnterEvent(here, here, here))
    assert button.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))


def test_a_click_on_the_words_of_a_choice_chooses_it(qtbot: QtBot) -> None:
    chosen: list[str] = []
    button = ChoiceButton("plus", "Make one", "For your office", lambda: chosen.append("made"))
    qtbot.addWidget(button)
    button.show()
    words = button.findChildren(QLabel)
    for each in words:
        QTest.mouseClick(
            button.window().windowHandle(),
            Qt.MouseButton.LeftButton,
            pos=each.mapTo(button, each.rect().center()),
        )
    assert len(chosen) == len(words) == 3
