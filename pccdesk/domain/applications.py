"""The life of an application: stages, actions and the table that joins them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pccdesk.domain.errors import Refused
from pccdesk.domain.permissions import Actor, Permission, limit_objection, refusal


class Stage(StrEnum):
    """Where an application stands; codes are stable, words are `label`."""

    DRAFT = "draft"
    RECEIVED = "received"
    ELIGIBILITY = "eligibility"
    ASSESSMENT = "assessment"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    DECLINED = "declined"
    DEFERRED = "deferred"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    IN_PAYMENT = "in_payment"
    COMPLETE = "complete"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """The stage in words."""
        return STAGE_LABELS[self]


STAGE_LABELS = {
    Stage.DRAFT: "Draft",
    Stage.RECEIVED: "Received",
    Stage.ELIGIBILITY: "Eligibility check",
    Stage.ASSESSMENT: "Assessment",
    Stage.RECOMMENDED: "Recommended",
    Stage.APPROVED: "Approved",
    Stage.DECLINED: "Declined",
    Stage.DEFERRED: "Deferred",
    Stage.INELIGIBLE: "Ineligible",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.OFFERED: "Offered",
    Stage.ACCEPTED: "Accepted",
    Stage.IN_PAYMENT: "In payment",
    Stage.COMPLETE: "Complete",
    Stage.LAPSED: "Offer lapsed",
}

AWARDED = frozenset(
    {Stage.APPROVED, Stage.OFFERED, Stage.ACCEPTED, Stage.IN_PAYMENT, Stage.COMPLETE}
)
"""Stages in which money of the round is committed."""

EDITABLE = frozenset({Stage.DRAFT, Stage.RECEIVED, Stage.ELIGIBILITY})
"""Stages in which an officer may still change what the applicant wrote."""


class Action(StrEnum):
    """What somebody does that moves an application on; `label` is its button."""

    RECEIVE = "receive"
    START_CHECKS = "start_checks"
    PASS_CHECKS = "pass_checks"  # noqa: S105 - an action, not a password
    FIND_INELIGIBLE = "find_ineligible"
    REOPEN = "reopen"
    RECOMMEND = "recommend"
    APPROVE = "approve"
    DECLINE = "decline"
    DEFER = "defer"
    SEND_BACK = "send_back"
    RESUME = "resume"
    OFFER = "offer"
    ACCEPT = "accept"
    LAPSE = "lapse"
    START_PAYMENT = "start_payment"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        """The action as its button says it."""
        return ACTION_LABELS[self]


ACTION_LABELS = {
    Action.RECEIVE: "Mark as received",
    Action.START_CHECKS: "Start eligibility check",
    Action.PASS_CHECKS: "Pass to assessment",
    Action.FIND_INELIGIBLE: "Find ineligible",
    Action.REOPEN: "Reopen",
    Action.RECOMMEND: "Recommend",
    Action.APPROVE: "Approve",
    Action.DECLINE: "Decline",
    Action.DEFER: "Defer",
    Action.SEND_BACK: "Send back",
    Action.RESUME: "Bring back for decision",
    Action.OFFER: "Issue award letter",
    Action.ACCEPT: "Record acceptance",
    Action.LAPSE: "Let offer lapse",
    Action.START_PAYMENT: "Start payment",
    Action.COMPLETE: "Complete",
    Action.WITHDRAW: "Withdraw",
}


class Guard(StrEnum):
    """A condition that a transition sets besides stage and permission."""

    FORM_COMPLETE = "form_complete"
    CRITERIA_SETTLED = "criteria_settled"
    CRITERION_FAILED = "criterion_failed"
    ASSESSMENTS_DONE = "assessments_done"
    SEPARATE_PERSON = "separate_person"
    WITHIN_LIMIT = "within_limit"
    LETTER_KEPT = "letter_kept"
    PAYMENT_APPROVED = "payment_approved"
    ALL_PAID = "all_paid"


ABOUT_PERSON = frozenset({Guard.SEPARATE_PERSON, Guard.WITHIN_LIMIT})
"""Guards that another person may pass where this one cannot."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the workflow: in `stage`, `action` leads to `next_stage`."""

    stage: Stage
    action: Action
    next_stage: Stage
    permission: Permission
    guards: tuple[Guard, ...] = ()


_S, _A, _P, _G = Stage, Action, Permission, Guard
_DECISION = (_G.SEPARATE_PERSON, _G.WITHIN_LIMIT)
BEFORE_AWARD = (_S.DRAFT, _S.RECEIVED, _S.ELIGIBILITY, _S.ASSESSMENT, _S.RECOMMENDED, _S.DEFERRED)
"""Stages from which an application can be withdrawn without taking an award back."""

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.DRAFT, _A.RECEIVE, _S.RECEIVED, _P.RECORD_APPLICATIONS, (_G.FORM_COMPLETE,)),
    Transition(_S.RECEIVED, _A.START_CHECKS, _S.ELIGIBILITY, _P.CHECK_ELIGIBILITY),
    Transition(
        _S.ELIGIBILITY, _A.PASS_CHECKS, _S.ASSESSMENT, _P.CHECK_ELIGIBILITY, (_G.CRITERIA_SETTLED,)
    ),
    Transition(
        _S.ELIGIBILITY,
        _A.FIND_INELIGIBLE,
        _S.INELIGIBLE,
        _P.CHECK_ELIGIBILITY,
        (_G.CRITERION_FAILED,),
    ),
    Transition(_S.INELIGIBLE, _A.REOPEN, _S.ELIGIBILITY, _P.CHECK_ELIGIBILITY),
    Transition(_S.ASSESSMENT, _A.RECOMMEND, _S.RECOMMENDED, _P.RECOMMEND, (_G.ASSESSMENTS_DONE,)),
    Transition(_S.RECOMMENDED, _A.APPROVE, _S.APPROVED, _P.DECIDE, _DECISION),
    Transition(_S.RECOMMENDED, _A.DECLINE, _S.DECLINED, _P.DECIDE, _DECISION),
    Transition(_S.RECOMMENDED, _A.DEFER, _S.DEFERRED, _P.DECIDE, _DECISION),
    Transition(_S.RECOMMENDED, _A.SEND_BACK, _S.ASSESSMENT, _P.DECIDE, (_G.SEPARATE_PERSON,)),
    Transition(_S.DEFERRED, _A.RESUME, _S.RECOMMENDED, _P.RECOMMEND),
    Transition(_S.APPROVED, _A.OFFER, _S.OFFERED, _P.ISSUE_LETTERS, (_G.LETTER_KEPT,)),
    Transition(_S.OFFERED, _A.ACCEPT, _S.ACCEPTED, _P.RECORD_ACCEPTANCE),
    Transition(_S.OFFERED, _A.LAPSE, _S.LAPSED, _P.RECORD_ACCEPTANCE),
    Transition(
        _S.ACCEPTED, _A.START_PAYMENT, _S.IN_PAYMENT, _P.APPROVE_PAYMENTS, (_G.PAYMENT_APPROVED,)
    ),
    Transition(_S.IN_PAYMENT, _A.COMPLETE, _S.COMPLETE, _P.RECORD_ACCEPTANCE, (_G.ALL_PAID,)),
    *(
        Transition(stage, _A.WITHDRAW, _S.WITHDRAWN, _P.RECORD_APPLICATIONS)
        for stage in (*BEFORE_AWARD, _S.APPROVED, _S.OFFERED)
    ),
)
"""The whole workflow; what is not here is not allowed."""

_BY_PAIR = {(each.stage, each.action): each for each in TRANSITIONS}

NEEDS_REASON = frozenset(
    {
        Action.FIND_INELIGIBLE,
        Action.REOPEN,
        Action.DECLINE,
        Action.DEFER,
        Action.SEND_BACK,
        Action.LAPSE,
        Action.WITHDRAW,
    }
)
"""Actions that are refused without a reason in words."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at; read once, in the same transaction as the change."""

    stage: Stage
    fund_code: str
    form_problems: tuple[str, ...] = ()
    criteria_unmet: tuple[str, ...] = ()
    criteria_checked: bool = False
    assessments_done: int = 0
    assessments_needed: int = 1
    took_part: frozenset[int] = frozenset()
    amount_to_decide: Decimal = Decimal(0)
    letter_kept: bool = False
    payments: int = 0
    payments_approved: int = 0
    payments_paid: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that the stage knows, and why it is blocked (empty: it is not)."""

    action: Action
    next_stage: Stage
    blocked_by: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the person may do it now."""
        return not self.blocked_by


def transition(stage: Stage, action: Action) -> Transition:
    """Return the row of the table for a stage and an action; raises `Refused` if none."""
    row = _BY_PAIR.get((stage, action))
    if row is None:
        possible = [each.action.label for each in TRANSITIONS if each.stage is stage]
        offered = f"What can be done: {', '.join(possible)}." if possible else "Its life has ended."
        raise Refused(
            f"“{action.label}” cannot be done while an application is at the stage "
            f"“{stage.label}”. {offered}"
        )
    return row


def objections(row: Transition, facts: Facts, actor: Actor, today: date) -> tuple[str, ...]:
    """Return each reason, in a sentence, why this person cannot take this step now."""
    if not actor.may(row.permission, facts.fund_code):
        return (refusal(actor, row.permission),)  # the guards are no business of this person's
    return tuple(
        reason
        for guard in row.guards
        if (reason := _objection(guard, facts, actor, today)) is not None
    )


def is_about_person(row: Transition, facts: Facts, actor: Actor, today: date) -> bool:
    """Tell whether a step is refused to this person, whatever else stands in its way."""
    personal = replace(row, guards=tuple(each for each in row.guards if each in ABOUT_PERSON))
    return bool(objections(personal, facts, actor, today))


def offers(facts: Facts, actor: Actor, today: date) -> tuple[Offer, ...]:
    """Return every action the stage knows, in the table's order, with what blocks it."""
    return tuple(
        Offer(row.action, row.next_stage, objections(row, facts, actor, today))
        for row in TRANSITIONS
        if row.stage is facts.stage
    )


def _objection(guard: Guard, facts: Facts, actor: Actor, today: date) -> str | None:
    match guard:
        case Guard.WITHIN_LIMIT:
            return limit_objection(actor, facts.fund_code, facts.amount_to_decide, today)
        case Guard.SEPARATE_PERSON:
            return separation_objection(actor, facts)
        case _:
            failed, sentence = _plain_guard(guard, facts)
            return sentence if failed else None


def separation_objection(actor: Actor, facts: Facts) -> str | None:
    """Return why a person who took part earlier cannot decide, or None."""
    if actor.user_id not in facts.took_part:
        return None
    return (
        f"{actor.full_name} assessed or recommended this application or overrode a criterion of "
        "it, so somebody else must decide it."
    )


def _plain_guard(guard: Guard, facts: Facts) -> tuple[bool, str]:
    unmet = "; ".join(facts.criteria_unmet)
    return {
        Guard.FORM_COMPLETE: (
            bool(facts.form_problems),
            f"The form is not complete: {' '.join(facts.form_problems[:3])}",
        ),
        Guard.CRITERIA_SETTLED: (
            not facts.criteria_checked or bool(facts.criteria_unmet),
            f"Not every criterion is met: {unmet}. Override one with a reason, or find ineligible."
            if facts.criteria_checked
            else "The criteria have not been checked yet.",
        ),
        Guard.CRITERION_FAILED: (
            not facts.criteria_unmet,
            "Every criterion is met, so the application cannot be found ineligible.",
        ),
        Guard.ASSESSMENTS_DONE: (
            facts.assessments_done < facts.assessments_needed,
            f"{facts.assessments_done} of {facts.assessments_needed} assessments are complete.",
        ),
        Guard.LETTER_KEPT: (not facts.letter_kept, "The award letter has not been made yet."),
        Guard.PAYMENT_APPROVED: (
            facts.payments_approved + facts.payments_paid == 0,
            "No payment has been approved yet.",
        ),
        Guard.ALL_PAID: (
            facts.payments == 0 or facts.payments_paid < facts.payments,
            f"{facts.payments_paid} of {facts.payments} instalments are paid.",
        ),
    }[guard]
