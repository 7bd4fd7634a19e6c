from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from pccdesk.domain.errors import Refused
from pccdesk.domain.organisations import OrganisationForm
from pccdesk.ui.dialogs import organisation_dialog
from pccdesk.ui.dialogs.organisation_dialog import OrganisationCommand, OrganisationDialog
from pccdesk.ui.dialogs.unsaved_dialog import Answer

DISTRICTS = (("E07000117", "Burnley"), ("E07000123", "Preston"))


def forget(dialog: OrganisationDialog) -> None:
    dialog._clean = dialog.section.typed()  # so that closing does not ask


@pytest.fixture
def dialog(qtbot: QtBot) -> OrganisationDialog:
    made = OrganisationDialog(DISTRICTS)
    qtbot.addWidget(made, before_close_func=forget)
    made.show()
    return made


def test_a_new_organisation_comes_back_as_a_command(dialog: OrganisationDialog) -> None:
    dialog.section.put_typed({"name": "Burnley Boys & Girls Club", "address": "1 Road\n\nTown"})
    dialog.save()
    form = OrganisationForm("Burnley Boys & Girls Club", address=("1 Road", "Town"))
    assert dialog.command == OrganisationCommand(None, 0, form)
    assert dialog.result() == QDialog.DialogCode.Accepted.value


def test_a_wrong_postcode_is_refused_and_a_short_number_only_warned_about(
    dialog: OrganisationDialog,
) -> None:
    dialog.section.put_typed({"name": "A", "postcode": "PR1 OLD", "charity_number": "12"})
    dialog.save()
    assert dialog.command is None
    assert "Did you mean PR1 0LD?" in dialog.section.fields["postcode"].problem()
    assert "6 or 7 digits" in dialog.section.fields["charity_number"].problem()
    dialog.section.put_typed({"postcode": "PR1 0LD"})
    dialog.save()
    assert dialog.command is not None
    assert dialog.command.form.charity_number == "12"


def test_a_postcode_suggests_a_district_and_never_sets_it(dialog: OrganisationDialog) -> None:
    fields = dialog.section.organisation
    dialog.section.put_typed({"name": "A", "postcode": "BB11 2EA"})
    assert fields._suggest.text() == "Use Burnley, which the postcode suggests"
    assert fields.form().district == ""
    fields._suggest.click()
    assert fields.form().district == "E07000117"
    assert fields._suggest.isHidden()


def test_an_organisation_comes_back_as_it_was_shown(qtbot: QtBot) -> None:
    form = OrganisationForm(
        *("Ribbleton Residents", "charity", ("1 Road",), "Preston", "PR2 6AB", "E07000123"),
        *("1123456", "01234567", "a@example.org", "01772 000000", "example.org", True),
    )
    seen = OrganisationCommand(7, 3, form)
    dialog = OrganisationDialog(DISTRICTS, seen=seen)
    qtbot.addWidget(dialog, before_close_func=forget)
    dialog.save()
    assert dialog.command == replace(seen, opened=seen.form)


def test_escape_asks_before_it_loses_text(
    dialog: OrganisationDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(organisation_dialog, "ask_unsaved", lambda *_: Answer.CANCEL)
    dialog.section.put_typed({"name": "A"})
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.section.value("name") == "A"


def test_a_refusal_of_the_service_is_shown_again(qtbot: QtBot) -> None:
    refused = Refused("“A” is there already. Choose it instead of adding it again.")
    seen = OrganisationCommand(None, 0, OrganisationForm("A"))
    dialog = OrganisationDialog(DISTRICTS, seen=seen, refused=refused)
    qtbot.addWidget(dialog, before_close_func=forget)
    dialog.show()
    assert not dialog.summary.isHidden()
    assert dialog.section.value("name") == "A"
