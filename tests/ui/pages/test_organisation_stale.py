"""An organisation that somebody else saved first is compared, and a crash loses nothing typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import func, select

from pccdesk.models.organisations import Organisation
from pccdesk.queries import organisations
from pccdesk.services.organisations import change_organisation
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.compare_dialog import CompareDialog
from pccdesk.ui.form.dialog_draft import DialogDraft
from pccdesk.ui.pages.organisation_page import OrganisationPage
from tests.ui.pages.desk_window import DeskWindow

Sit = Callable[[str], DeskWindow]


@pytest.fixture
def officer(sit: Sit) -> DeskWindow:
    """Sit an officer down."""
    return sit("officer")


def opened(officer: DeskWindow) -> OrganisationPage:
    """Open the first organisation and its dialog."""
    number = officer.count(select(func.min(Organisation.id)))
    page = officer.go(OrganisationPage, Target("organisation", number))
    page.change_details()
    return page


def compared() -> CompareDialog:
    """Return the comparison in front."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, CompareDialog)]
    return next(each for each in found if each.isVisible())


def test_mine_and_theirs_stand_side_by_side(officer: DeskWindow) -> None:
    page = opened(officer)
    number = page.target.record_id or 0
    desk, actor = officer.desk, officer.actor
    seen = desk.read(actor, organisations.organisation, number)
    theirs = replace(seen.form, phone="01772 533587", town="Their town")
    change_organisation(desk, actor, number, seen.version, theirs)
    page.details.section.put_typed({"town": "My town", "website": "mine.example.org"})
    page.details.save()
    officer.settle()
    dialog = compared()
    keys = {card.difference.key[1]: card.difference.by_both for card in dialog.cards}
    assert keys == {"town": True, "phone": False, "website": False}
    dialog.verb.click()
    officer.settle()
    after = desk.read(actor, organisations.organisation, number).form
    assert (after.town, after.phone) == ("My town", "01772 533587")
    assert after.website == "mine.example.org"
    undo = [each for each in officer.window.findChildren(QPushButton) if each.text() == "Undo"]
    undo[0].click()
    officer.settle()
    assert desk.read(actor, organisations.organisation, number).form == theirs


def test_what_a_crash_left_in_the_dialog_is_offered(officer: DeskWindow) -> None:
    page = opened(officer)
    page.details.section.put_typed({"town": "Half a to"})
    next(iter(page.details.findChildren(DialogDraft))).keep_now()
    first = page.details
    first.hide()  # as if the program had been killed: neither saved nor thrown away
    page.change_details()
    assert page.details is not first
    assert page.details.section.typed()["town"] == "Half a to"
    page.details.section.put_typed(page.details._clean)
    page.details.reject()
    first.section.put_typed(first._clean)
    first.reject()
