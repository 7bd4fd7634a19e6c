from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.domain.permissions import Permission
from pccdesk.ui.context import Context, Target
from pccdesk.ui.main_window import MainWindow, WindowWords
from pccdesk.ui.navigation import PageEntry
from pccdesk.ui.palettes import Mode
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.window_commands import chosen_mode
from tests.ui.made_up_pages import BrokenPage, NotesPage

_MADE_UP = "tests.ui.made_up_pages"
PAGES = (
    PageEntry("notes", "Notes", "inbox", f"{_MADE_UP}:NotesPage"),
    PageEntry("more", "More notes", "inbox", f"{_MADE_UP}:NotesPage"),
    PageEntry("record", "Record", "file-text", f"{_MADE_UP}:RecordPage", parent="notes"),
    PageEntry("broken", "Broken", "ban", f"{_MADE_UP}:BrokenPage"),
    PageEntry("pay", "Pay", "coins", f"{_MADE_UP}:NotesPage", Permission.CONFIRM_PAYMENTS),
)
MakeWindow = Callable[[], MainWindow]


@pytest.fixture
def make_window(qtbot: QtBot, make_context: Callable[..., Context]) -> MakeWindow:
    def make() -> MainWindow:
        made: list[MainWindow] = []
        context = make_context(lambda target: made[0].navigate(target))  # noqa: PLW0108 - made later
        made.append(MainWindow(context, WindowWords("Lancashire", "Sample office"), PAGES))
        qtbot.addWidget(made[0])
        made[0].show()
        made[0].navigate(Target("notes"))
        return made[0]

    return make


def front(window: MainWindow) -> NotesPage:
    page = window.page()
    assert isinstance(page, NotesPage)
    return page


def test_the_bar_has_the_pages_this_person_may_see_and_no_records(make_window: MakeWindow) -> None:
    window = make_window()
    assert list(window.bar.buttons) == ["notes", "more", "broken"]


def test_a_page_is_built_when_first_gone_to_and_once(make_window: MakeWindow) -> None:
    window = make_window()
    assert window.stack.count() == 1
    first = front(window)
    window.navigate(Target("more"))
    window.navigate(Target("notes"))
    assert front(window) is first
    assert window.stack.count() == 2


def test_ctrl_and_a_number_goes_to_a_page(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    with qtbot.waitActive(window):
        window.activateWindow()
    for modifier, number, page in (
        (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_2, "more"),
        (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_1, "notes"),
    ):
        QTest.keyClick(window, number, modifier)
        assert window.history.here == Target(page)
        assert window.bar.buttons[page].is_in_front()


def test_a_record_stands_under_its_list(make_window: MakeWindow) -> None:
    window = make_window()
    window.navigate(Target("record", 12))
    links = [each.text() for each in window.breadcrumb.findChildren(QPushButton) if each.text()]
    assert links == ["Notes"]
    assert window.bar.buttons["notes"].is_in_front()
    assert front(window).loads == [Target("record", 12)]


def test_back_and_forward_return_to_record_and_tab(make_window: MakeWindow) -> None:
    window = make_window()
    window.navigate(Target("record", 12, "letters"))
    window.navigate(Target("more"))
    window.go_back()
    assert window.history.here == Target("record", 12, "letters")
    window.go_forward()
    assert window.history.here == Target("more")
    window.go_forward()
    assert window.history.here == Target("more")


def test_something_unsaved_holds_the_officer_back(make_window: MakeWindow) -> None:
    window = make_window()
    front(window).unsaved = True
    assert not window.navigate(Target("more"))
    assert window.history.here == Target("notes")
    assert window.bar.buttons["notes"].is_in_front()
    assert not window.close()
    front(window).unsaved = False
    assert window.close()


def test_a_broken_page_says_so_and_leaves_the_window_alive(make_window: MakeWindow) -> None:
    window = make_window()
    window.navigate(Target("broken"))
    assert isinstance(window.stack.currentWidget(), EmptyState)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not window.stack.findChildren(BrokenPage), "half a page lies over the others"
    window.navigate(Target("notes"))
    assert window.page() is not None


def test_a_change_reloads_the_page_in_front_now_and_others_when_shown(
    make_window: MakeWindow,
) -> None:
    window = make_window()
    hidden = front(window)
    window.navigate(Target("more"))
    shown = front(window)
    window.context.jobs.touched.emit("notes")
    window.context.jobs.touched.emit("payments")
    assert len(shown.loads) == 2
    assert len(hidden.loads) == 1
    window.navigate(Target("notes"))
    assert len(hidden.loads) >= 2


def test_a_menu_entry_reaches_the_page_in_front(make_window: MakeWindow) -> None:
    window = make_window()
    save = window.menus.actions["save"]
    assert save.isEnabled()
    save.trigger()
    assert front(window).saved == 1
    window.navigate(Target("broken"))
    assert not save.isEnabled()


def test_no_shortcut_is_taken_twice(make_window: MakeWindow) -> None:
    actions = make_window().menus.actions.values()
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_messages_go_when_another_page_comes(make_window: MakeWindow) -> None:
    window = make_window()
    window.context.messages.success("Saved.")
    assert window.message_area.texts() == ["Saved."]
    window.navigate(Target("more"))
    assert window.message_area.texts() == []


def test_the_look_is_chosen_once_and_remembered(make_window: MakeWindow) -> None:
    window = make_window()
    window.menus.actions["dark"].trigger()
    assert chosen_mode(window.context) is Mode.DARK
    again = make_window()
    assert again.menus.actions["dark"].isChecked()


def test_the_windows_place_is_remembered(make_window: MakeWindow) -> None:
    window = make_window()
    window.resize(900, 640)  # what the small screen of the tests has room for
    window.close()
    assert make_window().height() == 640


def test_the_status_bar_names_database_person_and_roles(
    make_window: MakeWindow, context: Context
) -> None:
    names = [each.accessibleName() for each in make_window().statusBar().findChildren(QWidget)]
    assert "Database: Sample office" in names
    assert f"Signed in as: {context.actor.full_name} · Officer, Administrator" in names


def test_a_place_keeps_its_record_when_the_tab_changes() -> None:
    assert Target("record", 3).on_tab("letters") == replace(Target("record", 3), tab="letters")


def test_the_keyboard_begins_where_the_page_says_and_not_where_the_last_one_left_it(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    pressed = QPushButton("Pressed", front(window))
    pressed.show()
    pressed.setFocus()
    monkeypatch.setattr(NotesPage, "take_keyboard", lambda page: page.setFocus())
    window.navigate(Target("more"))
    assert window.focusWidget() is window.page()
