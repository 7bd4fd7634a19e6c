"""A step keeps to the person's funds, to its stage, and to dates that can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import NotPermitted, Refused
from pccdesk.domain.organisations import OrganisationForm
from pccdesk.domain.permissions import Actor, Role
from pccdesk.queries import documents as document_queries
from pccdesk.queries import funds
from pccdesk.queries import organisations as organisation_queries
from pccdesk.services import (
    applications,
    awards,
    batches,
    decisions,
    documents,
    organisations,
    people,
)
from tests import way
from tests.office import CAF_ROUND, RRF_ROUND, Office
from tests.staff import CAF, person


@pytest.fixture
def finance_of_caf(office: Office) -> Actor:
    form = person("finance.caf", "Una Onefund", Role.FINANCE, fund=CAF)
    people.add_person(office.desk, office.who("administrator"), form)
    return office.reread("finance.caf")


def test_finance_of_one_fund_sends_only_that_funds_payments(
    office: Office, finance_of_caf: Actor
) -> None:
    office.bring_to(Stage.IN_PAYMENT)
    other = office.bring_to(Stage.IN_PAYMENT, round_code=RRF_ROUND)
    batch = batches.prepare_batch(office.desk, finance_of_caf)
    assert batch.count == 1
    left = [each.stage.value for each in way.payments_of(office, other)]
    assert "approved" in left


def test_naming_a_payment_that_cannot_go_sends_none(office: Office, finance_of_caf: Actor) -> None:
    mine = office.bring_to(Stage.IN_PAYMENT)
    other = office.bring_to(Stage.IN_PAYMENT, round_code=RRF_ROUND)
    named = tuple(way.payments_of(office, one)[0].id for one in (mine, other))
    with pytest.raises(Refused, match="1 of the chosen payments cannot be sent"):
        batches.prepare_batch(office.desk, finance_of_caf, named)
    assert way.payments_of(office, mine)[0].batch_reference is None


def test_finance_of_one_fund_cannot_record_anothers_batch_as_paid(
    office: Office, finance_of_caf: Actor
) -> None:
    office.bring_to(Stage.IN_PAYMENT, round_code=RRF_ROUND)
    batch = batches.prepare_batch(office.desk, office.who("finance"))
    with pytest.raises(NotPermitted):
        batches.confirm_paid(
            office.desk, finance_of_caf, batch.id, office.desk.today(), "BACS 1", batch.version
        )


def test_what_was_assessed_on_cannot_be_taken_off(office: Office) -> None:
    one = office.bring_to(Stage.ASSESSMENT)
    officer = office.who("officer")
    kept = office.desk.read(officer, document_queries.documents, one)
    with pytest.raises(Refused, match="stays with it"):
        documents.remove(office.desk, officer, one, office.version(one), kept[0].id)
    assert office.desk.read(officer, document_queries.documents, one) == kept


def test_a_slip_dated_before_the_decision_is_refused(office: Office) -> None:
    one = office.bring_to(Stage.OFFERED)
    early = awards.Acceptance(office.desk.today() - timedelta(days=90), "Jo Bloggs")
    with pytest.raises(Refused, match="before the decision"):
        awards.accept(office.desk, office.who("officer"), one, office.version(one), early)
    assert office.stage(one) is Stage.OFFERED


def test_conditions_that_nobody_would_read_are_refused(office: Office) -> None:
    one, commissioner = office.bring_to(Stage.RECOMMENDED), office.who("commissioner")
    endless = replace(way.approval(), conditions="Count who comes.\n" * 300)
    with pytest.raises(Refused, match="Shorten this") as refused:
        decisions.approve(office.desk, commissioner, one, office.version(one), endless)
    assert [each.field for each in refused.value.problems] == ["conditions"]
    way.approve(office, one)


def test_receipt_before_the_round_opened_is_refused(office: Office) -> None:
    opened = office.desk.read(office.who("officer"), funds.round_by_code, CAF_ROUND).opens_at
    form = office.form(received_at=opened - timedelta(minutes=1))
    with pytest.raises(Refused, match="receipt cannot be before that"):
        applications.receive_new(office.desk, office.who("officer"), form)
    on_time = replace(form, received_at=opened)
    assert applications.receive_new(office.desk, office.who("officer"), on_time)


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.ELIGIBILITY])
def test_a_time_of_receipt_is_mended_only_to_one_that_can_be(office: Office, stage: Stage) -> None:
    officer, one = office.who("officer"), office.bring_to(stage)
    opened = office.desk.read(officer, funds.round_by_code, CAF_ROUND).opens_at
    form = office.record(one).form
    for wrong, words in (
        (opened - timedelta(minutes=1), "cannot be before that"),
        (office.clock.now + timedelta(minutes=1), "in the future"),
    ):
        with pytest.raises(Refused, match=words):
            applications.save_changes(
                office.desk, officer, one, office.version(one), replace(form, received_at=wrong)
            )
    for given, kept in ((opened, opened), (None, opened)):
        changed = replace(form, received_at=given)
        applications.save_changes(office.desk, officer, one, office.version(one), changed)
        assert office.record(one).form.received_at == kept


def test_an_organisation_cannot_take_anothers_charity_number(office: Office) -> None:
    officer = office.who("officer")
    first = OrganisationForm("First Group", postcode="PR1 0LD", charity_number="1098765")
    organisations.add_organisation(office.desk, officer, first)
    second = OrganisationForm("Second Group", postcode="PR2 0LD")
    number = organisations.add_organisation(office.desk, officer, second)
    version = office.desk.read(officer, organisation_queries.organisation, number).version
    taken = replace(second, charity_number="1098765")
    with pytest.raises(Refused, match="“First Group” has the number 1098765 already"):
        organisations.change_organisation(office.desk, officer, number, version, taken)
    own = replace(second, charity_number="1098766")
    organisations.change_organisation(office.desk, officer, number, version, own)
