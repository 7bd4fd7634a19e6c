"""Awards after the offer: accepted, lapsed, complete."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from pccdesk.domain.applications import BEFORE_AWARD, Action
from pccdesk.domain.dates import format_date, to_london
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.organisations import tidy
from pccdesk.domain.payments import PaymentAction, payment_step, stage_before
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.models.decisions import Award, Decision, DecisionItem
from pccdesk.models.payments import Payment
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import open_application, take_step


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A signed acceptance slip: the day on it and who signed."""

    accepted_on: date
    accepted_by: str


@needs(Permission.RECORD_ACCEPTANCE, reach=Reach.FUND)
def accept(desk: Desk, actor: Actor, application_id: int, version: int, form: Acceptance) -> None:
    """Record that the award was accepted; a slip dated in the future is refused."""
    with change(desk, actor, Permission.RECORD_ACCEPTANCE) as work:
        application = open_application(work, application_id, version)
        problems = []
        if form.accepted_on > work.today:
            problems.append(FieldProblem("accepted_on", "The slip is dated in the future."))
        if not tidy(form.accepted_by) or len(form.accepted_by) > 120:  # noqa: PLR2004
            problems.append(FieldProblem("accepted_by", "Enter who signed the slip."))
        if problems:
            raise Refused(problems[0].sentence, tuple(problems))
        award = _award(work, application_id)
        if form.accepted_on < _decided_on(work, award):
            sentence = "The slip is dated before the decision. Check the day on it."
            raise Refused(sentence, (FieldProblem("accepted_on", sentence),))
        award.accepted_on, award.accepted_by = form.accepted_on, tidy(form.accepted_by)
        take_step(
            work,
            application,
            Action.ACCEPT,
            accepted_on=form.accepted_on,
            accepted_by=award.accepted_by,
        )


@needs(Permission.RECORD_ACCEPTANCE, reach=Reach.FUND)
def lapse(desk: Desk, actor: Actor, application_id: int, version: int, reason: str) -> None:
    """Let an offer lapse that was not accepted in time; its payments are cancelled."""
    with change(desk, actor, Permission.RECORD_ACCEPTANCE) as work:
        application = open_application(work, application_id, version)
        award = _award(work, application_id)
        if work.today <= award.accept_by:
            raise Refused(f"The offer stands until {format_date(award.accept_by)}.")
        take_step(work, application, Action.LAPSE, reason=reason)
        cancel_scheduled(work, application_id)


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def withdraw(desk: Desk, actor: Actor, application_id: int, version: int, reason: str) -> None:
    """Withdraw an application at the applicant's wish; what was scheduled is cancelled."""
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        application = open_application(work, application_id, version)
        row = take_step(work, application, Action.WITHDRAW, reason=reason)
        cancel_scheduled(work, application_id)
        if row.stage in BEFORE_AWARD:  # later there are payments and letters that went with it
            work.keep_before(application, "application.withdraw", stage=row.stage)


@needs(Permission.RECORD_ACCEPTANCE, reach=Reach.FUND)
def complete(desk: Desk, actor: Actor, application_id: int, version: int) -> None:
    """Close an award of which every instalment is paid."""
    with change(desk, actor, Permission.RECORD_ACCEPTANCE) as work:
        application = open_application(work, application_id, version)
        take_step(work, application, Action.COMPLETE)


def cancel_scheduled(work: Work, application_id: int) -> None:
    """Cancel the payments of an application that have not been approved."""
    before = stage_before(PaymentAction.CANCEL)
    after, _permission = payment_step(before, PaymentAction.CANCEL)
    scheduled = select(Payment).where(
        Payment.application_id == application_id, Payment.stage == before.value
    )
    for payment in work.session.scalars(scheduled):
        payment.stage, payment.version = after.value, payment.version + 1


def _decided_on(work: Work, award: Award) -> date:
    item = work.get(DecisionItem, award.decision_item_id, "The decision")
    return to_london(work.get(Decision, item.decision_id, "The decision").decided_at).date()


def _award(work: Work, application_id: int) -> Award:
    award = work.session.scalar(select(Award).where(Award.application_id == application_id))
    if award is None:
        raise Refused("There is no award to accept: the application has not been approved.")
    return award
