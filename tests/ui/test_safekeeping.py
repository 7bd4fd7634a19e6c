"""The window looks after its file: each day, and before it closes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pccdesk.database.creation import open_database
from pccdesk.domain.permissions import Role
from pccdesk.services.backups import backups
from pccdesk.services.desk import Desk
from pccdesk.services.people import add_person
from pccdesk.services.sign_in import sign_in
from pccdesk.settings import data_folder
from pccdesk.ui.context import Target
from pccdesk.ui.page import Page
from pccdesk.ui.pages.settings_page import SettingsPage
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.clock import Clock
from tests.new_office import PASSWORD
from tests.staff import person

OpenWindow = Callable[[], OfficeWindow]


@pytest.fixture
def own_desk(sqlite_address: str, clock: Clock) -> Iterator[Desk]:
    database = open_database(sqlite_address)
    yield Desk(database, clock)
    database.close()


@pytest.fixture
def open_window(qtbot: QtBot, own_desk: Desk, tmp_path: Path) -> Iterator[OpenWindow]:
    made: list[OfficeWindow] = []

    def build() -> OfficeWindow:
        actor = sign_in(own_desk, "administrator", PASSWORD)
        window = build_window(own_desk, actor, WindowSettings(tmp_path / "window.ini"))
        made.append(window)
        window.show()
        window.keep_safe()
        settle(qtbot, window)
        return window

    yield build
    for each in made:
        each.safekeeping = None
        each.close()
        each.deleteLater()
    qtbot.wait(1)


def settle(qtbot: QtBot, window: OfficeWindow) -> None:
    qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=20_000)


def gone(qtbot: QtBot, window: OfficeWindow) -> None:
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)


def change_something(desk: Desk) -> None:
    boss = sign_in(desk, "administrator", PASSWORD)
    add_person(desk, boss, person("officer", "Olive Officer", Role.OFFICER))


def in_the_way() -> Path:
    folder = data_folder() / "backups"
    folder.rename(folder.with_name("moved"))
    folder.write_text("a file in the way")
    return folder


def test_opening_makes_the_days_backup_and_says_nothing(
    open_window: OpenWindow, own_desk: Desk
) -> None:
    window = open_window()
    assert len(backups(own_desk)) == 1
    assert window.message_area.texts() == []
    assert [job.title for job in window.context.jobs.history] == ["Daily check and backup"]


def test_closing_without_a_change_makes_no_backup(
    qtbot: QtBot, open_window: OpenWindow, own_desk: Desk
) -> None:
    window = open_window()
    window.close()
    gone(qtbot, window)
    assert len(backups(own_desk)) == 1


def test_closing_after_a_change_makes_a_backup_first(
    qtbot: QtBot, open_window: OpenWindow, own_desk: Desk, clock: Clock
) -> None:
    window = open_window()
    change_something(own_desk)
    clock.advance(hours=8)
    window.close()
    assert window.isVisible()
    window.close()  # asked twice is once
    gone(qtbot, window)
    # Of one day the newest stays: the one that was made on closing.
    assert [each.made_at for each in backups(own_desk)] == [clock()]


def test_signing_out_makes_a_backup_too(
    qtbot: QtBot, open_window: OpenWindow, own_desk: Desk, clock: Clock
) -> None:
    window = open_window()
    change_something(own_desk)
    clock.advance(hours=8)
    with qtbot.waitSignal(window.signed_out, timeout=20_000):
        window.sign_out()
    assert backups(own_desk)[0].made_at == clock()


def test_a_backup_that_fails_on_closing_is_told_and_one_may_stay_or_go(
    qtbot: QtBot, open_window: OpenWindow, own_desk: Desk
) -> None:
    window = open_window()
    change_something(own_desk)
    in_the_way()
    window.close()
    keeping = window.safekeeping
    assert keeping is not None
    qtbot.waitUntil(
        lambda: keeping.dialog is not None and keeping.dialog.stay.isVisible(), timeout=20_000
    )
    assert keeping.dialog is not None
    assert "The backup was not made. The folder" in keeping.dialog.words.text()
    assert keeping.dialog.words.text().endswith("Your records are saved.")
    QTest.keyClick(keeping.dialog, Qt.Key.Key_Escape)
    assert keeping.dialog is None
    assert window.isVisible()
    settle(qtbot, window)
    window.close()
    qtbot.waitUntil(
        lambda: keeping.dialog is not None and keeping.dialog.isVisible(), timeout=20_000
    )
    keeping.dialog.go_on.click()
    gone(qtbot, window)


def test_something_unsaved_is_asked_about_once_and_may_keep_the_window_open(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    asked: list[bool] = []
    answers = [False, True]

    def can_leave(_page: Page) -> bool:
        asked.append(True)
        return answers[len(asked) - 1]

    window.navigate(Target("settings", tab="database"))
    settle(qtbot, window)
    monkeypatch.setattr(SettingsPage, "can_leave", can_leave)
    window.close()
    assert window.isVisible()
    window.close()
    gone(qtbot, window)
    assert len(asked) == 2


def test_a_days_backup_that_fails_is_told_with_a_way_to_the_backups(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    (data_folder() / "backups").mkdir(parents=True)
    in_the_way()
    window = open_window()
    (said,) = window.message_area.texts()
    assert said.startswith("Today’s backup was not made.")
    (bar,) = window.message_area._bars
    assert bar.message.action is not None
    bar.message.action()
    settle(qtbot, window)
    page = window.page()
    assert isinstance(page, SettingsPage)
    assert page.tabs.currentWidget() is page.sections["database"]
