"""An officer's day as data: what is read, and what of it waits for the person signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pccdesk.domain.applications import Stage
from pccdesk.domain.deadlines import FIRST_MARKS_DAYS, SOON_DAYS
from pccdesk.domain.money import format_pounds
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.queries import home
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
    Stage.DEFERRED: (Permission.RECOMMEND, "is", "are", "deferred"),
    Stage.OFFERED: (
        Permission.RECORD_ACCEPTANCE,
        *("waits", "wait", "for the applicant’s acceptance"),
    ),
}
"""Whose work a stage is, and what is said of one application there, or of several."""
_OVERDUE = (
    (
        "decision_late",
        (Permission.DECIDE, Permission.RECOMMEND),
        "Application is past the day of its decision",
        "Applications are past the day of their decision",
    ),
    (
        "marks_late",
        (Permission.RECOMMEND,),
        f"Application has had no marks for {FIRST_MARKS_DAYS} days",
        f"Applications have had no marks for {FIRST_MARKS_DAYS} days",
    ),
    (
        "acceptance_late",
        (Permission.RECORD_ACCEPTANCE,),
        "Offer was to be accepted by now",
        "Offers were to be accepted by now",
    ),
)
"""What is late: the list's condition, whose concern it is, and its words for one or several."""
WORKING = frozenset(permission for permission, *_words in _STAGES.values()) | {
    Permission.DECIDE,
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
    today: date
    to_assess: int
    to_recommend: int
    mine: int
    to_decide: int
    letters_waiting: int
    late: Mapping[str, int]
    payments_late: tuple[int, Decimal]
    payments_soon: tuple[int, Decimal]
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
    then: tuple[str, Target] | None = None

    @property
    def words(self) -> str:
        """What waits, in words that go with the count."""
        return self.one if self.count == 1 else self.many


def read_day(desk: Desk, actor: Actor, first_day: date) -> Day:
    """Read everything that Home shows; `first_day` begins the financial year of its rounds."""
    day, me = desk.today(), actor.user_id

    def count(condition: str, value: str | int) -> int:
        return desk.read(actor, home.applications_where, condition, value)

    return Day(
        stages=desk.read(actor, home.stage_counts),
        today=day,
        to_assess=count("unmarked_by", me) if actor.may(Permission.ASSESS) else 0,
        to_recommend=count("recommendable_by", me) if actor.may(Permission.RECOMMEND) else 0,
        mine=count("open_of", me),
        to_decide=count("decidable_by", _who_and_day(actor, day)),
        letters_waiting=count("letter_waiting", day.isoformat()),
        late={name: count(name, day.isoformat()) for name, *_rest in _OVERDUE},
        payments_late=desk.read(actor, home.payments_where, "due_before", day.isoformat()),
        payments_soon=desk.read(actor, home.payments_where, "due_soon", _soon(day)),
        rounds=desk.read(actor, home.rounds_standing, first_day),
        payments=desk.read(actor, home.payments_waiting),
        unsaved_batches=desk.read(actor, home.unsaved_batches),
        accounts_to_check=desk.read(actor, home.accounts_to_check, actor.user_id),
    )


def has_work(actor: Actor) -> bool:
    """Tell whether anything can ever wait for somebody; not for an auditor, say."""
    return any(actor.may(permission) for permission in WORKING)


def waiting_for(actor: Actor, day: Day) -> list[Waiting]:
    """Return what waits for a person, in the order of an application's life."""
    found = [each for permission, each in _at_stages(actor, day) if actor.may(permission)]
    if actor.may(Permission.ASSESS):
        found.insert(0, _assessments(actor, day))
    if actor.may(Permission.DECIDE):
        found.append(_decisions(actor, day))
    if actor.may(Permission.ISSUE_LETTERS):
        found.append(_letters(day))
    if actor.may(Permission.CHECK_BANK_DETAILS):
        found.append(_accounts(actor, day))
    if actor.may(Permission.APPROVE_PAYMENTS):
        found += _payments(day)
    return [each for each in found if each.count]


def overdue(actor: Actor, day: Day) -> list[Waiting]:
    """Return what is late and concerns a person."""
    found = [
        Waiting(day.late[name], one, many, _narrowed(name, day.today.isoformat(), many))
        for name, permissions, one, many in _OVERDUE
        if any(map(actor.may, permissions))
    ]
    if actor.may(Permission.APPROVE_PAYMENTS):
        count, total = day.payments_late
        words = "Payments were due and are not with finance"
        target = Target("payments", filter=f"due_before={day.today.isoformat()}={words}")
        one = "Payment was due and is not with finance"
        found.append(Waiting(count, one, words, target, format_pounds(total)))
    return [each for each in found if each.count]


def looked_after(actor: Actor, day: Day) -> list[Waiting]:
    """Return how many applications a person looks after that are still open."""
    words = "Applications that you look after are open"
    target = _narrowed("open_of", str(actor.user_id), words)
    made = Waiting(day.mine, "Application that you look after is open", words, target)
    return [made] if made.count else []


def standing(day: Day) -> list[Waiting]:
    """Return how many applications stand at each stage, for whoever only looks on."""
    return [
        Waiting(each.count, each.stage.label, each.stage.label, _stage_list(each.stage))
        for each in day.stages
    ]


def _at_stages(actor: Actor, day: Day) -> list[tuple[Permission, Waiting]]:
    counts = {each.stage: each.count for each in day.stages}
    found = []
    for stage, (permission, one, many, rest) in _STAGES.items():
        words = f"Application {one} {rest}", f"Applications {many} {rest}"
        found.append((permission, Waiting(counts.get(stage, 0), *words, _stage_list(stage))))
        if stage is Stage.ASSESSMENT:
            found.append((Permission.RECOMMEND, _recommendations(actor, day)))
    return found


def _assessments(actor: Actor, day: Day) -> Waiting:
    words = "Applications wait for your assessment"
    target = _narrowed("unmarked_by", str(actor.user_id), words)
    return Waiting(day.to_assess, "Application waits for your assessment", words, target)


def _recommendations(actor: Actor, day: Day) -> Waiting:
    words = "Applications are ready to recommend"
    target = _narrowed("recommendable_by", str(actor.user_id), words)
    return Waiting(day.to_recommend, "Application is ready to recommend", words, target)


def _decisions(actor: Actor, day: Day) -> Waiting:
    words = "Applications wait for your decision"
    target = _narrowed("decidable_by", _who_and_day(actor, day.today), words)
    return Waiting(day.to_decide, "Application waits for your decision", words, target)


def _letters(day: Day) -> Waiting:
    words = "Applications wait for their letter"
    target = _narrowed("letter_waiting", day.today.isoformat(), words)
    one = "Application waits for its letter"
    return Waiting(
        day.letters_waiting, one, words, target, then=("Make letters", Target("letters"))
    )


def _who_and_day(actor: Actor, day: date) -> str:
    return f"{actor.user_id}@{day.isoformat()}"


def _soon(day: date) -> str:
    return f"{day.isoformat()}@{(day + timedelta(days=SOON_DAYS)).isoformat()}"


def _narrowed(condition: str, value: str, words: str) -> Target:
    return Target("applications", filter=f"{condition}={value}={words}")


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
    soon, soon_total = day.payments_soon
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
            soon,
            f"Payment falls due within {SOON_DAYS} days",
            f"Payments fall due within {SOON_DAYS} days",
            Target("payments", filter=f"due_soon={_soon(day.today)}=Due within {SOON_DAYS} days"),
            format_pounds(soon_total),
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
