"""Copying the office from Settings."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pccdesk.bootstrap import open_desk
from pccdesk.domain.permissions import Actor
from pccdesk.ui.pages.settings_page import SettingsPage
from pccdesk.ui.settings.copy_card import CopyCard
from pccdesk.ui.settings.database_section import DatabaseSection
from pccdesk.ui.start.office_window import OfficeWindow

OpenSettings = Callable[[Actor, str], SettingsPage]


def card_of(page: SettingsPage) -> CopyCard:
    section = page.sections["database"]
    assert isinstance(section, DatabaseSection)
    return section.copying


def test_the_office_is_copied_and_the_copy_can_be_opened(
    qtbot: QtBot, open_settings: OpenSettings, boss: Actor, tmp_path: Path
) -> None:
    card = card_of(open_settings(boss, "database"))
    target = tmp_path / "copied.sqlite"
    line = card.form.field("address").control.focusProxy()
    assert line is not None
    QTest.keyClicks(line, str(target))
    card.copy.click()
    assert not card.copy.isEnabled()
    qtbot.waitUntil(lambda: not card.context.jobs.busy(), timeout=20_000)
    window = card.window()
    assert isinstance(window, OfficeWindow)
    (words,) = window.message_area.texts()
    assert words.startswith("The office was copied to “copied.sqlite”")
    assert card.copy.isEnabled()
    assert card.form.values()["address"] == ""
    desk = open_desk(str(target))
    desk.database.close()
    with qtbot.waitSignal(window.elsewhere) as asked:
        card._open(str(target))
    assert asked.args == [str(target)]


def test_an_address_typed_while_the_office_is_copied_stays(
    qtbot: QtBot, open_settings: OpenSettings, boss: Actor, tmp_path: Path
) -> None:
    card = card_of(open_settings(boss, "database"))
    card.form.set_values({"address": str(tmp_path / "copied.sqlite")})
    card.copy.click()
    card.form.set_values({"address": "another.sqlite"})
    qtbot.waitUntil(lambda: not card.context.jobs.busy(), timeout=20_000)
    assert (tmp_path / "copied.sqlite").exists()
    assert card.form.values()["address"] == "another.sqlite"
    card.form.set_values({"address": ""})


def test_what_cannot_be_copied_is_said_and_can_be_mended(
    qtbot: QtBot, open_settings: OpenSettings, boss: Actor, tmp_path: Path
) -> None:
    card = card_of(open_settings(boss, "database"))
    card.copy.click()
    assert card.form.field("address").problem().startswith("Say where to")
    taken = tmp_path / "taken.sqlite"
    taken.write_bytes(b"theirs")
    card.form.set_values({"address": str(taken)})
    card.copy.click()
    qtbot.waitUntil(lambda: not card.context.jobs.busy(), timeout=20_000)
    window = card.window()
    assert isinstance(window, OfficeWindow)
    assert "exists already" in window.message_area.texts()[0]
    assert card.form.values()["address"] == str(taken)
    assert taken.read_bytes() == b"theirs"


def test_an_officer_is_told_why_the_office_may_not_be_copied(
    open_settings: OpenSettings, officer: Actor
) -> None:
    card = card_of(open_settings(officer, "database"))
    assert not card.copy.isEnabled()
