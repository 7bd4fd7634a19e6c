"""What can be done next with an application, by this person, and what stands in the way."""

from dataclasses import dataclass, replace
from datetime import date

from pccdesk.domain.applications import Action, Offer, Stage, offers, separation_objection
from pccdesk.domain.dates import format_date
from pccdesk.domain.payments import PaymentStage
from pccdesk.domain.permissions import Actor, Permission, refusal
from pccdesk.queries.records import RecordView
from pccdesk.ui.plain_text import isolated

ASSESS, DECLINE_LETTER, APPROVE_PAYMENT = "assess", "decline_letter", "approve_payment"
"""What moves no stage by itself and is yet the next thing to do."""

_DONE = {
    Action.RECEIVE.value: "marked as received",
    Action.START_CHECKS.value: "checked for eligibility",
    Action.PASS_CHECKS.value: "passed to assessment",
    Action.FIND_INELIGIBLE.value: "found ineligible",
    Action.REOPEN.value: "reopened",
    Action.RECOMMEND.value: "recommended",
    Action.APPROVE.value: "approved",
    Action.DECLINE.value: "declined",
    Action.DEFER.value: "deferred",
    Action.SEND_BACK.value: "sent back",
    Action.RESUME.value: "brought back for decision",
    Action.OFFER.value: "offered",
    Action.ACCEPT.value: "accepted",
    Action.LAPSE.value: "lapsed",
    Action.START_PAYMENT.value: "paid",
    Action.COMPLETE.value: "completed",
    Action.WITHDRAW.value: "withdrawn",
    ASSESS: "assessed",
    DECLINE_LETTER: "answered by letter",
    APPROVE_PAYMENT: "paid",
}
_SETBACKS = {
    Action.FIND_INELIGIBLE.value,
    Action.DEFER.value,
    Action.SEND_BACK.value,
    Action.LAPSE.value,
    Action.WITHDRAW.value,
}
"""Never the first button: nobody should end an application by pressing Enter."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: its code, its button's verb, and what blocks it (empty: nothing)."""

    code: str
    verb: str
    blocked_by: tuple[str, ...] = ()
    about_person: bool = False
    primary: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the person may do it now."""
        return not self.blocked_by


def steps(view: RecordView, actor: Actor, today: date) -> tuple[Step, ...]:
    """Return what the stage knows, the allowed first; at most one is primary."""
    found = [*_extra(view, actor), *_offered(view, actor, today)]
    allowed = [each for each in found if each.allowed]
    first = next((each for each in _by_wish(allowed, view) if each.code not in _SETBACKS), None)
    ordered = [each for each in (first,) if each is not None]
    ordered += [each for each in allowed if each is not first]
    ordered += [each for each in found if not each.allowed]
    return tuple(replace(each, primary=each is first) for each in ordered)


def blocked_sentences(found: tuple[Step, ...]) -> tuple[str, ...]:
    """Return why the blocked steps are blocked, those with the same reason in one sentence."""
    groups: dict[tuple[bool, tuple[str, ...]], list[Step]] = {}
    for each in found:
        # Withdrawing is the officer's: that others may not do it is no news to them.
        silent = each.about_person and each.code == Action.WITHDRAW
        if not each.allowed and not silent:
            groups.setdefault((each.about_person, each.blocked_by), []).append(each)
    return tuple(
        f"Cannot be {_joined([_DONE[each.code] for each in group])}"
        f"{_ending(group, about_person=about_person)}: {' '.join(reasons)}"
        for (about_person, reasons), group in groups.items()
    )


def _ending(group: list[Step], *, about_person: bool) -> str:
    if about_person:
        return " by you"
    return "" if group[0].code == Action.FIND_INELIGIBLE else " yet"


def _joined(words: list[str]) -> str:
    words = list(dict.fromkeys(words))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _offers(view: RecordView, actor: Actor, today: date) -> tuple[Offer, ...]:
    # The letter and the first payment are made by the very button that these two stand for.
    facts = replace(
        view.facts, letter_kept=True, payments_approved=max(1, view.facts.payments_approved)
    )
    return tuple(_with_award(each, view, actor, today) for each in offers(facts, actor, today))


def _with_award(offer: Offer, view: RecordView, actor: Actor, today: date) -> Offer:
    reasons: tuple[str, ...] = ()
    if offer.action is Action.LAPSE and view.award is not None and today <= view.award.accept_by:
        reasons = (f"The offer stands until {format_date(view.award.accept_by)}.",)
    if offer.action is Action.START_PAYMENT:
        reasons = payment_objections(view, actor)
        return replace(offer, blocked_by=reasons)
    return replace(offer, blocked_by=(*offer.blocked_by, *reasons))


def payment_objections(view: RecordView, actor: Actor) -> tuple[str, ...]:
    """Return why this person cannot approve a payment of this award now."""
    if not actor.may(Permission.APPROVE_PAYMENTS, view.facts.fund_code):
        return (refusal(actor, Permission.APPROVE_PAYMENTS),)
    found = []
    if not view.account.recorded:
        found.append("The organisation has no bank details yet. Record them first.")
    elif not view.account.checked:
        found.append("The bank details have not been checked by a second person yet.")
    if view.account.recorded_by == actor.user_id:
        found.append(
            f"{isolated(actor.full_name)} recorded the bank details, so somebody else must approve."
        )
    if separation_objection(actor, view.facts) or view.decided_by == actor.user_id:
        found.append(
            f"{isolated(actor.full_name)} assessed, recommended or decided this application, "
            "so somebody else must approve its payments."
        )
    return tuple(found)


def _offered(view: RecordView, actor: Actor, today: date) -> list[Step]:
    # “…” as on menus: the button leads to where it is done, and does not do it yet.
    words = {
        Action.OFFER: f"{Action.OFFER.label} …",
        Action.START_PAYMENT: "Approve first payment …",
        Action.COMPLETE: "Complete award",  # “Complete” alone is the last task's name
    }
    return [
        _made(each.action.value, words.get(each.action, each.action.label), each.blocked_by, actor)
        for each in _offers(view, actor, today)
    ]


def _made(code: str, verb: str, blocked_by: tuple[str, ...], actor: Actor) -> Step:
    about_person = any(actor.full_name in each for each in blocked_by)
    return Step(code, verb, blocked_by, about_person)


def _extra(view: RecordView, actor: Actor) -> list[Step]:
    if view.stage is Stage.ASSESSMENT:
        mine = any(each.assessor_id == actor.user_id for each in view.assessments)
        verb = "Change my assessment" if mine else "Assess"
        return [_made(ASSESS, verb, assessment_objections(view, actor), actor)]
    if view.stage is Stage.DECLINED and not any(each.current for each in view.letters):
        reasons = _needs(Permission.ISSUE_LETTERS, view, actor)
        return [_made(DECLINE_LETTER, "Make decline letter …", reasons, actor)]
    waiting = any(each.stage is PaymentStage.SCHEDULED for each in view.payments)
    if view.stage is Stage.IN_PAYMENT and waiting:
        reasons = payment_objections(view, actor)
        return [_made(APPROVE_PAYMENT, "Approve payment …", reasons, actor)]
    return []


def assessment_objections(view: RecordView, actor: Actor) -> tuple[str, ...]:
    """Return why this person cannot assess this application."""
    if view.application.owner_id == actor.user_id:
        return (
            (
                f"{isolated(actor.full_name)} looks after this application; "
                "somebody else must assess it."
            ),
        )
    return _needs(Permission.ASSESS, view, actor)


def _needs(permission: Permission, view: RecordView, actor: Actor) -> tuple[str, ...]:
    return () if actor.may(permission, view.facts.fund_code) else (refusal(actor, permission),)


def _by_wish(allowed: list[Step], view: RecordView) -> list[Step]:
    """Put what is recommended before what is not: Decline first where that is the advice."""
    advice = view.current_recommendation
    if view.stage is Stage.RECOMMENDED and advice is not None and advice.outcome != "approve":
        return sorted(allowed, key=lambda each: each.code != Action.DECLINE)
    done = view.facts.assessments_done >= view.facts.assessments_needed
    if view.stage is Stage.ASSESSMENT and done:
        return sorted(allowed, key=lambda each: each.code != Action.RECOMMEND)
    return allowed
