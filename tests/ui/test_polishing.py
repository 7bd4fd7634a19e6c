from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from pccdesk.ui.polishing import polish_in_steps


def part(whole: QWidget) -> QWidget:
    made = QWidget(whole)
    QVBoxLayout(made).addWidget(QLabel("words", made))
    return made


def have_look(whole: QWidget) -> int:
    polished = Qt.WidgetAttribute.WA_WState_Polished
    return sum(each.testAttribute(polished) for each in whole.findChildren(QWidget))


def test_each_turn_gives_one_part_its_look_with_all_in_it(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    parts = [part(whole) for _ in range(3)]
    assert have_look(whole) == 0
    assert [have_look(whole) for _turn in polish_in_steps(*parts)] == [2, 4, 6]
    assert whole.isHidden()


def test_what_goes_while_its_look_is_waited_for_is_left_out(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    parts = [part(whole) for _ in range(3)]
    steps = polish_in_steps(*parts)
    next(steps)
    delete(parts[1])
    assert len(list(steps)) == 2
    assert have_look(whole) == 4
