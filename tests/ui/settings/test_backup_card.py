"""Backups in Settings: made, listed, restored beside the office, put elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pccdesk.database.creation import open_database
from pccdesk.domain.permissions import Actor
from pccdesk.services.backups import backup_folder, backups, make_backup
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.restored_dialog import RestoredDialog
from pccdesk.ui.pages.settings_page import SettingsPage
from pccdesk.ui.settings.backup_card import BackupCard
from pccdesk.ui.settings.database_section import DatabaseSection
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.clock import Clock
from tests.new_office import PASSWORD
from tests.office import Office

OpenSettings = Callable[[Actor, str], SettingsPage]


def card_of(page: SettingsPage) -> BackupCard:
    section = page.sections["database"]
    assert isinstance(section, DatabaseSection)
    return section.backups


def settle(qtbot: QtBot, card: BackupCard) -> None:
    qtbot.waitUntil(lambda: not card.context.jobs.busy(), timeout=20_000)


def messages(card: BackupCard) -> list[str]:
    window = card.window()
    assert isinstance(window, OfficeWindow)
    return window.message_area.texts()


def test_a_backup_is_made_at_once_and_stands_in_the_list(
    qtbot: QtBot, open_settings: OpenSettings, own_desk: Desk, boss: Actor
) -> None:
    card = card_of(open_settings(boss, "database"))
    assert card.words.text().startswith("There is no backup yet.")
    assert not card.restore.isEnabled()
    card.back_up.click()
    assert not card.back_up.isEnabled()
    settle(qtbot, card)
    (made,) = backups(own_desk)
    assert card.table.chosen_row() == made
    assert card.back_up.isEnabled()
    assert card.restore.isEnabled()
    assert messages(card) == [f"“{made.path.name}” was made and checked."]


def test_a_restored_file_is_compared_and_opened_on_request(
    qtbot: QtBot,
    open_settings: OpenSettings,
    own_desk: Desk,
    boss: Actor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_backup(own_desk)
    sign_in(own_desk, "administrator", PASSWORD)
    card = card_of(open_settings(boss, "database"))
    new = tmp_path / "new.sqlite"
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kind: str) -> tuple[str, str]:
        asked.append(name)
        return str(new), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    card.restore.click()
    settle(qtbot, card)
    assert asked == [str(tmp_path / "office-restored-2026-06-01.sqlite")]
    (dialog,) = card.findChildren(RestoredDialog)
    assert dialog.table.rows.rowCount() == 9
    assert dialog.table.rows.row_at(0) == ("Organisations", "0", "0")
    window = card.window()
    assert isinstance(window, OfficeWindow)
    with qtbot.waitSignal(window.elsewhere) as opened:
        dialog.open_it.click()
    assert opened.args == [str(new)]
    open_database(str(new)).close()


def test_a_restore_over_a_file_is_refused_in_a_sentence(
    qtbot: QtBot,
    open_settings: OpenSettings,
    own_desk: Desk,
    boss: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = make_backup(own_desk)
    card = card_of(open_settings(boss, "database"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(made.path), ""))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(own_desk.database.file), "")
    )
    card.restore_other.click()
    settle(qtbot, card)
    assert messages(card) == ["“office.sqlite” exists already. Choose another name."]


def test_an_administrator_lets_backups_go_elsewhere_and_back(
    qtbot: QtBot,
    open_settings: OpenSettings,
    own_desk: Desk,
    boss: Actor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = card_of(open_settings(boss, "database"))
    usual = backup_folder(own_desk)
    assert card.usual.isHidden()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    card.choose.click()
    settle(qtbot, card)
    assert backup_folder(own_desk) == tmp_path
    assert not card.usual.isHidden()
    card.usual.click()
    settle(qtbot, card)
    assert backup_folder(own_desk) == usual


def test_an_officer_may_back_up_and_is_told_who_chooses_the_folder(
    open_settings: OpenSettings, officer: Actor
) -> None:
    card = card_of(open_settings(officer, "database"))
    assert card.back_up.isEnabled()
    assert not card.choose.isEnabled()
    assert "administrator" in card.choose.toolTip()


def test_a_backup_that_fails_is_told_and_may_be_tried_again(
    qtbot: QtBot, open_settings: OpenSettings, own_desk: Desk, boss: Actor
) -> None:
    folder = backup_folder(own_desk)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    card = card_of(open_settings(boss, "database"))
    assert "cannot be read" in card.words.text()
    card.back_up.click()
    settle(qtbot, card)
    assert "cannot be made" in messages(card)[0]
    assert card.back_up.isEnabled()


def test_an_office_on_a_server_is_told_what_a_backup_is_there(
    qtbot: QtBot, postgresql_address: str, clock: Clock, tmp_path: Path
) -> None:
    desk = Desk(open_database(postgresql_address), clock)
    actor = sign_in(desk, "administrator", PASSWORD)
    window = build_window(desk, actor, WindowSettings(tmp_path / "window.ini"))
    card = BackupCard(window.context)
    qtbot.addWidget(card)
    card.load()
    settle(qtbot, card)
    assert "pg_dump" in card.words.text()
    assert card.back_up.isEnabled()
    window.close()
    window.deleteLater()
    desk.database.close()


def test_on_a_server_only_administrators_back_up_and_pg_dump_is_named(
    qtbot: QtBot, staffed_postgresql_address: str, clock: Clock, tmp_path: Path
) -> None:
    office = Office(Desk(open_database(staffed_postgresql_address), clock), clock)
    for username, may in (("administrator", True), ("officer", False)):
        window = build_window(
            office.desk, office.who(username), WindowSettings(tmp_path / f"{username}.ini")
        )
        qtbot.addWidget(window)
        window.show()
        window.navigate(Target("settings", tab="database"))
        page = window.page()
        assert isinstance(page, SettingsPage)
        card = card_of(page)
        settle(qtbot, card)
        assert not card.pg_dump.isHidden()
        assert [each.isEnabled() for each in (card.back_up, card.pg_dump)] == [may, may]
        assert "pg_dump" in card.words.text()
        if may:
            card.back_up.click()
            settle(qtbot, card)
            (made,) = backups(office.desk)
            assert made.dump is not None
            assert any("by pg_dump" in each for each in messages(card))
        window.windows.going = True
        window.close()
    office.desk.database.close()
