"""What every tab of the record page is: a scrolling column that shows one record."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from pccdesk.queries.records import RecordView
from pccdesk.ui.context import Context
from pccdesk.ui.jobs import Steps
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.polishing import polish_in_steps
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
    """One tab; `show_record` is called with each reading, and only while the tab is in front.

    It is empty until it is come to for the first time: nine tabs at once would hold up the page.
    """

    area: ScrollColumn

    def __init__(self, parts: TabParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = parts.context
        self.changes = parts.changes
        self.go_to_tab = parts.go_to_tab
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.outer = outer
        self._is_built = False
        self._coming: list[QWidget] = []

    def come_to(self) -> None:
        """Make the tab's widgets, if this is the first time."""
        if not self._is_built:
            self._is_built = True
            self.area = ScrollColumn(WIDEST)
            self.outer.addWidget(self.area, 1)
            self.build()

    def build(self) -> None:
        """Make what stays the same for every record; nothing by default."""

    def begin_step(self) -> None:
        """Put the keyboard on the main button, where a step is done on this tab."""
        for each in self.findChildren(QPushButton):
            if each.property("kind") == "primary" and each.isVisible() and each.isEnabled():
                each.setFocus()
                return

    @abstractmethod
    def show_record(self, view: RecordView) -> None:
        """Show a record; the place scrolled to is kept."""

    def show_cards(self, cards: list[QWidget]) -> None:
        """Show these cards in place of the ones before, without jumping to the top.

        Where there is much in them it takes a few turns of the window; until then the cards of
        before stay.
        """
        for card in self._coming:  # were overtaken before they could be seen
            card.deleteLater()
        self._coming = list(cards)
        self.context.jobs.take_steps(self, self._bring(cards), key="cards")

    def _bring(self, cards: list[QWidget]) -> Steps:
        content = self.area.content
        yield  # to make them was a turn's work
        for card in cards:
            card.hide()
            card.setParent(content)
            yield from polish_in_steps(card)
            yield from self._lay_out(card)
        self._coming = []
        bar = self.area.verticalScrollBar()
        place = bar.value()
        content.hide()  # so that all is laid out once, and not once for each card
        clear_layout(self.area.column)
        for card in cards:
            self.area.add(card)
            card.show()
        self.area.column.addStretch(1)
        content.show()
        bar.setValue(place)

    def _lay_out(self, card: QWidget) -> Steps:
        """Break a card’s lines and place what is in it: Qt would do so for all cards at once."""
        inside = card.layout() if isValid(card) else None
        if inside is not None:
            width = self.area.content.width()
            card.resize(width, card.heightForWidth(width))
            inside.activate()
        yield


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
