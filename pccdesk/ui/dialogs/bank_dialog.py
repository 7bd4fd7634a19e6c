"""Recording the account that an organisation is paid to."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pccdesk.domain.payments import BankForm, bank_problems
from pccdesk.ui.messages import ErrorSummary
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.labels import label


class BankDialog(QDialog):
    """Asks for account name, sort code, numbers and the evidence's date; saves nothing itself."""

    def __init__(self, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Bank details")
        self.setMinimumWidth(520)
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label("Bank details", "title"))
        column.addWidget(
            label(
                "Copy them from a bank statement or a letter from the bank, not from an e-mail. "
                "A second person checks them before anything is paid.",
                "muted",
                wrap=True,
            )
        )
        self.summary = ErrorSummary()
        column.addWidget(self.summary)
        self.form = Form()
        self.form.add("account_name", "Account name", QLineEdit(), hint="As the bank has it")
        self.form.add_side_by_side(
            ("sort_code", "Sort code", _short()), ("account_number", "Account number", _short())
        )
        self.form.add_side_by_side(
            ("roll_number", "Roll number (optional)", _short()),
            ("supplier_number", "Supplier number (optional)", _short()),
        )
        self.form.add("evidence_on", "Statement or letter dated", DateField(today))
        self.summary.jumped.connect(self.form.focus_field)
        column.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(push_button("Cancel", clicked=self.reject))
        save = push_button("Record bank details", kind="primary", clicked=self._check)
        save.setDefault(True)
        buttons.addWidget(save)
        column.addLayout(buttons)

    def command(self) -> BankForm:
        """Return what was entered."""
        return BankForm(**self.form.values())

    def _check(self) -> None:
        problems = bank_problems(self.command(), self._today())
        stopping = tuple(each for each in problems if not each.warning)
        self.form.show_problems(problems)
        self.summary.show_problems(stopping)
        if not stopping:
            self.accept()


def _short() -> QLineEdit:
    line = QLineEdit()
    line.setMaximumWidth(200)
    return line
