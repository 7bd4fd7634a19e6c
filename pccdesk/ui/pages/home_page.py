"""An officer's day: what waits for them, which rounds close, how budgets stand."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.dates import FinancialYear, format_date, format_instant, to_london
from pccdesk.domain.deadlines import SOON_DAYS
from pccdesk.domain.money import format_pounds
from pccdesk.domain.permissions import Permission
from pccdesk.queries.home import RoundStanding
from pccdesk.ui.context import Target
from pccdesk.ui.home.day import (
    Day,
    Waiting,
    has_work,
    looked_after,
    overdue,
    read_day,
    standing,
    waiting_for,
)
from pccdesk.ui.lists.words import counted
from pccdesk.ui.page import Page, PageHeader, ScrollColumn
from pccdesk.ui.plain_text import isolated, plain_tip
from pccdesk.ui.widgets.budget_bar import BudgetBar
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.figure import Figure
from pccdesk.ui.widgets.labels import Card, ElidedLabel, label
from pccdesk.ui.widgets.reflow_grid import ReflowGrid

_WIDE = 1120
_ABREAST = 3
Navigate = Callable[[Target], None]


class HomePage(Page):
    """Tasks first, then rounds and budgets; each number opens the list behind it."""

    title = "Home"
    shows = frozenset({"applications", "payments", "letters", "organisations", "funds"})

    def build(self) -> None:
        """Lay out heading and a scrolling column."""
        first_name = self.context.actor.full_name.split()[0]
        today = self.context.today()
        self.header = PageHeader(
            f"Good day, {isolated(first_name)}", f"{today:%A} {format_date(today)}"
        )
        self.column.addWidget(self.header)
        self.area = ScrollColumn(_WIDE)
        self.column.addWidget(self.area, 1)

    def load(self, target: Target) -> None:
        """Read the day."""
        super().load(target)
        desk, actor = self.context.desk, self.context.actor
        year = FinancialYear.of(self.context.today())

        self.context.jobs.run_query(
            self, lambda: read_day(desk, actor, year.first_day), self.show_day, key="day"
        )

    def show_day(self, day: Day) -> None:
        """Show what was read."""
        actor = self.context.actor
        late, waits = overdue(actor, day), waiting_for(actor, day)
        mine = looked_after(actor, day) if self.context.may(Permission.RECORD_APPLICATIONS) else []
        # The links stand in one line down the whole page, whichever card has the longest number.
        widest = _most((*late, *waits, *mine))
        cards: list[QWidget] = []
        if late:
            cards.append(self._tasks("Overdue", late, widest))
        if waits:
            cards.append(self._tasks("Waiting for you", waits, widest))
        else:
            cards.append(self._nothing_for_this_person(day))
        if mine:
            cards.append(self._tasks("Yours", mine, widest))
        if day.rounds:
            cards.append(self._rounds_card(day.rounds))
        self.area.show_cards(cards)

    def _nothing_for_this_person(self, day: Day) -> QWidget:
        if not has_work(self.context.actor) and day.stages:
            return _standing_card(standing(day), self.context.navigate)
        return self._nothing_waits(day)

    def _tasks(self, heading: str, tasks: list[Waiting], widest: int) -> Card:
        card = Card(heading)
        for each in tasks:
            card.add(_TaskLine(each, widest, self.context.navigate))
        return card

    def _nothing_waits(self, day: Day) -> QWidget:
        if day.stages or not self.context.may(Permission.RECORD_APPLICATIONS):
            words = "What comes in appears here." if day.stages else "No applications yet."
            empty = EmptyState("circle-check", "Nothing waits for you", words)
        else:
            empty = EmptyState(
                "inbox",
                "No applications yet",
                "Record the first one from paper or e-mail, or bring in a spreadsheet.",
                button="Record an application",
                clicked=lambda: self.context.navigate(Target("application_form")),
            )
        empty.layout().setContentsMargins(32, 12, 32, 12)  # type: ignore[union-attr]
        return empty

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
        grid = ReflowGrid(down=14, stretches=(2, 0, 3))
        grid.grid.setContentsMargins(0, 4, 0, 0)
        now, today = self.context.desk.clock(), self.context.today()
        for each in rounds:
            dates = _dates(each, now, today)
            middle = Qt.AlignmentFlag.AlignVCenter
            grid.add_row((self._round_name(each), None), (dates, middle), (_standing(each), None))
        card.add(grid)
        return card

    def _round_name(self, each: RoundStanding) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        target = Target("applications", filter=f"round={each.code}={each.code}")
        applications = counted(each.applications, "application", "applications")
        link = push_button(
            f"{each.code} · {isolated(each.title)}",
            kind="link",
            clicked=lambda: self.context.navigate(target),
        )
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(ElidedLabel(f"{isolated(each.fund_name)} · {applications}", "small"))
        return made


def _standing_card(stages: list[Waiting], navigate: Navigate) -> Card:
    """Show how many applications stand at each stage, read down in columns."""
    card = Card("Applications by stage")
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(12)
    down = -(-len(stages) // _ABREAST)
    widest = _most(stages)
    for place, each in enumerate(stages):
        grid.addWidget(_TaskLine(each, widest, navigate), place % down, place // down)
    inside = QWidget()
    inside.setLayout(grid)
    card.add(inside)
    return card


def _most(tasks: Iterable[Waiting]) -> int:
    return max((each.count for each in tasks), default=0)


class _TaskLine(QWidget):
    def __init__(self, task: Waiting, widest: int, navigate: Navigate) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Figure(task.count, widest))
        link = push_button(task.words, kind="link")
        link.setAccessibleName(f"{task.count} {task.words}")
        link.clicked.connect(lambda _checked=False: navigate(task.target))
        row.addWidget(link)
        if task.detail:
            row.addWidget(label(task.detail, "muted"))
        if task.then is not None:
            words, place = task.then
            row.addWidget(push_button(words, kind="link", clicked=lambda: navigate(place)))
        row.addStretch(1)


def _dates(each: RoundStanding, now: datetime, today: date) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    closes = to_london(each.closes_at).date()
    soon = each.closes_at >= now and (closes - today).days <= SOON_DAYS
    word = "Closes" if each.closes_at >= now else "Closed"
    left = f", {_in_days((closes - today).days)}" if soon else ""
    when = label(f"{word} {format_date(closes)}{left}", "warning" if soon else "muted")
    when.setToolTip(plain_tip(format_instant(each.closes_at)))
    column.addWidget(when)
    if each.decide_by is not None and each.waiting:
        late = each.decide_by < today
        words = "Decisions were due" if late else "Decide by"
        day = format_date(each.decide_by)
        column.addWidget(label(f"{words} {day}", "warning" if late else "small"))
    return made


def _in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


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
    column.addWidget(label(words, "small", wrap=True))
    return made
