from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton
from sqlalchemy import Connection, func, select

from pccdesk.domain.applications import Action, Stage, objections, transition
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Assessment
from pccdesk.models.payments import Payment
from pccdesk.queries import home
from pccdesk.queries.facts import facts as facts_of_one
from pccdesk.ui.context import Target
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.pages.home_page import HomePage
from pccdesk.ui.pages.letters_page import LettersPage
from pccdesk.ui.pages.payments_page import PaymentsPage
from pccdesk.ui.widgets.figure import Figure
from pccdesk.ui.widgets.record_list import RecordList
from tests.ui.pages.desk_window import DeskWindow, button, chips, shown_buttons

Sit = Callable[[str], DeskWindow]
HOME = Target("home")


def tasks(page: HomePage) -> dict[str, int]:
    """Return each link of what waits (or stands) with its count."""
    found = {}
    for each in shown_buttons(page):
        count, _, words = each.accessibleName().partition(" ")
        if count.replace(",", "").isdigit():
            found[words] = int(count.replace(",", ""))
    return found


def link(page: HomePage, words: str) -> QPushButton:
    return next(
        each for each in shown_buttons(page) if each.accessibleName().partition(" ")[2] == words
    )


def list_in_front(desk_window: DeskWindow) -> RecordList:
    page = desk_window.window.page()
    if isinstance(page, PaymentsPage):
        return page.batches if page.tabs.currentWidget() is page.batches else page.payments
    assert isinstance(page, ListPage)
    return page.list


def at(*stages: Stage) -> object:
    query = select(func.count()).select_from(Application.__table__)
    return query.where(Application.stage.in_([each.value for each in stages]))


def test_an_officers_counts_are_those_of_the_database(sit: Sit) -> None:
    officer = sit("officer")
    found = tasks(officer.go(HomePage, HOME))
    for words, stage in (
        ("Applications are not finished", Stage.DRAFT),
        ("Applications wait for the eligibility check", Stage.RECEIVED),
        ("Applications are in the eligibility check", Stage.ELIGIBILITY),
        ("Applications are being assessed", Stage.ASSESSMENT),
        ("Applications are deferred", Stage.DEFERRED),
        ("Applications wait for the applicant’s acceptance", Stage.OFFERED),
    ):
        assert found[words] == officer.count(at(stage)) > 0


@pytest.mark.parametrize("username", ["officer", "assessor", "commissioner", "finance", "auditor"])
def test_each_number_opens_the_list_that_it_counts(sit: Sit, username: str) -> None:
    somebody = sit(username)
    found = tasks(somebody.go(HomePage, HOME))
    assert found
    for words, count in found.items():
        page = somebody.go(HomePage, HOME)
        link(page, words).click()
        somebody.settle()
        shown = list_in_front(somebody)
        assert (words, len(shown.model.ids())) == (words, count)
        assert len(chips(shown)) == 1


def test_an_assessor_is_shown_what_still_needs_their_marks(sit: Sit) -> None:
    assessor = sit("assessor")
    person, desk = assessor.actor.user_id, assessor.desk
    with desk.database.reading() as connection:
        rows = connection.execute(
            select(Application.id, Application.owner_id).where(
                Application.stage == Stage.ASSESSMENT.value
            )
        ).all()
        marked = select(Assessment.application_id).where(Assessment.assessor_id == person)
        own = set(connection.scalars(marked))
        wanting = [
            facts.assessments_done < facts.assessments_needed
            for one, owner in rows
            if one not in own and owner != person
            for facts in [facts_of_one(connection, one)]
        ]
    assert 0 < sum(wanting) < len(wanting)  # some have enough, and this person's are not needed
    found = tasks(assessor.go(HomePage, HOME))
    assert found == {"Applications wait for your assessment": sum(wanting)}


def test_an_officer_is_shown_what_is_ready_to_recommend(sit: Sit) -> None:
    officer = sit("officer")
    day = officer.window.context.today()
    with officer.desk.database.reading() as connection:
        rows = connection.scalars(
            select(Application.id).where(Application.stage == Stage.ASSESSMENT.value)
        ).all()
        step = transition(Stage.ASSESSMENT, Action.RECOMMEND)
        ready = sum(
            not objections(step, facts_of_one(connection, one), officer.actor, day) for one in rows
        )
    assert 0 < ready < len(rows)
    found = tasks(officer.go(HomePage, HOME))
    assert found["Applications are ready to recommend"] == ready


def test_links_stand_in_one_line_however_long_the_numbers_are(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = sit("officer")
    counted = home.stage_counts

    def many(connection: Connection) -> tuple[home.StageCount, ...]:
        first, *others = counted(connection)
        return home.StageCount(first.stage, 1_234_567), *others

    monkeypatch.setattr(home, "stage_counts", many)
    page = officer.go(HomePage, HOME)
    assert tasks(page)["Applications are not finished"] == 1_234_567
    lefts = {link(page, words).mapTo(page, QPoint()).x() for words in tasks(page)}
    assert len(lefts) == 1
    for each in page.findChildren(Figure):
        assert each.width() >= each.sizeHint().width()


def test_a_decision_maker_is_shown_what_they_may_decide(sit: Sit) -> None:
    commissioner = sit("commissioner")
    day = commissioner.window.context.today()
    desk, actor = commissioner.desk, commissioner.actor
    with desk.database.reading() as connection:
        rows = connection.scalars(
            select(Application.id).where(Application.stage == Stage.RECOMMENDED.value)
        ).all()
    mine = 0
    for one in rows:
        facts = desk.read(actor, facts_of_one, one)
        mine += not objections(transition(facts.stage, Action.APPROVE), facts, actor, day)
    assert tasks(commissioner.go(HomePage, HOME)).get("Applications wait for your decision", 0) == (
        mine
    )


def test_finance_sees_counts_and_sums_of_payments(sit: Sit) -> None:
    finance = sit("finance")
    page = finance.go(HomePage, HOME)
    approved = select(func.count()).where(Payment.stage == "approved")
    assert tasks(page)["Payments can be sent to finance"] == finance.count(approved)


def test_letters_that_wait_lead_to_the_letters(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(HomePage, HOME)
    count = tasks(page)["Applications wait for their letter"]
    officer.press(page, "Make letters")
    assert f"{count} letters waiting" in officer.front(LettersPage).header.about.text()


@pytest.mark.parametrize("username", ["auditor", "administrator"])
def test_who_has_no_task_is_shown_how_things_stand(sit: Sit, username: str) -> None:
    onlooker = sit(username)
    found = tasks(onlooker.go(HomePage, HOME))
    assert sum(found.values()) == onlooker.count(select(func.count(Application.id)))


def test_a_rounds_name_opens_its_applications(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(HomePage, HOME)
    officer.press(page, "CAF-2026-3 · Winter 2026")
    shown = list_in_front(officer)
    assert chips(shown) == ["Round: CAF-2026-3"]
    assert len(shown.model.ids()) == 11


def test_in_a_new_office_an_officer_is_offered_to_record(sit_in_empty: Sit) -> None:
    officer = sit_in_empty("officer")
    page = officer.go(HomePage, HOME)
    assert tasks(page) == {}
    assert button(page, "Record an application").isEnabled()


@pytest.mark.parametrize("username", ["auditor", "finance", "commissioner", "assessor"])
def test_in_a_new_office_nothing_waits_for_the_others(sit_in_empty: Sit, username: str) -> None:
    page = sit_in_empty(username).go(HomePage, HOME)
    assert "Record an application" not in [each.text() for each in shown_buttons(page)]
