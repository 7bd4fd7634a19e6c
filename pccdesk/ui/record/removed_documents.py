"""The documents that were taken off an application and are kept: who, when, why; put back."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pccdesk.domain.dates import format_instant, short_date, to_london
from pccdesk.queries.documents import RemovedDocument
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.head_row import HeadRow
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.plain_table import PlainTable

_HEADING = "Removed documents"
_USUAL = "Off the application, and kept with it. Choose one to read why."


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A removed document with the words of its kind."""

    label: str
    row: RemovedDocument

    @property
    def why(self) -> str:
        """Why it was removed, as far as that is known."""
        if self.row.undone:
            return "Attaching it was undone"
        return " ".join(self.row.reason.split()) or "No reason given"

    @property
    def whole(self) -> str:
        """All that is known of it, for which a line of the table has no room."""
        row = self.row
        name, by = isolated(row.file_name), isolated(row.removed_by)
        when = format_instant(row.removed_at)
        return f"{self.label}, {name}. Removed by {by} on {when}: {self.why.rstrip('.')}."

    @property
    def when(self) -> str:
        """The day it was removed."""
        return short_date(to_london(self.row.removed_at).date())


_COLUMNS: tuple[PlainColumn[RemovedLine], ...] = (
    PlainColumn(
        "File",
        lambda line: line.row.file_name,
        tip=lambda line: f"{line.label}: {line.row.file_name}",
        stretch=True,
        muted=True,
    ),
    PlainColumn("Why", lambda line: line.why, stretch=True, muted=True),
    PlainColumn("Removed by", lambda line: line.row.removed_by, muted=True),
    PlainColumn(
        "On",
        lambda line: line.when,
        tip=lambda line: format_instant(line.row.removed_at),
        muted=True,
    ),
)


class RemovedDocuments(QWidget):
    """Holds a card that is there while something is removed, whoever shows what holds it.

    Both signals carry the chosen document.
    """

    open_wanted = Signal(object)
    put_back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.card = Card()
        self.card.setAccessibleName(_HEADING)
        outer.addWidget(self.card)
        self.table: PlainTable[RemovedLine] = PlainTable(_COLUMNS, _HEADING)
        self.open = push_button("Open", icon="eye", clicked=self.open_chosen)
        self.put_back = push_button("Put back", icon="undo-2", clicked=self._put_chosen_back)
        self.table.chosen.connect(self._follow)
        self.table.opened.connect(self.open_chosen)
        heading = label(_HEADING, "section", wrap=True)
        self.card.column.addLayout(HeadRow(heading, (self.open, self.put_back)))
        self.told = label("", "muted", wrap=True)
        self.card.add(self.told)
        self.card.add(self.table)
        self.card.hide()

    def show_lines(self, lines: tuple[RemovedLine, ...], *, may_put_back: bool) -> None:
        """Show what is removed; nothing at all where there is none."""
        self.card.setVisible(bool(lines))
        self.put_back.setVisible(may_put_back)
        self.table.set_rows(lines)
        self._follow()

    def open_chosen(self) -> None:
        """Ask for the chosen document to be shown."""
        if (line := self.table.chosen_row()) is not None:
            self.open_wanted.emit(line.row)

    def _put_chosen_back(self) -> None:
        if (line := self.table.chosen_row()) is not None:
            self.put_back_wanted.emit(line.row)

    def _follow(self) -> None:
        line = self.table.chosen_row()
        self.told.setText(_USUAL if line is None else line.whole)
        for button in (self.open, self.put_back):
            button.setEnabled(line is not None)
