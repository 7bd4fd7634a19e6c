"""With text at 225% on a small screen nothing is cut, and nothing overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pccdesk.ui import theme
from pccdesk.ui.palettes import Mode
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
