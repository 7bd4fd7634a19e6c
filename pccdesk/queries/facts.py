"""The facts that the workflow's guards look at, and no more than they look at."""

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import CompoundSelect, Connection, ScalarSelect, bindparam, func, select, union

from pccdesk.domain.applications import Facts, Guard, Stage
from pccdesk.domain.errors import NotFound
from pccdesk.domain.forms import ApplicationForm, blocking, form_problems
from pccdesk.domain.payments import PaymentStage
from pccdesk.models.applications import Application, EligibilityFinding
from pccdesk.models.decisions import Assessment, Letter, PastPart, Recommendation
from pccdesk.models.funds import Fund
from pccdesk.models.payments import Payment
from pccdesk.queries import applications, eligibility, funds

_WITH_OFFICE = [PaymentStage.APPROVED.value, PaymentStage.EXPORTED.value]
_CRITERIA = {Guard.CRITERIA_SETTLED, Guard.CRITERION_FAILED}


def _payments(*stages: str) -> ScalarSelect[int]:
    query = select(func.count()).where(Payment.application_id == Application.id)
    return query.where(Payment.stage.in_(stages)).correlate(Application).scalar_subquery()


_FACTS = (
    select(
        Application.stage,
        Application.form_id,
        Application.scoring_id,
        Application.amount_requested,
        Fund.code.label("fund_code"),
        select(func.count())
        .where(Assessment.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
        .label("assessed"),
        select(Recommendation.amount)
        .where(Recommendation.application_id == Application.id, Recommendation.current)
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
        .label("recommended"),
        select(Letter.id)
        .where(Letter.application_id == Application.id, Letter.kind == "award", Letter.current)
        .exists()
        .label("letter_kept"),
        _payments(
            *(each.value for each in PaymentStage if each is not PaymentStage.CANCELLED)
        ).label("payments"),
        _payments(*_WITH_OFFICE).label("approved"),
        _payments(PaymentStage.PAID.value).label("paid"),
    )
    .join(Fund, Fund.id == Application.fund_id)
    .where(Application.id == bindparam("application"))
)
_TOOK_PART: CompoundSelect[int] = union(
    select(Assessment.assessor_id).where(Assessment.application_id == bindparam("application")),
    select(Recommendation.recommended_by).where(
        Recommendation.application_id == bindparam("application")
    ),
    select(EligibilityFinding.overridden_by).where(
        EligibilityFinding.application_id == bindparam("application"),
        EligibilityFinding.overridden_by.is_not(None),
    ),
    select(PastPart.person_id).where(PastPart.application_id == bindparam("application")),
)


def facts(
    connection: Connection,
    application_id: int,
    guards: Collection[Guard] = tuple(Guard),
    form: ApplicationForm | None = None,
) -> Facts:
    """Return what `guards` look at; raises `NotFound`.

    What none of them looks at is not read and stays empty: above all what the applicant wrote,
    unless the form is given that was read already.
    """
    row = connection.execute(_FACTS, {"application": application_id}).one_or_none()
    if row is None:
        raise NotFound("The application is not there any more.")
    findings = (
        () if _CRITERIA.isdisjoint(guards) else eligibility.findings(connection, application_id)
    )
    return Facts(
        stage=Stage(row.stage),
        fund_code=row.fund_code,
        form_problems=_form_problems(connection, application_id, row.form_id, form)
        if Guard.FORM_COMPLETE in guards
        else (),
        criteria_unmet=tuple(each.label for each in findings if not each.settled),
        criteria_checked=bool(findings),
        assessments_done=row.assessed,
        assessments_needed=funds.scoring_scheme(connection, row.scoring_id).assessors_needed
        if Guard.ASSESSMENTS_DONE in guards
        else 1,
        took_part=frozenset(connection.scalars(_TOOK_PART, {"application": application_id}))
        if Guard.SEPARATE_PERSON in guards
        else frozenset(),
        # Where nothing is recommended, it is the sum asked for that somebody says no to.
        amount_to_decide=row.recommended or row.amount_requested or Decimal(0),
        letter_kept=row.letter_kept,
        payments=row.payments,
        payments_approved=row.approved,
        payments_paid=row.paid,
    )


def _form_problems(
    connection: Connection, application_id: int, form_id: int, form: ApplicationForm | None
) -> tuple[str, ...]:
    written = form or applications.application(connection, application_id).form
    problems = form_problems(written, funds.form_definition(connection, form_id))
    return tuple(each.sentence for each in blocking(problems))
