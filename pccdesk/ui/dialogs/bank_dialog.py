"""Recording the account that an organisation is paid to."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pccdesk.domain.dates import format_date
from pccdesk.domain.errors import Refused
from pccdesk.domain.payments import BankForm, bank_problems
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.text_fields import line_edit

_SHORT = 200
_SIZE = QSize(660, 720)


class BankDialog(CommandDialog):
    """Returns a `BankForm`: account name, sort code, numbers and the evidence's date."""

    def __init__(
        self, organisation: str, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        words = DialogWords(
            f"Bank details of {isolated(organisation)}",
            "Copy them from a bank statement or a letter from the bank, not from an e-mail. "
            "A second person checks them before anything is paid.",
            "Check your answers",
        )
        super().__init__(words, parent)
        self._today = today
        self.form.add("account_name", "Account name", line_edit(), hint="As the bank has it.")
        for name, title, hint in (
            ("sort_code", "Sort code", "Six digits, such as 10-79-99."),
            ("account_number", "Account number", "Six to eight digits."),
        ):
            self.form.add(name, title, line_edit(width=_SHORT), hint=hint)
        self.form.add("roll_number", "Roll number", line_edit(width=_SHORT), optional=True)
        self.form.add("supplier_number", "Supplier number", line_edit(width=_SHORT), optional=True)
        self.form.add(
            "evidence_on",
            "Statement or letter dated",
            DateField(today),
            hint="Within the last three months.",
        )
        self.resize(_SIZE)
        self.ready()

    def command(self) -> BankForm:
        """Return the account; raises `Refused` with each field's problem."""
        values = self.form.values()
        form = BankForm(
            values["account_name"],
            values["sort_code"],
            values["account_number"],
            values["roll_number"],
            values["evidence_on"],
            values["supplier_number"],
        )
        problems = tuple(each for each in bank_problems(form, self._today()) if not each.warning)
        if problems:
            raise Refused(problems[0].sentence, problems)
        return form

    def final_verb(self) -> str:
        """Return the verb once the answers are checked."""
        return "Record bank details"

    def review(self, command: object) -> tuple[tuple[str, str], ...]:
        """Return the account to compare with the evidence once more before it is recorded."""
        if not isinstance(command, BankForm) or command.evidence_on is None:
            return ()
        facts = (
            ("Account name", command.account_name),
            ("Sort code", command.sort_code),
            ("Account number", command.account_number),
            ("Roll number", command.roll_number),
            ("Supplier number", command.supplier_number),
            ("Evidence dated", format_date(command.evidence_on)),
        )
        warnings = bank_problems(command, self._today())
        notes = tuple(("Please note", each.sentence) for each in warnings if each.warning)
        return (*notes, *((name, value) for name, value in facts if value))
