"""Funds and their rounds: limits, dates, budgets; the template for each round."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.money import format_pounds
from pccdesk.domain.permissions import Permission
from pccdesk.queries import funds
from pccdesk.queries.funds import FundRow, RoundRow
from pccdesk.services.definition_files import is_shipped, take_in_file, write_fund_file
from pccdesk.services.imports import write_template
from pccdesk.ui import theme
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.files import DEFINITION, WORKBOOK, ask_open, ask_save
from pccdesk.ui.jobs import Steps
from pccdesk.ui.lists import words
from pccdesk.ui.page import Page, PageHeader, ScrollColumn
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.buttons import icon_button, push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.labels import Card, ElidedLabel, label
from pccdesk.ui.widgets.reflow_grid import ReflowGrid
from pccdesk.ui.widgets.status_badge import StatusBadge

_HEADINGS = ("Round", "State", "Opens", "Closes", "Maximum", "Budget", "Template")
_WIDTHS = (150, 90, 84, 124, 70, 70, 80)
"""Least widths of the columns in pixels, so that the funds' tables stand below each other."""
Read = tuple[tuple[FundRow, ...], tuple[RoundRow, ...]]


class FundsPage(Page):
    """A card for each fund with its rounds, the newest first."""

    title = "Funds"
    shows = frozenset({"funds"})

    def build(self) -> None:
        """Lay out heading and a scrolling column."""
        about = "Limits, dates and questions belong to a round, not to the program."
        self.column.addWidget(PageHeader("Funds", about, self._buttons(), self))
        self.area = ScrollColumn(1120, self)
        self.column.addWidget(self.area, 1)

    def load(self, target: Target) -> None:
        """Read funds and rounds."""
        super().load(target)
        desk, actor = self.context.desk, self.context.actor

        def read() -> Read:
            return desk.read(actor, funds.funds), desk.read(actor, funds.rounds)

        self.context.jobs.run_query(self, read, self._show, key="funds")

    def take_in(self, path: Path) -> None:
        """Take in a fund's or a letter's file: new rounds, new versions of form or wording."""
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            f"Take in {path.name}",
            lambda _progress: take_in_file(desk, actor, path),
            lambda taken: self.context.messages.success(taken.sentence),
            touches=("funds",),
        )

    def save_fund_file(self, code: str, path: Path) -> None:
        """Save the file of a fund that ships, to be changed and taken in."""
        actor = self.context.actor
        self.context.jobs.run_change(
            self,
            f"Save the file of {code}",
            lambda _progress: write_fund_file(actor, code, path),
            lambda _done: self.context.messages.success(
                f"Saved {isolated(path.name)}. Add a round in it, or change a part and its "
                "version; then take it in."
            ),
        )

    def _buttons(self) -> tuple[QPushButton, ...]:
        if not self.context.may(Permission.MANAGE_FUNDS):
            return ()
        return (push_button("Take in a file …", icon="upload", clicked=self._ask_file),)

    def _ask_file(self) -> None:
        path = ask_open(self, "Take in the file of a fund or a letter", DEFINITION)
        if path is not None:
            self.take_in(path)

    def _ask_fund_file(self, code: str) -> None:
        path = ask_save(self, "Save the fund’s file", f"{code}.toml", DEFINITION)
        if path is not None:
            self.save_fund_file(code, path)

    def save_template(self, code: str, path: Path) -> None:
        """Write a round's template workbook to a file."""
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            f"Save the template of {code}",
            lambda _progress: write_template(desk, actor, code, path),
            lambda _done: self.context.messages.success(f"Saved {isolated(path.name)}."),
        )

    def _show(self, read: Read) -> Steps:
        cards: list[QWidget] = []
        if not read[0]:
            cards.append(
                EmptyState("coins", "No funds yet", "An administrator adds a fund from its file.")
            )
        for fund in read[0]:
            rounds = [each for each in read[1] if each.fund_id == fund.id]
            cards.append(self._fund_card(fund, rounds))
            yield
        self.area.show_cards(cards)

    def _fund_card(self, fund: FundRow, rounds: list[RoundRow]) -> Card:
        card = Card(fund.name)
        card.add(label(fund.summary, "muted", wrap=True))
        codes = (
            f"Cost centre {fund.cost_centre} · objective {fund.objective_code} · "
            f"subjective {fund.subjective_code} · {fund.vat_treatment}"
        )
        card.add(label(codes, "small", wrap=True))
        grid = ReflowGrid(across=16, down=8, stretches=(1, 0, 0, 0, 0, 0, 0))
        grid.grid.setContentsMargins(0, 8, 0, 0)
        for place, least in enumerate(_WIDTHS):
            grid.set_least_width(place, theme.scale().pixels(least))
        grid.set_headings(
            *((label(words, "small"), _side(place)) for place, words in enumerate(_HEADINGS))
        )
        for each in rounds:
            self._round_row(grid, each)
        card.add(grid)
        if self.context.may(Permission.MANAGE_FUNDS) and is_shipped(fund.code):
            save = push_button(
                "Save this fund’s file …",
                icon="download",
                tooltip="To add a round or change a part, and take it in again",
                clicked=lambda: self._ask_fund_file(fund.code),
            )
            save.setAccessibleName(f"Save this fund’s file … {fund.name}")
            card.column.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _round_row(self, grid: ReflowGrid, each: RoundRow) -> None:
        values = (
            (words.day_of(each.opens_at), "Opens {}"),
            (words.moment(each.closes_at), "Closes {}"),
            (format_pounds(each.maximum), "{} at most for one"),
            (format_pounds(each.budget), "{} in all"),
        )
        save = icon_button(
            "download",
            f"Save the template of {each.code}",
            clicked=lambda: self._ask_template(each.code),
        )
        cells = [_said(value, sentence, grid) for value, sentence in values]
        grid.add_row(
            (_name(each), None),
            (self._badge(each), _side(1)),
            *((cell, _side(place)) for place, cell in enumerate(cells, 2)),
            (save, _side(6)),
        )

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


def _name(each: RoundRow) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(each.code, "strong"))
    year = FinancialYear(each.financial_year).slash
    column.addWidget(ElidedLabel(f"{isolated(each.title)} · {year}", "small"))
    return made


def _said(value: str, sentence: str, grid: ReflowGrid) -> QLabel:
    """Return a value that says what it is where it stands under no heading."""
    made = label(value)
    grid.reflowed.connect(lambda narrow: made.setText(sentence.format(value) if narrow else value))
    return made


def _side(place: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if place in {4, 5} else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
