"""Menus: everything in them, every letter of theirs once, nothing only for the mouse."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from pccdesk.ui.actions import ACTIONS
from pccdesk.ui.list_page import ListPage
from tests.ui import places
from tests.ui.accessibility.conftest import Visitor


def mnemonics(actions: list[QAction]) -> list[str]:
    """Return the letters that are underlined."""
    words = [each.text().replace("&&", "") for each in actions if not each.isSeparator()]
    return [each[each.index("&") + 1].upper() for each in words if "&" in each]


def twice(letters: list[str]) -> list[str]:
    """Return the letters that stand for two things."""
    return [letter for letter, times in Counter(letters).items() if times > 1]


def test_each_letter_of_a_menu_stands_for_one_thing(visitor: Visitor) -> None:
    bar = visitor.window("officer").menuBar()
    found = {"the bar": twice(mnemonics(bar.actions()))}
    for each in bar.actions():
        menu = each.menu()
        assert isinstance(menu, QMenu)
        found[each.text()] = twice(mnemonics(menu.actions()))
    assert {name: letters for name, letters in found.items() if letters} == {}


def test_no_dialog_underlines_a_letter_twice(visitor: Visitor) -> None:
    def letters(front: QWidget) -> list[str]:
        buttons = [each for each in front.findChildren(QAbstractButton) if each.isVisible()]
        marked = [each.text().replace("&&", "") for each in buttons]
        return twice([each[each.index("&") + 1].upper() for each in marked if "&" in each[:-1]])

    assert visitor.visit(places.DIALOGS, letters) == {}


def test_every_action_stands_in_the_menus(visitor: Visitor) -> None:
    window = visitor.window("officer")
    menus = [each.menu() for each in window.menuBar().actions()]
    shown = {action for menu in menus if isinstance(menu, QMenu) for action in menu.actions()}
    for entry in ACTIONS:
        if window.context.may(entry.permission):
            assert window.menus.actions[entry.id] in shown, entry.id
    assert set(window.menus.actions.values()) <= shown


def test_no_shortcut_means_two_things(visitor: Visitor) -> None:
    actions = visitor.window("administrator").menus.actions.values()
    keys = [keys.toString() for each in actions for keys in each.shortcuts()]
    assert twice(keys) == []


def test_the_record_of_the_current_row_opens_from_the_menu(visitor: Visitor) -> None:
    window = visitor.window("officer")
    names: list[str] = []

    def open_from_menu(_front: QWidget) -> list[str]:
        page = window.page()
        assert isinstance(page, ListPage)
        window.menus.actions["open_record"].trigger()
        front = window.page()
        names.append(type(front).__name__)
        return []

    visitor.visit((places.Place("applications"),), open_from_menu)
    assert names == ["ApplicationPage"]
