"""Buttons: what a key does to the one that has the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QVBoxLayout
from pytestqt.qtbot import QtBot

from pccdesk.ui.widgets.buttons import icon_button, push_button


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
