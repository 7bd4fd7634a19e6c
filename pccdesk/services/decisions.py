"""Decide applications: approve, decline, defer or send back, by whoever has the authority."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pccdesk.domain.applications import Action, Stage
from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.errors import FieldProblem, NotPermitted, Refused
from pccdesk.domain.money import from_pence, to_pence
from pccdesk.domain.organisations import tidy_lines
from pccdesk.domain.payments import PaymentStage, split
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.domain.references import decision_reference
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award, Decision, DecisionItem
from pccdesk.models.funds import Fund, Round
from pccdesk.models.payments import Payment
from pccdesk.queries import funds
from pccdesk.services.desk import Desk
from pccdesk.services.recommendations import amount_problems
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import REASON_LIMIT, open_application, take_step


@dataclass(frozen=True, slots=True)
class Approval:
    """Approve an application: pounds, the reasons that the law asks for, conditions a line each.

    `no_interest` is the maker's declaration that no registered interest precludes the decision.
    """

    amount: Decimal
    reasons: str
    conditions: str = ""
    no_interest: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Decline an application: the reasons on record, and feedback for the applicant's letter."""

    reasons: str
    feedback: str
    no_interest: bool = False


@needs(Permission.DECIDE, reach=Reach.FUND)
def approve(desk: Desk, actor: Actor, application_id: int, version: int, form: Approval) -> str:
    """Approve an application, make its award and schedule its payments; return the reference.

    The reasons are required by PRSRA 2011 s.9. Raises `NotPermitted` where the person assessed
    or recommended it, or the amount is over the person's limit.
    """
    with change(desk, actor, Permission.DECIDE) as work:
        application = open_application(work, application_id, version)
        amount = from_pence(to_pence(form.amount))
        chosen = work.get(Round, application.round_id, "The round")
        _require_words(form.reasons, "reasons", "Give the reasons for the award.")
        _require_short(form.conditions, "conditions")
        _require_declared(form.no_interest)
        problems = amount_problems(amount, application.amount_requested, chosen.maximum)
        if problems:
            raise Refused(problems[0].sentence, problems)
        decision = _next_decision(work, application)
        take_step(
            work,
            application,
            Action.APPROVE,
            reason=form.reasons,
            amount=amount,
            decision=decision.reference,
            amount_awarded=amount,
        )
        work.session.add(decision)
        work.session.flush()
        item = _item(decision, application, "approved", amount, form.reasons, form.conditions)
        work.session.add(item)
        work.session.flush()
        _make_award(work, application, chosen, item)
        return decision.reference


@needs(Permission.DECIDE, reach=Reach.FUND)
def decline(desk: Desk, actor: Actor, application_id: int, version: int, form: Refusal) -> str:
    """Decline an application, with reasons and feedback; return the decision's reference."""
    with change(desk, actor, Permission.DECIDE) as work:
        application = open_application(work, application_id, version)
        _require_words(form.feedback, "feedback", "Give feedback for the applicant.")
        _require_declared(form.no_interest)
        decision = _next_decision(work, application)
        take_step(
            work, application, Action.DECLINE, reason=form.reasons, decision=decision.reference
        )
        work.session.add(decision)
        work.session.flush()
        item = _item(decision, application, "declined", Decimal(0), form.reasons, "")
        item.feedback = tidy_lines(form.feedback)
        work.session.add(item)
        return decision.reference


@needs(Permission.DECIDE, reach=Reach.FUND)
def defer(desk: Desk, actor: Actor, application_id: int, version: int, reason: str) -> None:
    """Put a decision off, with the reason; no number is used for it."""
    with change(desk, actor, Permission.DECIDE) as work:
        application = open_application(work, application_id, version)
        take_step(work, application, Action.DEFER, reason=reason)


@needs(Permission.DECIDE, reach=Reach.FUND)
def send_back(desk: Desk, actor: Actor, application_id: int, version: int, reason: str) -> None:
    """Send an application back to assessment, saying what is missing."""
    with change(desk, actor, Permission.DECIDE) as work:
        application = open_application(work, application_id, version)
        take_step(work, application, Action.SEND_BACK, reason=reason)


@needs(Permission.RECOMMEND, reach=Reach.FUND)
def resume(desk: Desk, actor: Actor, application_id: int, version: int) -> None:
    """Bring a deferred application back for decision."""
    with change(desk, actor, Permission.RECOMMEND) as work:
        application = open_application(work, application_id, version)
        take_step(work, application, Action.RESUME)
        work.keep_before(application, "application.resume", stage=Stage.DEFERRED)


def _next_decision(work: Work, application: Application) -> Decision:
    fund = work.get(Fund, application.fund_id, "The fund")
    delegation = work.person.delegation_for(fund.code, work.today)
    if delegation is None:
        raise NotPermitted(
            f"{work.person.full_name} has no delegated authority for this fund today."
        )
    year = FinancialYear.of(work.today).start_year
    series = delegation.series
    number = work.next_number(f"decision {series.value} {year}")
    return Decision(
        reference=decision_reference(series, year, number),
        series=series.value,
        financial_year=year,
        number=number,
        decided_by=work.person.user_id,
        decided_at=work.now,
        capacity=work.person.job_title,
    )


def _item(
    decision: Decision,
    application: Application,
    outcome: str,
    amount: Decimal,
    reasons: str,
    conditions: str,
) -> DecisionItem:
    return DecisionItem(
        decision_id=decision.id,
        application_id=application.id,
        outcome=outcome,
        amount=amount,
        reasons=tidy_lines(reasons),
        conditions=tidy_lines(conditions),
        feedback="",
    )


def _make_award(work: Work, application: Application, chosen: Round, item: DecisionItem) -> None:
    starts_on = application.starts_on or work.today
    award = Award(
        application_id=application.id,
        decision_item_id=item.id,
        amount=item.amount,
        purpose=application.project_title,
        starts_on=starts_on,
        ends_on=application.ends_on or starts_on,
        conditions=item.conditions,
        accept_by=work.today + timedelta(days=chosen.accept_within_days),
    )
    work.session.add(award)
    work.session.flush()
    terms = funds.terms(work.session.connection(), chosen.terms_id)
    parts = [part for part in split(item.amount, terms.instalments) if part > 0]
    first_due = max(work.today, starts_on) + timedelta(days=terms.first_due_days)
    gap = max((award.ends_on - first_due).days, 0) // len(parts)
    work.session.add_all(
        Payment(
            award_id=award.id,
            application_id=application.id,
            instalment=place + 1,
            of=len(parts),
            amount=part,
            due_on=_due(first_due, gap * place),
            stage=PaymentStage.SCHEDULED.value,
        )
        for place, part in enumerate(parts)
    )


def _due(first: date, days: int) -> date:
    return first + timedelta(days=days)


def _require_words(text: str, field: str, sentence: str) -> None:
    if not tidy_lines(text):
        raise Refused(sentence, (FieldProblem(field, sentence),))
    _require_short(text, field)


def _require_short(text: str, field: str) -> None:
    if len(text) > REASON_LIMIT:
        short = f"Shorten this to {REASON_LIMIT:,} characters."
        raise Refused(short, (FieldProblem(field, short),))


def _require_declared(no_interest: bool) -> None:
    if not no_interest:
        sentence = "Declare that no registered interest precludes you from this decision."
        raise Refused(sentence, (FieldProblem("no_interest", sentence),))
