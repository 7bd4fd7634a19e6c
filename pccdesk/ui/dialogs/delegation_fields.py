"""The limits in pounds up to which a person may decide."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from pccdesk.domain.permissions import DecisionSeries, Delegation
from pccdesk.ui.dialogs.role_fields import Funds, choose_funds, fund_choice
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.form import name_control
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.money_field import MoneyField

_SERIES = {
    DecisionSeries.DELEGATED: "Delegated decisions (DEL 2026/04)",
    DecisionSeries.COMMISSIONER: "The Commissioner’s own (2026/17)",
}

_BETWEEN = 10
"""Pixels between the lines of one limit."""


class DelegationCard(Card):
    """One limit: how much, in which funds, numbered how, and between which days."""

    changed = Signal()
    removed = Signal()

    def __init__(self, funds: Funds, today: Callable[[], date]) -> None:
        super().__init__()
        self._funds = funds
        self.limit = MoneyField()
        self.unlimited = QCheckBox("No limit")
        self.fund = fund_choice(funds)
        self.series = QComboBox()
        for series, words in _SERIES.items():
            self.series.addItem(words, series)
        self.first, self.last = DateField(today), DateField(today)
        self.unlimited.toggled.connect(self.limit.setDisabled)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        named = (
            ("Up to", self.limit, 0, 0),
            ("Funds", self.fund, 0, 1),
            ("From (optional)", self.first, 2, 0),
            ("Until (optional)", self.last, 2, 1),
            ("Numbered as", self.series, 4, 0),
        )
        for words, control, row, column in named:
            named_by = label(words, "label")
            named_by.setContentsMargins(0, _BETWEEN if row else 0, 0, 0)
            grid.addWidget(named_by, row, column)
            span = 2 if control is self.series else 1
            grid.addWidget(control, row + 1, column, 1, span)
            name_control(control, f"Limit: {words.removesuffix(' (optional)').lower()}", "")
        grid.addWidget(self.unlimited, 1, 2)
        remove = push_button("Remove this limit", kind="link", clicked=self.removed.emit)
        grid.addWidget(remove, 5, 2, Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(grid)
        for signal in (
            *(self.limit.changed, self.first.changed, self.last.changed),
            *(self.unlimited.toggled, self.fund.currentIndexChanged),
            self.series.currentIndexChanged,
        ):
            signal.connect(lambda *_: self.changed.emit())

    def show_delegation(self, shown: Delegation) -> None:
        """Show a limit."""
        self.unlimited.setChecked(shown.limit is None)
        self.limit.set_value(shown.limit)
        choose_funds(self.fund, (shown.fund_code,), self._funds)
        self.series.setCurrentIndex(list(_SERIES).index(shown.series))
        self.first.set_value(None if shown.valid_from == date.min else shown.valid_from)
        self.last.set_value(None if shown.valid_to == date.max else shown.valid_to)

    def delegation(self) -> Delegation:
        """Return what was typed."""
        return Delegation(
            None if self.unlimited.isChecked() else self.limit.value(),
            DecisionSeries(self.series.currentData()),
            self.fund.currentData()[0],
            self.first.value() or date.min,
            self.last.value() or date.max,
        )

    def problem(self) -> str:
        """Return what is wrong with the limit, or nothing."""
        if not self.unlimited.isChecked() and self.limit.value() is None:
            return self.limit.problem() or "Enter the limit in pounds, or tick “No limit”."
        found = self.first.problem() or self.last.problem()
        if found:
            return found
        typed = self.delegation()
        return "" if typed.valid_from <= typed.valid_to else "The limit ends before it begins."


class DelegationsField(QWidget):
    """Any number of limits, one below the other."""

    changed = Signal()

    def __init__(self, funds: Funds, today: Callable[[], date]) -> None:
        super().__init__()
        self._funds, self._today = funds, today
        self.cards: list[DelegationCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._add = push_button("Add a limit", icon="plus", clicked=self._begin)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._add)

    def _begin(self) -> None:
        self.add()

    def add(self) -> DelegationCard:
        """Add an empty limit and put the keyboard into it."""
        card = self._added(DelegationCard(self._funds, self._today))
        card.limit.setFocus(Qt.FocusReason.OtherFocusReason)
        return card

    def value(self) -> tuple[Delegation, ...]:
        """Return the limits in order."""
        return tuple(card.delegation() for card in self.cards)

    def set_value(self, value: tuple[Delegation, ...] | None) -> None:
        """Show limits."""
        for card in list(self.cards):
            self._remove(card)
        for each in value or ():
            self._added(DelegationCard(self._funds, self._today)).show_delegation(each)

    def problem(self) -> str:
        """Return what is wrong with the first limit that is not right, or nothing."""
        return next((found for card in self.cards if (found := card.problem())), "")

    def _added(self, card: DelegationCard) -> DelegationCard:
        self.cards.append(card)
        self._column.insertWidget(self._column.count() - 1, card)
        card.changed.connect(self.changed)
        card.removed.connect(lambda: self._remove(card))
        self.changed.emit()
        return card

    def _remove(self, card: DelegationCard) -> None:
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self.changed.emit()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
