"""Money: what is asked for, what it costs, the budget, and what others give; totals run along."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from pccdesk.domain.forms import BudgetLine, MatchLine
from pccdesk.domain.money import format_money
from pccdesk.queries.typed_before import TypedBefore
from pccdesk.ui.context import Context
from pccdesk.ui.form.completion import Completion
from pccdesk.ui.form.rows_field import Column, RowsField
from pccdesk.ui.form.section import Section, Wanted
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.money_field import MoneyField
from pccdesk.ui.widgets.reflow_grid import ReflowGrid
from pccdesk.ui.widgets.text_fields import line_edit

_NOTHING = Decimal(0)


class MoneySection(Section):
    """Amount, total cost, reserves, budget lines and match funding."""

    def __init__(self, context: Context) -> None:
        super().__init__("money", "Money")
        self.add_row(
            Wanted("amount_requested", "Amount asked for", MoneyField(), share=1),
            Wanted("total_cost", "Total cost of the project", MoneyField(), share=1),
            Wanted("reserves", "Unrestricted reserves", MoneyField(), share=1),
        )
        self._budget = RowsField(
            (
                Column("What it is for", lambda: _completed(context, TypedBefore.BUDGET_LINE), 1),
                Column("Cost", MoneyField),
                Column("From this grant", MoneyField),
            ),
            "Budget line",
        )
        hint = "Leave the grant’s part empty for a line that somebody else pays."
        self.add_field("budget", "Budget", self._budget, hint=hint, optional=True)
        self._match = RowsField(
            (
                Column("From whom", lambda: _completed(context, TypedBefore.FUNDER), 1),
                Column("Amount", MoneyField),
                Column("", lambda: QCheckBox("In kind")),
                Column("", lambda: QCheckBox("Confirmed")),
            ),
            "Match funding",
        )
        self.add_field("match", "Match funding", self._match, optional=True)
        self._totals = Totals()
        self.add(self._totals)
        self.changed.connect(self._recount)
        self._recount()

    def budget(self) -> tuple[BudgetLine, ...]:
        """Return the budget lines as typed; an empty sum counts as nothing."""
        return tuple(
            BudgetLine(words, cost or _NOTHING, part or _NOTHING)
            for words, cost, part in self._budget.values()
        )

    def match(self) -> tuple[MatchLine, ...]:
        """Return the match funding as typed."""
        return tuple(
            MatchLine(words, amount or _NOTHING, in_kind=in_kind, confirmed=confirmed)
            for words, amount, in_kind, confirmed in self._match.values()
        )

    def _recount(self) -> None:
        asked, total = self.value("amount_requested"), self.value("total_cost")
        costs = sum((line.cost for line in self.budget()), _NOTHING)
        parts = sum((line.from_grant for line in self.budget()), _NOTHING)
        match = sum((line.amount for line in self.match()), _NOTHING)
        self._totals.show_totals(
            (
                ("Budget lines", costs, "Total cost", total),
                ("Grant’s part of the lines", parts, "Amount asked for", asked),
                ("Match and grant together", match + (asked or _NOTHING), "Total cost", total),
            )
        )


def _completed(context: Context, field: TypedBefore) -> QLineEdit:
    made = line_edit(longest=300)
    Completion(context, made, field)
    return made


_Line = tuple[str, Decimal, str, Decimal | None]


class Totals(QWidget):
    """Sums that ought to agree, side by side, with a word on whether they do."""

    def __init__(self) -> None:
        super().__init__()
        grid = ReflowGrid(down=4, stretches=(0, 0, 0, 0, 0, 1))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(grid)
        self._labels = [[label("") for _column in range(5)] for _row in range(3)]
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for labels in self._labels:
            sides = (left, right, left, right, left)
            grid.add_row(*zip(labels, sides, strict=True))

    def show_totals(self, lines: tuple[_Line, ...]) -> None:
        """Show each sum with what it ought to be; a blank counterpart says nothing yet."""
        for labels, (words, figure, other, wanted) in zip(self._labels, lines, strict=True):
            agrees = "" if wanted is None or not figure else _agreement(figure, wanted)
            shown = format_money(wanted) if wanted is not None else "–"
            for each, text in zip(
                labels, (words, format_money(figure), other, shown, agrees), strict=True
            ):
                each.setText(text)
                restyle(each, "type", "muted" if text in {words, other} else "body")
            restyle(labels[4], "type", "muted" if agrees == "agree" else "warning")
        self.setAccessibleName(
            ". ".join(" ".join(each.text() for each in labels) for labels in self._labels)
        )


def _agreement(figure: Decimal, wanted: Decimal) -> str:
    gap = wanted - figure
    if not gap:
        return "agree"
    return f"{format_money(abs(gap))} {'short' if gap > 0 else 'over'}"
