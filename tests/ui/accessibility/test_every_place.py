"""Every page, tab and dialog, for those who hear it, who have no mouse, and who see it dimly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget

from pccdesk.ui import dialogs, navigation, theme
from pccdesk.ui.palettes import Mode
from tests.repository import python_files
from tests.ui import places
from tests.ui.accessibility import audit, keyboard
from tests.ui.accessibility.conftest import Visitor

ROLES = ("assessor", "commissioner", "finance", "administrator", "auditor")
"""One person of each role in the sample office, but for officers, who go everywhere above."""
ELSEWHERE = {
    "PasswordDialog": "a person of the sample office has no password",
    "LeavingDialog": "tests/ui/test_safekeeping.py waits for its backup",
    "RestoredDialog": "tests/ui/settings/test_backup_card.py restores one",
    "EntryDialog": "others are made of it",
    "CommandDialog": "others are made of it",
}
"""Dialogs that no place leads to, and why."""


def test_a_line_of_data_leads_to_every_page() -> None:
    assert {each.id for each in navigation.PAGES} <= {each.page for each in places.PAGES}


def test_every_place_has_a_name_of_its_own() -> None:
    names = [each.name for each in (*places.PAGES, *places.DIALOGS)]
    assert len(names) == len(set(names))


def test_everything_is_named_and_says_what_it_is(visitor: Visitor) -> None:
    assert visitor.visit((*places.PAGES, *places.DIALOGS), audit.faults) == {}


def test_everything_in_an_empty_office_is_named_too(visitor_of_empty: Visitor) -> None:
    plain = tuple(replace(each, who="everything") for each in places.PAGES)
    password = places.Place("settings", "password", who="everything", press="Change my password")
    assert visitor_of_empty.visit((*plain, password), audit.faults) == {}


@pytest.mark.parametrize("who", ROLES)
def test_what_each_role_sees_is_named(visitor: Visitor, who: str) -> None:
    window = visitor.window(who)
    may = {each.id for each in navigation.PAGES if window.context.may(each.permission)}
    seen = {(each.page, each.tab): replace(each, who=who) for each in places.PAGES}
    theirs = tuple(each for (page, _tab), each in seen.items() if page in may - {"settings"})
    assert visitor.visit(theirs, audit.faults) == {}


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
def test_tab_reaches_all_and_shows_where_it_is(
    visitor: Visitor, qapp: QApplication, mode: Mode
) -> None:
    theme.apply(qapp, mode)
    everywhere = (*places.PAGES, *places.DIALOGS)
    # What is drawn differs by theme; the way does not, so the dark ones take every third place.
    walked = everywhere if mode is Mode.LIGHT else everywhere[::3]
    assert visitor.visit(walked, keyboard.faults) == {}


def test_shift_and_tab_goes_the_same_way_back(visitor: Visitor) -> None:
    chosen = [each for each in places.PAGES if each.name in {"application_form_draft", "reports"}]

    def there_and_back(front: QWidget) -> list[str]:
        front.activateWindow()
        there = list(keyboard.tab_round(front))
        back = list(keyboard.tab_round(front, Qt.Key.Key_Backtab))
        same = {id(each) for each in there} == {id(each) for each in back}
        return [] if same else [f"{len(there)} stops there, {len(back)} back"]

    assert visitor.visit(tuple(chosen), there_and_back) == {}


def test_whatever_scrolls_is_scrolled_by_keys(visitor: Visitor) -> None:
    def stuck(front: QWidget) -> list[str]:
        return [
            f"{type(each).__name__} “{each.accessibleName()}” is out of the keys' reach"
            for each in front.findChildren(QAbstractScrollArea)
            if each.isVisible() and each.verticalScrollBar().maximum() > 0 and not _reached(each)
        ]

    assert visitor.visit(places.PAGES, stuck) == {}


def _reached(area: QAbstractScrollArea) -> bool:
    stops = keyboard.stops(area)
    if not stops:
        return False
    bar = area.verticalScrollBar()
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    bar.setValue(0)
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    if bar.value() > 0:
        return True
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Tab):
        for _ in range(len(stops)):
            QTest.keyClick(QApplication.focusWidget() or area, key)
            if bar.value() > 0:
                return True
    return False


def test_a_line_of_data_leads_to_every_dialog(visitor: Visitor) -> None:
    met: set[str] = set()

    def note(front: QWidget) -> list[str]:
        met.add(type(front).__name__)
        return []

    visitor.visit(places.DIALOGS, note)
    made = {each.__name__ for each in _all_below(QDialog) if _is_ours(each)}
    assert made - met - set(ELSEWHERE) == set()


def _all_below(kind: type) -> set[type]:
    below: set[type] = set(kind.__subclasses__())
    for each in tuple(below):
        below |= _all_below(each)
    return below


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith(dialogs.__name__) and bool(python_files("pccdesk/ui"))
