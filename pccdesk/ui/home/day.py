"""An officer's day as data: what is read, and what of it waits for the person signed in."""

from dataclasses import dataclass
from datetime import date

from pccdesk.domain.applications import Stage
from pccdesk.domain.money import format_pounds
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.queries import home, letters
from pccdesk.queries.home import PaymentsWaiting, RoundStanding, StageCount
from pccdesk.queries.lists.payments import APPROVAL, FINANCE, SENDING
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target

_STAGES = {
    Stage.DRAFT: (Permission.RECORD_APPLICATIONS, "is", "are", "not finished"),
    Stage.RECEIVED: (
        Permission.CHECK_ELIGIBILITY,
        *("waits", "wait", "for the eligibility check"),
    ),
    Stage.ELIGIBILITY: (Permission.CHECK_ELIGIBILITY, "is", "are", "in the eligibility check"),
    Stage.ASSESSMENT: (Permission.RECOMMEND, "is", "are", "being assessed"),
    Stage.RECOMMENDED: (Permission.DECIDE, "waits", "wait", "for a decision"),
    Stage.DEFERRED: (Permission.RECOMMEND, "is", "are", "deferred"),
    Stage.OFFERED: (
        Permission.RECORD_ACCEPTANCE,
        *("waits", "wait", "for the applicant’s acceptance"),
    ),
}
"""Whose work a stage is, and what is said of one application there, or of several."""
WORKING = frozenset(permission for permission, *_words in _STAGES.values()) | {
    Permission.ASSESS,
    Permission.ISSUE_LETTERS,
    Permission.CHECK_BANK_DETAILS,
    Permission.APPROVE_PAYMENTS,
}
"""Permissions that bring work with them; who holds none of them is shown how things stand."""


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that Home shows, read in one go."""

    stages: tuple[StageCount, ...]
    to_assess: int
    letters_waiting: int
    rounds: tuple[RoundStanding, ...]
    payments: PaymentsWaiting
    unsaved_batches: int
    accounts_to_check: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of what waits: how many, of what, and the list behind it."""

    count: int
    one: str
    many: str
    target: Target
    detail: str = ""

    @property
    def words(self) -> str:
        """What waits, in words that go with the count."""
        return self.one if self.count == 1 else self.many


def read_day(desk: Desk, actor: Actor, first_day: date) -> Day:
    """Read everything that Home shows; `first_day` begins the financial year of its rounds."""
    return Day(
        desk.read(actor, home.stage_counts),
        desk.read(actor, home.to_assess, actor.user_id),
        len(desk.read(actor, letters.pending)),
        desk.read(actor, home.rounds_standing, first_day),
        desk.read(actor, home.payments_waiting),
        desk.read(actor, home.unsaved_batches),
        desk.read(actor, home.accounts_to_check, actor.user_id),
    )


def has_work(actor: Actor) -> bool:
    """Tell whether anything can ever wait for somebody; not for an auditor, say."""
    return any(actor.may(permission) for permission in WORKING)


def waiting_for(actor: Actor, day: Day) -> list[Waiting]:
    """Return what waits for a person, in the order of an application's life."""
    found = [each for permission, each in _at_stages(day) if actor.may(permission)]
    if actor.may(Permission.ASSESS):
        words = "Applications wait for your assessment"
        target = Target("applications", filter=f"unmarked_by={actor.user_id}={words}")
        one = "Application waits for your assessment"
        found.insert(0, Waiting(day.to_assess, one, words, target))
    if actor.may(Permission.ISSUE_LETTERS):
        found.append(
            Waiting(
                day.letters_waiting,
                "Application waits for its letter",
                "Applications wait for their letter",
                Target("letters"),
            )
        )
    if actor.may(Permission.CHECK_BANK_DETAILS):
        found.append(_accounts(actor, day))
    if actor.may(Permission.APPROVE_PAYMENTS):
        found += _payments(day)
    return [each for each in found if each.count]


def standing(day: Day) -> list[Waiting]:
    """Return how many applications stand at each stage, for whoever only looks on."""
    return [
        Waiting(each.count, each.stage.label, each.stage.label, _stage_list(each.stage))
        for each in day.stages
    ]


def _at_stages(day: Day) -> list[tuple[Permission, Waiting]]:
    counts = {each.stage: each.count for each in day.stages}
    return [
        (
            permission,
            Waiting(
                counts.get(stage, 0),
                f"Application {one} {rest}",
                f"Applications {many} {rest}",
                _stage_list(stage),
            ),
        )
        for stage, (permission, one, many, rest) in _STAGES.items()
    ]


def _accounts(actor: Actor, day: Day) -> Waiting:
    words = "Bank details wait for your check"
    return Waiting(
        day.accounts_to_check,
        "Organisation’s bank details wait to be checked",
        "Organisations’ bank details wait to be checked",
        Target("organisations", filter=f"account_unchecked_by={actor.user_id}={words}"),
    )


def _payments(day: Day) -> list[Waiting]:
    payments = day.payments
    return [
        Waiting(
            payments.to_approve,
            "Payment waits for approval",
            "Payments wait for approval",
            Target("payments", filter=f"waits={APPROVAL}=Approval"),
            format_pounds(payments.to_approve_total),
        ),
        Waiting(
            payments.to_export,
            "Payment can be sent to finance",
            "Payments can be sent to finance",
            Target("payments", filter=f"waits={SENDING}=Sending to finance"),
            format_pounds(payments.to_export_total),
        ),
        Waiting(
            day.unsaved_batches,
            "Batch was prepared, and its workbook is not saved",
            "Batches were prepared, and their workbooks are not saved",
            Target("payments", tab="batches", filter="stage=prepared=Workbook not saved"),
        ),
        Waiting(
            payments.with_finance,
            "Payment is with finance",
            "Payments are with finance",
            Target("payments", filter=f"waits={FINANCE}=Payment by finance"),
            format_pounds(payments.with_finance_total),
        ),
    ]


def _stage_list(stage: Stage) -> Target:
    return Target("applications", filter=f"stage={stage.value}={stage.label}")
