"""One audit entry: who did what when, and what stood before and after, side by side."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from pccdesk.domain.countersigns import grouped
from pccdesk.domain.dates import format_instant
from pccdesk.queries.audit_detail import Difference, EntryDetail
from pccdesk.ui.context import Target
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.dialog_foot import SIDE, add_foot, dialog_column
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.list_steps import ListSteps

_SIZE = QSize(900, 640)


class AuditEntryDialog(QDialog):
    """Shows an entry, and others of the list it was opened from without being closed.

    `open_wanted` asks for the record that the entry is about, `steps.wanted` for another entry.
    """

    open_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        answer_f1(self)
        self.entry: EntryDetail | None = None
        self.resize(_SIZE)
        grow_with_text(self)
        column = dialog_column(self)
        self._heading = label("", "title", wrap=True)
        self._heading.setContentsMargins(SIDE, 0, SIDE, 0)
        column.addWidget(self._heading)
        self._scroll = ScrollColumn()
        column.addWidget(self._scroll, 1)
        self._add_foot(column)

    def show_entry(self, entry: EntryDetail, place: Target) -> None:
        """Show an entry; `place` says which list it was opened from."""
        self.entry = entry
        title = f"Entry {entry.sequence:,}: {entry.what}"
        self.setWindowTitle(title)
        self._heading.setText(title)
        self._scroll.show_cards(_cards(entry))
        self._scroll.column.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)
        self.open_record.setVisible(bool(entry.page))
        self.steps.follow(place)

    def _add_foot(self, column: QVBoxLayout) -> None:
        self.steps = ListSteps()
        for keys, go in (
            ("Ctrl+PgDown", self.steps.go_next),
            ("Ctrl+PgUp", self.steps.go_previous),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(go)
        self.open_record = push_button("Open the record", icon="arrow-right", clicked=self._open)
        close = push_button("Close", kind="primary", clicked=self.accept)
        close.setDefault(True)
        add_foot(column, self.open_record, close, at_left=self.steps)

    def _open(self) -> None:
        self.accept()
        self.open_wanted.emit(self.entry)


def _cards(entry: EntryDetail) -> list[QWidget]:
    what = Card()
    what.add(
        FactsGrid(
            (
                ("When", f"{format_instant(entry.at)}, UK time"),
                ("Who", entry.actor),
                ("Record", entry.subject or "The office"),
                *entry.facts,
            )
        )
    )
    cards: list[QWidget] = [what]
    if entry.differences:
        changed = Card("Before and after")
        changed.add(_side_by_side(entry.differences))
        cards.append(changed)
    seal = Card("Seal")
    seal.add(
        FactsGrid(
            (
                ("Hash", " ".join(grouped(entry.hash))),
                ("Hash before it", " ".join(grouped(entry.previous_hash))),
            )
        )
    )
    cards.append(seal)
    return cards


def _side_by_side(differences: tuple[Difference, ...]) -> QWidget:
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(10)
    for place, (heading, stretch) in enumerate((("What", 2), ("Before", 3), ("After", 3))):
        grid.addWidget(label(heading, "small"), 0, place)
        grid.setColumnStretch(place, stretch)
    for row, each in enumerate(differences, start=1):
        grid.addWidget(label(each.name, "muted", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        for place, (side, text) in enumerate((("before", each.before), ("after", each.after)), 1):
            shown = label(text or "Nothing", "body" if text else "muted", wrap=True)
            shown.setAccessibleName(f"{each.name}, {side}: {text or 'nothing'}")
            shown.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            grid.addWidget(shown, row, place, Qt.AlignmentFlag.AlignTop)
    return inside
