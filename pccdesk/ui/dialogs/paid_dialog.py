"""Recording that finance paid a batch: the day and the BACS reference."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pccdesk.domain.dates import format_date
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.money import format_money
from pccdesk.queries.payments import BatchRow
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.lists.words import counted
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.text_fields import line_edit

_SIZE = QSize(560, 470)


@dataclass(frozen=True, slots=True)
class Paid:
    """The day a batch was paid and finance's BACS reference."""

    paid_on: date
    bacs_reference: str


class PaidDialog(CommandDialog):
    """Returns a `Paid`, once its answers were checked."""

    def __init__(self, batch: BatchRow, today: date, parent: QWidget | None = None) -> None:
        unpaid = counted(batch.unpaid, "payment is", "payments are")
        words = DialogWords(
            f"Record {batch.reference} as paid",
            f"{unpaid} with finance; the batch’s control total is "
            f"{format_money(batch.control_total)}.",
            "Check your answers",
        )
        super().__init__(words, parent)
        self._batch, self._today = batch, today
        self.form.add("paid_on", "Paid on", DateField(lambda: today))
        self.form.add(
            "bacs_reference", "BACS reference", line_edit(), hint="As finance’s return has it."
        )
        self.resize(_SIZE)
        self.ready()

    def command(self) -> Paid:
        """Return day and reference; raises `Refused` with each field's problem."""
        values = self.form.values()
        paid_on, reference = values["paid_on"], values["bacs_reference"]
        problems = []
        if paid_on is None:
            problems.append(FieldProblem("paid_on", "Enter the day the batch was paid."))
        elif paid_on > self._today:
            problems.append(FieldProblem("paid_on", "The day of payment is in the future."))
        if not reference:
            problems.append(FieldProblem("bacs_reference", "Enter the BACS reference."))
        if problems:
            raise Refused(problems[0].sentence, tuple(problems))
        return Paid(paid_on, reference)

    def final_verb(self) -> str:
        """Return the verb once the answers are checked."""
        return "Record as paid"

    def review(self, command: object) -> tuple[tuple[str, str], ...]:
        """Return what is about to be recorded, for good."""
        if not isinstance(command, Paid):
            return ()
        return (
            ("Batch", self._batch.reference),
            ("Payments", f"{self._batch.unpaid:,}"),
            ("Paid on", format_date(command.paid_on)),
            ("BACS reference", command.bacs_reference),
        )
