"""One audit entry: who did what when, and what stood before and after, side by side."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.countersigns import grouped
from pccdesk.domain.dates import format_instant
from pccdesk.queries.audit_detail import Difference, EntryDetail
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import Card, label

_SIZE = QSize(900, 640)


class AuditEntryDialog(QDialog):
    """Shows an entry; `open_wanted` asks for the record that it is about."""

    open_wanted = Signal()

    def __init__(self, entry: EntryDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        answer_f1(self)
        title = f"Entry {entry.sequence:,}: {entry.what}"
        self.setWindowTitle(title)
        self.resize(_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 20)
        heading = label(title, "title", wrap=True)
        heading.setContentsMargins(24, 0, 24, 0)
        column.addWidget(heading)
        scroll = ScrollColumn()
        for card in _cards(entry):
            scroll.add(card)
        scroll.column.addStretch(1)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addStretch(1)
        self.open_record = push_button("Open the record", icon="arrow-right", clicked=self._open)
        self.open_record.setVisible(bool(entry.page))
        foot.addWidget(self.open_record)
        close = push_button("Close", kind="primary", clicked=self.accept)
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)

    def _open(self) -> None:
        self.accept()
        self.open_wanted.emit()


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
