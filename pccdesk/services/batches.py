"""Batches: approved payments frozen, sent to finance as a workbook, recorded as paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection, Row, select

from pccdesk.domain.dates import FinancialYear, to_london
from pccdesk.domain.errors import EnvironmentFailed, FieldProblem, Refused
from pccdesk.domain.names import folded_reference, reference_problem
from pccdesk.domain.organisations import tidy
from pccdesk.domain.payments import PaymentAction, stage_before
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.domain.references import batch_reference
from pccdesk.models.applications import Application
from pccdesk.models.funds import Fund
from pccdesk.models.offices import Counter
from pccdesk.models.organisations import BankAccount
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries import payments
from pccdesk.queries.by_number import among
from pccdesk.queries.payments import BatchRow
from pccdesk.services.contents import keep_content, prepared_file, read_content
from pccdesk.services.desk import Desk
from pccdesk.services.foreseeing import Foreseen
from pccdesk.services.payments import payment_note, take_payment_step
from pccdesk.services.reports import draw_batch_workbook
from pccdesk.services.work import Work, change


@dataclass(frozen=True, slots=True)
class BatchForeseen(Foreseen):
    """What a batch made now would hold, by fund; which payments, and what it would be called."""

    payment_ids: tuple[int, ...] = ()
    reference: str = ""


@needs(Permission.EXPORT_PAYMENTS)
def payments_to_send(desk: Desk, actor: Actor) -> BatchForeseen:
    """Return what `prepare_batch` would do now; nothing is changed, and no number is taken.

    Raises what that would raise.
    """
    person = desk.present(actor, Permission.EXPORT_PAYMENTS)
    year = FinancialYear.of(desk.today()).start_year
    with desk.database.reading() as connection:
        ready = _ready_to_send(connection, person, None)
        _require_present_accounts(connection, [each.id for each in ready])
        last = connection.scalar(select(Counter.last_number).where(Counter.series == _series(year)))
    funds: dict[str, list[Decimal]] = {}
    for each in ready:
        funds.setdefault(each.fund, []).append(each.amount)
    return BatchForeseen(
        len(ready),
        sum((each.amount for each in ready), Decimal(0)),
        parts=tuple((fund, len(sums), sum(sums, Decimal(0))) for fund, sums in funds.items()),
        payment_ids=tuple(each.id for each in ready),
        reference=batch_reference(year, (last or 0) + 1),
    )


@needs(Permission.EXPORT_PAYMENTS)
def prepare_batch(desk: Desk, actor: Actor, payment_ids: tuple[int, ...] | None = None) -> BatchRow:
    """Freeze the approved payments (or those named) into a batch with its control total.

    Takes the funds that the person may send for; a named one that cannot go refuses them all,
    and so does one that was approved for an account which the organisation no longer has.
    """
    with change(desk, actor, Permission.EXPORT_PAYMENTS) as work:
        ready = [each.id for each in _ready_to_send(work.connection, work.person, payment_ids)]
        _require_present_accounts(work.connection, ready)
        chosen = work.session.scalars(
            select(Payment)
            .where(among(work.connection, Payment.__table__.c.id, ready))
            .order_by(Payment.id)
        ).all()
        year = FinancialYear.of(work.today).start_year
        number = work.next_number(_series(year))
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
            payment.batch_id = batch.id
            take_payment_step(payment, PaymentAction.EXPORT)
        work.audit(
            "payment_batch.prepare",
            batch,
            batch.reference,
            count=batch.count,
            control_total=batch.control_total,
        )
        work.keep_before(batch, "payment_batch.prepare")
        return payments.batch(work.session.connection(), batch.id)


def _series(year: int) -> str:
    return f"payment batch {year}"


def _ready_to_send(
    connection: Connection, person: Actor, payment_ids: tuple[int, ...] | None
) -> Sequence[Row[int, Decimal, str]]:
    """Return number, amount and fund of what can be sent; raises why it cannot, if nothing can."""
    permitted = [
        fund.id
        for fund in connection.execute(select(Fund.id, Fund.code))
        if person.may(Permission.EXPORT_PAYMENTS, fund.code)
    ]
    approved = stage_before(PaymentAction.EXPORT).value
    query = (
        select(Payment.id, Payment.amount, Fund.name.label("fund"))
        .join(Application, Application.id == Payment.application_id)
        .join(Fund, Fund.id == Application.fund_id)
        .where(Payment.stage == approved, Application.fund_id.in_(permitted))
        .order_by(Payment.id)
    )
    if payment_ids is not None:
        query = query.where(among(connection, Payment.__table__.c.id, payment_ids))
    chosen = connection.execute(query).all()
    missing = len(set(payment_ids or ())) - len(chosen)
    if payment_ids and missing:
        raise Refused(
            f"{missing} of the chosen payments cannot be sent: not approved, sent already, or of "
            "a fund that you do not send for."
        )
    if not chosen:
        raise Refused("No payment is approved and waiting, so there is nothing to send.")
    return chosen


def _require_present_accounts(connection: Connection, payment_ids: Sequence[int]) -> None:
    # Money that went to a closed account is hard to get back.
    left = connection.scalars(
        select(Application.reference)
        .join(Payment, Payment.application_id == Application.id)
        .join(BankAccount, BankAccount.id == Payment.bank_account_id)
        .where(
            Payment.stage == stage_before(PaymentAction.EXPORT).value,
            among(connection, Payment.__table__.c.id, payment_ids),
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


@needs(Permission.EXPORT_PAYMENTS, reach=Reach.FUND)
def write_batch(
    desk: Desk, actor: Actor, batch_id: int, path: Path, progress: Progress = no_progress
) -> BatchRow:
    """Draw a batch's workbook, write the file, read it back, and confirm the batch.

    A batch that was prepared before a crash is finished in this way; one that is confirmed is
    written again to the letter. Raises `EnvironmentFailed` where file and database disagree.
    """
    from pccdesk.workbooks.read_back import read_back

    present = desk.present(actor, Permission.EXPORT_PAYMENTS)
    row = desk.read(actor, payments.batch, batch_id)
    for code in desk.read(actor, payments.funds_of_batch, batch_id):
        present.require(Permission.EXPORT_PAYMENTS, code)
    _require_standing(row)
    if row.sha256 is None:
        content = draw_batch_workbook(desk, actor, batch_id, progress)
    else:
        content = desk.read(actor, read_content, row.sha256)
    with prepared_file(path, content) as beside:
        found = read_back(beside.read_bytes())
        if (found.count, found.control_total) != (row.count, row.control_total):
            raise EnvironmentFailed(
                f"The file of {row.reference} did not agree with the database and was removed. "
                "The batch is safe: write it again."
            )
        return _confirm_written(desk, actor, batch_id, path.name, content)


def _confirm_written(
    desk: Desk, actor: Actor, batch_id: int, file_name: str, content: bytes
) -> BatchRow:
    with change(desk, actor, Permission.EXPORT_PAYMENTS) as work:
        batch = work.get(PaymentBatch, batch_id, "The batch")
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
            file=file_name,
            sha256=batch.sha256,
            count=batch.count,
            control_total=batch.control_total,
        )
        work.session.flush()
        return payments.batch(work.session.connection(), batch_id)


def _require_standing(batch: BatchRow | PaymentBatch) -> None:
    if batch.stage == "undone":
        raise Refused(f"{batch.reference} was taken back, so it has no payments to send.")


@needs(Permission.CONFIRM_PAYMENTS, reach=Reach.FUND)
def confirm_paid(
    desk: Desk, actor: Actor, batch_id: int, paid_on: date, bacs: str, version: int
) -> int:
    """Record a batch's payments as paid on a day with finance's BACS reference; return how many."""
    with change(desk, actor, Permission.CONFIRM_PAYMENTS) as work:
        batch = work.get(PaymentBatch, batch_id, "The batch")
        for code in payments.funds_of_batch(work.session.connection(), batch_id):
            work.person.require(Permission.CONFIRM_PAYMENTS, code)
        work.require_version(batch, version, batch.reference)
        _require_sound_receipt(work, batch, paid_on, bacs)
        sent = stage_before(PaymentAction.CONFIRM).value
        rows = work.session.scalars(
            select(Payment)
            .where(Payment.batch_id == batch_id, Payment.stage == sent)
            .order_by(Payment.id)  # the log says the same on every kind of database
        ).all()
        if not rows:
            raise Refused(f"Every payment of {batch.reference} is recorded as paid already.")
        for payment in rows:
            take_payment_step(payment, PaymentAction.CONFIRM)
            payment.paid_on, payment.bacs_reference = paid_on, folded_reference(bacs)
            application = work.get(Application, payment.application_id, "The application")
            application.version += 1
            payment_note(work, payment, application, "payment.paid", paid_on=paid_on)
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
            bacs_reference=folded_reference(bacs),
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
    else:
        sentence = reference_problem(bacs)
    if sentence:
        raise Refused(sentence, (FieldProblem("bacs_reference", sentence),))
