"""Buttons: the hand over them, what a key does to them, the words in one as wide as its step."""

from __future__ import annotations

from itertools import takewhile

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from pccdesk.ui.start.choice_button import ChoiceButton
from pccdesk.ui.widgets.buttons import icon_button, push_button


def _is_empty(picture: QImage, column: int) -> bool:
    return all(picture.pixelColor(column, row).alpha() == 0 for row in range(picture.height()))


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


def test_an_arrow_behind_a_word_stands_as_far_from_it_as_an_icon_before_one(qtbot: QtBot) -> None:
    before, behind = (
        push_button("Save", icon="save"),
        push_button("Countersign", icon="chevron-down", behind=True),
    )
    for each in (before, behind):
        qtbot.addWidget(each)
    assert behind.layoutDirection() is Qt.LayoutDirection.RightToLeft
    pictures = [each.icon().pixmap(each.iconSize()).toImage() for each in (before, behind)]
    air = [
        [_is_empty(picture, column) for column in range(picture.width())] for picture in pictures
    ]
    wide = [sum(1 for _ in takewhile(bool, columns)) for columns in (air[0][::-1], air[1])]
    assert min(wide) >= 4


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_link_is_followed_once_by_enter_as_by_space(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[str] = []
    for button in (
        push_button("Open", kind="link", clicked=lambda: pressed.append("link")),
        icon_button("x", "Close", clicked=lambda: pressed.append("icon")),
    ):
        qtbot.addWidget(button)
        QTest.keyClick(button, key)
    assert pressed == ["link", "icon"]


def test_enter_on_cancel_cancels_and_leaves_the_main_button_alone(qtbot: QtBot) -> None:
    dialog, pressed = QDialog(), list[str]()
    column = QVBoxLayout(dialog)
    main = push_button("Approve", kind="primary", clicked=lambda: pressed.append("approve"))
    cancel = push_button("Cancel", clicked=lambda: pressed.append("cancel"))
    column.addWidget(main)
    column.addWidget(cancel)
    qtbot.addWidget(dialog)
    dialog.show()
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert pressed == ["cancel"]
