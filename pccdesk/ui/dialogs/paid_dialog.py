"""Recording that finance paid a batch: the day and the BACS reference."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pccdesk.domain.errors import FieldProblem
from pccdesk.domain.money import format_money
from pccdesk.queries.payments import BatchRow
from pccdesk.ui.lists.words import counted
from pccdesk.ui.messages import ErrorSummary
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class Paid:
    """The day a batch was paid and finance's BACS reference."""

    paid_on: date
    bacs_reference: str


class PaidDialog(QDialog):
    """Asks for both; saves nothing itself."""

    def __init__(self, batch: BatchRow, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Record {batch.reference} as paid")
        self.setMinimumWidth(460)
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(f"Record {batch.reference} as paid", "title"))
        column.addWidget(
            label(
                f"With finance: {batch.unpaid} of {counted(batch.count, 'payment')}. The control "
                f"total is {format_money(batch.control_total)}.",
                "muted",
                wrap=True,
            )
        )
        self._summary = ErrorSummary()
        column.addWidget(self._summary)
        self.form = Form()
        self.form.add("paid_on", "Paid on", DateField(lambda: today))
        self.form.add(
            "bacs_reference", "BACS reference", QLineEdit(), hint="As finance’s return has it"
        )
        self._summary.jumped.connect(self.form.focus_field)
        column.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(push_button("Cancel", clicked=self.reject))
        save = push_button("Record as paid", kind="primary", clicked=self._check)
        save.setDefault(True)
        buttons.addWidget(save)
        column.addLayout(buttons)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def command(self) -> Paid:
        """Return what was entered."""
        values = self.form.values()
        return Paid(values["paid_on"], values["bacs_reference"])

    def _check(self) -> None:
        values = self.form.values()
        problems = []
        if values["paid_on"] is None:
            problems.append(FieldProblem("paid_on", "Enter the day the batch was paid."))
        elif values["paid_on"] > self._today:
            problems.append(FieldProblem("paid_on", "The day of payment is in the future."))
        if not values["bacs_reference"]:
            problems.append(FieldProblem("bacs_reference", "Enter the BACS reference."))
        self.form.show_problems(tuple(problems))
        self._summary.show_problems(tuple(problems))
        if not problems:
            self.accept()
