"""Recommend applications: an amount, a reason, conditions."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from pccdesk.domain.applications import Action, Stage
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.money import format_pounds, sum_problem
from pccdesk.domain.organisations import tidy, tidy_lines
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Recommendation
from pccdesk.models.funds import Round
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import REASON_LIMIT, open_application, take_step


@dataclass(frozen=True, slots=True)
class RecommendationForm:
    """What is recommended: `approve` an amount in pounds or not, why, on which conditions.

    `body` names on whose behalf, such as a Local Reducing Reoffending Board. One condition
    stands on each line.
    """

    approve: bool
    amount: Decimal
    reason: str
    conditions: str = ""
    body: str = ""


@needs(Permission.RECOMMEND, reach=Reach.FUND)
def recommend(
    desk: Desk, actor: Actor, application_id: int, version: int, form: RecommendationForm
) -> None:
    """Recommend an application for decision; an earlier recommendation is kept, no longer current.

    Raises `Refused` for an amount of nought, over the round's maximum or over the request.
    """
    with change(desk, actor, Permission.RECOMMEND) as work:
        application = open_application(work, application_id, version)
        _require_sound(work, application, form)
        current = work.session.scalars(
            select(Recommendation.id).where(
                Recommendation.application_id == application_id, Recommendation.current
            )
        ).all()
        work.update(Recommendation, {"current": False}, application_id=application_id)
        # The step first: its guards must not see the recommender as the one who decides.
        take_step(
            work,
            application,
            Action.RECOMMEND,
            outcome="approve" if form.approve else "decline",
            amount_recommended=form.amount if form.approve else Decimal(0),
        )
        work.session.add(
            Recommendation(
                application_id=application_id,
                recommended_by=work.person.user_id,
                outcome="approve" if form.approve else "decline",
                amount=form.amount if form.approve else Decimal(0),
                reason=tidy_lines(form.reason),
                conditions=tidy_lines(form.conditions),
                body=tidy(form.body),
                made_at=work.now,
            )
        )
        work.keep_before(
            application,
            "application.recommend",
            stage=Stage.ASSESSMENT,
            current=list(current),
        )


def amount_problems(
    amount: Decimal, requested: Decimal | None, maximum: Decimal
) -> tuple[FieldProblem, ...]:
    """Return why an amount cannot be recommended or awarded."""
    if amount <= 0:
        return (FieldProblem("amount", "Enter an amount of more than £0."),)
    if (sentence := sum_problem(amount)) is not None:
        return (FieldProblem("amount", sentence),)
    if amount > maximum:
        return (
            FieldProblem(
                "amount", f"{format_pounds(amount)} is over the round’s {format_pounds(maximum)}."
            ),
        )
    if requested is not None and amount > requested:
        return (
            FieldProblem(
                "amount",
                f"{format_pounds(amount)} is more than the {format_pounds(requested)} asked for.",
            ),
        )
    return ()


def _require_sound(work: Work, application: Application, form: RecommendationForm) -> None:
    problems: list[FieldProblem] = []
    if not tidy_lines(form.reason):
        problems.append(FieldProblem("reason", "Give the reason for the recommendation."))
    if max(len(form.reason), len(form.conditions)) > REASON_LIMIT:
        problems.append(FieldProblem("reason", "Shorten the reason or the conditions."))
    if form.approve:
        maximum = work.get(Round, application.round_id, "The round").maximum
        problems += amount_problems(form.amount, application.amount_requested, maximum)
    if problems:
        raise Refused(problems[0].sentence, tuple(problems))
