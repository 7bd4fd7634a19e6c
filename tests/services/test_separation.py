"""Nobody decides what they assessed or recommended, nor pays what they decided or recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import NotPermitted
from pccdesk.domain.permissions import Actor, Permission, Role, RoleHeld
from pccdesk.models.applications import Application
from pccdesk.queries.eligibility import findings
from pccdesk.queries.lists.waiting import decidable_by
from pccdesk.services import (
    applications,
    assessments,
    bank_accounts,
    decisions,
    documents,
    eligibility,
    payments,
    people,
    recommendations,
)
from tests import way
from tests.office import Office
from tests.services.test_undoing import undo_last
from tests.services.untouched import refused_and_untouched
from tests.staff import RRF, person


@pytest.mark.parametrize("decision", ["approve", "decline", "defer", "send_back"])
@pytest.mark.parametrize("part", ["assessed", "recommended"])
def test_whoever_took_part_cannot_decide(shared_office: Office, part: str, decision: str) -> None:
    desk, everybody = shared_office.desk, shared_office.who("everything")
    one = shared_office.bring_to(Stage.ASSESSMENT)
    way.assess(shared_office, one, "everything" if part == "assessed" else "assessor")
    recommender = shared_office.who("officer") if part == "assessed" else everybody
    version = shared_office.version(one)
    recommendations.recommend(desk, recommender, one, version, way.recommendation())
    version = shared_office.version(one)
    with refused_and_untouched(desk, NotPermitted) as refused:
        if decision == "approve":
            decisions.approve(desk, everybody, one, version, way.approval())
        elif decision == "decline":
            decisions.decline(desk, everybody, one, version, way.REFUSAL)
        else:
            getattr(decisions, decision)(desk, everybody, one, version, "Why.")
    assert "Ellis Everything assessed or recommended this application" in refused.value.sentence
    way.approve(shared_office, one)


def test_an_assessor_of_an_earlier_turn_cannot_decide_either(shared_office: Office) -> None:
    desk, everybody = shared_office.desk, shared_office.who("everything")
    one = shared_office.bring_to(Stage.ASSESSMENT)
    way.assess(shared_office, one, "everything")
    way.recommend(shared_office, one)
    decisions.send_back(
        desk, shared_office.who("commissioner"), one, shared_office.version(one), "Ask again."
    )
    way.recommend(shared_office, one)
    with refused_and_untouched(desk, NotPermitted):
        decisions.approve(desk, everybody, one, shared_office.version(one), way.approval())


def test_whoever_looks_after_an_application_does_not_assess_it(shared_office: Office) -> None:
    desk, everybody = shared_office.desk, shared_office.who("everything")
    one = applications.receive_new(desk, everybody, shared_office.form())
    way.attach_all(shared_office, one)
    eligibility.start_checks(desk, everybody, one, shared_office.version(one))
    eligibility.pass_checks(desk, everybody, one, shared_office.version(one))
    marks = way.marks(shared_office, one)
    with refused_and_untouched(desk, NotPermitted) as refused:
        assessments.submit(desk, everybody, one, shared_office.version(one), marks)
    assert "somebody else must assess it" in refused.value.sentence


def test_whoever_recorded_bank_details_can_neither_check_them_nor_approve_payment(
    shared_office: Office,
) -> None:
    desk, everybody = shared_office.desk, shared_office.who("everything")
    one = shared_office.bring_to(Stage.ACCEPTED)
    form = way.bank_form(desk.today())
    organisation_id = shared_office.record(one).organisation_id
    account = bank_accounts.record_account(desk, everybody, organisation_id, form)
    with refused_and_untouched(desk, NotPermitted) as refused:
        bank_accounts.check_account(desk, everybody, account, 1)
    assert "somebody else must check them" in refused.value.sentence
    bank_accounts.check_account(desk, shared_office.who("officer"), account, 1)
    (payment,) = way.payments_of(shared_office, one)
    with refused_and_untouched(desk, NotPermitted) as refused:
        payments.approve_payment(desk, everybody, payment.id, payment.version)
    assert "recorded the bank details" in refused.value.sentence
    payments.approve_payment(desk, shared_office.who("finance"), payment.id, payment.version)


@pytest.mark.parametrize("part", ["assessed", "recommended", "decided"])
def test_whoever_assessed_recommended_or_decided_cannot_approve_the_payment(
    shared_office: Office, part: str
) -> None:
    desk, everybody = shared_office.desk, shared_office.who("everything")
    one = shared_office.bring_to(Stage.ASSESSMENT)
    way.assess(shared_office, one, "everything" if part == "assessed" else "assessor")
    by = everybody if part == "recommended" else shared_office.who("officer")
    recommendations.recommend(desk, by, one, shared_office.version(one), way.recommendation())
    by = everybody if part == "decided" else shared_office.who("commissioner")
    decisions.approve(desk, by, one, shared_office.version(one), way.approval())
    way.offer(shared_office, one)
    way.accept(shared_office, one)
    way.keep_account(shared_office, one)
    (payment,) = way.payments_of(shared_office, one)
    with refused_and_untouched(desk, NotPermitted) as refused:
        payments.approve_payment(desk, everybody, payment.id, payment.version)
    assert "so somebody else must approve its payments" in refused.value.sentence


def added(office: Office, username: str, *roles: Role, fund: str | None = None) -> Actor:
    """Add somebody and return them signed in."""
    form = person(username, username.title(), *roles, fund=fund)
    people.add_person(office.desk, office.who("administrator"), form)
    return office.reread(username)


def test_a_role_in_another_fund_opens_nothing(office: Office) -> None:
    one = office.bring_to(Stage.RECOMMENDED)
    stranger = added(office, "stranger", Role.OFFICER, Role.DECISION_MAKER, fund=RRF)
    assert stranger.may(Permission.DECIDE)
    with refused_and_untouched(office.desk, NotPermitted):
        decisions.approve(office.desk, stranger, one, office.version(one), way.approval())
    with refused_and_untouched(office.desk, NotPermitted):
        applications.save_new(office.desk, stranger, office.form())
    documents.open_document(office.desk, stranger, 1)
    with refused_and_untouched(office.desk, NotPermitted):
        documents.remove(office.desk, stranger, one, office.version(one), 1)


def test_a_fund_that_does_not_exist_never_widens_a_role_to_all(office: Office) -> None:
    form = replace(
        person("misspelt", "Mia Misspelt", Role.DECISION_MAKER),
        roles=(RoleHeld(Role.DECISION_MAKER, "comunity_action_fund"),),
    )
    with refused_and_untouched(office.desk) as refused:
        people.add_person(office.desk, office.who("administrator"), form)
    assert "comunity_action_fund" in refused.value.sentence


def test_whoever_overrode_a_criterion_cannot_decide(shared_office: Office) -> None:
    desk, everybody = shared_office.desk, shared_office.who("everything")
    one = shared_office.bring_to(Stage.ELIGIBILITY)
    way.fail_a_criterion(shared_office, one)
    missing = [each for each in desk.read(everybody, findings, one) if not each.settled]
    for each in missing:
        eligibility.override(
            desk, everybody, one, shared_office.version(one), each.criterion, "Agreed."
        )
    way.pass_checks(shared_office, one)
    way.assess(shared_office, one)
    way.recommend(shared_office, one)
    with refused_and_untouched(desk, NotPermitted) as refused:
        decisions.approve(desk, everybody, one, shared_office.version(one), way.approval())
    assert "overrode a criterion" in refused.value.sentence
    way.approve(shared_office, one)


def test_an_assessment_undone_still_keeps_its_assessor_from_deciding(
    shared_office: Office,
) -> None:
    desk, everybody = shared_office.desk, shared_office.who("everything")
    one = shared_office.bring_to(Stage.ASSESSMENT)
    way.assess(shared_office, one, "everything")
    undo_last(shared_office, "everything", one)
    way.assess(shared_office, one)
    way.recommend(shared_office, one)
    with refused_and_untouched(desk, NotPermitted) as refused:
        decisions.approve(desk, everybody, one, shared_office.version(one), way.approval())
    assert "Ellis Everything assessed or recommended this application" in refused.value.sentence
    assert one not in may_decide(shared_office, everybody)
    assert one in may_decide(shared_office, shared_office.who("commissioner"))
    way.approve(shared_office, one)


def may_decide(office: Office, person: Actor) -> list[int]:
    """Return the applications that Home counts as this person's to decide."""
    condition = decidable_by(f"{person.user_id}@{office.desk.today().isoformat()}")
    with office.desk.database.reading() as connection:
        return list(connection.scalars(select(Application.id).where(condition)))


@pytest.mark.parametrize("lost", ["undone", "overridden anew", "checked anew"])
def test_an_override_that_stands_no_more_still_keeps_its_maker_from_deciding(
    shared_office: Office, lost: str
) -> None:
    desk, everybody = shared_office.desk, shared_office.who("everything")
    officer = shared_office.who("officer")
    one = shared_office.bring_to(Stage.ELIGIBILITY)
    way.fail_a_criterion(shared_office, one)
    missing = next(each for each in desk.read(everybody, findings, one) if not each.settled)

    def override(who: Actor) -> None:
        version = shared_office.version(one)
        eligibility.override(desk, who, one, version, missing.criterion, "Agreed.")

    override(everybody)
    if lost == "undone":
        undo_last(shared_office, "everything", one)
    elif lost == "checked anew":
        way.fail_a_criterion(shared_office, one)
    else:
        override(officer)
    way.pass_checks(shared_office, one)
    way.assess(shared_office, one)
    way.recommend(shared_office, one)
    with refused_and_untouched(desk, NotPermitted) as refused:
        decisions.approve(desk, everybody, one, shared_office.version(one), way.approval())
    assert "overrode a criterion" in refused.value.sentence
