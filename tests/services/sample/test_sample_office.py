"""The sample office is whole and lifelike."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import to_london
from pccdesk.domain.payments import PaymentStage
from pccdesk.domain.permissions import Role
from pccdesk.models.applications import (
    Application,
    ApplicationPriority,
    Attachment,
    EligibilityFinding,
    MatchLine,
)
from pccdesk.models.decisions import Assessment, Decision, DecisionItem, Letter, Recommendation
from pccdesk.models.funds import Fund, Round
from pccdesk.models.offices import AuditEntry, Content, Priority, PublishedAward
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries import people
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from pccdesk.services.verification import verify

USERNAMES = {"officer", "assessor", "commissioner", "finance", "administrator", "auditor"}


def counted(desk: Desk, query: Any) -> Counter[Any]:
    """Return how often each value (or tuple of values) of a query is found."""
    with desk.database.reading() as connection:
        rows = connection.execute(query).all()
    return Counter(tuple(row) if len(row) > 1 else row[0] for row in rows)


def test_its_records_are_sound(sample_desk: Desk) -> None:
    found = verify(sample_desk)
    assert found.sound, found.faults
    assert found.letters > 60
    assert found.batches > 15


def test_every_stage_is_there(sample_desk: Desk) -> None:
    stages = counted(sample_desk, select(Application.stage))
    assert set(stages) == {stage.value for stage in Stage}
    assert 110 <= stages.total() <= 140


def test_both_funds_have_applications_in_every_round_of_three_years(sample_desk: Desk) -> None:
    query = select(Fund.prefix, Round.financial_year, Round.code).join(
        Round, Round.fund_id == Fund.id
    )
    rounds = counted(sample_desk, query)
    applied = counted(
        sample_desk,
        select(Fund.prefix, Round.financial_year, Round.code)
        .join(Round, Round.fund_id == Fund.id)
        .join(Application, Application.round_id == Round.id),
    )
    assert set(applied) == set(rounds)
    assert {(fund, year) for fund, year, _code in applied} == {
        (fund, year) for fund in ("CAF", "RRF") for year in (2024, 2025, 2026)
    }


def test_all_fourteen_districts_apply(sample_desk: Desk) -> None:
    assert len(counted(sample_desk, select(Application.lead_district))) == 14


def test_every_priority_in_force_is_served_and_none_before_its_plan(sample_desk: Desk) -> None:
    served = counted(
        sample_desk,
        select(Priority.plan, Priority.position, Priority.valid_from, Round.opens_at)
        .join(ApplicationPriority, ApplicationPriority.priority_id == Priority.id)
        .join(Application, Application.id == ApplicationPriority.application_id)
        .join(Round, Round.id == Application.round_id),
    )
    plans = {(plan, position) for plan, position, _valid_from, _opens in served}
    assert {("2021-2025", 1), ("2021-2025", 3), ("2021-2025", 4), ("2021-2025", 5)} <= plans
    assert {("2024-2029", 1), ("2024-2029", 2)} <= plans
    assert all(valid_from <= opens.date() for _plan, _position, valid_from, opens in served)


def test_somebody_signs_in_without_a_password_in_every_role(sample_desk: Desk) -> None:
    with sample_desk.database.reading() as connection:
        everybody = people.people(connection)
    assert {each.username for each in everybody} >= USERNAMES
    assert {held.role for each in everybody for held in each.roles} == set(Role)
    assert all(sign_in(sample_desk, name, "").username == name for name in sorted(USERNAMES))


def test_past_awards_stand_in_as_history(sample_desk: Desk) -> None:
    assert counted(sample_desk, select(PublishedAward.fund_name)).total() == 15


def test_the_commissioner_and_delegated_people_decide_within_their_limits(
    sample_desk: Desk,
) -> None:
    decided = counted(
        sample_desk,
        select(Decision.series, Decision.capacity, DecisionItem.amount).join(
            DecisionItem, DecisionItem.decision_id == Decision.id
        ),
    )
    most: dict[tuple[str, str], Decimal] = {}
    for series, capacity, amount in decided:
        most[series, capacity] = max(amount, most.get((series, capacity), Decimal(0)))
    assert most["", "Police and Crime Commissioner"] > 10_000
    assert 0 < most["DEL", "Chief Executive"] <= 5_000
    assert 0 < most["DEL", "Deputy Police and Crime Commissioner"] <= 10_000


def test_something_recommended_is_over_every_delegated_limit(sample_desk: Desk) -> None:
    waiting = counted(
        sample_desk,
        select(Recommendation.amount)
        .join(Application, Application.id == Recommendation.application_id)
        .where(Application.stage == Stage.RECOMMENDED, Recommendation.current),
    )
    assert max(waiting) > 10_000
    assert min(waiting) < 5_000


def test_two_assessors_differ_about_one_that_needs_one(sample_desk: Desk) -> None:
    totals: dict[str, list[int]] = {}
    for reference, total in counted(
        sample_desk,
        select(Application.reference, Assessment.total)
        .join(Assessment, Assessment.application_id == Application.id)
        .where(Application.stage == Stage.ASSESSMENT, Application.reference.startswith("CAF")),
    ):
        totals.setdefault(reference, []).append(total)
    assert any(len(each) == 2 and max(each) - min(each) >= 10 for each in totals.values())


def test_the_reducing_reoffending_fund_goes_through_its_boards(sample_desk: Desk) -> None:
    of_fund = Application.reference.startswith("RRF")
    assert set(counted(sample_desk, select(Application.board).where(of_fund))) == {
        *("north", "east", "south", "west"),
    }
    bodies = counted(
        sample_desk,
        select(Recommendation.body)
        .join(Application, Application.id == Recommendation.application_id)
        .where(of_fund),
    )
    assert all(each.startswith("Local Reducing Reoffending Board (") for each in bodies)


@pytest.mark.parametrize("criterion", ["reserves", "one_a_year", "not_already_funded"])
def test_an_officer_overrode_a_criterion_with_a_reason(sample_desk: Desk, criterion: str) -> None:
    query = select(EligibilityFinding.override_reason).where(
        EligibilityFinding.criterion == criterion, EligibilityFinding.override_reason != ""
    )
    assert counted(sample_desk, query)


def test_some_have_documents_missing_or_came_late(sample_desk: Desk) -> None:
    unmet = counted(
        sample_desk,
        select(EligibilityFinding.criterion).where(EligibilityFinding.outcome == "not_met"),
    )
    assert {"documents", "in_time", "total_cost", "bank_account", "not_statutory"} <= set(unmet)


def test_payments_stand_at_every_stage(sample_desk: Desk) -> None:
    stages = counted(sample_desk, select(Payment.stage))
    assert set(stages) == {stage.value for stage in PaymentStage}
    paid = select(Payment.bacs_reference).where(Payment.stage == PaymentStage.PAID)
    assert all(re.fullmatch(r"BACS\d{9}", each) for each in counted(sample_desk, paid))


def test_one_batch_of_this_year_is_with_finance(sample_desk: Desk) -> None:
    unpaid = counted(
        sample_desk,
        select(PaymentBatch.reference, PaymentBatch.financial_year)
        .distinct()
        .join(Payment, Payment.batch_id == PaymentBatch.id)
        .where(Payment.stage == PaymentStage.EXPORTED),
    )
    assert [year for _reference, year in unpaid] == [2026]


def test_applications_are_as_varied_as_life(sample_desk: Desk) -> None:
    second = select(Application.id).where(Application.second_contact_id.is_not(None))
    assert counted(sample_desk, second).total() > 40
    assert len(counted(sample_desk, select(MatchLine.application_id))) > 40
    assert len(counted(sample_desk, select(Application.amount_requested))) > 40
    longest = counted(sample_desk, select(func.max(func.length(Organisation.name))))
    assert max(longest) > 120
    names = "".join(counted(sample_desk, select(Organisation.name)))
    assert {"'", "é", "Ś", "ŷ", "&"} <= set(names)


def test_no_round_gives_more_than_its_budget(sample_desk: Desk) -> None:
    with sample_desk.database.reading() as connection:
        query = (
            select(Round.code, Round.budget, func.sum(DecisionItem.amount).label("given"))
            .join(Application, Application.round_id == Round.id)
            .join(DecisionItem, DecisionItem.application_id == Application.id)
            .where(DecisionItem.outcome == "approved")
            .group_by(Round.id)
        )
        over = [row.code for row in connection.execute(query) if row.given > row.budget]
    assert not over


def test_the_audit_log_goes_forward_in_office_hours(sample_desk: Desk) -> None:
    with sample_desk.database.reading() as connection:
        query = select(AuditEntry.at).order_by(AuditEntry.sequence)
        instants = list(connection.scalars(query))
    assert instants == sorted(instants)
    local = [to_london(each) for each in instants]
    assert all(each.weekday() < 5 and 9 <= each.hour < 18 for each in local)
    assert instants[-1] < datetime(2026, 11, 22, tzinfo=UTC)


def test_each_attached_document_is_a_pdf_of_one_page(sample_desk: Desk) -> None:
    with sample_desk.database.reading() as connection:
        query = (
            select(Content.content, Organisation.name)
            .join(Attachment, Attachment.sha256 == Content.sha256)
            .join(Application, Application.id == Attachment.application_id)
            .join(Organisation, Organisation.id == Application.organisation_id)
            .order_by(Attachment.id)
        )
        rows = connection.execute(query).all()
    assert len(rows) > 300
    for content, name in rows[::20]:
        reader = PdfReader(BytesIO(content), strict=True)
        assert len(reader.pages) == 1
        if name.isascii():
            assert name.split()[0] in reader.pages[0].extract_text()


def test_every_letter_of_an_award_has_two_pages(sample_desk: Desk) -> None:
    with sample_desk.database.reading() as connection:
        query = select(Letter.file_name, Content.content).join(
            Content, Content.sha256 == Letter.sha256
        )
        pages = {
            row.file_name: len(PdfReader(BytesIO(row.content)).pages)
            for row in connection.execute(query.where(Letter.kind == "award"))
        }
    assert {name: count for name, count in pages.items() if count != 2} == {}


def test_documents_were_taken_off_where_they_can_be_put_back_and_where_not(
    sample_desk: Desk,
) -> None:
    stages = counted(
        sample_desk,
        select(Application.stage)
        .join(Attachment, Attachment.application_id == Application.id)
        .where(Attachment.removed_at.is_not(None)),
    )
    assert 2 <= stages.total() <= 6
    assert stages[Stage.ELIGIBILITY.value] >= 1
    assert len(stages) > 1
    reasons = counted(
        sample_desk, select(AuditEntry.detail).where(AuditEntry.action == "document.remove")
    )
    assert all("sent by mistake" in str(each) for each in reasons)
