"""How each change is put back: what stood before it is written again, within an open change."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import Refused, Stale
from pccdesk.domain.payments import PaymentAction, PaymentStage
from pccdesk.domain.permissions import Permission
from pccdesk.domain.plain_forms import application_form, organisation_form, plain
from pccdesk.models.applications import Application, Attachment, EligibilityFinding
from pccdesk.models.decisions import AssessmentMark, Recommendation
from pccdesk.models.organisations import FormerName, Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries import applications
from pccdesk.queries.payments import funds_of_batch
from pccdesk.services.applications import keep_form
from pccdesk.services.assessments import own_assessment, work_out_score
from pccdesk.services.organisations import fill_organisation
from pccdesk.services.payments import take_payment_step
from pccdesk.services.work import Work
from pccdesk.services.workflow import keep_past_part

Before = Mapping[str, Any]


def _stage(work: Work, application: Application, before: Before) -> None:
    application.stage = Stage(before["stage"]).value
    application.version += 1
    application.changed_at = work.now


def _form(work: Work, application: Application, before: Before) -> None:
    record = applications.application(work.connection, application.id)
    now = record.form
    if plain([now.main_contact, now.second_contact]) != before["contacts"]:
        # A contact belongs to the organisation: another application may have brought it up to date.
        raise Stale(
            f"A contact of {application.reference} was changed meanwhile, from another of the "
            "organisation’s applications. Nothing was undone; change it by hand."
        )
    # What did not change was not kept.
    keep_form(work, record, application_form({**plain(now), **before["form"]}))


def _receipt(work: Work, application: Application, before: Before) -> None:
    received = before["received_at"]
    application.received_at = datetime.fromisoformat(received) if received else None
    _stage(work, application, before)


def _checks(work: Work, application: Application, before: Before) -> None:
    for by in work.session.scalars(
        select(EligibilityFinding.overridden_by).where(
            EligibilityFinding.application_id == application.id
        )
    ):
        keep_past_part(work, application.id, by)
    work.delete(EligibilityFinding, application_id=application.id)
    application.criteria_checked = before["criteria_checked"]
    _stage(work, application, before)


def _override(work: Work, application: Application, before: Before) -> None:
    kept = before["finding"]
    at = kept["overridden_at"]
    by = work.session.scalar(
        select(EligibilityFinding.overridden_by).where(
            EligibilityFinding.application_id == application.id,
            EligibilityFinding.criterion == before["criterion"],
        )
    )
    keep_past_part(work, application.id, by)
    work.update(
        EligibilityFinding,
        {**kept, "overridden_at": datetime.fromisoformat(at) if at else None},
        application_id=application.id,
        criterion=before["criterion"],
    )
    application.version += 1


def _assessment(work: Work, application: Application, before: Before) -> None:
    row = own_assessment(work, application.id)
    if row is None:
        raise Refused("Your assessment is not there any more.")
    kept = before["assessment"]
    if kept is None:
        keep_past_part(work, application.id, row.assessor_id)
        work.session.delete(row)
    else:
        row.marks.clear()
        work.session.flush()
        row.comment, row.total = kept["comment"], kept["total"]
        row.submitted_at = datetime.fromisoformat(kept["submitted_at"])
        row.marks = [
            AssessmentMark(criterion=code, mark=mark, justification=words)
            for code, mark, words in kept["marks"]
        ]
    work.session.flush()
    work_out_score(work, application)
    application.version += 1
    application.changed_at = work.now


def _recommendation(work: Work, application: Application, before: Before) -> None:
    # The withdrawn one stays on record: whoever made it took part.
    for row in work.session.scalars(
        select(Recommendation).where(Recommendation.application_id == application.id)
    ):
        row.current = row.id in before["current"]
    _stage(work, application, before)


def _documents(work: Work, application: Application, before: Before, *, there: bool) -> None:
    for row in work.session.scalars(
        select(Attachment).where(
            Attachment.application_id == application.id, Attachment.id.in_(before["documents"])
        )
    ):
        row.removed_at = None if there else work.now
    application.version += 1


def _organisation(work: Work, organisation: Organisation, before: Before) -> None:
    form = organisation_form(before["form"])
    if form is None:
        raise Refused("What stood before it was not kept, so it cannot be undone.")
    fill_organisation(organisation, form)
    if before["former_name"] is not None:
        work.delete(FormerName, id=before["former_name"])


def _approval(work: Work, application: Application, before: Before) -> None:
    payment = work.get(Payment, before["payment"], "The payment")
    if payment.stage != PaymentStage.APPROVED:
        raise Refused("The payment has gone to finance, so its approval stands.")
    take_payment_step(payment, PaymentAction.UNAPPROVE)
    payment.approved_by = payment.approved_at = payment.bank_account_id = None
    _stage(work, application, before)


def _batch(work: Work, batch: PaymentBatch, _before: Before) -> None:
    if batch.stage != "prepared":
        raise Refused(f"The workbook of {batch.reference} is written, so the batch stands.")
    for fund in funds_of_batch(work.session.connection(), batch.id):
        work.person.require(Permission.EXPORT_PAYMENTS, fund)
    for payment in work.session.scalars(select(Payment).where(Payment.batch_id == batch.id)):
        take_payment_step(payment, PaymentAction.TAKE_BACK)
        payment.batch_id = None
    batch.stage = "undone"
    batch.version += 1


def _attached(work: Work, application: Application, before: Before) -> None:
    _documents(work, application, before, there=False)


def _removed(work: Work, application: Application, before: Before) -> None:
    _documents(work, application, before, there=True)


PUT_BACK: Mapping[str, Callable[[Work, Any, Before], None]] = {
    "application.change": _form,
    "application.receive": _receipt,
    "application.withdraw": _stage,
    "application.start_checks": _checks,
    "application.pass_checks": _stage,
    "eligibility.override": _override,
    "application.assess": _assessment,
    "application.recommend": _recommendation,
    "application.resume": _stage,
    "document.attach": _attached,
    "document.remove": _removed,
    "document.put_back": _attached,
    "organisation.change": _organisation,
    "payment.approve": _approval,
    "payment_batch.prepare": _batch,
}
"""One for every rule of `domain.undoing.UNDOABLE`; a test holds the two equal."""
