"""Payments: instalments of an award, and the life of each."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.names import reference_problem
from pccdesk.domain.organisations import tidy
from pccdesk.domain.permissions import Permission

EVIDENCE_DAYS = 92
"""Bank evidence is a statement or bank letter dated within three months."""


class PaymentStage(StrEnum):
    """Where one instalment stands."""

    SCHEDULED = "scheduled"
    APPROVED = "approved"
    EXPORTED = "exported"
    PAID = "paid"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The stage in words."""
        return {"exported": "With finance"}.get(self.value, self.value.capitalize())


class PaymentAction(StrEnum):
    """What is done with an instalment."""

    APPROVE = "approve"
    UNAPPROVE = "unapprove"
    EXPORT = "export"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"


_S, _A = PaymentStage, PaymentAction
PAYMENT_TRANSITIONS: dict[tuple[PaymentStage, PaymentAction], tuple[PaymentStage, Permission]] = {
    (_S.SCHEDULED, _A.APPROVE): (_S.APPROVED, Permission.APPROVE_PAYMENTS),
    (_S.APPROVED, _A.UNAPPROVE): (_S.SCHEDULED, Permission.APPROVE_PAYMENTS),
    (_S.APPROVED, _A.EXPORT): (_S.EXPORTED, Permission.EXPORT_PAYMENTS),
    (_S.EXPORTED, _A.CONFIRM): (_S.PAID, Permission.CONFIRM_PAYMENTS),
    (_S.EXPORTED, _A.TAKE_BACK): (_S.APPROVED, Permission.EXPORT_PAYMENTS),
    (_S.SCHEDULED, _A.CANCEL): (_S.CANCELLED, Permission.APPROVE_PAYMENTS),
}


_DONE = {
    _A.APPROVE: "approved",
    _A.UNAPPROVE: "taken back",
    _A.EXPORT: "sent to finance",
    _A.CONFIRM: "recorded as paid",
    _A.CANCEL: "cancelled",
    _A.TAKE_BACK: "taken back from finance",
}


def payment_step(stage: PaymentStage, action: PaymentAction) -> tuple[PaymentStage, Permission]:
    """Return the next stage and the permission it takes; raises `Refused` if not allowed."""
    try:
        return PAYMENT_TRANSITIONS[stage, action]
    except KeyError:
        raise Refused(
            f"The payment is at “{stage.label}”, so it cannot be {_DONE[action]}."
        ) from None


def stage_before(action: PaymentAction) -> PaymentStage:
    """Return the one stage in which an action can be done."""
    return next(stage for stage, known in PAYMENT_TRANSITIONS if known is action)


def split(amount: Decimal, percentages: tuple[int, ...]) -> tuple[Decimal, ...]:
    """Return instalments in whole pence that add up to the amount; the last takes the rest."""
    penny = Decimal("0.01")
    parts = [(amount * per_cent / 100).quantize(penny, ROUND_DOWN) for per_cent in percentages[:-1]]
    return (*parts, amount - sum(parts, Decimal(0)))


@dataclass(frozen=True, slots=True)
class BankForm:
    """An organisation's bank account as typed; digits as text, so that noughts stay."""

    account_name: str
    sort_code: str
    account_number: str
    roll_number: str = ""
    evidence_on: date | None = None
    supplier_number: str = ""


def bank_digits(text: str) -> str:
    """Return a sort code or account number without spaces and hyphens."""
    return text.replace(" ", "").replace("-", "")


def bank_problems(form: BankForm, today: date) -> tuple[FieldProblem, ...]:
    """Return what is wrong with bank details: digits, name, and evidence within 3 months."""
    found = []
    if not tidy(form.account_name) or len(form.account_name) > 120:  # noqa: PLR2004
        found.append(FieldProblem("account_name", "Enter the account’s name as the bank has it."))
    sort_code, number = bank_digits(form.sort_code), bank_digits(form.account_number)
    if not (sort_code.isascii() and sort_code.isdigit() and len(sort_code) == 6):  # noqa: PLR2004
        found.append(FieldProblem("sort_code", "Enter the six digits of the sort code."))
    if not (number.isascii() and number.isdigit() and 6 <= len(number) <= 8):  # noqa: PLR2004
        found.append(FieldProblem("account_number", "Enter the account number’s 6 to 8 digits."))
    if len(form.roll_number) > 18 or len(form.supplier_number) > 20:  # noqa: PLR2004
        found.append(FieldProblem("roll_number", "Shorten the roll or supplier number."))
    found += [
        FieldProblem(field, sentence)
        for field in ("roll_number", "supplier_number")
        if (sentence := reference_problem(getattr(form, field)))
    ]
    if form.evidence_on is None:
        found.append(FieldProblem("evidence_on", "Enter the date of the bank statement or letter."))
    elif form.evidence_on > today:
        found.append(FieldProblem("evidence_on", "The evidence is dated in the future."))
    elif (today - form.evidence_on).days > EVIDENCE_DAYS:
        found.append(
            FieldProblem(
                "evidence_on",
                "The evidence is over three months old. Ask for a newer one.",
                warning=True,
            )
        )
    return tuple(found)
