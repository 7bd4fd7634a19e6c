"""Limits in pounds hold to the penny, and numbers run by financial year without a gap."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import NotPermitted, Refused
from pccdesk.domain.permissions import DecisionSeries, Delegation, Role
from pccdesk.services import applications, decisions, people, recommendations
from tests import way
from tests.office import Office
from tests.services.untouched import refused_and_untouched
from tests.staff import CAF, DELEGATED_LIMIT, RRF, person

PENNY = Decimal("0.01")


def recommended(office: Office, amount: Decimal) -> int:
    """Return an application that is recommended at an amount."""
    one = office.bring_to(Stage.ASSESSMENT)
    way.assess(office, one)
    way.recommend(office, one, amount)
    return one


def decide(office: Office, username: str, one: int, amount: Decimal) -> str:
    """Approve as somebody; return the reference."""
    return decisions.approve(
        office.desk, office.who(username), one, office.version(one), way.approval(amount)
    )


def test_exactly_the_limit_passes_and_a_penny_over_does_not(office: Office) -> None:
    one = recommended(office, Decimal(2000))
    with refused_and_untouched(office.desk, NotPermitted) as refused:
        decide(office, "chief", one, DELEGATED_LIMIT + PENNY)
    assert "£1,000.01 is over Chris Chief’s limit of £1,000" in refused.value.sentence
    assert decide(office, "chief", one, DELEGATED_LIMIT) == "DEL 2026/01"


@pytest.mark.parametrize("outcome", ["decline", "defer"])
def test_the_limit_holds_for_declining_and_deferring_what_is_recommended(
    office: Office, outcome: str
) -> None:
    dear, cheap = recommended(office, DELEGATED_LIMIT + PENNY), recommended(office, Decimal(900))

    def act(one: int) -> None:
        if outcome == "decline":
            chief = office.who("chief")
            decisions.decline(office.desk, chief, one, office.version(one), way.REFUSAL)
        else:
            decisions.defer(office.desk, office.who("chief"), one, office.version(one), "Why.")

    with refused_and_untouched(office.desk, NotPermitted):
        act(dear)
    act(cheap)


def test_the_limit_holds_for_declining_what_was_asked_for_where_nothing_is_recommended(
    office: Office,
) -> None:
    one = office.bring_to(Stage.ASSESSMENT)
    way.assess(office, one)
    form = recommendations.RecommendationForm(False, Decimal(0), "It does not fit the plan.")
    officer = office.who("officer")
    recommendations.recommend(office.desk, officer, one, office.version(one), form)
    with refused_and_untouched(office.desk, NotPermitted) as refused:
        decisions.decline(office.desk, office.who("chief"), one, office.version(one), way.REFUSAL)
    assert "over Chris Chief’s limit" in refused.value.sentence
    commissioner = office.who("commissioner")
    decisions.decline(office.desk, commissioner, one, office.version(one), way.REFUSAL)


def test_the_two_series_run_apart_and_leave_no_gap_for_what_was_refused(office: Office) -> None:
    some = [recommended(office, Decimal(900)) for _ in range(4)]
    said = [decide(office, "commissioner", some[0], Decimal(900))]
    with pytest.raises(Refused):
        decide(office, "commissioner", some[1], Decimal(0))
    with pytest.raises(NotPermitted):
        decide(office, "chief", some[1], DELEGATED_LIMIT + 1)
    with pytest.raises(NotPermitted):
        decide(office, "officer", some[1], Decimal(900))
    said.append(decide(office, "chief", some[1], Decimal(900)))
    commissioner = office.who("commissioner")
    version = office.version(some[2])
    said.append(decisions.decline(office.desk, commissioner, some[2], version, way.REFUSAL))
    said.append(decide(office, "chief", some[3], Decimal(900)))
    assert said == ["2026/01", "DEL 2026/01", "2026/02", "DEL 2026/02"]


def test_numbers_begin_anew_with_the_financial_year_in_uk_time(office: Office) -> None:
    some = [recommended(office, Decimal(900)) for _ in range(3)]
    office.clock.now = datetime(2027, 3, 31, 22, 59, tzinfo=UTC)  # 23:59 in Preston
    said = [decide(office, "commissioner", some[0], Decimal(900))]
    office.clock.now = datetime(2027, 3, 31, 23, 1, tzinfo=UTC)  # 1 April in Preston
    said += [decide(office, "commissioner", one, Decimal(900)) for one in some[1:]]
    assert said == ["2026/01", "2027/01", "2027/02"]


def test_applications_are_numbered_by_fund_without_a_gap_for_what_was_refused(
    office: Office,
) -> None:
    desk, officer = office.desk, office.who("officer")
    first = office.bring_to(Stage.DRAFT)
    with pytest.raises(Refused):
        applications.receive_new(desk, officer, office.form(districts=("E99999999",)))
    with pytest.raises(Refused):
        applications.receive_new(desk, officer, office.form(summary=""))
    numbers = [first, office.bring_to(Stage.DRAFT)]
    numbers.append(office.bring_to(Stage.DRAFT, round_code="RRF-2026-1"))
    references = [office.record(one).reference for one in numbers]
    assert references == ["CAF-2026-0001", "CAF-2026-0002", "RRF-2026-0001"]


DELEGATIONS = [
    ((), "no delegated authority"),
    ((Delegation(None, DecisionSeries.DELEGATED, valid_to=date(2026, 5, 31)),), "no delegated"),
    ((Delegation(None, DecisionSeries.DELEGATED, valid_from=date(2026, 6, 2)),), "no delegated"),
    ((Delegation(None, DecisionSeries.DELEGATED, RRF),), "no delegated authority"),
]


@pytest.mark.parametrize(("delegations", "words"), DELEGATIONS)
def test_without_authority_in_force_nothing_is_decided(
    office: Office, delegations: tuple[Delegation, ...], words: str
) -> None:
    form = person("deputy", "Dee Deputy", Role.DECISION_MAKER, delegations=delegations)
    people.add_person(office.desk, office.who("administrator"), form)
    one = recommended(office, Decimal(500))
    with refused_and_untouched(office.desk, NotPermitted) as refused:
        decisions.approve(
            office.desk, office.reread("deputy"), one, office.version(one), way.approval(PENNY)
        )
    assert words in refused.value.sentence


def test_authority_counts_on_its_last_day_and_in_its_fund(office: Office) -> None:
    authority = Delegation(
        Decimal(500), DecisionSeries.DELEGATED, CAF, date(2026, 6, 1), date(2026, 6, 1)
    )
    form = person("deputy", "Dee Deputy", Role.DECISION_MAKER, delegations=(authority,))
    people.add_person(office.desk, office.who("administrator"), form)
    office.reread("deputy")
    assert decide(office, "deputy", recommended(office, Decimal(500)), Decimal(500)).endswith("/01")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "more than £0"),
        ("-1", "more than £0"),
        ("2400.01", "more than the £2,400 asked for"),
        ("2500.01", "over the round’s £2,500"),
        ("1000.001", "whole pence"),
    ],
)
def test_an_amount_outside_request_and_round_is_neither_recommended_nor_approved(
    shared_office: Office, amount: str, words: str
) -> None:
    desk = shared_office.desk
    one = shared_office.bring_to(Stage.ASSESSMENT)
    way.assess(shared_office, one)
    form = way.recommendation(Decimal(amount))
    officer, version = shared_office.who("officer"), shared_office.version(one)
    with refused_and_untouched(desk) as refused:
        recommendations.recommend(desk, officer, one, version, form)
    assert words in refused.value.sentence
    way.recommend(shared_office, one)
    with refused_and_untouched(desk) as refused:
        decide(shared_office, "commissioner", one, Decimal(amount))
    assert words in refused.value.sentence
