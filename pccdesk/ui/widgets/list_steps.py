"""Where a record stands in the list that the officer came from, and Previous and Next beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from pccdesk.queries.records import Neighbours
from pccdesk.ui.context import Target
from pccdesk.ui.list_order import place_in_list
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label


class ListSteps(QWidget):
    """The one piece by which records go on in their list; `wanted` carries the place to go to.

    Without a list the record's usual neighbours are followed, where it has any.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._target = Target("")
        self._usual: Neighbours | None = None
        self.place = label("", "muted")
        self.previous = push_button("Previous", icon="chevron-up", clicked=self.go_previous)
        self.next = push_button("Next", icon="chevron-down", clicked=self.go_next)
        for button in (self.previous, self.next):
            button.setProperty("inMenus", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.place, self.previous, self.next):
            row.addWidget(each)
        self._show()

    def follow(self, target: Target) -> None:
        """Take up a record and the list that it was opened from."""
        self._target, self._usual = target, None
        if target.order is not None:
            target.order.when_whole(self._show)
        self._show()

    def follow_usual(self, neighbours: Neighbours) -> None:
        """Go by these where no list was handed on."""
        self._usual = neighbours
        self._show()

    def go_next(self) -> None:
        """Ask for the next record of the list."""
        self._ask(self._beside().next_id)

    def go_previous(self) -> None:
        """Ask for the record before this one in the list."""
        self._ask(self._beside().previous_id)

    def _ask(self, number: int | None) -> None:
        if number is not None:
            here = self._target
            self.wanted.emit(Target(here.page, number, order=here.order))

    def _beside(self) -> Neighbours:
        place = place_in_list(self._target)
        if place is not None:
            return place.beside
        return self._usual or Neighbours()

    def _show(self) -> None:
        if not isValid(self):  # a list that was known later than the window lived
            return
        order, place, beside = self._target.order, place_in_list(self._target), self._beside()
        known = place is not None and order is not None and order.whole
        self.setVisible(place is not None or self._usual is not None)
        self.place.setVisible(known)
        self.place.setText(place.words if place and known else "")
        said = f"Record {place.words} in the list" if place and known else ""
        self.place.setAccessibleName(said)
        self.previous.setEnabled(beside.previous_id is not None)
        self.next.setEnabled(beside.next_id is not None)
