"""What has the keyboard is shown whole, also where it was put there only just now."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit
from pytestqt.qtbot import QtBot

from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.scroll_column import ScrollColumn


def whole(column: ScrollColumn, field: QLineEdit) -> bool:
    place = QRect(field.mapTo(column.viewport(), QPoint()), field.size())
    return column.viewport().rect().contains(place)


def test_a_field_that_gets_the_keyboard_before_it_is_laid_out_is_shown_whole(qtbot: QtBot) -> None:
    column = ScrollColumn()
    qtbot.addWidget(column)
    column.resize(400, 200)
    with qtbot.waitActive(column):
        column.show()
        column.activateWindow()
    block, form, edit = QFrame(), Form(), QLineEdit()
    block.setFixedHeight(170)
    form.add("name", "Name", edit)
    for each in (block, form):
        column.add(each)
        each.show()
    edit.setFocus()
    QApplication.processEvents()
    assert edit.hasFocus()
    assert column.verticalScrollBar().maximum() > 0
    assert whole(column, edit)


def test_it_does_not_scroll_back_to_what_the_keyboard_has_left(qtbot: QtBot) -> None:
    column = ScrollColumn()
    qtbot.addWidget(column)
    column.resize(400, 200)
    form = Form()
    edits = [QLineEdit() for _ in range(9)]
    for number, edit in enumerate(edits):
        form.add(f"field{number}", f"Field {number}", edit)
    column.add(form)
    with qtbot.waitActive(column):
        column.show()
        column.activateWindow()
    edits[0].setFocus()
    edits[8].setFocus()
    QApplication.processEvents()
    assert whole(column, edits[8])
