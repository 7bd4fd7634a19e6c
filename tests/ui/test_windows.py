"""Several windows of one officer: opened, kept in step, left together, and freed."""

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from pccdesk.domain.errors import Refused
from pccdesk.domain.permissions import Actor
from pccdesk.domain.progress import Progress
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from pccdesk.ui import theme
from pccdesk.ui import windows as windows_module
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.jobs_dialog import JobsDialog
from pccdesk.ui.dialogs.running_jobs_dialog import Choice
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.applications_page import ApplicationsPage
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.widgets.opening_apart import OpeningApart
from pccdesk.ui.window_settings import WindowSettings
from pccdesk.ui.windows import Windows

RECORD = Target("application", 1)


@pytest.fixture
def windows(qtbot: QtBot, sample_desk: Desk, tmp_path: Path) -> Iterator[Windows]:
    actor: Actor = sign_in(sample_desk, "officer", "")
    first = build_window(sample_desk, actor, WindowSettings(tmp_path / "window.ini"))
    first.show()
    first.navigate(Target("applications"))
    settle(qtbot, first.windows)
    windows = first.windows
    yield windows
    settle(qtbot, windows)
    windows.close_all()
    windows.jobs.shut_down()
    if isValid(first):
        first.deleteLater()
    qtbot.wait(1)


def settle(qtbot: QtBot, windows: Windows) -> None:
    qtbot.waitUntil(lambda: not windows.jobs.busy(), timeout=20_000)


def first_and(qtbot: QtBot, windows: Windows, target: Target) -> tuple[OfficeWindow, OfficeWindow]:
    (first,) = windows.all()
    apart = windows.open(target)
    settle(qtbot, windows)
    return first, apart


def test_a_record_opens_in_a_window_with_the_same_menus_and_without_the_bar(
    qtbot: QtBot, windows: Windows
) -> None:
    first, apart = first_and(qtbot, windows, RECORD)
    assert isinstance(apart.page(), ApplicationPage)
    assert first.history.here == Target("applications")
    assert set(apart.menus.actions) == set(first.menus.actions)
    assert apart.bar.isHidden()
    assert not first.bar.isHidden()
    apart.menus.actions["bar"].trigger()
    assert not apart.bar.isHidden()
    page = apart.page()
    assert page is not None
    assert apart.windowTitle().startswith(page.title)


def test_a_record_that_has_a_window_is_not_opened_twice(qtbot: QtBot, windows: Windows) -> None:
    _, apart = first_and(qtbot, windows, RECORD)
    assert windows.open(RECORD) is apart
    assert len(windows.all()) == 2


def test_ctrl_enter_and_the_middle_button_open_a_row_apart_and_enter_does_not(
    qtbot: QtBot, windows: Windows
) -> None:
    (first,) = windows.all()
    page = first.page()
    assert isinstance(page, ApplicationsPage)
    table = page.list.table
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, windows)
    row = table.visualRect(table.model().index(1, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.MiddleButton, pos=row)
    settle(qtbot, windows)
    shown = [each.history.here for each in windows.all() if each is not first]
    assert [each.page for each in shown if each] == ["application", "application"]
    assert first.history.here == Target("applications")
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, windows)
    assert first.history.here is not None
    assert first.history.here.page == "application"


def test_the_menu_of_a_row_names_its_keys(windows: Windows) -> None:
    (first,) = windows.all()
    page = first.page()
    assert isinstance(page, ApplicationsPage)
    (opening,) = page.list.table.findChildren(OpeningApart)
    words = [each.text() for each in opening.menu(0).actions() if each.text()]
    assert words == [
        "&Open\tEnter", "Open in a new &window\tCtrl+Enter", "&Make letters …",
        "&Copy with headers\tCtrl+C",
    ]  # fmt: skip


def test_the_menu_key_shows_the_menu_of_the_current_row(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = windows.all()
    page = first.page()
    assert isinstance(page, ApplicationsPage)
    table = page.list.table
    table.selectRow(2)
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: shown.append(menu))
    here = QPoint(1, 1)
    by_key = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(table, QContextMenuEvent(by_key, here, table.mapToGlobal(here)))
    (menu,) = shown
    assert "&Make letters …" in [each.text() for each in menu.actions()]


def test_a_change_in_one_window_is_read_by_the_others(
    qtbot: QtBot, windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, apart = first_and(qtbot, windows, RECORD)
    read: list[object] = []
    for window in (first, apart):
        page = window.page()
        assert page is not None
        monkeypatch.setattr(page, "refresh", lambda page=page: read.append(page))
    owner = apart.page()
    assert owner is not None
    windows.jobs.run_change(owner, "Save", lambda _: 1, lambda _: None, touches=("applications",))
    settle(qtbot, windows)
    assert len(read) == 2


def test_an_error_is_told_in_the_window_that_asked(qtbot: QtBot, windows: Windows) -> None:
    first, apart = first_and(qtbot, windows, RECORD)
    owner = apart.page()
    assert owner is not None

    def refuse() -> None:
        raise Refused("Not like this.")

    windows.jobs.run_query(owner, refuse, lambda _: None)
    settle(qtbot, windows)
    assert apart.message_area.texts() == ["Not like this."]
    assert first.message_area.texts() == []


def test_the_window_menu_lists_every_window_and_marks_this_one(
    qtbot: QtBot, windows: Windows
) -> None:
    first, apart = first_and(qtbot, windows, RECORD)
    listed = [each for each in first.menus.menus["&Window"].actions() if each.isCheckable()]
    assert [each.text() for each in listed] == [
        f"&1 {first.windowTitle()}", f"&2 {apart.windowTitle()}",
    ]  # fmt: skip
    assert [each.isChecked() for each in listed] == [True, False]
    apart.close()
    listed = [each for each in first.menus.menus["&Window"].actions() if each.isCheckable()]
    assert len(listed) == 1


def test_closed_windows_are_freed(qtbot: QtBot, windows: Windows) -> None:
    gone: list[weakref.ref[object]] = []
    for number in (1, 2, 3):
        window = windows.open(Target("application", number))
        settle(qtbot, windows)
        gone += [weakref.ref(window), weakref.ref(window.page()), weakref.ref(window.bar)]
        window.close()
        del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.wait(1)
    gc.collect()
    assert [each() for each in gone if each() is not None] == []


def test_closing_one_window_asks_only_that_one_and_its_jobs_go_on(
    qtbot: QtBot, windows: Windows
) -> None:
    first, apart = first_and(qtbot, windows, RECORD)
    may_end = threading.Event()
    owner = apart.page()
    assert owner is not None
    windows.jobs.run_change(
        owner, "Make letters", lambda _: may_end.wait(10), lambda _: None, touches=("letters",)
    )
    apart.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert first.isVisible()
    assert [job.title for job in windows.jobs.running()] == ["Make letters"]
    with qtbot.waitSignal(windows.jobs.touched):
        may_end.set()
    settle(qtbot, windows)
    assert first.message_area.texts() == ["Make letters: done."]


@pytest.mark.parametrize("choice", list(Choice))
def test_quitting_while_a_job_runs_asks(
    qtbot: QtBot, windows: Windows, monkeypatch: pytest.MonkeyPatch, choice: Choice
) -> None:
    first, _ = first_and(qtbot, windows, RECORD)
    goes_on = threading.Event()

    def work(progress: Progress) -> None:
        for count in range(1000):
            progress(count, 1000)
            if goes_on.wait(0.01):
                return

    windows.jobs.run_change(first, "Make letters", work, lambda _: None)
    asked: list[int] = []

    def ask(_parent: object, running: list[object]) -> Choice:
        asked.append(len(running))
        return choice

    monkeypatch.setattr(windows_module, "ask_about_jobs", ask)
    first.quit_program()
    assert asked == [1]
    if choice is Choice.STAY:
        assert len(windows.all()) == 2
        goes_on.set()
        settle(qtbot, windows)
        assert len(windows.all()) == 2
        return
    assert len(windows.all()) == 2  # until the job has ended
    if choice is Choice.WAIT:
        goes_on.set()
    qtbot.waitUntil(lambda: windows.all() == [], timeout=20_000)
    ended = {job.title: job.state.value for job in windows.jobs.history}
    assert ended["Make letters"] == ("done" if choice is Choice.WAIT else "cancelled")


def test_quitting_stops_at_the_first_window_that_holds_something_unsaved(
    qtbot: QtBot, windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, apart = first_and(qtbot, windows, RECORD)
    monkeypatch.setattr(apart, "may_leave", lambda: False)
    first.quit_program()
    assert len(windows.all()) == 2
    monkeypatch.setattr(apart, "may_leave", lambda: True)
    first.quit_program()
    assert windows.all() == []


def test_the_last_window_ends_the_jobs_and_the_first_one_need_not_be_it(
    qtbot: QtBot, windows: Windows
) -> None:
    first, apart = first_and(qtbot, windows, RECORD)
    first.close()
    assert windows.all() == [apart]
    assert windows.front is apart
    windows.messages.success("Still here.")
    assert "Still here." in apart.message_area.texts()
    apart.close()
    assert windows.all() == []


def test_a_second_window_steps_aside_from_the_first_of_its_kind(
    qtbot: QtBot, windows: Windows
) -> None:
    _, apart = first_and(qtbot, windows, RECORD)
    apart.move(QPoint(20, 60))
    apart.close()
    one = windows.open(RECORD)
    two = windows.open(Target("application", 2))
    assert one.geometry().topLeft() != two.geometry().topLeft()


def test_the_list_of_jobs_says_how_each_ended_and_opens_what_it_made(
    qtbot: QtBot, windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = windows.all()
    made = tmp_path / "made.xlsx"
    made.write_text("sums")
    windows.jobs.run_change(first, "Make a workbook", lambda _: made, lambda _: None)
    windows.jobs.run_change(
        first, "Approve", lambda _: 1, lambda _: None, touches=("payments", "applications")
    )
    settle(qtbot, windows)
    dialog = JobsDialog(first.context, first)
    qtbot.addWidget(dialog)
    opened: list[Path] = []
    monkeypatch.setattr("pccdesk.ui.dialogs.jobs_dialog.open_file", opened.append)
    buttons = {each.accessibleName(): each for each in dialog.findChildren(QPushButton)}
    buttons["Open the file: Make a workbook"].click()
    assert opened == [made]
    buttons["Show payments: Approve"].click()
    assert first.history.here == Target("payments")


def test_f1_follows_the_tab_in_front_and_not_the_one_gone_to(
    qtbot: QtBot, windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = windows.all()
    first.navigate(Target("application", 1, "letters"))
    settle(qtbot, windows)
    page = first.page()
    assert isinstance(page, ApplicationPage)
    asked: list[str] = []
    monkeypatch.setattr(
        "pccdesk.ui.help_window.show_help", lambda screen, _near: asked.append(screen)
    )
    first.show_help()
    page.go_to_tab("eligibility")
    first.show_help()
    first.navigate(Target("settings", tab="password"))
    first.show_help()
    assert asked == ["letters", "eligibility", "settings"]


def test_the_bar_shows_icons_alone_where_its_words_would_take_the_page(
    qapp: QApplication, windows: Windows
) -> None:
    (first,) = windows.all()
    first.resize(1366, 700)
    theme.apply(qapp, Mode.LIGHT)
    wide = first.bar.width()
    theme.apply(qapp, Mode.LIGHT, 2.25)
    first.resize(1366, 701)
    assert first.bar.width() < wide
    assert all(each.toolTip() for each in first.bar.buttons.values())
    theme.apply(qapp, Mode.LIGHT)
