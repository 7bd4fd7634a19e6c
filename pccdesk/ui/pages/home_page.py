"""An officer's day: what waits for them, which rounds close, how budgets stand."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import FinancialYear, format_date, format_instant, to_london
from pccdesk.domain.money import format_pounds
from pccdesk.domain.permissions import Permission
from pccdesk.queries import home, letters
from pccdesk.queries.home import PaymentsWaiting, RoundStanding, StageCount
from pccdesk.ui.context import Target
from pccdesk.ui.lists.words import counted
from pccdesk.ui.page import Page, PageHeader, ScrollColumn
from pccdesk.ui.widgets.budget_bar import BudgetBar
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.labels import Card, ElidedLabel, label

_WIDE = 1120
_SINGULAR = {"wait": "waits", "are": "is", "can": "can"}
Navigate = Callable[[Target], None]


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that Home shows, read in one go."""

    stages: tuple[StageCount, ...]
    to_assess: int
    letters_waiting: int
    rounds: tuple[RoundStanding, ...]
    payments: PaymentsWaiting


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of what waits: how many, of what, and the list behind it."""

    count: int
    what: str
    target: Target
    detail: str = ""


class HomePage(Page):
    """Tasks first, then rounds and budgets; each number opens the list behind it."""

    title = "Home"
    shows = frozenset({"applications", "payments", "letters"})

    def build(self) -> None:
        """Lay out heading and a scrolling column."""
        first_name = self.context.actor.full_name.split()[0]
        today = self.context.today()
        self.header = PageHeader(f"Good day, {first_name}", f"{today:%A} {format_date(today)}")
        self.column.addWidget(self.header)
        self.area = ScrollColumn(_WIDE)
        self.column.addWidget(self.area, 1)
        self._body: QWidget | None = None

    def load(self, target: Target) -> None:
        """Read the day."""
        super().load(target)
        desk, actor = self.context.desk, self.context.actor
        year = FinancialYear.of(self.context.today())

        def read() -> Day:
            return Day(
                desk.read(actor, home.stage_counts),
                desk.read(actor, home.to_assess, actor.user_id),
                len(desk.read(actor, letters.pending)),
                desk.read(actor, home.rounds_standing, year.first_day),
                desk.read(actor, home.payments_waiting),
            )

        self.context.jobs.run_query(self, read, self.show_day, key="day")

    def show_day(self, day: Day) -> None:
        """Show what was read."""
        if self._body is not None:
            self.area.column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        tasks = self._tasks(day)
        column.addWidget(_tasks_card(tasks, self.context.navigate))
        if day.rounds:
            column.addWidget(self._rounds_card(day.rounds))
        self.area.add(self._body)

    def _tasks(self, day: Day) -> list[Waiting]:
        counts = {each.stage: each.count for each in day.stages}
        found = [
            Waiting(counts.get(stage, 0), what, _stage_list(stage))
            for stage, what, permission in (
                (Stage.RECOMMENDED, "wait for a decision", Permission.DECIDE),
                (Stage.DEFERRED, "are deferred", Permission.RECOMMEND),
                (Stage.DRAFT, "are not finished", Permission.RECORD_APPLICATIONS),
                (Stage.RECEIVED, "wait for the eligibility check", Permission.CHECK_ELIGIBILITY),
                (Stage.ELIGIBILITY, "are in the eligibility check", Permission.CHECK_ELIGIBILITY),
                (Stage.ASSESSMENT, "are being assessed", Permission.RECOMMEND),
                (Stage.OFFERED, "wait for the applicant’s acceptance", Permission.ISSUE_LETTERS),
            )
            if self.context.may(permission)
        ]
        if self.context.may(Permission.ASSESS):
            target = _stage_list(Stage.ASSESSMENT)
            found.insert(0, Waiting(day.to_assess, "wait for your assessment", target))
        if self.context.may(Permission.ISSUE_LETTERS):
            found.append(Waiting(day.letters_waiting, "wait for their letter", Target("letters")))
        found += self._payment_tasks(day.payments)
        return [each for each in found if each.count]

    def _payment_tasks(self, payments: PaymentsWaiting) -> list[Waiting]:
        if not self.context.may(Permission.APPROVE_PAYMENTS):
            return []
        return [
            Waiting(
                payments.to_approve,
                "payments wait for approval",
                Target("payments", filter="stage=scheduled=Scheduled"),
                format_pounds(payments.to_approve_total),
            ),
            Waiting(
                payments.to_export,
                "payments can be sent to finance",
                Target("payments", filter="stage=approved=Approved"),
                format_pounds(payments.to_export_total),
            ),
            Waiting(
                payments.with_finance,
                "payments are with finance",
                Target("payments", filter="stage=exported=With finance"),
                format_pounds(payments.with_finance_total),
            ),
        ]

    def _rounds_card(self, rounds: tuple[RoundStanding, ...]) -> Card:
        year = FinancialYear.of(self.context.today())
        card = Card(f"Rounds of {year.slash}")
        card.add(
            label(
                "Committed, asked for and not decided, and what is left of each budget.",
                "muted",
                wrap=True,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 3)
        now = self.context.desk.clock()
        for row, each in enumerate(rounds):
            grid.addWidget(self._round_name(each), row, 0)
            closes = format_date(to_london(each.closes_at).date())
            verb = "Closes" if each.closes_at >= now else "Closed"
            when = label(f"{verb} {closes}", "muted")
            when.setToolTip(format_instant(each.closes_at))
            grid.addWidget(when, row, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(_standing(each), row, 2, Qt.AlignmentFlag.AlignVCenter)
        inside = QWidget()
        inside.setLayout(grid)
        grid.setContentsMargins(0, 4, 0, 0)
        card.add(inside)
        return card

    def _round_name(self, each: RoundStanding) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        target = Target("applications", filter=f"round={each.code}={each.code}")
        link = push_button(
            f"{each.code} · {each.title}",
            kind="link",
            clicked=lambda: self.context.navigate(target),
        )
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            ElidedLabel(f"{each.fund_name} · {counted(each.applications, 'application')}", "small")
        )
        return made


def _tasks_card(tasks: list[Waiting], navigate: Navigate) -> QWidget:
    if not tasks:
        empty = EmptyState("circle-check", "Nothing waits for you", "What comes in appears here.")
        empty.setMinimumHeight(220)
        return empty
    card = Card("Waiting for you")
    for each in tasks:
        card.add(_TaskLine(each, navigate))
    return card


class _TaskLine(QWidget):
    def __init__(self, task: Waiting, navigate: Navigate) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        figure = label(f"{task.count:,}", "figure")
        figure.setMinimumWidth(40)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(figure)
        words = _in_words(task)
        link = push_button(words, kind="link")
        link.setAccessibleName(f"{task.count} {words}")
        link.clicked.connect(lambda _checked=False: navigate(task.target))
        row.addWidget(link)
        if task.detail:
            row.addWidget(label(task.detail, "muted"))
        row.addStretch(1)


def _in_words(task: Waiting) -> str:
    noun = "payments" if task.what.startswith("payments") else "applications"
    words = task.what.removeprefix("payments ")
    if task.count == 1:
        noun = noun.removesuffix("s")
        verb, _, rest = words.partition(" ")
        words = f"{_SINGULAR.get(verb, verb)} {rest}"
    return f"{noun.capitalize()} {words}"


def _stage_list(stage: Stage) -> Target:
    return Target("applications", filter=f"stage={stage.value}={stage.label}")


def _standing(each: RoundStanding) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    column.addWidget(BudgetBar(each.budget, each.committed, each.waiting))
    left = each.budget - each.committed
    words = (
        f"{format_pounds(each.committed)} committed · {format_pounds(each.waiting)} undecided · "
        f"{format_pounds(left)} left of {format_pounds(each.budget)}"
        if left >= 0
        else f"{format_pounds(each.committed)} committed, {format_pounds(-left)} over the budget "
        f"of {format_pounds(each.budget)}"
    )
    column.addWidget(ElidedLabel(words, "small"))
    return made
