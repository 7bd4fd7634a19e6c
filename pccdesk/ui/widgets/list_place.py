"""Where the officer is in a list, kept while the list is read anew."""

from PySide6.QtCore import QItemSelectionModel, Qt

from pccdesk.ui.itemmodels.record_model import RecordModel
from pccdesk.ui.widgets.record_table import RecordTable


class ListPlace:
    """Keeps the current record of a table in its place, or takes the keyboard to another."""

    def __init__(self, table: RecordTable, model: RecordModel) -> None:
        self._table, self._model = table, model
        self._kept: tuple[int, int] | None = None
        self._wanted: int | None = None

    def want(self, record_id: int) -> None:
        """Come to a record, and select it, once the list that is being read has it."""
        self._wanted = record_id

    def remember(self) -> None:
        """Keep which record is current, and how far from the top; at the top what is new shows."""
        current = self._table.currentIndex()
        if not current.isValid() or current.row() >= self._model.rowCount():
            return
        top = max(self._table.rowAt(0), 0)
        fit = self._table.viewport().height() // max(self._table.rowHeight(top), 1) - 1
        below = max(current.row() - top, 0 if top else fit)
        self._kept = (self._model.id_at(current.row()), below)

    def go_back(self) -> None:
        """Make the kept record current where it stood, or come to the one that is wanted."""
        kept, self._kept = self._kept, None
        wanted, self._wanted = self._wanted, None
        row = -1 if wanted is None else self._model.row_of(wanted)
        if row >= 0:
            self._table.selectRow(row)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        row = -1 if kept is None else self._model.row_of(kept[0])
        if kept is not None and row >= 0:
            self.make_current(row)
            self._table.verticalScrollBar().setValue(max(row - kept[1], 0))

    def make_current(self, row: int) -> None:
        """Make a row the one that the arrow keys go on from; what is selected stays so."""
        self._table.selectionModel().setCurrentIndex(
            self._model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
        )
