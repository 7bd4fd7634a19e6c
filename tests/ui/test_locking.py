"""A locked desk shows nothing, keeps everything, and opens to its own person only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.database.creation import open_database
from pccdesk.domain.passwords import SignInRules
from pccdesk.queries import sign_in as reads
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists.audit import AUDIT
from pccdesk.services.desk import Desk
from pccdesk.services.passwords import change_rules
from pccdesk.services.sign_in import sign_in
from pccdesk.ui.context import Target
from pccdesk.ui.form.kept_drafts import drafts_folder
from pccdesk.ui.lock_window import LockCover, LockWindow
from pccdesk.ui.locking import LOCKED_TITLE, Locking
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.new_office import PASSWORD
from tests.office import CAF_ROUND, Office

Open = Callable[[Desk, str], OfficeWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Give a way to sign in and see the window, watched over as the program does."""
    made: list[OfficeWindow] = []

    def build(desk: Desk, username: str, password: str = PASSWORD) -> OfficeWindow:
        actor = sign_in(desk, username, password)
        window = build_window(desk, actor, WindowSettings(tmp_path / "window.ini"))
        made.append(window)
        window.show()
        window.navigate(Target("home"))
        window.watch_over()
        settle(qtbot, window)
        return window

    yield build
    for window in made:
        window.windows.going = True
        window.close()
        window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def window(open_window: Open, sqlite_office: Office) -> OfficeWindow:
    """Give the officer's window."""
    return open_window(sqlite_office.desk, "officer")


def settle(qtbot: QtBot, window: OfficeWindow) -> None:
    """Wait until nothing runs."""
    qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=20_000)


def locking_of(window: OfficeWindow) -> Locking:
    """Return what locks a window."""
    assert window.locking is not None
    return window.locking


def lock(qtbot: QtBot, window: OfficeWindow) -> LockWindow:
    """Lock the desk by its action; return the small window on top."""
    window.menus.actions["lock"].trigger()
    settle(qtbot, window)
    dialog = locking_of(window).dialog
    assert dialog is not None
    return dialog


def give(qtbot: QtBot, window: OfficeWindow, password: str) -> None:
    """Type a password into the lock and press Enter."""
    dialog = locking_of(window).dialog
    assert dialog is not None
    dialog.form.set_values({"password": password})
    QTest.keyClick(dialog.form.control("password"), Qt.Key.Key_Return)
    settle(qtbot, window)


def typing_dialog(window: QWidget) -> tuple[QDialog, QLineEdit]:
    """Open a dialog over a window and type into it."""
    dialog = QDialog(window)
    dialog.setWindowTitle("Bank details of Testshire Football")
    line = QLineEdit("half a sen", dialog)
    QVBoxLayout(dialog).addWidget(line)
    dialog.open()
    return dialog, line


def covers(window: QWidget) -> list[LockCover]:
    """Return what covers a window now."""
    return [
        each
        for each in window.findChildren(
            LockCover, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
        if each.isVisible()
    ]


def actions(window: OfficeWindow) -> list[str]:
    """Return what the log says happened, the newest first."""
    with window.context.desk.database.reading() as connection:
        return [each.action for each in AUDIT.first_rows(connection, (), Filter())]


def test_every_window_is_covered_and_comes_back_as_it_was(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    dialog, line = typing_dialog(window)
    titles = window.windowTitle(), dialog.windowTitle()
    shown = lock(qtbot, window)
    for each in (window, dialog):
        (cover,) = covers(each)
        assert cover.geometry() == each.rect()
        assert each.windowTitle() == LOCKED_TITLE
    give(qtbot, window, "wrong")
    assert "not right" in shown.form.field("password").problem()
    assert locking_of(window).is_locked
    give(qtbot, window, PASSWORD)
    assert not locking_of(window).is_locked
    assert (covers(window), covers(dialog)) == ([], [])
    assert (window.windowTitle(), dialog.windowTitle()) == titles
    assert dialog.isVisible()
    assert line.text() == "half a sen"
    assert actions(window)[:3] == ["person.unlock", "person.unlock_refused", "person.lock"]
    dialog.close()


def test_keys_and_clicks_reach_nothing_behind_the_lock(qtbot: QtBot, window: OfficeWindow) -> None:
    dialog, line = typing_dialog(window)
    shown = lock(qtbot, window)
    QTest.keyClicks(line, "tence")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QTest.mouseClick(window.bar, Qt.MouseButton.LeftButton)
    assert line.text() == "half a sen"
    assert dialog.isVisible()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
        QTest.keyClick(shown, key, Qt.KeyboardModifier.AltModifier)
    shown.close()
    assert shown.isVisible()
    dialog.close()


def test_a_window_that_opens_or_changes_behind_the_lock_stays_covered(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    lock(qtbot, window)
    late = QDialog(window)
    late.setWindowTitle("CAF-2026-0001")
    late.show()
    window.resize(1000, 700)
    window.setWindowTitle("Testshire Football – PCCDesk")
    qtbot.wait(20)
    assert late.windowTitle() == LOCKED_TITLE
    assert window.windowTitle() == LOCKED_TITLE
    assert covers(late)[0].geometry() == late.rect()
    assert covers(window)[0].geometry() == window.rect()
    give(qtbot, window, PASSWORD)
    assert (late.windowTitle(), window.windowTitle()) == (
        "CAF-2026-0001",
        "Testshire Football – PCCDesk",
    )
    late.close()


def test_jobs_go_on_behind_the_lock(qtbot: QtBot, window: OfficeWindow) -> None:
    lock(qtbot, window)
    done: list[int] = []
    window.context.jobs.run_change(window, "Long work", lambda _progress: 7, done.append)
    settle(qtbot, window)
    assert done == [7]
    assert locking_of(window).is_locked


def test_nobody_there_for_the_offices_minutes_locks_and_a_key_begins_them_again(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    locking = locking_of(window)
    steady, wall = locking._last_life
    locking._last_life = steady - 14 * 60, wall - 14 * 60
    locking._look()
    assert not locking.is_locked
    locking._last_life = steady - 16 * 60, wall - 16 * 60
    QTest.keyClick(window, Qt.Key.Key_Shift)
    locking._look()
    assert not locking.is_locked
    locking._last_life = steady, wall - 16 * 60  # it slept
    locking._look()
    assert locking.is_locked
    settle(qtbot, window)


def test_the_office_sets_the_minutes_and_may_set_none(
    qtbot: QtBot, window: OfficeWindow, sqlite_office: Office
) -> None:
    administrator = sqlite_office.who("administrator")
    version = sqlite_office.desk.read(administrator, reads.rules_row).version
    change_rules(sqlite_office.desk, administrator, version, SignInRules(idle_minutes=0))
    window.context.changes.tell("sign_in")
    settle(qtbot, window)
    locking = locking_of(window)
    locking._last_life = (0.0, 0.0)
    locking._look()
    assert not locking.is_locked


def test_somebody_else_waits_while_a_dialog_holds_what_was_typed(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    dialog, _line = typing_dialog(window)
    shown = lock(qtbot, window)
    with qtbot.assertNotEmitted(window.signed_out):
        shown.other.click()
    assert "Only Olive Officer can unlock" in shown.why.text()
    dialog.close()


def test_somebody_else_may_sign_in_and_what_was_typed_is_kept_as_a_draft(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    window.navigate(Target("application_form", filter=CAF_ROUND))
    settle(qtbot, window)
    page = window.page()
    assert isinstance(page, ApplicationFormPage)
    assert page.body.project is not None
    title = page.body.project.findChild(QLineEdit)
    assert title is not None
    title.setText("Half typed")
    shown = lock(qtbot, window)
    with qtbot.waitSignal(window.signed_out):
        shown.other.click()
    (draft,) = drafts_folder().glob("*.json")
    assert "Half typed" in draft.read_text(encoding="utf-8")


def test_the_sample_office_unlocks_with_a_button(
    qtbot: QtBot, open_window: Callable[..., OfficeWindow], sample_office_file: Path
) -> None:
    desk = Desk(open_database(str(sample_office_file)), lambda: datetime(2026, 11, 22, tzinfo=UTC))
    window = open_window(desk, "officer", "")
    shown = lock(qtbot, window)
    assert not shown.form.isVisible()
    shown.open_button.click()
    settle(qtbot, window)
    assert not locking_of(window).is_locked
    window.windows.going = True
    window.close()
    desk.database.close()


def test_closing_the_window_ends_the_session(qtbot: QtBot, window: OfficeWindow) -> None:
    window.close()
    assert window.locking is None
    qtbot.waitUntil(lambda: actions(window)[0] == "person.sign_out", timeout=5_000)


def read_out(window: QWidget) -> list[str]:
    """Return every word that assistive technology finds in a window, from the outside in."""

    def below(known: QAccessibleInterface | None) -> Iterator[str]:
        if known is not None:
            for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Help):
                yield known.text(kind)
            for place in range(known.childCount()):
                yield from below(known.child(place))

    return [each for each in below(QAccessible.queryAccessibleInterface(window)) if each]


def test_a_screen_reader_finds_nothing_under_the_covers_and_everything_afterwards(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    dialog, _line = typing_dialog(window)
    before = {each: read_out(each) for each in (window, dialog)}
    assert "half a sen" in before[dialog]
    assert len(before[window]) > 20
    lock(qtbot, window)
    for each in (window, dialog):
        assert read_out(each) == [LOCKED_TITLE, "Locked"]
    give(qtbot, window, PASSWORD)
    assert not locking_of(window).is_locked
    assert read_out(dialog) == before[dialog]
    after = set(read_out(window))
    assert {"Applications", "Lock now"} <= after, "a job’s progress may have gone meanwhile"
    assert len(set(before[window]) - after) < 4
    lock(qtbot, window)
    assert read_out(window) == [LOCKED_TITLE, "Locked"]
    dialog.close()


def test_what_opens_while_locked_is_not_read_out_either(qtbot: QtBot, window: OfficeWindow) -> None:
    lock(qtbot, window)
    dialog, _line = typing_dialog(window)
    qtbot.wait(1)
    assert read_out(dialog) == [LOCKED_TITLE, "Locked"]
    dialog.close()
