"""Settings: what an administrator changes, and what others are told."""

import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.domain.errors import NotPermitted, PasswordDue
from pccdesk.domain.permissions import Actor, DecisionSeries, Delegation, Role, RoleHeld
from pccdesk.queries.people import people
from pccdesk.services.desk import Desk
from pccdesk.services.offices import office_in_force
from pccdesk.services.sign_in import sign_in, sign_in_anew
from pccdesk.ui import theme
from pccdesk.ui.dialogs.entry_dialog import EntryDialog
from pccdesk.ui.dialogs.office_dialog import OfficeDialog
from pccdesk.ui.dialogs.password_dialog import PasswordDialog
from pccdesk.ui.dialogs.person_dialog import PersonDialog
from pccdesk.ui.dialogs.word_dialog import WordDialog
from pccdesk.ui.pages.settings_page import SettingsPage
from pccdesk.ui.palettes import DARK, Mode
from tests.new_office import PASSWORD

OpenSettings = Callable[[Actor, str], SettingsPage]
Dialog = TypeVar("Dialog", bound=QDialog)


def dialog_of(section: QWidget, kind: type[Dialog]) -> Dialog:
    return section.findChildren(kind)[-1]


def save(qtbot: QtBot, page: SettingsPage, dialog: EntryDialog) -> None:
    dialog.save.click()
    qtbot.waitUntil(lambda: not page.context.jobs.busy(), timeout=20_000)


def test_the_office_changes_from_a_day_on_and_keeps_the_earlier_details(
    qtbot: QtBot, open_settings: OpenSettings, own_desk: Desk, boss: Actor
) -> None:
    page = open_settings(boss, "office")
    section = page.sections["office"]
    section.change.click()  # type: ignore[attr-defined] # the office's own button
    dialog = dialog_of(section, OfficeDialog)
    dialog.form.set_values({"name": "", "postcode": "PR1 OLD"})
    dialog.save.click()
    assert dialog.isVisible()
    assert "letter O" in dialog.form.field("postcode").problem()
    later = date(2026, 9, 1)
    dialog.form.set_values({"name": "New name", "postcode": "PR1 8XJ", "valid_from": later})
    save(qtbot, page, dialog)
    assert not dialog.isVisible()
    assert office_in_force(own_desk).name != "New name"
    own_desk.clock.advance(days=120)  # type: ignore[attr-defined] # the tests' own clock
    assert office_in_force(own_desk).name == "New name"


def test_a_person_is_added_with_roles_and_a_limit_and_can_sign_in(
    qtbot: QtBot, open_settings: OpenSettings, own_desk: Desk, boss: Actor
) -> None:
    page = open_settings(boss, "people")
    section = page.sections["people"]
    section.add_button.click()  # type: ignore[attr-defined] # the people's own button
    dialog = dialog_of(section, PersonDialog)
    delegation = Delegation(Decimal(5000), DecisionSeries.DELEGATED, None, date(2026, 4, 1))
    dialog.form.set_values(
        {
            "full_name": "Dee Deputy",
            "username": "dee",
            "roles": (RoleHeld(Role.DECISION_MAKER),),
            "delegations": (delegation,),
        }
    )
    save(qtbot, page, dialog)
    shown = dialog_of(section, WordDialog)
    with pytest.raises(PasswordDue):
        sign_in(own_desk, "dee", shown.word)
    actor = sign_in_anew(own_desk, "dee", shown.word.upper(), PASSWORD)
    shown.accept()
    qtbot.waitUntil(lambda: not page.context.jobs.busy())
    assert actor.delegations == (delegation,)
    shown = section.table.item(1, 4)  # type: ignore[attr-defined] # the people's own table
    assert shown.text() == "Up to £5,000"


def test_a_taken_username_is_told_beside_it_and_nothing_typed_is_lost(
    qtbot: QtBot, open_settings: OpenSettings, boss: Actor
) -> None:
    page = open_settings(boss, "people")
    section = page.sections["people"]
    section.add_button.click()  # type: ignore[attr-defined] # the people's own button
    dialog = dialog_of(section, PersonDialog)
    typed = {"full_name": "Al", "username": "administrator"}
    dialog.form.set_values(typed | {"roles": (RoleHeld(Role.AUDITOR),)})
    save(qtbot, page, dialog)
    assert dialog.isVisible()
    assert "is taken" in dialog.form.field("username").problem()
    assert dialog.form.values()["full_name"] == "Al"
    dialog.form.mark_saved()


def test_the_last_administrator_cannot_be_closed_and_is_told_why(
    qtbot: QtBot, open_settings: OpenSettings, own_desk: Desk, boss: Actor
) -> None:
    page = open_settings(boss, "people")
    section = page.sections["people"]
    section.open_person(0)  # type: ignore[attr-defined] # the people's own table
    dialog = dialog_of(section, PersonDialog)
    dialog.form.set_values({"active": False})
    save(qtbot, page, dialog)
    assert "last administrator" in dialog.summary.accessibleName()
    dialog.form.mark_saved()
    assert own_desk.read(boss, people)[0].active


def test_a_limit_that_is_not_one_is_refused(open_settings: OpenSettings, boss: Actor) -> None:
    section = open_settings(boss, "people").sections["people"]
    section.add_button.click()  # type: ignore[attr-defined] # the people's own button
    dialog = dialog_of(section, PersonDialog)
    card = dialog._delegations.add()
    card.limit.setText("a lot")
    dialog.save.click()
    assert dialog.form.field("delegations").problem() == card.limit.problem()
    card.unlimited.setChecked(True)
    assert dialog.command().person.delegations[0].limit is None
    dialog.form.mark_saved()


def test_one_changes_ones_own_password_and_a_wrong_present_one_is_told(
    qtbot: QtBot, open_settings: OpenSettings, own_desk: Desk, officer: Actor
) -> None:
    page = open_settings(officer, "password")
    section = page.sections["password"]
    section.change.click()  # type: ignore[attr-defined] # the section's own button
    dialog = dialog_of(section, PasswordDialog)
    new = "four green boats"
    dialog.form.set_values({"old": "wrong", "password": new, "again": new})
    save(qtbot, page, dialog)
    assert dialog.form.field("old").problem() == "The present password is not right."
    dialog.form.set_values({"old": PASSWORD})
    save(qtbot, page, dialog)
    assert sign_in(own_desk, "officer", new).user_id == officer.user_id
    with pytest.raises(NotPermitted):
        sign_in(own_desk, "officer", PASSWORD)


@pytest.mark.parametrize("tab", ["office", "people"])
def test_who_may_not_change_something_is_told_who_may(
    open_settings: OpenSettings, officer: Actor, tab: str
) -> None:
    section = open_settings(officer, tab).sections[tab]
    buttons = [each for each in section.findChildren(QPushButton) if each.text()]
    assert buttons
    assert not any(each.isEnabled() for each in buttons)
    words = " ".join(each.text() for each in section.findChildren(QLabel))
    assert "Olive Officer may not" in words
    assert "administrator" in words


def test_a_look_is_applied_at_once_and_kept(
    qapp: QApplication, open_settings: OpenSettings, officer: Actor
) -> None:
    page = open_settings(officer, "appearance")
    section = page.sections["appearance"]
    section.modes[Mode.DARK].click()  # type: ignore[attr-defined] # the section's own choice
    assert theme.colours() == DARK
    assert page.context.settings.value("theme/mode") == "dark"
    theme.apply(qapp, Mode.LIGHT)


def test_verifying_tells_in_words_that_the_records_are_whole_or_what_is_wrong(
    qtbot: QtBot, open_settings: OpenSettings, own_desk: Desk, boss: Actor
) -> None:
    page = open_settings(boss, "database")
    section = page.sections["database"]
    section.verify.click()  # type: ignore[attr-defined] # the section's own button
    qtbot.waitUntil(lambda: not page.context.jobs.busy(), timeout=20_000)
    assert section.words.text().startswith("The records are whole.")  # type: ignore[attr-defined]
    with sqlite3.connect(own_desk.database.file or "") as altered:
        altered.execute("DROP TRIGGER IF EXISTS audit_entry_no_update")
        altered.execute("UPDATE audit_entry SET actor = 'Nobody' WHERE sequence = 1")
    altered.close()
    section.verify.click()  # type: ignore[attr-defined] # the section's own button
    qtbot.waitUntil(lambda: not page.context.jobs.busy(), timeout=20_000)
    said = section.words.text()  # type: ignore[attr-defined] # the section's own words
    assert said.startswith("2 faults were found.")
    assert "Audit entry 1" in said
    assert "(triggers) was taken off" in said


def test_about_shows_the_version_and_the_notices(open_settings: OpenSettings, boss: Actor) -> None:
    section = open_settings(boss, "about").sections["about"]
    assert "SQLAlchemy" in section.notices.toPlainText()  # type: ignore[attr-defined]
