"""The month to pick a day from: its inks can be read in every look, and every week is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.ui import theme
from pccdesk.ui.palettes import PALETTES, Mode, contrast
from pccdesk.ui.widgets.calendar_popup import CalendarPopup

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", extend=True
)
DAY = date(2026, 11, 22)
READABLE = 4.5


@pytest.fixture(autouse=True)
def usual_look(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, Mode.LIGHT)


@pytest.mark.parametrize("mode", sorted(PALETTES))
@pytest.mark.parametrize("factor", [1.0, 2.25])
def test_every_week_is_in_sight_and_readable(
    qtbot: QtBot, qapp: QApplication, mode: Mode, factor: float
) -> None:
    theme.apply(qapp, mode, factor)
    holder = QWidget()
    qtbot.addWidget(holder)
    popup = CalendarPopup(DAY, holder)
    popup.show()
    QApplication.processEvents()
    view = popup.calendar.findChild(QTableView)
    assert isinstance(view, QTableView)
    words = view.fontMetrics().height()
    model = view.model()
    for row in range(model.rowCount()):
        place = view.visualRect(model.index(row, 1))
        assert place.height() >= words
        assert view.viewport().rect().contains(place)
    surface = PALETTES[mode].surface
    days = [model.index(row, column) for row in (2, 3) for column in range(7)]
    inks = [day.data(Qt.ItemDataRole.ForegroundRole) for day in days]
    told = {QColor(ink).name() for ink in inks if ink is not None}
    assert told
    assert [ink for ink in told if contrast(ink, surface) < READABLE] == []
    popup.close()


def test_arrows_are_our_own_and_named(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, Mode.DARK)
    holder = QWidget()
    qtbot.addWidget(holder)
    popup = CalendarPopup(DAY, holder)
    popup.show()
    named = {each.accessibleName(): each for each in popup.findChildren(QToolButton)}
    for name in ("Month before", "Next month"):
        picture = named[name].icon().pixmap(named[name].iconSize()).toImage()
        inked = [
            picture.pixelColor(x, y).lightness()
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 200
        ]
        assert inked
        assert min(inked) > 128
    popup.close()


def test_enter_picks_the_day(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    popup = CalendarPopup(DAY, holder)
    popup.show()
    view = popup.calendar.findChild(QTableView)
    assert isinstance(view, QTableView)
    with qtbot.waitSignal(popup.picked) as picked:
        QTest.keyClick(view, Qt.Key.Key_Right)
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert picked.args == [date(2026, 11, 23)]
