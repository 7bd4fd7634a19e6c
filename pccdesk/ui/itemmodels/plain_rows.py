"""A short table over frozen rows; the columns are data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pccdesk.ui.itemmodels.record_model import Cell, CellRole
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import plain_tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PlainColumn(Generic[Row]):
    """A column: its title and the words of a row's cell; figures stand on the right.

    `tone` draws the cell as a badge, where it gives one; `tip` says more than there is room for;
    `muted` draws what is no longer in force; `gives_way` leaves the column out where there is no
    room for all, as what it says can be read elsewhere too.
    """

    title: str
    words: Callable[[Row], str]
    right: bool = False
    stretch: bool = False
    tone: Callable[[Row], Tone | None] | None = None
    tip: Callable[[Row], str] | None = None
    muted: bool = False
    gives_way: bool = False


class PlainRows(QAbstractTableModel, Generic[Row]):
    """Rows that are replaced as a whole; for lists too short to be read piece by piece."""

    def __init__(
        self, columns: tuple[PlainColumn[Row], ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, place: int) -> Row | None:
        """Return the row at a place, or None beyond the end."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are; none below a row."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, place and tone."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or index.column() >= len(self.columns):
            return None
        return self._of_row(self.columns[index.column()], row, role)

    @staticmethod
    def _of_row(column: PlainColumn[Row], row: Row, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.words(row)}" if column.title else column.words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip((column.tip or column.words)(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == CellRole:
            tone = column.tone(row) if column.tone else None
            return Cell(column.words(row), tone, right=column.right, muted=column.muted)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title, on the side of its figures."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
