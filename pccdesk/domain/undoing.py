"""Which changes can be undone, by whom and until when; for the others, what to do instead.

A change is undone by a new change with an audit entry of its own that names it: nothing is taken
out of the log. Only the last change of a record can be undone. What binds the office, leaves it
or costs a number (a decision, a letter, a payment with finance) cannot.
"""

from dataclasses import dataclass
from datetime import datetime

from pccdesk.domain.dates import format_instant
from pccdesk.domain.permissions import Actor, Permission, refusal


@dataclass(frozen=True, slots=True)
class UndoRule:
    """One audited action that can be undone: who may, and what stands again afterwards.

    `own_only` leaves it to the person who made the change: marks are a person's own word.
    """

    action: str
    permission: Permission
    afterwards: str
    own_only: bool = False


_P = Permission
UNDOABLE: tuple[UndoRule, ...] = (
    UndoRule(
        "application.change",
        _P.RECORD_APPLICATIONS,
        "What was written before stands again, contacts included.",
    ),
    UndoRule("application.receive", _P.RECORD_APPLICATIONS, "It is a draft again."),
    UndoRule("application.withdraw", _P.RECORD_APPLICATIONS, "It stands where it stood before."),
    UndoRule(
        "application.start_checks",
        _P.CHECK_ELIGIBILITY,
        "It waits for the eligibility check again; what was worked out is taken off.",
    ),
    UndoRule(
        "application.pass_checks", _P.CHECK_ELIGIBILITY, "It is back in the eligibility check."
    ),
    UndoRule(
        "eligibility.override",
        _P.CHECK_ELIGIBILITY,
        "The criterion stands as it did before. Whoever overrode it still took part and cannot "
        "decide.",
    ),
    UndoRule(
        "application.assess",
        _P.ASSESS,
        "Your marks stand as before again, or are taken off if these were the first. You still "
        "took part and cannot decide.",
        own_only=True,
    ),
    UndoRule(
        "application.recommend",
        _P.RECOMMEND,
        "The recommendation is withdrawn and the application is back at assessment.",
    ),
    UndoRule("application.resume", _P.RECOMMEND, "The decision is put off again."),
    UndoRule(
        "document.attach", _P.RECORD_APPLICATIONS, "The files are taken off; their bytes stay."
    ),
    UndoRule("document.remove", _P.RECORD_APPLICATIONS, "The document is back."),
    UndoRule("document.put_back", _P.RECORD_APPLICATIONS, "The document is taken off again."),
    UndoRule(
        "organisation.change",
        _P.RECORD_APPLICATIONS,
        "Name, address and numbers stand again as before.",
    ),
    UndoRule(
        "payment.approve",
        _P.APPROVE_PAYMENTS,
        "The payment is scheduled again and not approved.",
    ),
    UndoRule(
        "payment_batch.prepare",
        _P.EXPORT_PAYMENTS,
        "Its payments are approved and waiting again; the batch’s number stays used.",
    ),
)
"""Every change that can be undone; what is not here cannot."""

_RULES = {rule.action: rule for rule in UNDOABLE}

_DECIDED = "A decision has a number and is published, so it stands. A new decision can follow it."
_LETTER = "A letter is kept as it was made. Make it again: the new one takes its place."
FINAL = {
    "application.record": "A new application is not undone. Withdraw it instead.",
    "application.import": "Applications brought in are not undone. Withdraw those that are wrong.",
    "application.find_ineligible": "Reopen it instead, with the reason.",
    "application.reopen": "Find it ineligible instead, with the reason.",
    "application.approve": _DECIDED,
    "application.decline": _DECIDED,
    "application.defer": "Bring it back for decision instead.",
    "application.send_back": "Recommend it again instead.",
    "application.offer": _LETTER,
    "application.accept": "An acceptance binds both sides, so it stands.",
    "application.lapse": "An offer that has lapsed is not revived. The applicant may apply again.",
    "application.start_payment": "Take back the payment’s approval instead.",
    "application.complete": "A completed award stays closed.",
    "application.undo": "What was undone is not done again by itself. Change it anew.",
    "eligibility.check": "The criteria follow from the facts. Change the facts and check again.",
    "letter.join": "It only says that letters were looked at together; it changed nothing.",
    "letter.make": _LETTER,
    "letter.print": "A letter that was printed may have gone out. Make it again if it is wrong.",
    "letter.reprint": "A letter that was printed may have gone out. Make it again if it is wrong.",
    "organisation.add": "An organisation that was added stays. Change its details instead.",
    "organisation.undo": "What was undone is not done again by itself. Change it anew.",
    "payment.unapprove": "Approve the payment again instead.",
    "payment.paid": "Paid money is put right with finance; record what they tell you.",
    "payment_batch.write": "The workbook may be with finance. Ask them, and record what is paid.",
    "payment_batch.paid": "Paid money is put right with finance; record what they tell you.",
    "payment_batch.undo": "Prepare a new batch instead.",
}
"""Why a change cannot be undone, and what to do instead."""

_UNKNOWN = "It cannot be undone."
_NOT_KEPT = "What stood before it was not kept, so it cannot be undone. Change it by hand."


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last thing done to a record: its audit entry, in words, and whether it can go back.

    `kept` tells whether what stood before is known; `fund_code` is None outside any fund.
    """

    sequence: int
    action: str
    what: str
    actor_id: int | None
    actor: str
    at: datetime
    kept: bool
    fund_code: str | None = None

    @property
    def words(self) -> str:
        """What was done, by whom and when, as an undo says it."""
        return f"“{self.what}”, by {self.actor} on {format_instant(self.at)}"

    @property
    def rule(self) -> UndoRule | None:
        """The rule by which it can be undone, if there is one."""
        return _RULES.get(self.action)


def undo_objection(last: LastChange | None, actor: Actor) -> str:
    """Return why somebody cannot undo a record's last change, or nothing if they can."""
    if last is None:
        return "Nothing has been done here yet that could be undone."
    rule = last.rule
    if rule is None:
        return f"{last.words}: {FINAL.get(last.action, _UNKNOWN)}"
    if rule.own_only and last.actor_id != actor.user_id:
        return f"{last.words}: only {last.actor} can undo it."
    if not actor.may(rule.permission, last.fund_code):
        return refusal(actor, rule.permission)
    return "" if last.kept else f"{last.words}: {_NOT_KEPT}"
