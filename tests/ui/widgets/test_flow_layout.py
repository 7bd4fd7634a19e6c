"""Controls in lines: nothing is squeezed, nothing covers another."""

from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.ui.widgets.flow_layout import FlowLayout


@pytest.mark.parametrize(("width", "lines"), [(900, 1), (420, 2), (200, 5)])
def test_what_has_no_room_goes_on_to_the_next_line(qtbot: QtBot, width: int, lines: int) -> None:
    around, inside = QWidget(), QWidget()
    outer = QVBoxLayout(around)
    outer.setContentsMargins(0, 0, 0, 0)
    flow = FlowLayout(8)
    inside.setLayout(flow)
    outer.addWidget(inside)
    outer.addStretch(1)
    box = QLineEdit()
    box.setMinimumWidth(140)
    box.setMaximumWidth(300)
    buttons = [QPushButton(words) for words in ("Round", "District", "Officer", "Fund")]
    for each in buttons:
        each.setFixedWidth(120)
        flow.addWidget(each)
    flow.insertWidget(0, box)
    qtbot.addWidget(around)
    around.resize(width, 400)
    around.show()
    QApplication.processEvents()
    shown = [box, *buttons]
    assert len({each.y() for each in shown}) == lines
    assert all(each.width() == 120 for each in buttons)
    assert all(each.geometry().right() < width for each in shown)
    assert not any(one.geometry().intersects(two.geometry()) for one, two in combinations(shown, 2))
    assert inside.height() == flow.heightForWidth(width)
    assert box.width() == {900: 300, 420: 164, 200: 200}[width]


def test_what_is_hidden_takes_no_room_and_what_is_taken_out_is_gone(qtbot: QtBot) -> None:
    around = QWidget()
    flow = FlowLayout(8)
    around.setLayout(flow)
    one, two = QPushButton("One"), QPushButton("Two")
    for each in (one, two):
        each.setFixedWidth(100)
        flow.addWidget(each)
    qtbot.addWidget(around)
    one.hide()
    assert flow.sizeHint().width() == 100
    taken = flow.takeAt(0)
    assert taken is not None
    assert taken.widget() is one
    assert flow.count() == 1
    assert flow.itemAt(1) is None
