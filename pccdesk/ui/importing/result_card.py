"""What a spreadsheet holds: counts, its problems by cell, and the two ways on."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from pccdesk.services.incoming_rows import ImportReport
from pccdesk.ui.itemmodels.import_problems_model import ImportProblemsModel
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import Card, label

_WIDTHS = (64, 78, 200, 360, 220)
_SHOWN_ROWS, _WRAPPED = 9, 300


class ResultCard(Card):
    """The report of a dry run; `wanted` asks for the import, True for the good rows only."""

    wanted = Signal(bool)
    declined = Signal()
    saving = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What the spreadsheet holds", parent)
        self.counts = label("", "strong", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.add(self.counts)
        self.add(self.about)
        self.model = ImportProblemsModel(self)
        self.table = _table(self.model)
        self.add(self.table)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(8)
        tools.addWidget(push_button("Copy the list", icon="copy", clicked=self.copy))
        tools.addWidget(
            push_button("Save list as workbook …", icon="download", clicked=self.saving.emit)
        )
        tools.addStretch(1)
        self.add(self._tools)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take = push_button("", kind="primary", clicked=self._take)
        self.leave = push_button("Nothing until all are mended", clicked=self.declined.emit)
        row.addWidget(self.take)
        row.addWidget(self.leave)
        row.addStretch(1)
        self.column.addLayout(row)
        self._good_only = False

    def show_report(self, report: ImportReport) -> None:
        """Show a dry run's report."""
        bad = report.bad_rows
        self._good_only = bad > 0
        self.counts.setText(
            f"{_rows(report.rows_read)} read: {report.good:,} good, {bad:,} with problems."
        )
        self.about.setText(_about(report))
        self.model.set_problems(report.problems)
        for part in (self.table, self._tools, self.leave):
            part.setVisible(bad > 0)
        if len(report.problems) <= _WRAPPED:
            # Once shown: until then the columns do not have their widths.
            QTimer.singleShot(0, self.table, self.table.resizeRowsToContents)
        line = self.table.verticalHeader().defaultSectionSize()
        shown = min(len(report.problems), _SHOWN_ROWS)
        self.table.setFixedHeight(line * (shown + 1) + 24)
        good = f"{report.good:,} good rows" if bad else _rows(report.good)
        self.take.setText(
            f"Bring in all {good}" if report.good != 1 else "Bring in the one good row"
        )
        self.take.setAccessibleName(self.take.text())
        self.take.setVisible(report.good > 0)

    def copy(self) -> None:
        """Copy the list with its headings."""
        QGuiApplication.clipboard().setText(self.model.as_text())

    def _take(self) -> None:
        self.wanted.emit(self._good_only)


def _about(report: ImportReport) -> str:
    if not report.problems:
        return "Every row can be brought in. All of them come in together, or none."
    if not report.good:
        return "No row can be brought in yet. Mend the cells below and choose the file again."
    return (
        "Bring in the good rows now and the others later, or mend the cells below and choose the "
        "file again. A row that came in once is not taken a second time."
    )


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _table(model: ImportProblemsModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName("Problems of the spreadsheet")
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    for column, width in enumerate(_WIDTHS):
        table.setColumnWidth(column, width)
    header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
    table.setStyleSheet("QTableView::item { padding: 0 8px; }")
    return table
