"""Funds and their rounds: limits, dates, budgets; the template for each round."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pccdesk.domain.dates import FinancialYear, format_date, to_london
from pccdesk.domain.money import format_pounds
from pccdesk.queries import funds
from pccdesk.queries.funds import FundRow, RoundRow
from pccdesk.services.imports import write_template
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.files import WORKBOOK, ask_save
from pccdesk.ui.page import Page, PageHeader, ScrollColumn
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.status_badge import StatusBadge

_HEADINGS = ("Round", "", "Opens", "Closes", "Maximum", "Budget", "")
Read = tuple[tuple[FundRow, ...], tuple[RoundRow, ...]]


class FundsPage(Page):
    """A card for each fund with its rounds, the newest first."""

    title = "Funds"
    shows = frozenset({"funds"})

    def build(self) -> None:
        """Lay out heading and a scrolling column."""
        self.column.addWidget(
            PageHeader(
                "Funds", "Limits, dates and questions belong to a round, not to the program."
            )
        )
        self.area = ScrollColumn(1120)
        self.column.addWidget(self.area, 1)
        self._body: QWidget | None = None

    def load(self, target: Target) -> None:
        """Read funds and rounds."""
        super().load(target)
        desk, actor = self.context.desk, self.context.actor

        def read() -> Read:
            return desk.read(actor, funds.funds), desk.read(actor, funds.rounds)

        self.context.jobs.run_query(self, read, self._show, key="funds")

    def save_template(self, code: str, path: Path) -> None:
        """Write a round's template workbook to a file."""
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            f"Save the template of {code}",
            lambda _progress: write_template(desk, actor, code, path),
            lambda _done: self.context.messages.success(f"Saved {path.name}."),
        )

    def _show(self, read: Read) -> None:
        if self._body is not None:
            self.area.column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for fund in read[0]:
            rounds = [each for each in read[1] if each.fund_id == fund.id]
            column.addWidget(self._fund_card(fund, rounds))
        self.area.add(self._body)

    def _fund_card(self, fund: FundRow, rounds: list[RoundRow]) -> Card:
        card = Card(fund.name)
        card.add(label(fund.summary, "muted", wrap=True))
        codes = (
            f"Cost centre {fund.cost_centre} · objective {fund.objective_code} · "
            f"subjective {fund.subjective_code} · {fund.vat_treatment}"
        )
        card.add(label(codes, "small", wrap=True))
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for place, heading in enumerate(_HEADINGS):
            grid.addWidget(label(heading, "small"), 0, place, _side(place))
        for row, each in enumerate(rounds, 1):
            self._round_row(grid, row, each)
        inside = QWidget()
        inside.setLayout(grid)
        card.add(inside)
        return card

    def _round_row(self, grid: QGridLayout, row: int, each: RoundRow) -> None:
        year = FinancialYear(each.financial_year).slash
        name = label(f"{each.code} · {each.title} · {year}", wrap=True)
        grid.addWidget(name, row, 0)
        grid.addWidget(self._badge(each), row, 1)
        for place, words in (
            (2, format_date(to_london(each.opens_at).date())),
            (3, f"{to_london(each.closes_at):%d/%m/%Y %H:%M}"),
            (4, format_pounds(each.maximum)),
            (5, format_pounds(each.budget)),
        ):
            grid.addWidget(label(words), row, place, _side(place))
        save = push_button(
            "Template …",
            kind="quiet",
            icon="download",
            tooltip=f"Save the spreadsheet template of {each.code}",
            clicked=lambda: self._ask_template(each.code),
        )
        save.setAccessibleName(f"Save the template of {each.code}")
        grid.addWidget(save, row, 6)

    def _badge(self, each: RoundRow) -> StatusBadge:
        now = self.context.desk.clock()
        if each.opens_at > now:
            return StatusBadge("Not open yet", Tone.NEUTRAL)
        if each.closes_at >= now:
            return StatusBadge("Open", Tone.SUCCESS)
        return StatusBadge("Closed", Tone.NEUTRAL)

    def _ask_template(self, code: str) -> None:
        path = ask_save(self, f"Save the template of {code}", f"{code} template.xlsx", WORKBOOK)
        if path is not None:
            self.save_template(code, path)


def _side(place: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if place in {4, 5} else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
