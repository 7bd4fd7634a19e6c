"""F1 at every page, tab and dialog of the real window opens the help that is about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pccdesk.ui.help_window import HelpWindow
from tests.ui import places, walk
from tests.ui.pages.desk_window import DeskWindow
from tests.ui.places import Place

Sit = Callable[[str], DeskWindow]
_OF_TAB = {
    "summary": "An application",
    "application": "An application",
    "documents": "Documents",
    "eligibility": "Eligibility",
    "assessment": "Assessment",
    "decision": "Decision",
    "letters": "Letters",
    "payments": "Payments",
    "timeline": "Audit log and timelines",
    "office": "Settings",
    "people": "People, roles and limits",
    "password": "Settings",
    "appearance": "Settings",
    "database": "The database",
    "about": "Settings",
}
_OF_PAGE = {
    "home": "Home",
    "applications": "Applications",
    "application_form": "Record an application",
    "import": "Bring in a spreadsheet",
    "awards": "Awards",
    "payments": "Payments",
    "letters": "Letters",
    "organisations": "Organisations",
    "organisation": "Organisations",
    "reports": "Finance workbook",
    "funds": "Funds",
    "audit": "Audit log and timelines",
}
_OF_DIALOG = {
    "Assess": "Assessment",
    "Recommend": "Assessment",
    "Approve": "Decision",
    "Decline": "Decision",
    "Defer": "Decision",
    "Record acceptance": "Letters",
    "Withdraw": "An application",
    "Open": "Documents",
    "Change details …": "Organisations",
    "Change bank details …": "Organisations",
    "Change details": "Settings",
    "Add a person": "People, roles and limits",
    "shortcuts": "Keyboard",
    "jobs": "Windows and jobs",
    "search": "Search everywhere",
    "save view": "Views and exports of lists",
    "entry": "Audit log and timelines",
    "type_countersign": "For auditors",
    "side by side": "Record an application",
    "undo": "An application",
}
"""The help page of each dialog, by what opens it in `places`."""
_MENUS = {"help", "views", "countersign"}
DIALOGS = [
    each
    for each in (*places.DIALOGS, *places.WAYS)
    if not each.stays and (each.note or each.press or each.menu) not in _MENUS
]


def help_at(desk: DeskWindow, front: QWidget) -> str:
    """Press F1 where the keyboard is, and return the title of the page that opens."""
    front.activateWindow()
    desk.qtbot.waitUntil(front.isActiveWindow)
    desk.qtbot.keyClick(front.focusWidget() or front, Qt.Key.Key_F1)
    found = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, HelpWindow) and each.isVisible()
    ]
    assert len(found) == 1
    item = found[0].contents.currentItem()
    assert item is not None
    found[0].close()
    return item.text()


def test_each_page_and_tab_has_its_own(sit: Sit) -> None:
    opened = {}
    for place in places.PAGES:
        desk = sit(place.who)
        front = walk.go(desk.window, desk.desk, place)
        assert front is desk.window
        wanted = _OF_TAB[place.tab] if place.tab else _OF_PAGE[place.page]
        opened[place.name] = help_at(desk, front), wanted
        desk.window.close()
    assert {name: found for name, found in opened.items() if found[0] != found[1]} == {}


@pytest.mark.parametrize("place", DIALOGS, ids=lambda each: each.name)
def test_each_dialog_has_its_own(sit: Sit, place: Place) -> None:
    desk = sit(place.who)
    with walk.dialogs_that_do_not_block():
        front = walk.go(desk.window, desk.desk, place)
    assert front is not None
    wanted = _OF_DIALOG[place.press or place.menu or place.note]
    assert help_at(desk, front) == wanted
    walk.leave(desk.window, front)
