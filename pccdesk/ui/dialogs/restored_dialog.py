"""What a restored file holds, beside what the open office holds."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.dialog_foot import SIDE, add_foot, dialog_column
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from pccdesk.services.backups import Restored

_Row = tuple[str, str, str]
_COLUMNS: tuple[PlainColumn[_Row], ...] = (
    PlainColumn("Records", lambda row: row[0], stretch=True),
    PlainColumn("In the open database", lambda row: row[1], right=True),
    PlainColumn("In the restored file", lambda row: row[2], right=True),
)


class RestoredDialog(QDialog):
    """The comparison, and the choice to open the restored file: `wanted` is emitted then."""

    wanted = Signal()

    def __init__(self, restored: "Restored", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        answer_f1(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Restored into a new file")
        column = dialog_column(self)
        heading = label("Restored into a new file", "title")
        heading.setContentsMargins(SIDE, 0, SIDE, 0)
        column.addWidget(heading)
        scroll = ScrollColumn()
        scroll.add(
            label(
                f"“{restored.path.name}” is whole. The open database was not written over. "
                "Compare the two; what was recorded after the backup is only in the open one.",
                wrap=True,
            )
        )
        *counts, (_last, present, then) = restored.rows
        self.table: PlainTable[_Row] = PlainTable(_COLUMNS, "Records in both files")
        self.table.set_rows(tuple(counts))
        scroll.add(self.table)
        scroll.add(
            FactsGrid(
                (
                    ("Last entry now", present or "It cannot be read."),
                    ("Last entry restored", then),
                    ("Restored file", str(restored.path)),
                )
            )
        )
        column.addWidget(scroll, 1)
        self._add_buttons(column)
        self.resize(680, 690)
        grow_with_text(self)
        self.close_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_buttons(self, column: QVBoxLayout) -> None:
        self.open_it = push_button("Open the restored file", clicked=self._want)
        self.close_it = push_button("Close", kind="primary", clicked=self.reject)
        self.close_it.setDefault(True)
        add_foot(column, self.open_it, self.close_it)

    def _want(self) -> None:
        self.accept()
        self.wanted.emit()
