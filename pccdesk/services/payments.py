"""Payments: approve an instalment, take an approval back."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from pccdesk.domain.applications import Action, Guard, Stage, separation_objection
from pccdesk.domain.errors import Cancelled, NotPermitted, Refused
from pccdesk.domain.payments import PaymentAction, PaymentStage, payment_step
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award, Decision, DecisionItem
from pccdesk.models.payments import Payment
from pccdesk.queries import bank_accounts, payments
from pccdesk.queries.facts import facts
from pccdesk.queries.payments import ScheduledPayment
from pccdesk.services.desk import Desk
from pccdesk.services.foreseeing import Foreseeing, Foreseen, in_pieces
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import take_step


@dataclass(frozen=True, slots=True)
class PaymentsDone:
    """What came of a change to several payments: how many, and those skipped with the reason.

    `left` were not come to, as the officer cancelled.
    """

    done: int
    skipped: tuple[tuple[str, str], ...]
    left: int = 0


@needs(Permission.APPROVE_PAYMENTS, reach=Reach.FUND)
def approve_payment(desk: Desk, actor: Actor, payment_id: int, version: int) -> None:
    """Approve one instalment for payment, to the organisation's checked account.

    Refused before acceptance, without a checked account, and to whoever assessed, recommended
    or decided the application or recorded its bank details. The first one puts the application
    into payment.
    """
    with change(desk, actor, Permission.APPROVE_PAYMENTS) as work:
        payment = _open_payment(work, payment_id, version, PaymentAction.APPROVE)
        application = work.get(Application, payment.application_id, "The application")
        payment.bank_account_id = _payable_account(work.connection, work.person, application.id)
        payment.approved_by, payment.approved_at = work.person.user_id, work.now
        take_payment_step(payment, PaymentAction.APPROVE)
        payment_note(work, payment, application, "payment.approve")
        before = application.stage
        if application.stage == Stage.ACCEPTED:
            take_step(work, application, Action.START_PAYMENT)
        work.keep_before(application, "payment.approve", stage=before, payment=payment.id)


@needs(Permission.APPROVE_PAYMENTS, reach=Reach.FUND)
def unapprove_payment(desk: Desk, actor: Actor, payment_id: int, version: int) -> None:
    """Take an approval back, while the payment has not gone to finance."""
    with change(desk, actor, Permission.APPROVE_PAYMENTS) as work:
        payment = _open_payment(work, payment_id, version, PaymentAction.UNAPPROVE)
        application = work.get(Application, payment.application_id, "The application")
        payment.approved_by = payment.approved_at = payment.bank_account_id = None
        take_payment_step(payment, PaymentAction.UNAPPROVE)
        payment_note(work, payment, application, "payment.unapprove")


@needs(Permission.APPROVE_PAYMENTS)
def approve_payments(
    desk: Desk, actor: Actor, payment_ids: tuple[int, ...], progress: Progress = no_progress
) -> PaymentsDone:
    """Approve several payments, one change each; those that cannot be are skipped with why.

    Cancelled in the middle, it returns what it did: that stands.
    """
    desk.present(actor, Permission.APPROVE_PAYMENTS)
    rows = desk.read(actor, payments.payments_by_id, payment_ids)
    skipped: list[tuple[str, str]] = []
    left = 0
    for place, row in enumerate(rows):
        try:
            progress(place, len(rows))
            approve_payment(desk, actor, row.id, row.version)
        except Refused as refused:
            skipped.append((_called(row), refused.sentence))
        except Cancelled:
            left = len(rows) - place
            break
    return PaymentsDone(len(rows) - left - len(skipped), tuple(skipped), left)


@needs(Permission.APPROVE_PAYMENTS)
def payments_to_approve(desk: Desk, actor: Actor, payment_ids: tuple[int, ...]) -> Foreseen:
    """Return what `approve_payments` would do with these payments now; nothing is changed."""
    person = desk.present(actor, Permission.APPROVE_PAYMENTS)
    found = Foreseeing()
    with desk.database.reading() as connection:
        for ids in in_pieces(payment_ids):
            for row in payments.payments_by_id(connection, ids):
                try:
                    person.require(Permission.APPROVE_PAYMENTS, row.fund_code)
                    payment_step(row.stage, PaymentAction.APPROVE)
                    _payable_account(connection, person, row.application_id)
                except Refused as refused:
                    found.skip(_called(row), refused.sentence)
                else:
                    found.do(row.amount)
    return found.foreseen()


def _called(row: ScheduledPayment) -> str:
    return f"{row.reference} ({row.instalment} of {row.of})"


def take_payment_step(payment: Payment, action: PaymentAction) -> None:
    """Move an instalment as the table of payments says; raises `Refused` for any other step."""
    payment.stage = payment_step(PaymentStage(payment.stage), action)[0].value
    payment.version += 1


def _open_payment(work: Work, payment_id: int, version: int, action: PaymentAction) -> Payment:
    payment = work.get(Payment, payment_id, "The payment")
    application = work.get(Application, payment.application_id, "The application")
    work.require_fund(application.fund_id)
    work.require_version(payment, version, "The payment")
    payment_step(PaymentStage(payment.stage), action)
    return payment


def _payable_account(connection: Connection, person: Actor, application_id: int) -> int:
    """Return the account that an application's payments go to; raises why they cannot yet."""
    columns = Application.__table__.c
    row = connection.execute(
        select(columns.stage, columns.organisation_id).where(columns.id == application_id)
    ).one()
    if row.stage not in {Stage.ACCEPTED, Stage.IN_PAYMENT}:
        raise Refused(
            f"The application is at “{Stage(row.stage).label}”: a payment can be approved once "
            "the applicant has accepted the award."
        )
    account = _checked_account(connection, person, row.organisation_id)
    _require_separate(connection, person, application_id)
    return account


def _checked_account(connection: Connection, person: Actor, organisation_id: int) -> int:
    account = bank_accounts.current_account(connection, organisation_id)
    if account is None:
        raise Refused("The organisation has no bank details yet. Record them first.")
    if account.checked_by is None:
        raise Refused("The bank details have not been checked by a second person yet.")
    if account.entered_by == person.user_id:
        raise NotPermitted(
            f"{person.full_name} recorded the bank details, so somebody else must approve."
        )
    return account.id


def _require_separate(connection: Connection, person: Actor, application_id: int) -> None:
    found = facts(connection, application_id, (Guard.SEPARATE_PERSON,))
    decided_by = connection.scalar(
        select(Decision.decided_by)
        .join(DecisionItem, DecisionItem.decision_id == Decision.id)
        .join(Award, Award.decision_item_id == DecisionItem.id)
        .where(Award.application_id == application_id)
    )
    if separation_objection(person, found) or decided_by == person.user_id:
        raise NotPermitted(
            f"{person.full_name} assessed, recommended or decided this application, or "
            "overrode a criterion of it, so somebody else must approve its payments."
        )


def payment_note(
    work: Work, payment: Payment, application: Application, action: str, **detail: object
) -> None:
    """Say in the audit log what was done with an instalment."""
    work.audit(
        action,
        payment,
        f"{application.reference} instalment {payment.instalment} of {payment.of}",
        application.id,
        amount=payment.amount,
        **detail,
    )
