"""The life of an application: every pair of stage and action, every guard, every role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pccdesk.domain.applications import (
    NEEDS_REASON,
    TRANSITIONS,
    Action,
    Facts,
    Guard,
    Stage,
    Transition,
    objections,
    offers,
    transition,
)
from pccdesk.domain.errors import Refused
from pccdesk.domain.permissions import (
    ROLE_PERMISSIONS,
    Actor,
    DecisionSeries,
    Delegation,
    Role,
    RoleHeld,
)

TODAY = date(2026, 6, 1)
FUND = "community_action_fund"
LEGAL = {
    "draft": {"receive": "received", "withdraw": "withdrawn"},
    "received": {"start_checks": "eligibility", "withdraw": "withdrawn"},
    "eligibility": {
        "pass_checks": "assessment", "find_ineligible": "ineligible", "withdraw": "withdrawn",
    },
    "assessment": {"recommend": "recommended", "withdraw": "withdrawn"},
    "recommended": {
        "approve": "approved", "decline": "declined", "defer": "deferred",
        "send_back": "assessment", "withdraw": "withdrawn",
    },
    "deferred": {"resume": "recommended", "withdraw": "withdrawn"},
    "ineligible": {"reopen": "eligibility"},
    "approved": {"offer": "offered", "withdraw": "withdrawn"},
    "offered": {"accept": "accepted", "lapse": "lapsed", "withdraw": "withdrawn"},
    "accepted": {"start_payment": "in_payment"},
    "in_payment": {"complete": "complete"},
    "declined": {}, "withdrawn": {}, "complete": {}, "lapsed": {},
}  # fmt: skip
"""The workflow written down a second time, by stage, so that a slip in the table is seen."""

WHOLE = Facts(
    stage=Stage.DRAFT,
    fund_code=FUND,
    criteria_checked=True,
    assessments_done=1,
    assessments_needed=1,
    amount_to_decide=Decimal(1000),
    letter_kept=True,
    payments=1,
    payments_approved=0,
    payments_paid=1,
)
PAIRS = [(stage, action) for stage in Stage for action in Action]


def person(*roles: Role, limit: int | None = 1000, fund: str | None = None) -> Actor:
    """Return somebody with roles and authority to decide."""
    delegation = Delegation(
        None if limit is None else Decimal(limit), DecisionSeries.DELEGATED, fund
    )
    held = tuple(RoleHeld(role, fund) for role in roles)
    return Actor(7, "sam", "Sam Somebody", "Clerk", held, (delegation,))


def facts_for(row: Transition) -> Facts:
    """Return facts that satisfy every guard of a row."""
    unmet = ("Too dear",) if Guard.CRITERION_FAILED in row.guards else ()
    return replace(WHOLE, stage=row.stage, criteria_unmet=unmet)


@pytest.mark.parametrize(("stage", "action"), PAIRS)
def test_a_pair_of_stage_and_action_leads_on_or_is_refused_by_name(
    stage: Stage, action: Action
) -> None:
    leads_to = LEGAL[stage.value].get(action.value)
    if leads_to is not None:
        row = transition(stage, action)
        assert (row.stage, row.action, row.next_stage.value) == (stage, action, leads_to)
        assert objections(row, facts_for(row), person(*Role), TODAY) == ()
        return
    with pytest.raises(Refused) as refused:
        transition(stage, action)
    assert f"“{action.label}”" in refused.value.sentence
    assert f"“{stage.label}”" in refused.value.sentence
    possible = [Action(each).label for each in LEGAL[stage.value]]
    assert all(label in refused.value.sentence for label in possible)
    assert bool(possible) != ("Its life has ended." in refused.value.sentence)


def test_the_table_holds_each_pair_once_and_no_more() -> None:
    pairs = [(row.stage.value, row.action.value) for row in TRANSITIONS]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {(stage, action) for stage, all_ in LEGAL.items() for action in all_}


def test_every_stage_can_be_reached_and_only_an_ended_one_has_no_way_on() -> None:
    assert {row.next_stage for row in TRANSITIONS} == set(Stage) - {Stage.DRAFT}
    assert {stage for stage in Stage if not LEGAL[stage.value]} == {
        Stage.DECLINED,
        Stage.WITHDRAWN,
        Stage.COMPLETE,
        Stage.LAPSED,
    }


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.stage}-{row.action}")
def test_a_step_is_open_to_the_roles_with_its_permission_and_closed_to_others(
    row: Transition, role: Role
) -> None:
    found = objections(row, facts_for(row), person(role), TODAY)
    if row.permission in ROLE_PERMISSIONS[role]:
        assert found == ()
        return
    assert len(found) == 1
    assert f"Sam Somebody may not {row.permission.value}" in found[0]


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.stage}-{row.action}")
def test_a_role_in_another_fund_opens_no_step(row: Transition) -> None:
    found = objections(row, facts_for(row), person(*Role, fund="another_fund"), TODAY)
    assert f"may not {row.permission.value}" in found[0]


SPOILT: list[tuple[Guard, dict[str, Any], str]] = [
    (Guard.FORM_COMPLETE, {"form_problems": ("Enter the reserves.",)}, "Enter the reserves."),
    (Guard.CRITERIA_SETTLED, {"criteria_checked": False}, "not been checked yet"),
    (Guard.CRITERIA_SETTLED, {"criteria_unmet": ("Too dear",)}, "Too dear"),
    (Guard.CRITERION_FAILED, {"criteria_unmet": ()}, "cannot be found ineligible"),
    (Guard.ASSESSMENTS_DONE, {"assessments_done": 0}, "0 of 1 assessments are complete"),
    (Guard.SEPARATE_PERSON, {"took_part": frozenset({7})}, "somebody else must decide"),
    (Guard.WITHIN_LIMIT, {"amount_to_decide": Decimal("1000.01")}, "limit of £1,000"),
    (Guard.LETTER_KEPT, {"letter_kept": False}, "award letter has not been made"),
    (Guard.PAYMENT_APPROVED, {"payments_paid": 0}, "No payment has been approved"),
    (Guard.ALL_PAID, {"payments": 2}, "1 of 2 instalments are paid"),
    (Guard.ALL_PAID, {"payments": 0, "payments_paid": 0}, "0 of 0 instalments"),
]


@pytest.mark.parametrize(("guard", "spoilt", "words"), SPOILT)
def test_each_guard_refuses_alone_with_its_sentence(
    guard: Guard, spoilt: dict[str, Any], words: str
) -> None:
    guarded = [row for row in TRANSITIONS if guard in row.guards]
    assert guarded
    for row in guarded:
        found = objections(row, replace(facts_for(row), **spoilt), person(*Role), TODAY)
        assert len(found) == 1
        assert words in found[0]


def test_every_guard_is_tried() -> None:
    assert {guard for guard, _spoilt, _words in SPOILT} == set(Guard)
    assert {guard for row in TRANSITIONS for guard in row.guards} == set(Guard)


def test_a_delegation_that_has_run_out_decides_nothing() -> None:
    row = transition(Stage.RECOMMENDED, Action.APPROVE)
    (found,) = objections(
        row,
        facts_for(row),
        replace(
            person(*Role),
            delegations=(
                Delegation(None, DecisionSeries.DELEGATED, valid_to=TODAY - timedelta(days=1)),
            ),
        ),
        TODAY,
    )
    assert "no delegated authority" in found


def test_several_reasons_are_all_told() -> None:
    row = transition(Stage.RECOMMENDED, Action.APPROVE)
    facts = replace(facts_for(row), took_part=frozenset({7}), amount_to_decide=Decimal(2000))
    in_doubt = objections(row, facts, person(Role.DECISION_MAKER), TODAY)
    assert len(in_doubt) == 2
    assert "assessed or recommended" in in_doubt[0]
    assert "limit" in in_doubt[1]


def test_whoever_has_not_the_role_is_told_that_alone() -> None:
    row = transition(Stage.RECOMMENDED, Action.APPROVE)
    facts = replace(facts_for(row), took_part=frozenset({7}), amount_to_decide=Decimal(2000))
    (only,) = objections(row, facts, person(Role.AUDITOR), TODAY)
    assert "may not decide applications" in only


@pytest.mark.parametrize("stage", list(Stage))
def test_what_is_offered_is_what_the_table_knows_in_its_order(stage: Stage) -> None:
    offered = offers(replace(WHOLE, stage=stage), person(*Role), TODAY)
    assert [each.action.value for each in offered] == list(LEGAL[stage.value])
    for each in offered:
        assert each.allowed == (not each.blocked_by)


def test_an_action_that_ends_or_turns_back_needs_a_reason() -> None:
    turning = {"find_ineligible", "reopen", "decline", "defer", "send_back", "lapse", "withdraw"}
    assert {each.value for each in NEEDS_REASON} == turning
