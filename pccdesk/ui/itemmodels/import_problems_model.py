"""The problems of a spreadsheet as a table: where, what to do, what stands there."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pccdesk.ui.plain_text import plain_tip
from pccdesk.workbooks.application_reader import RowError
from pccdesk.workbooks.cell_text import typed_safely

_Index = QModelIndex | QPersistentModelIndex
COLUMNS: tuple[tuple[str, Callable[[RowError], str]], ...] = (
    ("Row", lambda each: str(each.row_number)),
    ("Cell", lambda each: each.cell),
    ("Column", lambda each: each.title),
    ("What to do", lambda each: each.sentence),
    ("What stands there", lambda each: each.value),
)


class ImportProblemsModel(QAbstractTableModel):
    """Frozen row errors; columns are data."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[RowError, ...] = ()

    def set_problems(self, problems: tuple[RowError, ...]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    def as_text(self) -> str:
        """Return the table with its headings, columns parted by tabs, for the clipboard."""
        lines = [[title for title, _of in COLUMNS]]
        lines += [[of(each) for _title, of in COLUMNS] for each in self._problems]
        return "\n".join(
            "\t".join(typed_safely(" ".join(cell.split())) for cell in line) for line in lines
        )

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many problems there are."""
        return 0 if parent is not None and parent.isValid() else len(self._problems)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text; the tooltip has it in full."""
        if not index.isValid() or not index.row() < len(self._problems):
            return None
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        words = COLUMNS[index.column()][1](self._problems[index.row()])
        return words if role == Qt.ItemDataRole.DisplayRole else plain_tip(words)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title."""
        titled = orientation is Qt.Orientation.Horizontal and section < len(COLUMNS)
        if titled and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][0]
        return None
