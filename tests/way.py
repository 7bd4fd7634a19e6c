"""The way of an application through the services, one step after the other, to any stage."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.payments import BankForm
from pccdesk.domain.scoring import Mark
from pccdesk.models.applications import Attachment
from pccdesk.queries import funds, organisations
from pccdesk.queries import payments as payment_queries
from pccdesk.queries.eligibility import findings
from pccdesk.queries.payments import ScheduledPayment
from pccdesk.services import (
    applications,
    assessments,
    awards,
    bank_accounts,
    batches,
    decisions,
    documents,
    eligibility,
    letters,
    payments,
    recommendations,
)

if TYPE_CHECKING:
    from tests.office import Office

AMOUNT = Decimal(2400)
Step = Callable[["Office", int], object]


def bring_to(office: Office, stage: Stage, form: ApplicationForm) -> int:
    """Record an application as a draft and take every step on the way to a stage."""
    application_id = applications.save_new(office.desk, office.who("officer"), form)
    for step in WAYS[stage]:
        step(office, application_id)
    return application_id


def receive(office: Office, one: int) -> None:
    """Attach what is wanted and mark the application as received."""
    attach_all(office, one)
    applications.receive(office.desk, office.who("officer"), one, office.version(one))


def attach_all(office: Office, one: int) -> None:
    """Attach each document that the round requires."""
    definition = office.definition(office.record(one).round_code)
    for wanted in definition.documents:
        if wanted.required:
            name, content = f"{wanted.code}.pdf", b"%PDF-1.4 " + wanted.code.encode()
            officer = office.who("officer")
            version = office.version(one)
            documents.attach(office.desk, officer, one, version, wanted.code, name, content)


def start_checks(office: Office, one: int) -> None:
    """Begin the eligibility check."""
    eligibility.start_checks(office.desk, office.who("officer"), one, office.version(one))


def fail_a_criterion(office: Office, one: int) -> None:
    """Take a required document off and check again, so that one criterion is not met."""
    with office.desk.database.reading() as connection:
        attached = connection.scalars(
            select(Attachment.id).where(
                Attachment.application_id == one, Attachment.removed_at.is_(None)
            )
        ).first()
    officer = office.who("officer")
    if attached is not None:
        documents.remove(office.desk, officer, one, office.version(one), attached)
    eligibility.check_again(office.desk, officer, one, office.version(one))


def settle_criteria(office: Office, one: int) -> None:
    """Override each criterion that is not met, such as the one of closing time."""
    officer = office.who("officer")
    for finding in office.desk.read(officer, findings, one):
        if not finding.settled:
            eligibility.override(
                office.desk, officer, one, office.version(one), finding.criterion, "Agreed."
            )


def pass_checks(office: Office, one: int) -> None:
    """Settle the criteria and pass the application to assessment."""
    settle_criteria(office, one)
    eligibility.pass_checks(office.desk, office.who("officer"), one, office.version(one))


def find_ineligible(office: Office, one: int) -> None:
    """Fail a criterion and end the application for it."""
    fail_a_criterion(office, one)
    officer = office.who("officer")
    eligibility.find_ineligible(office.desk, officer, one, office.version(one), "Not complete.")


def marks(office: Office, one: int, mark: int = 8) -> assessments.AssessmentForm:
    """Return the same mark for each criterion of the application's scoring scheme."""
    scheme = office.desk.read(
        office.who("administrator"), funds.scoring_scheme, office.record(one).scoring_id
    )
    given = {each.code: Mark(mark, "Well shown.") for each in scheme.criteria}
    return assessments.AssessmentForm(given, "A sound project.")


def assess(office: Office, one: int, *assessors: str) -> None:
    """Submit as many assessments as the round needs."""
    scheme = office.desk.read(
        office.who("administrator"), funds.scoring_scheme, office.record(one).scoring_id
    )
    usual = ("assessor", "everything")[: scheme.assessors_needed]
    for username in assessors or usual:
        assessments.submit(
            office.desk, office.who(username), one, office.version(one), marks(office, one)
        )


def recommendation(amount: Decimal = AMOUNT) -> recommendations.RecommendationForm:
    """Return a recommendation to approve an amount."""
    return recommendations.RecommendationForm(True, amount, "Good value.", "Count who comes")


def recommend(office: Office, one: int, amount: Decimal | None = None) -> None:
    """Recommend the sum asked for, or another."""
    form = recommendation(amount or office.record(one).form.amount_requested or AMOUNT)
    recommendations.recommend(office.desk, office.who("officer"), one, office.version(one), form)


def approval(amount: Decimal = AMOUNT) -> decisions.Approval:
    """Return an approval of an amount with all that the law asks for."""
    return decisions.Approval(amount, "Cuts disorder.", "Count who comes", no_interest=True)


def approve(office: Office, one: int, amount: Decimal | None = None) -> str:
    """Approve the sum asked for, or another; return the decision's reference."""
    form = approval(amount or office.record(one).form.amount_requested or AMOUNT)
    commissioner = office.who("commissioner")
    return decisions.approve(office.desk, commissioner, one, office.version(one), form)


REFUSAL = decisions.Refusal("Others scored higher.", "Show the need.", no_interest=True)


def decline(office: Office, one: int) -> str:
    """Decline the application; return the decision's reference."""
    commissioner = office.who("commissioner")
    return decisions.decline(office.desk, commissioner, one, office.version(one), REFUSAL)


def defer(office: Office, one: int) -> None:
    """Put the decision off."""
    commissioner = office.who("commissioner")
    decisions.defer(office.desk, commissioner, one, office.version(one), "More facts wanted.")


def offer(office: Office, one: int) -> None:
    """Make the award letter."""
    letters.issue_award_letter(office.desk, office.who("officer"), one, office.version(one))


def accept(office: Office, one: int) -> None:
    """Record the signed slip."""
    slip = awards.Acceptance(office.desk.today(), "Jo Bloggs")
    awards.accept(office.desk, office.who("officer"), one, office.version(one), slip)


def let_lapse(office: Office, one: int) -> None:
    """Let the offer run out of time; the clock goes back afterwards."""
    now = office.clock.now
    office.clock.advance(days=60)
    officer = office.who("officer")
    try:
        awards.lapse(office.desk, officer, one, office.version(one), "No answer came.")
    finally:
        office.clock.now = now


def withdraw(office: Office, one: int) -> None:
    """Withdraw the application."""
    officer = office.who("officer")
    awards.withdraw(office.desk, officer, one, office.version(one), "They gave up.")


def bank_form(today: date) -> BankForm:
    """Return sound bank details with fresh evidence."""
    return BankForm("Testshire Football", "10-79-99", "8883 7491", "", today - timedelta(days=9))


def keep_account(office: Office, one: int, recorded_by: str = "officer") -> int:
    """Record and check the applicant's bank account by two people; return its number."""
    organisation_id = office.record(one).organisation_id
    account_id = bank_accounts.record_account(
        office.desk, office.who(recorded_by), organisation_id, bank_form(office.desk.today())
    )
    bank_accounts.check_account(office.desk, office.who("officer2"), account_id, 1)
    return account_id


def payments_of(office: Office, one: int) -> tuple[ScheduledPayment, ...]:
    """Return an application's instalments as they are now."""
    return office.desk.read(office.who("administrator"), payment_queries.payments_of, one)


def approve_payment(office: Office, one: int) -> None:
    """Approve the next instalment to a checked account."""
    organisation_id = office.record(one).organisation_id
    administrator = office.who("administrator")
    record = office.desk.read(administrator, organisations.organisation, organisation_id)
    if not record.account_checked:
        keep_account(office, one)
    waiting = next(each for each in payments_of(office, one) if each.stage == "scheduled")
    payments.approve_payment(office.desk, office.who("finance"), waiting.id, waiting.version)


def pay(office: Office, one: int) -> None:
    """Approve, export and confirm every instalment that is left."""
    while any(each.stage == "scheduled" for each in payments_of(office, one)):
        approve_payment(office, one)
    finance = office.who("finance")
    approved = tuple(each.id for each in payments_of(office, one) if each.stage == "approved")
    batch = batches.prepare_batch(office.desk, finance, approved)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "batch.xlsx"
        batch = batches.write_batch(office.desk, finance, batch.id, path)
    today = office.desk.today()
    batches.confirm_paid(office.desk, finance, batch.id, today, "BACS 1", batch.version)


def complete(office: Office, one: int) -> None:
    """Pay everything and close the award."""
    pay(office, one)
    awards.complete(office.desk, office.who("officer"), one, office.version(one))


_TO_CHECK: tuple[Step, ...] = (receive, start_checks)
_TO_RECOMMEND: tuple[Step, ...] = (*_TO_CHECK, pass_checks, assess, recommend)
_TO_ACCEPT: tuple[Step, ...] = (*_TO_RECOMMEND, approve, offer, accept)

WAYS: dict[Stage, tuple[Step, ...]] = {
    Stage.DRAFT: (),
    Stage.RECEIVED: (receive,),
    Stage.ELIGIBILITY: _TO_CHECK,
    Stage.INELIGIBLE: (*_TO_CHECK, find_ineligible),
    Stage.ASSESSMENT: (*_TO_CHECK, pass_checks),
    Stage.RECOMMENDED: _TO_RECOMMEND,
    Stage.APPROVED: (*_TO_RECOMMEND, approve),
    Stage.DECLINED: (*_TO_RECOMMEND, decline),
    Stage.DEFERRED: (*_TO_RECOMMEND, defer),
    Stage.OFFERED: (*_TO_RECOMMEND, approve, offer),
    Stage.LAPSED: (*_TO_RECOMMEND, approve, offer, let_lapse),
    Stage.ACCEPTED: _TO_ACCEPT,
    Stage.IN_PAYMENT: (*_TO_ACCEPT, approve_payment),
    Stage.COMPLETE: (*_TO_ACCEPT, approve_payment, complete),
    Stage.WITHDRAWN: (receive, withdraw),
}
"""The steps from a new draft to each stage."""
