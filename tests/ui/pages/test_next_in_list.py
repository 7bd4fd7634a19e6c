"""Next and Previous in a record follow whichever list its row was opened from."""

from __future__ import annotations

from collections.abc import Callable

from pccdesk.queries import organisations
from pccdesk.ui.context import Target
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.awards_page import AwardsPage
from pccdesk.ui.pages.organisation_page import OrganisationPage
from pccdesk.ui.pages.organisations_page import OrganisationsPage
from pccdesk.ui.pages.payments_page import PaymentsPage
from pccdesk.ui.widgets.record_list import RecordList
from tests.ui.pages.desk_window import DeskWindow

Sit = Callable[[str], DeskWindow]


def opened_by(shown: RecordList, row_id: int) -> int:
    """Return the application that a row opens."""
    row = shown.model.record(row_id)
    assert row is not None
    number: int = row.application_id
    return number


def test_the_records_of_awards_and_payments_go_on_in_their_lists_order(sit: Sit) -> None:
    officer = sit("officer")
    awards = officer.go(AwardsPage, Target("awards")).list
    ids = list(awards.model.ids())
    applications = [opened_by(awards, each) for each in ids]
    awards.opened.emit(ids[2])
    officer.settle()
    page = officer.front(ApplicationPage)
    assert page.steps.place.text() == f"3 of {len(ids)}"
    officer.press(page, "Next")
    assert page.target.record_id == applications[3]
    assert page.target.tab == "payments"
    officer.press(page, "Previous")
    officer.press(page, "Previous")
    assert page.target.record_id == applications[1]
    payments = officer.go(PaymentsPage, Target("payments")).payments
    rows = list(payments.model.ids())
    owners = [opened_by(payments, each) for each in rows]
    payments.opened.emit(rows[0])
    officer.settle()
    met = [page.target.record_id]
    while page.steps.next.isEnabled():
        officer.press(page, "Next")
        met.append(page.target.record_id)
    assert met == list(dict.fromkeys(owners))
    assert page.steps.place.text() == f"{len(met)} of {len(met)}"


def test_the_form_that_is_come_to_from_an_awards_record_keeps_to_applications(sit: Sit) -> None:
    officer = sit("officer")
    awards = officer.go(AwardsPage, Target("awards")).list
    awards.opened.emit(awards.model.id_at(0))
    officer.settle()
    order = officer.front(ApplicationPage).target.order
    assert order is not None
    expected = [opened_by(awards, each) for each in awards.model.ids()]
    place = order.place_of(expected[1])
    assert place is not None
    assert (place.beside.previous_id, place.beside.next_id) == (expected[0], expected[2])


def test_an_organisation_goes_on_in_its_list_and_hands_on_its_applications(sit: Sit) -> None:
    officer = sit("officer")
    shown = officer.go(OrganisationsPage, Target("organisations")).list
    first, second = shown.model.id_at(0), shown.model.id_at(1)
    shown.opened.emit(first)
    officer.settle()
    page = officer.front(OrganisationPage)
    assert page.steps.place.text() == f"1 of {shown.model.rowCount():,}"
    page.next_record()
    officer.settle()
    assert page.target.record_id == second
    page.previous_record()
    officer.settle()
    several = next(
        each
        for each in shown.model.ids()
        if len(officer.desk.read(officer.actor, organisations.organisation, each).applications) > 1
    )
    page = officer.go(OrganisationPage, Target("organisation", several))
    assert not page.steps.isVisible()
    record = officer.desk.read(officer.actor, organisations.organisation, several)
    officer.press(page, record.applications[0].reference)
    opened = officer.front(ApplicationPage)
    assert opened.steps.place.text() == f"1 of {len(record.applications)}"
    opened.next_record()
    officer.settle()
    assert opened.target.record_id == record.applications[1].id
