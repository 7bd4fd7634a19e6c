"""Somebody else saved first: mine and theirs side by side, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.permissions import Actor
from pccdesk.queries import applications
from pccdesk.services.applications import save_changes
from pccdesk.services.awards import withdraw
from pccdesk.services.desk import Desk
from pccdesk.ui.dialogs.compare_dialog import CompareDialog
from pccdesk.ui.messages import Message
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from tests.officer_at_desk import new_officer

Opened = Callable[..., ApplicationFormPage]
Filled = Callable[[ApplicationFormPage], None]
Idle = Callable[[], None]


@pytest.fixture
def overtaken(
    open_form: Opened, fill: Filled, idle: Idle, office: Desk, officer: Actor
) -> ApplicationFormPage:
    """Give a form in which summary and title were typed over while Bo saved summary and who."""
    page = open_form()
    fill(page)
    page.save()
    idle()
    other = new_officer(office, "second", "Bo Second")
    seen = office.read(officer, applications.application, 1)
    form = replace(seen.form, summary="Bo’s words.", who="Girls of the estate")
    save_changes(office, other, 1, seen.version, form)
    assert page.body.project is not None
    page.body.project.put_typed({"summary": "Olive’s words.", "project_title": "Night games"})
    page.save()
    idle()
    return page


def compared(page: ApplicationFormPage) -> CompareDialog:
    """Return the comparison in front."""
    dialog = page.overtaken.dialog
    assert dialog is not None
    return dialog


def kept(office: Desk, officer: Actor) -> ApplicationForm:
    """Return what stands in the database."""
    return office.read(officer, applications.application, 1).form


def test_only_what_differs_is_shown_with_who_and_when(overtaken: ApplicationFormPage) -> None:
    dialog = compared(overtaken)
    assert "was changed by Bo Second on 22 November 2026 at 10:00" in dialog._words.line
    found = {
        card.difference.key[1]: (card.difference.by_both, card.mine.isChecked())
        for card in dialog.cards
    }
    assert found == {
        "project_title": (False, True),
        "summary": (True, True),
        "who": (False, False),
    }
    summary = next(card for card in dialog.cards if card.difference.by_both)
    assert summary.difference.opened.shown == "Games in the park."
    assert summary.difference.theirs.shown == "Bo’s words."


def test_what_is_chosen_and_edited_is_saved_over_the_newest(
    overtaken: ApplicationFormPage, idle: Idle, office: Desk, officer: Actor
) -> None:
    dialog = compared(overtaken)
    cards = {card.difference.key[1]: card for card in dialog.cards}
    cards["summary"].edit_mine("Both our words.")
    cards["project_title"].theirs.setChecked(True)
    dialog.verb.click()
    idle()
    form = kept(office, officer)
    assert (form.summary, form.who) == ("Both our words.", "Girls of the estate")
    assert form.project_title == "Street games"
    assert not overtaken.holds_unsaved()


def test_cancel_goes_back_to_the_form_with_all_that_was_typed(
    overtaken: ApplicationFormPage, idle: Idle, office: Desk, officer: Actor
) -> None:
    compared(overtaken).reject()
    idle()
    assert overtaken.body.form().summary == "Olive’s words."
    assert overtaken.holds_unsaved()
    assert kept(office, officer).summary == "Bo’s words."
    overtaken.save()
    idle()
    assert compared(overtaken).cards


def test_who_is_overtaken_again_compares_again(
    overtaken: ApplicationFormPage, idle: Idle, office: Desk, officer: Actor
) -> None:
    seen = office.read(officer, applications.application, 1)
    save_changes(office, officer, 1, seen.version, replace(seen.form, summary="Third words."))
    compared(overtaken).verb.click()
    idle()
    again = compared(overtaken)
    shown = {card.difference.key[1]: card.difference.theirs.shown for card in again.cards}
    assert shown["summary"] == "Third words."
    again.verb.click()
    idle()
    assert kept(office, officer).summary == "Olive’s words."


def test_where_nothing_can_be_saved_any_more_what_was_typed_stays(
    open_form: Opened,
    fill: Filled,
    idle: Idle,
    office: Desk,
    officer: Actor,
    messages: list[Message],
) -> None:
    page = open_form()
    fill(page)
    page.save()
    idle()
    version = office.read(officer, applications.application, 1).version
    withdraw(office, officer, 1, version, "They asked for it.")
    assert page.body.project is not None
    page.body.project.put_typed({"summary": "Olive’s words."})
    page.save()
    idle()
    assert "Withdrawn" in messages[-1].text
    assert page.body.form().summary == "Olive’s words."
