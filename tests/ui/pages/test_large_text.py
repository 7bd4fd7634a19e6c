"""With text at 225% on a small screen nothing is cut, and nothing overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from pccdesk.ui import theme
from pccdesk.ui.context import Target
from pccdesk.ui.page import Page
from pccdesk.ui.palettes import Mode
from pccdesk.ui.widgets.page_room import PageRoom
from pccdesk.ui.widgets.record_list import RecordList
from tests.ui import places, walk
from tests.ui.pages.desk_window import DeskWindow
from tests.ui.pictures import layout
from tests.ui.places import Place

Sit = Callable[[str], DeskWindow]
_TABS = ("summary", "documents", "letters", "payments")
PLACES = (
    *(each for each in places.PAGES if each.page == "application" and each.tab in _TABS),
    *(each for each in places.PAGES if each.page in {"home", "organisation", "reports", "import"}),
    *(each for each in places.PAGES if each.page == "application_form"),
)


@pytest.fixture(autouse=True)
def largest_text(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Mode.LIGHT, 2.25)
    yield
    theme.apply(qapp, Mode.LIGHT)


@pytest.mark.parametrize("place", PLACES, ids=lambda each: each.name)
def test_nothing_is_cut_with_the_largest_text(sit: Sit, place: Place) -> None:
    desk = sit(place.who)
    assert walk.go(desk.window, desk.desk, place) is desk.window
    desk.qtbot.wait(20)  # buttons take their room once they have their look
    assert layout.faults(desk.window) == []


@pytest.mark.parametrize(
    ("page", "who"),
    [("applications", "officer"), ("payments", "finance"), ("letters", "officer")],
)
def test_a_list_under_messages_keeps_its_filters_apart_and_three_rows(
    sit: Sit, page: str, who: str
) -> None:
    desk = sit(who)
    desk.window.resize(1366, 768)
    shown = desk.go(Page, Target(page))
    found = next(each for each in shown.findChildren(RecordList) if each.isVisible())
    room = shown.findChild(PageRoom)
    assert room is not None
    for message in (
        "3 applications were passed on to assessment, and 2 were left out as not complete yet.",
        "CAF-2026-0012 was changed by somebody else meanwhile, so nothing was saved. Read it anew.",
    ):
        desk.window.context.messages.information(message)
    found.filters.set_chosen("", {"kind": {"a": "A long value " * 3, "b": "A long value " * 3}})
    found.table.selectAll()
    desk.qtbot.wait(50)
    assert layout.faults(desk.window) == []
    parts = [each for each in found.filters.findChildren(QWidget) if each.isVisible()]
    assert len({each.mapTo(found, QPoint()).y() for each in parts}) > 2  # filters, chips, ...
    for each in parts:
        inside = each.mapTo(found, each.rect().bottomRight())
        assert inside.y() <= found.filters.geometry().bottom()
    assert found.table.viewport().height() >= 3 * theme.scale().row
    bar = room.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    end = found.mapTo(desk.window, found.rect().bottomLeft()).y()
    assert end <= room.mapTo(desk.window, room.rect().bottomLeft()).y()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    found.table.setFocus()
    found.focus_filter()
    top = found.filters.box.mapTo(room, QPoint()).y()
    assert 0 <= top <= room.height() - found.filters.box.height()
