"""Payments: approve, send to finance in a batch, record as paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from pccdesk.domain.applications import Action, Stage, separation_objection
from pccdesk.domain.dates import FinancialYear, to_london
from pccdesk.domain.errors import EnvironmentFailed, FieldProblem, NotPermitted, Refused
from pccdesk.domain.organisations import tidy
from pccdesk.domain.payments import PaymentAction, PaymentStage, payment_step
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.domain.references import batch_reference
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award, Decision, DecisionItem
from pccdesk.models.funds import Fund
from pccdesk.models.organisations import BankAccount
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries import applications, organisations, payments
from pccdesk.queries.payments import BatchRow
from pccdesk.services.contents import keep_content, read_content, write_whole
from pccdesk.services.desk import Desk
from pccdesk.services.reports import draw_batch_workbook
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import take_step


@dataclass(frozen=True, slots=True)
class PaymentsDone:
    """What came of a change to several payments: how many, and those skipped with the reason."""

    done: int
    skipped: tuple[tuple[str, str], ...]


def approve_payment(desk: Desk, actor: Actor, payment_id: int, version: int) -> None:
    """Approve one instalment for payment, to the organisation's checked account.

    Refused before acceptance, without a checked account, and to whoever assessed, recommended
    or decided the application or recorded its bank details. The first one puts the application
    into payment.
    """
    with change(desk, actor, Permission.APPROVE_PAYMENTS) as work:
        payment = _open_payment(work, payment_id, version, PaymentAction.APPROVE)
        application = work.get(Application, payment.application_id, "The application")
        _require_accepted(application)
        payment.bank_account_id = _checked_account(work, application)
        _require_separate(work, application)
        payment.stage = PaymentStage.APPROVED.value
        payment.approved_by, payment.approved_at = work.person.user_id, work.now
        payment.version += 1
        _audit(work, payment, application, "payment.approve")
        before = application.stage
        if application.stage == Stage.ACCEPTED:
            take_step(work, application, Action.START_PAYMENT)
        work.keep_before(application, "payment.approve", stage=before, payment=payment.id)


def unapprove_payment(desk: Desk, actor: Actor, payment_id: int, version: int) -> None:
    """Take an approval back, while the payment has not gone to finance."""
    with change(desk, actor, Permission.APPROVE_PAYMENTS) as work:
        payment = _open_payment(work, payment_id, version, PaymentAction.UNAPPROVE)
        application = work.get(Application, payment.application_id, "The application")
        payment.stage = PaymentStage.SCHEDULED.value
        payment.approved_by = payment.approved_at = payment.bank_account_id = None
        payment.version += 1
        _audit(work, payment, application, "payment.unapprove")


def approve_payments(
    desk: Desk, actor: Actor, payment_ids: tuple[int, ...], progress: Progress = no_progress
) -> PaymentsDone:
    """Approve several payments, one change each; those that cannot be are skipped with why."""
    rows = desk.read(actor, payments.payments_by_id, payment_ids)
    skipped: list[tuple[str, str]] = []
    for place, row in enumerate(rows):
        progress(place, len(rows))
        try:
            approve_payment(desk, actor, row.id, row.version)
        except Refused as refused:
            skipped.append((f"{row.reference} ({row.instalment} of {row.of})", refused.sentence))
    return PaymentsDone(len(rows) - len(skipped), tuple(skipped))


def prepare_batch(desk: Desk, actor: Actor, payment_ids: tuple[int, ...] | None = None) -> BatchRow:
    """Freeze the approved payments (or those named) into a batch with its control total.

    Takes the funds that the person may send for; a named one that cannot go refuses them all,
    and so does one that was approved for an account which the organisation no longer has.
    """
    with change(desk, actor, Permission.EXPORT_PAYMENTS) as work:
        chosen = _ready_to_send(work, payment_ids)
        if not chosen:
            raise Refused("No payment is approved and waiting, so there is nothing to send.")
        _require_present_accounts(work, chosen)
        year = FinancialYear.of(work.today).start_year
        number = work.next_number(f"payment batch {year}")
        batch = PaymentBatch(
            reference=batch_reference(year, number),
            financial_year=year,
            number=number,
            count=len(chosen),
            control_total=sum((each.amount for each in chosen), start=chosen[0].amount * 0),
            stage="prepared",
            made_by=work.person.user_id,
            made_at=work.now,
        )
        work.session.add(batch)
        work.session.flush()
        for payment in chosen:
            payment.stage, payment.batch_id = PaymentStage.EXPORTED.value, batch.id
            payment.version += 1
        work.audit(
            "payment_batch.prepare",
            batch,
            batch.reference,
            count=batch.count,
            control_total=batch.control_total,
        )
        work.keep_before(batch, "payment_batch.prepare")
        return payments.batch(work.session.connection(), batch.id)


def _ready_to_send(work: Work, payment_ids: tuple[int, ...] | None) -> Sequence[Payment]:
    permitted = [
        fund.id
        for fund in work.session.scalars(select(Fund))
        if work.person.may(Permission.EXPORT_PAYMENTS, fund.code)
    ]
    query = (
        select(Payment)
        .join(Application, Application.id == Payment.application_id)
        .where(Payment.stage == PaymentStage.APPROVED.value, Application.fund_id.in_(permitted))
        .order_by(Payment.id)
    )
    if payment_ids is None:
        return work.session.scalars(query).all()
    chosen = work.session.scalars(query.where(Payment.id.in_(payment_ids))).all()
    missing = len(set(payment_ids)) - len(chosen)
    if missing:
        raise Refused(
            f"{missing} of the chosen payments cannot be sent: not approved, sent already, or of "
            "a fund that you do not send for."
        )
    return chosen


def _require_present_accounts(work: Work, chosen: Sequence[Payment]) -> None:
    # Money that went to a closed account is hard to get back.
    left = work.session.scalars(
        select(Application.reference)
        .join(Payment, Payment.application_id == Application.id)
        .join(BankAccount, BankAccount.id == Payment.bank_account_id)
        .where(
            Payment.stage == PaymentStage.APPROVED.value,
            Payment.id.in_([each.id for each in chosen]),
            BankAccount.current.is_(False),
        )
        .distinct()
        .order_by(Application.reference)
    ).all()
    if left:
        raise Refused(
            f"The bank details have changed since these were approved: {', '.join(left[:5])}. "
            "Take each approval back, have the new details checked, and approve again."
        )


def write_batch(
    desk: Desk, actor: Actor, batch_id: int, path: Path, progress: Progress = no_progress
) -> BatchRow:
    """Draw a batch's workbook, write the file, read it back, and confirm the batch.

    A batch that was prepared before a crash is finished in this way; one that is confirmed is
    written again to the letter. Raises `EnvironmentFailed` where file and database disagree.
    """
    from pccdesk.workbooks.read_back import read_back

    actor.require(Permission.EXPORT_PAYMENTS)
    row = desk.read(actor, payments.batch, batch_id)
    _require_standing(row)
    if row.sha256 is None:
        content = draw_batch_workbook(desk, actor, batch_id, progress)
    else:
        content = desk.read(actor, read_content, row.sha256)
    write_whole(path, content)
    found = read_back(path.read_bytes())
    if (found.count, found.control_total) != (row.count, row.control_total):
        path.unlink(missing_ok=True)
        raise EnvironmentFailed(
            f"The file of {row.reference} did not agree with the database and was removed. "
            "The batch is safe: write it again."
        )
    with change(desk, actor, Permission.EXPORT_PAYMENTS) as work:
        batch = work.get(PaymentBatch, batch_id, "The batch")
        if batch.stage == "undone":
            path.unlink(missing_ok=True)
        _require_standing(batch)
        digest = keep_content(work, content)
        if batch.sha256 not in {None, digest}:
            raise Refused(
                f"Somebody else wrote {batch.reference} in the same moment. Write it again: "
                "the file you have is not the one that was kept."
            )
        batch.sha256 = digest
        batch.stage, batch.confirmed_at = "confirmed", batch.confirmed_at or work.now
        batch.version += 1
        work.audit(
            "payment_batch.write",
            batch,
            batch.reference,
            file=path.name,
            sha256=batch.sha256,
            count=batch.count,
            control_total=batch.control_total,
        )
        work.session.flush()
        return payments.batch(work.session.connection(), batch_id)


def _require_standing(batch: BatchRow | PaymentBatch) -> None:
    if batch.stage == "undone":
        raise Refused(f"{batch.reference} was taken back, so it has no payments to send.")


def confirm_paid(
    desk: Desk, actor: Actor, batch_id: int, paid_on: date, bacs: str, version: int
) -> int:
    """Record a batch's payments as paid on a day with finance's BACS reference; return how many."""
    with change(desk, actor, Permission.CONFIRM_PAYMENTS) as work:
        batch = work.get(PaymentBatch, batch_id, "The batch")
        work.require_version(batch, version, batch.reference)
        _require_sound_receipt(work, batch, paid_on, bacs)
        rows = work.session.scalars(
            select(Payment)
            .where(Payment.batch_id == batch_id, Payment.stage == PaymentStage.EXPORTED.value)
            .order_by(Payment.id)  # the log says the same on every kind of database
        ).all()
        if not rows:
            raise Refused(f"Every payment of {batch.reference} is recorded as paid already.")
        for payment in rows:
            payment.stage = PaymentStage.PAID.value
            payment.paid_on, payment.bacs_reference = paid_on, tidy(bacs)
            payment.version += 1
            application = work.get(Application, payment.application_id, "The application")
            fund = work.get(Fund, application.fund_id, "The fund")
            work.person.require(Permission.CONFIRM_PAYMENTS, fund.code)
            application.version += 1
            _audit(work, payment, application, "payment.paid", paid_on=paid_on)
        if batch.confirmed_at is None:
            raise Refused(
                f"{batch.reference} has not gone to finance yet. Write its workbook first."
            )
        batch.version += 1
        work.audit(
            "payment_batch.paid",
            batch,
            batch.reference,
            count=len(rows),
            paid_on=paid_on,
            bacs_reference=tidy(bacs),
        )
        return len(rows)


def _require_sound_receipt(work: Work, batch: PaymentBatch, paid_on: date, bacs: str) -> None:
    sentence = ""
    if paid_on > work.today:
        sentence = "The day of payment is in the future."
    elif paid_on < to_london(batch.made_at).date():
        sentence = f"{batch.reference} was made after that day. Check the day of payment."
    if sentence:
        raise Refused(sentence, (FieldProblem("paid_on", sentence),))
    if not tidy(bacs) or len(bacs) > 40:  # noqa: PLR2004
        sentence = "Enter the BACS reference, up to 40 characters."
        raise Refused(sentence, (FieldProblem("bacs_reference", sentence),))


def _open_payment(work: Work, payment_id: int, version: int, action: PaymentAction) -> Payment:
    payment = work.get(Payment, payment_id, "The payment")
    work.require_version(payment, version, "The payment")
    payment_step(PaymentStage(payment.stage), action)
    record = applications.application(work.session.connection(), payment.application_id)
    work.person.require(Permission.APPROVE_PAYMENTS, record.fund_code)
    return payment


def _require_accepted(application: Application) -> None:
    if application.stage not in {Stage.ACCEPTED, Stage.IN_PAYMENT}:
        raise Refused(
            f"{application.reference} is at “{Stage(application.stage).label}”: a payment can be "
            "approved once the applicant has accepted the award."
        )


def _checked_account(work: Work, application: Application) -> int:
    account = organisations.current_account(work.session.connection(), application.organisation_id)
    if account is None:
        raise Refused("The organisation has no bank details yet. Record them first.")
    if account.checked_by is None:
        raise Refused("The bank details have not been checked by a second person yet.")
    if account.entered_by == work.person.user_id:
        raise NotPermitted(
            f"{work.person.full_name} recorded the bank details, so somebody else must approve."
        )
    return account.id


def _require_separate(work: Work, application: Application) -> None:
    facts = applications.facts(work.session.connection(), application.id)
    decided_by = work.session.scalar(
        select(Decision.decided_by)
        .join(DecisionItem, DecisionItem.decision_id == Decision.id)
        .join(Award, Award.decision_item_id == DecisionItem.id)
        .where(Award.application_id == application.id)
    )
    if separation_objection(work.person, facts) or decided_by == work.person.user_id:
        raise NotPermitted(
            f"{work.person.full_name} assessed, recommended or decided this application, "
            "so somebody else must approve its payments."
        )


def _audit(
    work: Work, payment: Payment, application: Application, action: str, **detail: object
) -> None:
    work.audit(
        action,
        payment,
        f"{application.reference} instalment {payment.instalment} of {payment.of}",
        application.id,
        amount=payment.amount,
        **detail,
    )
