"""Who may do what, in which fund, up to how much, until when."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pccdesk.domain.errors import NotPermitted
from pccdesk.domain.permissions import (
    ROLE_PERMISSIONS,
    Actor,
    DecisionSeries,
    Delegation,
    Permission,
    Role,
    RoleHeld,
    limit_objection,
)

TODAY = date(2026, 6, 1)
CAF, RRF = "community_action_fund", "reducing_reoffending_fund"


def actor(*roles: RoleHeld, delegations: tuple[Delegation, ...] = ()) -> Actor:
    """Return somebody who is signed in."""
    return Actor(1, "sam", "Sam Somebody", "Clerk", roles, delegations)


def delegation(limit: int | None, fund: str | None = None, **days: date) -> Delegation:
    """Return authority up to a limit."""
    sum_or_none = None if limit is None else Decimal(limit)
    return Delegation(sum_or_none, DecisionSeries.DELEGATED, fund, **days)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("permission", list(Permission))
def test_a_role_may_do_what_its_list_says_and_nothing_else(
    role: Role, permission: Permission
) -> None:
    somebody = actor(RoleHeld(role))
    assert somebody.may(permission) == (permission in ROLE_PERMISSIONS[role])
    if somebody.may(permission):
        somebody.require(permission)
        return
    with pytest.raises(NotPermitted) as refused:
        somebody.require(permission)
    assert permission.value in refused.value.sentence
    assert "Sam Somebody" in refused.value.sentence
    for each in Role:
        allowed = permission in ROLE_PERMISSIONS[each]
        said = refused.value.sentence.partition("That is for: ")[2].partition(". Ask")[0]
        assert (each.label.lower() in said.split(", ")) == allowed


APART = [
    (Permission.RECORD_BANK_DETAILS, Permission.APPROVE_PAYMENTS),
    (Permission.RECOMMEND, Permission.DECIDE),
    (Permission.ASSESS, Permission.DECIDE),
    (Permission.DECIDE, Permission.APPROVE_PAYMENTS),
    (Permission.RECORD_APPLICATIONS, Permission.ASSESS),
    (Permission.MANAGE_PEOPLE, Permission.DECIDE),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_no_single_role_does_both(one: Permission, other: Permission) -> None:
    assert not [role for role, may in ROLE_PERMISSIONS.items() if {one, other} <= may]


def test_an_auditor_changes_nothing() -> None:
    assert ROLE_PERMISSIONS[Role.AUDITOR] == {
        Permission.VIEW,
        Permission.VIEW_AUDIT,
        Permission.VIEW_BANK_DETAILS,
        Permission.MAKE_REPORTS,
        Permission.VIEW_SESSIONS,
    }


def test_a_role_in_one_fund_counts_in_that_fund_only() -> None:
    somebody = actor(RoleHeld(Role.OFFICER, RRF), RoleHeld(Role.ASSESSOR))
    assert somebody.may(Permission.RECOMMEND, RRF)
    assert somebody.may(Permission.RECOMMEND)
    assert not somebody.may(Permission.RECOMMEND, CAF)
    assert somebody.may(Permission.ASSESS, CAF)


def test_the_widest_delegation_in_force_counts() -> None:
    somebody = actor(
        delegations=(
            delegation(500),
            delegation(2000, CAF),
            delegation(9000, RRF),
            delegation(None, CAF, valid_to=TODAY - timedelta(days=1)),
            delegation(None, CAF, valid_from=TODAY + timedelta(days=1)),
        )
    )
    assert somebody.delegation_for(CAF, TODAY) == delegation(2000, CAF)
    assert somebody.delegation_for("another_fund", TODAY) == delegation(500)
    yesterday = somebody.delegation_for(CAF, TODAY - timedelta(days=1))
    assert yesterday is not None
    assert yesterday.limit is None


def test_a_delegation_counts_on_its_first_and_last_day() -> None:
    somebody = actor(delegations=(delegation(500, valid_from=TODAY, valid_to=TODAY),))
    assert somebody.delegation_for(CAF, TODAY)
    assert not somebody.delegation_for(CAF, TODAY - timedelta(days=1))
    assert not somebody.delegation_for(CAF, TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("limit", "amount", "objection"),
    [
        (1000, "1000", None),
        (1000, "1000.01", "£1,000.01 is over Sam Somebody’s limit of £1,000."),
        (0, "0", None),
        (0, "0.01", "over"),
        (None, "999999999.99", None),
    ],
)
def test_a_limit_in_pounds_holds_to_the_penny(
    limit: int | None, amount: str, objection: str | None
) -> None:
    found = limit_objection(actor(delegations=(delegation(limit),)), CAF, Decimal(amount), TODAY)
    assert (found is None) == (objection is None)
    assert objection is None or objection in str(found)


def test_without_a_delegation_nothing_can_be_decided() -> None:
    said = limit_objection(actor(RoleHeld(Role.DECISION_MAKER)), CAF, Decimal(1), TODAY)
    assert said == "Sam Somebody has no delegated authority for this fund today."


def test_roles_in_words_name_each_once() -> None:
    somebody = actor(RoleHeld(Role.DECISION_MAKER, CAF), RoleHeld(Role.DECISION_MAKER, RRF))
    assert somebody.role_words == "Decision-maker"
