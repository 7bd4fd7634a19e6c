"""The bar at the foot: who has the room where there is too little for all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from pccdesk.ui import theme
from pccdesk.ui.context import Context
from pccdesk.ui.palettes import Mode
from pccdesk.ui.status_bar import StatusBar
from pccdesk.ui.widgets.labels import ElidedLabel

LAST = "Last signed in 21 November 2026 at 17:04 at PCC-WORKSTATION-0017"


@pytest.fixture
def bar(qtbot: QtBot, context: Context) -> Iterator[StatusBar]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = StatusBar(context, "Office of the Police and Crime Commissioner.sqlite")
    window.setStatusBar(made)
    made.tell_last_sign_in(LAST)
    window.resize(1366, 400)
    window.show()
    QApplication.processEvents()
    yield made
    theme.apply(_app(), Mode.LIGHT)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def whole(label: ElidedLabel) -> bool:
    return label.text() == label.full_text() and label.width() >= label.sizeHint().width()


def test_all_is_told_where_there_is_room(bar: StatusBar) -> None:
    assert [whole(each) for each in (bar.database, bar.last_sign_in, bar.person)] == [True] * 3


@pytest.mark.parametrize(
    ("width", "whole_parts"),
    [(1366, (True, False, True)), (1000, (False, False, True)), (640, (False, False, True))],
)
def test_with_large_text_the_last_sign_in_gives_way_then_the_database(
    bar: StatusBar, width: int, whole_parts: tuple[bool, ...]
) -> None:
    theme.apply(_app(), Mode.LIGHT, 2.25)
    bar.window().resize(width, 400)
    QApplication.processEvents()
    parts = (bar.database, bar.last_sign_in, bar.person)
    assert tuple(whole(each) for each in parts) == whole_parts
    shown = sorted((each.x(), each.geometry().right()) for each in parts if each.width() > 0)
    assert all(end < begin for (_, end), (begin, _) in pairwise(shown))
    assert shown[-1][1] <= bar.width()
    assert LAST in bar.person.toolTip()
    for each in parts[:2]:
        assert each.full_text() in each.toolTip()


def test_what_runs_comes_first(bar: StatusBar, context: Context, qtbot: QtBot) -> None:
    theme.apply(_app(), Mode.LIGHT, 1.5)
    may_end = Event()
    title = "Bring in 1,204 applications from a long spreadsheet"
    context.jobs.run_change(bar, title, lambda _: may_end.wait(30), lambda _: None)
    assert bar.jobs.isVisible()
    QApplication.processEvents()
    assert bar.jobs.width() >= bar.jobs.sizeHint().width()
    assert not whole(bar.last_sign_in)
    bar.window().resize(500, 400)
    QApplication.processEvents()
    assert bar.jobs.geometry().right() <= bar.width()
    [cancel] = bar.jobs.findChildren(QPushButton)
    assert bar.jobs.rect().contains(cancel.geometry())
    may_end.set()
    qtbot.waitUntil(lambda: not context.jobs.busy())
    QApplication.processEvents()
    assert not bar.jobs.isVisible()


@pytest.mark.parametrize("factor", [1.0, 2.25])
def test_a_job_does_not_make_the_bar_higher_or_lower(
    bar: StatusBar, context: Context, qtbot: QtBot, factor: float
) -> None:
    theme.apply(_app(), Mode.LIGHT, factor)
    qtbot.waitUntil(lambda: bar.height() > 22 * factor)
    before, may_end = bar.height(), Event()
    context.jobs.run_change(bar, "Make letters", lambda _: may_end.wait(30), lambda _: None)
    QApplication.processEvents()
    assert bar.jobs.isVisible()
    [cancel] = bar.jobs.findChildren(QPushButton)
    assert cancel.height() >= cancel.sizeHint().height()
    during = bar.height()
    may_end.set()
    qtbot.waitUntil(lambda: not context.jobs.busy())
    QApplication.processEvents()
    assert before == during == bar.height()


def test_the_bar_keeps_no_window_from_being_narrow(bar: StatusBar) -> None:
    assert bar.minimumSizeHint().width() < 100
