"""What an organisation asked for and was given before, a line each."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.money import format_pounds
from pccdesk.queries.organisations import OrganisationRecord
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.labels import ElidedLabel, label

_MOST = 6


class HistoryList(QWidget):
    """The newest applications and published awards of one organisation, six at most."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, str, str, str]] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName("Earlier applications and awards")

    def show_record(self, record: OrganisationRecord, but: int | None) -> None:
        """Show an organisation's history, the application `but` left out."""
        rows = _rows(record, but)
        if rows == self._rows:  # as after each save, and to lay it out anew takes 40 ms
            return
        self._rows = rows
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        shown = rows[:_MOST]
        heading = "Earlier applications and awards" if rows else "No earlier application or award"
        self._grid.addWidget(label(heading, "label"), 0, 0, 1, 4)
        for number, (first, title, state, amount) in enumerate(shown, 1):
            self._grid.addWidget(label(first, "small"), number, 0)
            self._grid.addWidget(ElidedLabel(title, "small"), number, 1)
            self._grid.addWidget(label(state, "small"), number, 2)
            figure = label(amount, "small")
            self._grid.addWidget(figure, number, 3, Qt.AlignmentFlag.AlignRight)
        if len(rows) > _MOST:
            more = label(f"and {len(rows) - _MOST} more on the organisation’s page", "small")
            self._grid.addWidget(more, _MOST + 1, 0, 1, 4)


def _rows(record: OrganisationRecord, but: int | None) -> list[tuple[str, str, str, str]]:
    applications = [
        (
            each.reference,
            f"{FinancialYear(each.financial_year).label} · {isolated(each.project_title)}",
            Stage(each.stage).label,
            _pounds(each.amount_awarded or each.amount_requested),
        )
        for each in record.applications
        if each.id != but
    ]
    published = [
        (
            "Published",
            f"{FinancialYear(each.year).label} · {each.fund_name}",
            "Award",
            _pounds(each.amount),
        )
        for each in record.published
    ]
    return applications + published


def _pounds(amount: Decimal | None) -> str:
    return format_pounds(amount) if amount is not None else ""
