from collections.abc import Generator
from itertools import islice

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.ui import theme
from pccdesk.ui.palettes import CONTRAST, DARK, Mode
from pccdesk.ui.restyling import Restyling
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label


class _Two(QStackedWidget):
    """Two pages, of which the second is behind the first."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes = [QLineEdit(), QLineEdit()]
        for box in self.boxes:
            page = QWidget()
            column = QVBoxLayout(page)
            column.addWidget(label("A heading", "title"))
            column.addWidget(label("A hint", "hint"))
            column.addWidget(push_button("Save", kind="primary", icon="plus"))
            column.addWidget(box)
            self.addWidget(page)
        self.resize(400, 300)


@pytest.fixture
def two(qtbot: QtBot, qapp: QApplication) -> _Two:
    theme.apply(qapp, Mode.LIGHT)
    made = _Two()
    qtbot.addWidget(made)
    made.show()
    made.setCurrentIndex(1)
    made.setCurrentIndex(0)
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(("mode", "factor"), [(Mode.DARK, 1.0), (Mode.CONTRAST, 2.25)])
def test_what_was_open_looks_as_what_is_opened_afterwards(
    two: _Two, qtbot: QtBot, qapp: QApplication, mode: Mode, factor: float
) -> None:
    theme.change(qapp, mode, factor)
    _settle(qtbot)
    fresh = _Two()
    qtbot.addWidget(fresh)
    fresh.show()
    for page in (0, 1):
        two.setCurrentIndex(page)
        fresh.setCurrentIndex(page)
        for window in (two, fresh):
            window.resize(600, 500)
        assert _picture(two) == _picture(fresh), page


def test_a_look_goes_back_without_a_trace(two: _Two, qtbot: QtBot, qapp: QApplication) -> None:
    before = _picture(two)
    theme.change(qapp, Mode.DARK, 2.0)
    _settle(qtbot)
    assert _picture(two) != before
    theme.change(qapp, Mode.LIGHT, 1.0)
    _settle(qtbot)

    def is_as_before() -> bool:
        two.resize(400, 300)  # as soon as its layout allows it again
        return _picture(two) == before

    qtbot.waitUntil(is_as_before)


def test_a_change_gives_way_to_a_later_one(two: _Two, qtbot: QtBot, qapp: QApplication) -> None:
    for _ in range(200):
        QLabel("hidden", two.widget(1))
    theme.change(qapp, Mode.DARK, 1.5)
    theme.change(qapp, Mode.CONTRAST, 1.0)
    _settle(qtbot)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == CONTRAST.window
    for box in two.boxes:
        assert box.palette().color(QPalette.ColorRole.Text).name() == CONTRAST.text
        assert not box.testAttribute(Qt.WidgetAttribute.WA_SetStyle)
        assert box.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
    assert two.updatesEnabled()


def test_a_page_come_to_meanwhile_has_the_new_look(
    two: _Two, qtbot: QtBot, qapp: QApplication
) -> None:
    restyling = theme.theme().restyling()
    seen: list[str] = []

    def look() -> None:
        page = two.widget(1)
        assert page is not None
        restyling.finish_for(page)
        seen.append(two.boxes[1].palette().color(QPalette.ColorRole.Text).name())

    theme.theme().changed.connect(look)
    try:
        theme.change(qapp, Mode.DARK, 1.0)
        _settle(qtbot)
    finally:
        theme.theme().changed.disconnect(look)
    assert seen == [DARK.text]


def test_what_is_closed_meanwhile_does_no_harm(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, Mode.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    inner = QLabel("gone", window)
    window.show()

    def close() -> None:
        inner.setParent(None)
        inner.deleteLater()
        qapp.sendPostedEvents(inner, 52)  # QEvent.DeferredDelete

    theme.theme().changed.connect(close)
    try:
        theme.change(qapp, Mode.DARK, 1.0)
        _settle(qtbot)
    finally:
        theme.theme().changed.disconnect(close)
    assert not theme.theme().restyling().busy()


def test_what_goes_between_any_two_slices_does_no_harm(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, Mode.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    slices = 1
    while slices:
        inner = QLabel("gone", window)
        gone = (window.addAction("gone"), inner.addAction("gone"), inner)
        restyling = Restyling()
        steps = restyling._all_steps(_nothing, lambda: None)
        done = sum(1 for _ in islice(steps, slices))
        for each in gone:
            each.deleteLater()
            qapp.sendPostedEvents(each, 52)  # QEvent.DeferredDelete
        for _ in steps:
            pass
        slices = slices + 1 if done == slices else 0
        assert not restyling._waiting


def _nothing() -> Generator[None, None, None]:
    yield from ()


def _settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not theme.theme().restyling().busy())


def _picture(widget: QWidget) -> QImage:
    focused = widget.focusWidget()
    if focused is not None:
        focused.clearFocus()
    return widget.grab().toImage()
