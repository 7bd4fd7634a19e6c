"""Every stage and every action through the services: legal ones lead on, others change nothing."""

from __future__ import annotations

import pytest

from pccdesk.domain.applications import TRANSITIONS, Action, Stage, Transition
from pccdesk.domain.errors import Refused
from tests import way
from tests.office import Office
from tests.services.steps import STEPS
from tests.services.untouched import audit_entries, everything

LEGAL = {(row.stage, row.action) for row in TRANSITIONS}
MADE_AGAIN = {(Stage.OFFERED, Action.OFFER)}
"""A letter may be made again while the offer stands; the stage stays."""


def prepare(office: Office, row: Transition) -> int:
    """Return an application at a row's stage that satisfies the row's guards."""
    one = office.bring_to(row.stage)
    if row.action is Action.RECEIVE:
        way.attach_all(office, one)
    if row.action is Action.FIND_INELIGIBLE:
        way.fail_a_criterion(office, one)
    if row.action is Action.RECOMMEND:
        way.assess(office, one)
    if row.action is Action.START_PAYMENT:
        way.keep_account(office, one)
    if row.action is Action.COMPLETE:
        way.pay(office, one)
    return one


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.stage}-{row.action}")
def test_a_legal_step_leads_where_the_table_says_and_is_recorded(
    shared_office: Office, row: Transition
) -> None:
    one = prepare(shared_office, row)
    before, version = audit_entries(shared_office.desk), shared_office.version(one)
    STEPS[row.action](shared_office, one)
    assert shared_office.stage(one) is row.next_stage
    assert shared_office.version(one) > version
    assert audit_entries(shared_office.desk) > before


@pytest.mark.parametrize("stage", list(Stage))
def test_every_illegal_step_is_refused_and_changes_nothing(
    shared_office: Office, stage: Stage
) -> None:
    one = shared_office.bring_to(stage)
    illegal = [each for each in Action if (stage, each) not in LEGAL | MADE_AGAIN]
    assert illegal
    before = everything(shared_office.desk)
    for action in illegal:
        with pytest.raises(Refused) as refused:
            STEPS[action](shared_office, one)
        assert len(refused.value.sentence) > 15, action
        assert shared_office.stage(one) is stage
    assert everything(shared_office.desk) == before


def test_every_action_has_its_service() -> None:
    assert set(STEPS) == set(Action)
