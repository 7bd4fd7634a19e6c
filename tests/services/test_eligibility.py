"""The eligibility check through services: kept, overridden with a reason, never out of date."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import update

from pccdesk.domain.applications import Stage
from pccdesk.domain.eligibility import Outcome
from pccdesk.models.applications import Application
from pccdesk.queries.eligibility import FindingRow, findings
from pccdesk.services import applications, eligibility
from tests import way
from tests.office import Office
from tests.services.untouched import refused_and_untouched


def found(office: Office, one: int) -> dict[str, FindingRow]:
    """Return an application's findings by criterion."""
    rows = office.desk.read(office.who("officer"), findings, one)
    return {each.criterion: each for each in rows}


def same_applicant(office: Office, one: int) -> dict[str, object]:
    """Return the change to a form that names the applicant of another application."""
    return {"organisation": None, "organisation_id": office.record(one).organisation_id}


def test_every_criterion_of_the_round_is_worked_out_and_kept(office: Office) -> None:
    one = office.bring_to(Stage.ELIGIBILITY)
    rows = found(office, one)
    assert len(rows) == 10
    assert {row.outcome for row in rows.values()} == {Outcome.MET}


@pytest.mark.parametrize(
    ("changes", "criterion"),
    [
        ({"amount_requested": Decimal("2500.01")}, "maximum_amount"),
        ({"amount_requested": Decimal("299.99")}, "maximum_amount"),
        ({"total_cost": Decimal("10000.01")}, "total_cost"),
        ({"reserves": Decimal("25000.01")}, "reserves"),
        ({"received_at": None}, "in_time"),
    ],
)
def test_one_criterion_that_is_not_met_stops_the_application_until_it_is_overridden(
    shared_office: Office, changes: dict[str, object], criterion: str
) -> None:
    desk, officer = shared_office.desk, shared_office.who("officer")
    one = shared_office.bring_to(Stage.ELIGIBILITY, **changes)
    rows = found(shared_office, one)
    assert [row.criterion for row in rows.values() if not row.settled] == [criterion]
    with refused_and_untouched(desk) as refused:
        eligibility.pass_checks(desk, officer, one, shared_office.version(one))
    assert rows[criterion].label in refused.value.sentence
    version = shared_office.version(one)
    eligibility.override(desk, officer, one, version, criterion, "The Commissioner agreed.")
    row = found(shared_office, one)[criterion]
    assert (row.override_reason, row.overridden_by) == ("The Commissioner agreed.", "Olive Officer")
    with refused_and_untouched(desk):
        eligibility.find_ineligible(desk, officer, one, shared_office.version(one), "Why.")
    eligibility.pass_checks(desk, officer, one, shared_office.version(one))


def test_a_second_application_in_the_year_is_found(office: Office) -> None:
    first = office.bring_to(Stage.RECEIVED)
    second = office.bring_to(Stage.ELIGIBILITY, **same_applicant(office, first))
    row = found(office, second)["one_a_year"]
    assert row.outcome is Outcome.NOT_MET
    assert "CAF-2026-0001" in row.explanation


def test_an_application_that_was_withdrawn_does_not_count(office: Office) -> None:
    first = office.bring_to(Stage.WITHDRAWN)
    second = office.bring_to(Stage.ELIGIBILITY, **same_applicant(office, first))
    assert found(office, second)["one_a_year"].outcome is Outcome.MET


def test_an_award_of_another_fund_is_found(office: Office) -> None:
    first = office.bring_to(Stage.ACCEPTED, round_code="RRF-2026-1")
    second = office.bring_to(Stage.ELIGIBILITY, **same_applicant(office, first))
    row = found(office, second)["not_already_funded"]
    assert row.outcome is Outcome.NOT_MET
    assert "RRF-2026-0001" in row.explanation


def test_last_years_award_of_the_same_fund_that_still_runs_is_found(office: Office) -> None:
    first = office.bring_to(Stage.ACCEPTED)
    with office.desk.database.changing() as session:
        years = {"financial_year": 2025}  # as if it had come a year ago
        session.execute(update(Application).where(Application.id == first).values(years))
    second = office.bring_to(Stage.ELIGIBILITY, **same_applicant(office, first))
    rows = found(office, second)
    assert rows["not_already_funded"].outcome is Outcome.NOT_MET
    assert office.record(first).reference in rows["not_already_funded"].explanation


def test_a_criterion_that_is_met_needs_no_override(shared_office: Office) -> None:
    one = shared_office.bring_to(Stage.ELIGIBILITY)
    officer, version = shared_office.who("officer"), shared_office.version(one)
    for criterion in ("documents", "no_such_criterion"):
        with refused_and_untouched(shared_office.desk):
            eligibility.override(shared_office.desk, officer, one, version, criterion, "Why.")


def test_what_was_changed_after_the_check_is_not_passed_on_the_old_findings(
    shared_office: Office,
) -> None:
    desk, officer = shared_office.desk, shared_office.who("officer")
    one = shared_office.bring_to(Stage.ELIGIBILITY)
    form = replace(shared_office.record(one).form, amount_requested=Decimal(2501))
    applications.save_changes(desk, officer, one, shared_office.version(one), form)
    with refused_and_untouched(desk) as refused:
        eligibility.pass_checks(desk, officer, one, shared_office.version(one))
    assert "is not any more" in refused.value.sentence
    assert "£2,501 is over the limit of £2,500" in refused.value.sentence
    eligibility.check_again(desk, officer, one, shared_office.version(one))
    assert not found(shared_office, one)["maximum_amount"].settled


def test_an_override_stays_when_the_criteria_are_checked_again(shared_office: Office) -> None:
    one = shared_office.bring_to(Stage.ELIGIBILITY, reserves=Decimal(30000))
    way.settle_criteria(shared_office, one)
    officer = shared_office.who("officer")
    eligibility.check_again(shared_office.desk, officer, one, shared_office.version(one))
    assert found(shared_office, one)["reserves"].override_reason == "Agreed."
    eligibility.pass_checks(shared_office.desk, officer, one, shared_office.version(one))


def test_an_override_covers_only_what_it_was_given_for(shared_office: Office) -> None:
    desk, officer = shared_office.desk, shared_office.who("officer")
    one = shared_office.bring_to(Stage.ELIGIBILITY, reserves=Decimal(26000))
    way.settle_criteria(shared_office, one)
    form = replace(shared_office.record(one).form, reserves=Decimal(900000))
    applications.save_changes(desk, officer, one, shared_office.version(one), form)
    with refused_and_untouched(desk) as refused:
        eligibility.pass_checks(desk, officer, one, shared_office.version(one))
    assert "£26,000 is over the limit" in refused.value.sentence
    assert "£900,000 is over the limit" in refused.value.sentence
    eligibility.check_again(desk, officer, one, shared_office.version(one))
    row = found(shared_office, one)["reserves"]
    assert (row.settled, row.override_reason, row.overridden_by) == (False, "", None)


def test_nobody_is_found_ineligible_for_what_has_been_mended_since(shared_office: Office) -> None:
    desk, officer = shared_office.desk, shared_office.who("officer")
    one = shared_office.bring_to(Stage.ELIGIBILITY, reserves=Decimal(26000))
    form = replace(shared_office.record(one).form, reserves=Decimal(2600))
    applications.save_changes(desk, officer, one, shared_office.version(one), form)
    words = "was not met when it was checked and is met now"
    with refused_and_untouched(desk) as refused:
        eligibility.find_ineligible(desk, officer, one, shared_office.version(one), "Why.")
    assert words in refused.value.sentence
    with refused_and_untouched(desk) as refused:
        eligibility.pass_checks(desk, officer, one, shared_office.version(one))
    assert words in refused.value.sentence
    eligibility.check_again(desk, officer, one, shared_office.version(one))
    eligibility.pass_checks(desk, officer, one, shared_office.version(one))
