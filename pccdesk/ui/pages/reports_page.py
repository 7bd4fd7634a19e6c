"""Reports: the workbook of a financial year."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.money import format_money
from pccdesk.domain.permissions import Permission
from pccdesk.services.reports import YearWorkbook, write_year_workbook
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.files import WORKBOOK, ask_save
from pccdesk.ui.lists import words
from pccdesk.ui.page import Page, PageHeader, ScrollColumn
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.labels import Card, label

_YEARS_BACK = 8


class ReportsPage(Page):
    """One card a report; each says what is in it."""

    title = "Reports"

    def build(self) -> None:
        """Lay out the reports."""
        self.column.addWidget(PageHeader("Reports"))
        scroll = ScrollColumn(760)
        card = Card("Finance workbook of a year")
        card.add(
            label(
                "An Excel workbook with the year’s payments, what is approved, due and unpaid, "
                "and applications and awards by fund, round, district, priority and quarter. "
                "Totals are formulas that agree with the rows.",
                "muted",
                wrap=True,
            )
        )
        self.form = Form()
        self.years = QComboBox()
        self.years.setFixedWidth(200)
        now = FinancialYear.of(self.context.today()).start_year
        for start in range(now, now - _YEARS_BACK, -1):
            self.years.addItem(FinancialYear(start).slash, start)
        self.form.add("year", "Financial year", self.years)
        card.add(self.form)
        save = push_button(
            "Save the workbook …", kind="primary", icon="download", clicked=self._ask
        )
        may = self.context.may(Permission.VIEW_BANK_DETAILS)
        save.setEnabled(may)
        card.column.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        if not may:
            card.add(label("It holds bank details, which your role may not see.", "small"))
        scroll.add(card)
        self.column.addWidget(scroll, 1)

    def load(self, target: Target) -> None:
        """Nothing is read before a report is made."""
        super().load(target)

    def write(self, year: FinancialYear, path: Path) -> None:
        """Write a year's workbook to a file."""
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            f"Finance workbook {year.slash}",
            lambda progress: write_year_workbook(desk, actor, year, path, progress),
            self._written,
        )

    def _ask(self) -> None:
        year = FinancialYear(self.years.currentData())
        path = ask_save(self, "Save the workbook", f"Finance {year.label}.xlsx", WORKBOOK)
        if path is not None:
            self.write(year, path)

    def _written(self, made: YearWorkbook) -> None:
        self.context.messages.success(
            f"Saved {isolated(made.path.name)}: "
            f"{words.counted(made.payments, 'payment', 'payments')} of "
            f"{format_money(made.control_total)}, "
            f"{words.counted(made.applications, 'application', 'applications')}, "
            f"{format_money(made.awarded)} awarded."
        )
