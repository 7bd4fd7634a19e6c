from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from pccdesk.models.offices import AuditEntry
from pccdesk.models.organisations import BankAccount, Organisation
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.organisation_dialog import OrganisationDialog
from pccdesk.ui.pages.organisation_page import OrganisationPage
from pccdesk.ui.pages.organisations_page import OrganisationsPage
from tests.ui.pages.desk_window import DeskWindow, shown_buttons, words_of

Sit = Callable[[str], DeskWindow]
ACCOUNT = {
    "account_name": "Bangor Street Women's Circle",
    "sort_code": "10-79-99",
    "account_number": "88837491",
    "evidence_on": date(2026, 11, 1),
}


def without_account(somebody: DeskWindow) -> Target:
    known = select(BankAccount.organisation_id)
    query = select(func.min(Organisation.id)).where(Organisation.id.not_in(known))
    return Target("organisation", somebody.count(query))


def buttons(page: OrganisationPage) -> set[str]:
    return {words_of(each) for each in shown_buttons(page)}


def last_action(somebody: DeskWindow) -> str:
    query = select(AuditEntry.action).order_by(AuditEntry.sequence.desc()).limit(1)
    found: str = somebody.count(query)
    return found


def record(officer: DeskWindow, target: Target) -> OrganisationPage:
    page = officer.go(OrganisationPage, target)
    officer.press(page, "Record bank details …")
    assert page.dialog is not None
    page.dialog.form.set_values(ACCOUNT)
    page.dialog.submit()
    page.dialog.submit()
    officer.settle()
    return page


def test_an_officer_records_an_account_and_may_not_check_it(sit: Sit) -> None:
    officer = sit("officer")
    page = record(officer, without_account(officer))
    assert officer.said() == ["Recorded. A second person must now check them."]
    officer.press(page, "Show account details")
    assert last_action(officer) == "bank_account.see"
    officer.press(page, "Confirm that they are right")
    assert officer.said()[-1] == (
        f"{officer.actor.full_name} recorded these bank details, so somebody else must check them."
    )
    checked = select(func.count(BankAccount.id)).where(
        BankAccount.organisation_id == page.target.record_id, BankAccount.checked_by.is_not(None)
    )
    assert officer.count(checked) == 0


def test_a_second_person_sees_and_checks_it(sit: Sit) -> None:
    officer = sit("officer")
    target = without_account(officer)
    record(officer, target)
    finance = sit("finance")
    page = finance.go(OrganisationPage, target)
    assert "Confirm that they are right" not in buttons(page)
    finance.press(page, "Show account details")
    assert last_action(finance) == "bank_account.see"
    finance.press(page, "Confirm that they are right")
    assert finance.said()[-1] == "The bank details are checked."
    assert last_action(finance) == "bank_account.check"
    assert "Confirm that they are right" not in buttons(page)


def test_what_is_wrong_stands_beside_its_field(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(OrganisationPage, without_account(officer))
    officer.press(page, "Record bank details …")
    dialog = page.dialog
    assert dialog is not None
    before = officer.count(select(func.count(BankAccount.id)))
    dialog.form.set_values({**ACCOUNT, "sort_code": "12", "evidence_on": date(2027, 1, 1)})
    dialog.submit()
    assert dialog.form.field("sort_code").problem() == "Enter the six digits of the sort code."
    assert dialog.form.field("evidence_on").problem() == "The evidence is dated in the future."
    assert dialog.form.field("account_number").problem() == ""
    assert officer.count(select(func.count(BankAccount.id))) == before
    dialog.reject()


def test_old_evidence_warns_before_it_is_recorded(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(OrganisationPage, without_account(officer))
    officer.press(page, "Record bank details …")
    dialog = page.dialog
    assert dialog is not None
    dialog.form.set_values({**ACCOUNT, "evidence_on": date(2026, 1, 1)})
    dialog.submit()
    officer.settle()
    answers = " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())
    assert "three months" in answers or "3 months" in answers
    dialog.submit()
    officer.settle()
    assert officer.said() == ["Recorded. A second person must now check them."]


def test_the_digits_are_not_shown_before_they_are_asked_for(sit: Sit) -> None:
    officer = sit("officer")
    target = without_account(officer)
    page = record(officer, target)
    assert not [each for each in page.area.findChildren(QLabel) if "88837491" in each.text()]
    officer.press(page, "Show account details")
    assert [each for each in page.area.findChildren(QLabel) if "88837491" in each.text()]


@pytest.mark.parametrize("username", ["assessor", "commissioner", "administrator"])
def test_who_may_not_see_bank_details_is_not_offered_them(sit: Sit, username: str) -> None:
    somebody = sit(username)
    page = somebody.go(OrganisationPage, Target("organisation", 3))
    assert not buttons(page) & {"Show account details", "Change bank details …"}


def test_an_auditor_may_look_and_not_touch(sit: Sit) -> None:
    auditor = sit("auditor")
    page = auditor.go(OrganisationPage, Target("organisation", 3))
    assert "Change bank details …" not in buttons(page)
    auditor.press(page, "Show account details")
    assert last_action(auditor) == "bank_account.see"
    assert "Confirm that they are right" not in buttons(page)


def test_its_applications_open_and_say_what_was_asked_and_awarded(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(OrganisationPage, Target("organisation", 3))
    officer.press(page, "CAF-2024-0003")
    here = officer.window.history.here
    assert here is not None
    assert here.page == "application"


def test_an_officer_changes_the_details_and_the_timeline_tells(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(OrganisationPage, without_account(officer))
    before = page.title
    officer.press(page, "Change details …")
    page.details.section.put_typed({"name": "Ribble Bank Neighbours"})
    page.details.save()
    officer.settle()
    assert officer.said() == ["The organisation is changed."]
    assert page.title == "Ribble Bank Neighbours"
    shown = " ".join(each.text() for each in page.findChildren(QLabel))
    assert before in shown  # as a former name
    assert "Changed the organisation" in shown


def test_a_number_that_another_has_comes_back_into_the_dialog(sit: Sit) -> None:
    officer = sit("officer")
    query = select(Organisation.charity_number).where(Organisation.charity_number != "").limit(1)
    taken = officer.count(query)
    page = officer.go(OrganisationPage, without_account(officer))
    officer.press(page, "Change details …")
    first = page.details
    first.section.put_typed({"charity_number": taken, "town": "Nelson"})
    first.save()
    officer.settle()
    dialog = page.findChildren(OrganisationDialog)[-1]
    assert dialog is not first
    assert "has the number" in dialog.section.fields["charity_number"].problem()
    assert dialog.section.form().town == "Nelson"
    dialog.section.put_typed({"charity_number": ""})
    dialog.save()
    officer.settle()
    assert officer.said()[-1] == "The organisation is changed."


def test_an_organisation_is_added_from_the_list_and_opened(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(OrganisationsPage, Target("organisations"))
    officer.press(page, "Add an organisation …")
    page.dialog.section.put_typed({"name": "Calder Vale Walkers", "town": "Burnley"})
    page.dialog.save()
    officer.settle()
    opened = officer.window.page()
    assert isinstance(opened, OrganisationPage)
    assert opened.title == "Calder Vale Walkers"
