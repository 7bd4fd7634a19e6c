"""Pounds as an officer types them: `2500`, `£2,500.00`."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pccdesk.domain.errors import Refused
from pccdesk.domain.money import format_money, parse_money
from pccdesk.ui import theme


class MoneyField(QLineEdit):
    """A line for one sum; on leaving it shows `£2,500.00`, or says what is wrong."""

    changed = Signal()
    problem_found = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(24)
        self.setFixedWidth(theme.scale().pixels(160))
        self.textChanged.connect(lambda _: self.changed.emit())
        self.editingFinished.connect(self._tidy)

    def value(self) -> Decimal | None:
        """Return pounds, or None where nothing, or no sum of money, was typed."""
        try:
            return parse_money(self.text()) if self.text().strip() else None
        except Refused:
            return None

    def set_value(self, value: Decimal | None) -> None:
        """Show pounds; None empties the line."""
        self.setText("" if value is None else format_money(value))

    def problem(self) -> str:
        """Return what is wrong with what was typed, or nothing."""
        if not self.text().strip():
            return ""
        try:
            parse_money(self.text())
        except Refused as refused:
            return refused.sentence
        return ""

    def _tidy(self) -> None:
        value = self.value()
        if value is not None and self.text() != format_money(value):
            self.setText(format_money(value))
        self.problem_found.emit(self.problem(), False)
