"""Eligibility: work the criteria out, override one with a reason."""

from sqlalchemy import Connection, select

from pccdesk.domain.applications import Action, Stage
from pccdesk.domain.eligibility import Evidence, Finding, Outcome, assess
from pccdesk.domain.errors import FieldProblem, NotFound, Refused
from pccdesk.domain.organisations import tidy_lines
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.models.applications import Application, Attachment, EligibilityFinding
from pccdesk.models.organisations import Organisation
from pccdesk.queries import applications, eligibility, funds, offices
from pccdesk.queries.applications import ApplicationRecord
from pccdesk.queries.eligibility import FindingRow
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import (
    REASON_LIMIT,
    keep_past_part,
    open_application,
    take_step,
)


@needs(Permission.CHECK_ELIGIBILITY, reach=Reach.FUND)
def start_checks(desk: Desk, actor: Actor, application_id: int, version: int) -> None:
    """Begin the eligibility check and work every criterion out."""
    with change(desk, actor, Permission.CHECK_ELIGIBILITY) as work:
        application = open_application(work, application_id, version)
        before = application.criteria_checked
        take_step(work, application, Action.START_CHECKS)
        keep_findings(work, application)
        work.keep_before(
            application,
            "application.start_checks",
            stage=Stage.RECEIVED,
            criteria_checked=before,
        )


@needs(Permission.CHECK_ELIGIBILITY, reach=Reach.FUND)
def check_again(desk: Desk, actor: Actor, application_id: int, version: int) -> None:
    """Work the criteria out once more, after a document or a figure came.

    An override stays as long as what it was given for is the same.
    """
    with change(desk, actor, Permission.CHECK_ELIGIBILITY) as work:
        application = open_application(work, application_id, version)
        _require_being_checked(work, application)
        keep_findings(work, application)
        application.version += 1


@needs(Permission.CHECK_ELIGIBILITY, reach=Reach.FUND)
def override(
    desk: Desk, actor: Actor, application_id: int, version: int, criterion: str, reason: str
) -> None:
    """Let an application pass a criterion that is not met, with the reason on record."""
    words = tidy_lines(reason)
    if not words or len(words) > REASON_LIMIT:
        sentence = f"Give the reason for the override, up to {REASON_LIMIT:,} characters."
        raise Refused(sentence, (FieldProblem("reason", sentence),))
    with change(desk, actor, Permission.CHECK_ELIGIBILITY) as work:
        application = open_application(work, application_id, version)
        _require_being_checked(work, application)
        finding = _finding(work, application_id, criterion)
        if finding.outcome == Outcome.MET:
            raise Refused(f"“{finding.label}” is met, so there is nothing to override.")
        before = {
            "override_reason": finding.override_reason,
            "overridden_by": finding.overridden_by,
            "overridden_at": finding.overridden_at,
        }
        keep_past_part(work, application_id, finding.overridden_by)
        finding.override_reason = words
        finding.overridden_by, finding.overridden_at = work.person.user_id, work.now
        application.version += 1
        work.audit(
            "eligibility.override",
            application,
            application.reference,
            application.id,
            criterion=finding.label,
            outcome=finding.outcome,
            explanation=finding.explanation,
            reason=words,
        )
        work.keep_before(application, "eligibility.override", criterion=criterion, finding=before)


@needs(Permission.CHECK_ELIGIBILITY, reach=Reach.FUND)
def pass_checks(desk: Desk, actor: Actor, application_id: int, version: int) -> None:
    """Pass an application to assessment, once every criterion is met or overridden."""
    with change(desk, actor, Permission.CHECK_ELIGIBILITY) as work:
        application = open_application(work, application_id, version)
        _require_fresh_findings(work, application)
        take_step(work, application, Action.PASS_CHECKS)
        work.keep_before(application, "application.pass_checks", stage=Stage.ELIGIBILITY)


@needs(Permission.CHECK_ELIGIBILITY, reach=Reach.FUND)
def find_ineligible(
    desk: Desk, actor: Actor, application_id: int, version: int, reason: str
) -> None:
    """End an application that does not meet the criteria, with the reason."""
    with change(desk, actor, Permission.CHECK_ELIGIBILITY) as work:
        application = open_application(work, application_id, version)
        _require_fresh_findings(work, application)
        take_step(work, application, Action.FIND_INELIGIBLE, reason=reason)


@needs(Permission.CHECK_ELIGIBILITY, reach=Reach.FUND)
def reopen(desk: Desk, actor: Actor, application_id: int, version: int, reason: str) -> None:
    """Take an application that was found ineligible back to the eligibility check."""
    with change(desk, actor, Permission.CHECK_ELIGIBILITY) as work:
        application = open_application(work, application_id, version)
        take_step(work, application, Action.REOPEN, reason=reason)


def worked_out(connection: Connection, application_id: int) -> tuple[Finding, ...]:
    """Return the findings as they would be now, without keeping them: a preview for a draft."""
    record = applications.application(connection, application_id)
    return assess(funds.criteria(connection, record.criteria_id), _evidence(connection, record))


def keep_findings(work: Work, application: Application) -> None:
    """Write the findings of now within an open change.

    An override stays with its criterion unless the facts have changed: £100 over a limit that
    somebody let pass is no leave for £10,000.
    """
    work.session.flush()
    found = worked_out(work.session.connection(), application.id)
    kept = {
        each.criterion: each
        for each in work.session.scalars(
            select(EligibilityFinding).where(EligibilityFinding.application_id == application.id)
        )
    }
    for place, finding in enumerate(found):
        row = kept.pop(finding.code, None)
        if row is None:
            row = EligibilityFinding(application_id=application.id, criterion=finding.code)
            work.session.add(row)
        if row.explanation != finding.explanation:
            keep_past_part(work, application.id, row.overridden_by)
            row.override_reason, row.overridden_by, row.overridden_at = "", None, None
        row.position, row.label = place, finding.label
        row.outcome, row.explanation = finding.outcome.value, finding.explanation
    for gone in kept.values():
        keep_past_part(work, application.id, gone.overridden_by)
        work.session.delete(gone)
    application.criteria_checked = True
    work.audit(
        "eligibility.check",
        application,
        application.reference,
        application.id,
        outcomes={each.code: each.outcome for each in found},
    )


def _evidence(connection: Connection, record: ApplicationRecord) -> Evidence:
    chosen = funds.round_by_id(connection, record.round_id)
    names = {each.code: each.label for each in offices.districts(connection)}
    return Evidence(
        amount_requested=record.form.amount_requested,
        total_cost=record.form.total_cost,
        reserves=record.form.reserves,
        round_maximum=chosen.maximum,
        round_minimum=chosen.minimum,
        round_closes=chosen.closes_at,
        received_at=record.form.received_at,
        districts_in_area=tuple(names[each] for each in record.form.districts if each in names),
        others_this_year=applications.other_applications_this_year(connection, record),
        other_funding=_other_funding(connection, record),
        documents_missing=_documents_missing(connection, record),
        answers=record.form.answers,
    )


def _other_funding(connection: Connection, record: ApplicationRecord) -> tuple[str, ...]:
    commissioned = connection.scalar(
        select(Organisation.otherwise_funded).where(Organisation.id == record.organisation_id)
    )
    noted = ("noted on the organisation’s record",) if commissioned else ()
    return (*applications.other_live_awards(connection, record), *noted)


def _documents_missing(connection: Connection, record: ApplicationRecord) -> tuple[str, ...]:
    kinds = set(
        connection.scalars(
            select(Attachment.kind).where(
                Attachment.application_id == record.id, Attachment.removed_at.is_(None)
            )
        )
    )
    wanted = funds.form_definition(connection, record.form_id).documents
    return tuple(each.label for each in wanted if each.required and each.code not in kinds)


def _finding(work: Work, application_id: int, criterion: str) -> EligibilityFinding:
    row = work.session.scalar(
        select(EligibilityFinding).where(
            EligibilityFinding.application_id == application_id,
            EligibilityFinding.criterion == criterion,
        )
    )
    if row is None:
        raise NotFound("That criterion is not one of this round.")
    return row


def _require_fresh_findings(work: Work, application: Application) -> None:
    # What the applicant wrote may have been changed, or a document taken off, since the check.
    if application.stage != Stage.ELIGIBILITY:
        return
    kept = {
        each.criterion: each
        for each in eligibility.findings(work.session.connection(), application.id)
    }
    for finding in worked_out(work.session.connection(), application.id):
        if finding.code in kept:
            _require_fresh(kept[finding.code], finding)


def _require_fresh(kept: FindingRow, finding: Finding) -> None:
    again = f"{finding.explanation} Check the criteria again."
    if (kept.outcome is Outcome.MET) != (finding.outcome is Outcome.MET):
        words = "met when it was checked and is not any more"
        if kept.outcome is not Outcome.MET:
            words = "not met when it was checked and is met now"
        raise Refused(f"“{finding.label}” was {words}: {again}")
    if kept.override_reason and finding.explanation != kept.explanation:
        raise Refused(
            f"“{finding.label}” was overridden when it said: {kept.explanation} "
            f"Now it says: {again}"
        )


def _require_being_checked(work: Work, application: Application) -> None:
    record = applications.application(work.session.connection(), application.id)
    work.person.require(Permission.CHECK_ELIGIBILITY, record.fund_code)
    if application.stage != Stage.ELIGIBILITY:
        raise Refused(
            f"{application.reference} is at “{record.stage.label}”, not at the eligibility check."
        )
