"""Controls in lines: nothing is squeezed, nothing covers another."""

from itertools import combinations

import pytest
from PySide6.QtCore import QSize
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


class _Counting(QPushButton):
    asked = 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        self.asked += 1
        return super().sizeHint()


def test_a_control_is_asked_for_its_room_once_until_it_changes(qtbot: QtBot) -> None:
    around = QWidget()
    outer, flow = QVBoxLayout(around), FlowLayout(8)
    outer.addLayout(flow)
    button = _Counting("Go")
    flow.addWidget(button)
    qtbot.addWidget(around)
    around.show()
    QApplication.processEvents()
    narrow, asked = flow.sizeHint().width(), button.asked
    for width in range(100, 200):
        flow.heightForWidth(width)
        flow.minimumSize()
    assert button.asked == asked
    button.setText("Go to the end of the list")
    QApplication.processEvents()
    assert flow.sizeHint().width() > narrow
    assert flow.sizeHint().width() == button.sizeHint().width()


def test_what_comes_and_goes_within_a_layout_counts_at_once(qtbot: QtBot) -> None:
    around = QWidget()
    flow = FlowLayout(8)
    around.setLayout(flow)
    for _ in range(2):
        each = QWidget()
        each.setFixedSize(100, 40)
        flow.addWidget(each)
    qtbot.addWidget(around)
    around.show()
    assert flow.heightForWidth(210) == 40
    third = QWidget(around)
    third.setFixedSize(100, 40)
    flow.addWidget(third)
    assert flow.heightForWidth(210) == 40, "not shown yet"
    third.show()
    assert flow.heightForWidth(210) == 88
    third.hide()
    assert flow.heightForWidth(210) == 40
    third.deleteLater()
    qapp = QApplication.instance()
    assert qapp is not None
    qapp.sendPostedEvents(third, 52)  # QEvent.DeferredDelete
    assert flow.count() == 2
    assert flow.sizeHint().width() == 208
