"""Assess applications: an assessor's marks, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import NotPermitted, Refused
from pccdesk.domain.organisations import tidy_lines
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.domain.scoring import Mark, mark_problems, percentage, total
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Assessment, AssessmentMark
from pccdesk.queries import applications, funds
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import REASON_LIMIT, open_application


@dataclass(frozen=True, slots=True)
class AssessmentForm:
    """One assessor's marks by scoring criterion, and a comment for the whole."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    comment: str = ""


@needs(Permission.ASSESS, reach=Reach.FUND)
def submit(
    desk: Desk, actor: Actor, application_id: int, version: int, form: AssessmentForm
) -> None:
    """Keep an assessor's marks; the same assessor may replace them until it is recommended.

    Raises `Refused` with each criterion that has no mark or no reason.
    """
    with change(desk, actor, Permission.ASSESS) as work:
        application = open_application(work, application_id, version)
        connection = work.session.connection()
        record = applications.application(connection, application_id)
        work.person.require(Permission.ASSESS, record.fund_code)
        if record.stage is not Stage.ASSESSMENT:
            raise Refused(f"{record.reference} is at “{record.stage.label}”, not at assessment.")
        _require_no_interest(work, application)
        scheme = funds.scoring_scheme(connection, record.scoring_id)
        problems = mark_problems(scheme, form.marks)
        if problems or len(form.comment) > REASON_LIMIT:
            sentence = problems[0].sentence if problems else "Shorten the comment."
            raise Refused(f"The assessment is not complete. {sentence}", problems)
        row, before = _own_assessment(work, application_id)
        row.total = total(scheme, {code: given.mark for code, given in form.marks.items()})
        row.comment, row.submitted_at = tidy_lines(form.comment), work.now
        row.marks = [
            AssessmentMark(
                criterion=code, mark=given.mark, justification=tidy_lines(given.justification)
            )
            for code, given in form.marks.items()
        ]
        work.session.flush()
        work_out_score(work, application)
        application.version += 1
        application.changed_at = work.now
        work.audit(
            "application.assess",
            application,
            application.reference,
            application.id,
            total=row.total,
            score_percent=application.score_percent,
        )
        work.keep_before(application, "application.assess", assessment=before)


def work_out_score(work: Work, application: Application) -> None:
    """Write what the assessments that there are come to, within an open change."""
    scheme = funds.scoring_scheme(work.session.connection(), application.scoring_id)
    totals = work.session.scalars(
        select(Assessment.total).where(Assessment.application_id == application.id)
    ).all()
    application.score_percent = percentage(scheme, tuple(totals))


def own_assessment(work: Work, application_id: int) -> Assessment | None:
    """Return the acting person's assessment of an application, if there is one."""
    return work.session.scalar(
        select(Assessment).where(
            Assessment.application_id == application_id,
            Assessment.assessor_id == work.person.user_id,
        )
    )


def _own_assessment(work: Work, application_id: int) -> tuple[Assessment, dict[str, Any] | None]:
    row = own_assessment(work, application_id)
    if row is None:
        row = Assessment(application_id=application_id, assessor_id=work.person.user_id)
        work.session.add(row)
        return row, None
    before = {
        "comment": row.comment,
        "total": row.total,
        "submitted_at": row.submitted_at,
        "marks": [[each.criterion, each.mark, each.justification] for each in row.marks],
    }
    row.marks.clear()
    work.session.flush()
    return row, before


def _require_no_interest(work: Work, application: Application) -> None:
    # Whoever wrote the application down and follows it up does not mark it as well.
    if application.owner_id == work.person.user_id:
        raise NotPermitted(
            f"{work.person.full_name} looks after this application; somebody else must assess it."
        )
