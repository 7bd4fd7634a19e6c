"""What every tab of the record page is: a scrolling column that shows one record."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QLayout, QPushButton, QVBoxLayout, QWidget

from pccdesk.queries.records import RecordView
from pccdesk.ui.context import Context
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.record.changes import RecordChanges
from pccdesk.ui.widgets.head_row import HeadRow
from pccdesk.ui.widgets.labels import Card, label

WIDEST = 1040


@dataclass(frozen=True, slots=True)
class TabParts:
    """What a tab is built with: the page's context, its changes, and a way to another tab."""

    context: Context
    changes: RecordChanges
    go_to_tab: Callable[[str], None]


class RecordTab(QWidget):
    """One tab; `show_record` is called with each reading, and only while the tab is in front."""

    def __init__(self, parts: TabParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = parts.context
        self.changes = parts.changes
        self.go_to_tab = parts.go_to_tab
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.outer = outer
        self.area = ScrollColumn(WIDEST)
        outer.addWidget(self.area, 1)
        self.build()

    def build(self) -> None:
        """Make what stays the same for every record; nothing by default."""

    @abstractmethod
    def show_record(self, view: RecordView) -> None:
        """Show a record; the place scrolled to is kept."""

    def show_cards(self, cards: list[QWidget]) -> None:
        """Show these cards in place of the ones before, without jumping to the top."""
        bar = self.area.verticalScrollBar()
        place = bar.value()
        clear_layout(self.area.column)
        for card in cards:
            self.area.add(card)
        self.area.column.addStretch(1)
        bar.setValue(place)


def clear_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)


def card(heading: str, *widgets: QWidget, buttons: tuple[QPushButton, ...] = ()) -> Card:
    """Return a card with its buttons on the heading's line."""
    made = Card()
    made.setAccessibleName(heading)
    made.column.addLayout(HeadRow(label(heading, "section", wrap=True), buttons))
    for widget in widgets:
        made.add(widget)
    return made
