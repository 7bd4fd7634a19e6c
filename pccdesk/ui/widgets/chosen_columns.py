"""The columns of a record list's table: which the officer chose, and which of them have room."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from pccdesk.ui import theme
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.itemmodels.record_model import RecordModel

_LEAST = 0.6
"""Share of its usual width below which a column that fills is not squeezed."""


class ChosenColumns(QTableView):
    """A table whose columns share its room; some may go out of sight where there is too little.

    What the officer chose stays known, and is what is kept, exported and put into views.
    """

    def __init__(self, model: RecordModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._records = model
        self._scale = theme.scale()
        self._may_go: frozenset[str] = frozenset()
        self._gone: dict[int, int] = {}

    def share_room(self) -> None:
        """Let the columns that fill stretch; with too little for that they are wide, and scroll."""
        if self._may_go and bool(self._gone) == (self._wanted_width() <= self.viewport().width()):
            self._show_chosen()
            self._leave_out()
        header = self.horizontalHeader()
        shown = self.shown_columns()
        columns = self._records.columns
        fills = [place for place in shown if columns[place].fills]
        taken = sum(header.sectionSize(place) for place in shown if place not in fills)
        usual = {place: self._scale.pixels(columns[place].width) for place in fills}
        roomy = self.viewport().width() - taken >= sum(usual.values()) * _LEAST
        mode = QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.Interactive
        for place in fills:
            if header.sectionResizeMode(place) == mode:
                continue
            header.setSectionResizeMode(place, mode)
            if not roomy:
                header.resizeSection(place, usual[place])

    def let_go(self, keys: Collection[str]) -> None:
        """Name the columns that go out of sight while the list has no room for all."""
        self._may_go = frozenset(keys)
        self.share_room()

    def least_width(self) -> int:
        """Return the pixels that the columns need which never go, with what is around them."""
        around = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        return around + self._wanted_width(self._may_go)

    @contextmanager
    def as_chosen(self) -> Iterator[None]:
        """Show all columns that the officer chose, as long as it lasts, as where they are kept."""
        self._show_chosen()
        yield
        self._leave_out()

    def _show_chosen(self) -> None:
        for place in self._gone:
            self.setColumnHidden(place, False)
        self._gone = {}

    def _leave_out(self) -> None:
        """Take what may go out of sight where there is no room for all."""
        if self._may_go and self._wanted_width() > self.viewport().width():
            self._gone = {
                place: self.design_width(place)
                for place in self.shown_columns()
                if self._records.columns[place].key in self._may_go
            }
            for place in self._gone:
                self.setColumnHidden(place, True)

    def _wanted_width(self, without: Collection[str] = ()) -> int:
        """Return the pixels of the chosen columns, those that fill as narrow as they may be."""
        columns = self._records.columns
        return sum(
            round(self._scale.pixels(columns[place].width) * _LEAST)
            if columns[place].fills
            else self._scale.pixels(self.design_width(place))
            for place in self.chosen_columns()
            if columns[place].key not in without
        )

    def columns(self) -> tuple[Column, ...]:
        """Return all columns in the program's own order."""
        return self._records.columns

    def places(self) -> list[int]:
        """Return the places of all columns, hidden or not, from left to right."""
        header = self.horizontalHeader()
        return [header.logicalIndex(place) for place in range(header.count())]

    def chosen_columns(self) -> list[int]:
        """Return the columns that the officer chose, with room for them or not, left to right."""
        return [place for place in self.places() if self.is_chosen(place)]

    def is_chosen(self, place: int) -> bool:
        """Tell whether a column is to show, with room for it or not."""
        return place in self._gone or not self.isColumnHidden(place)

    def shown_columns(self) -> list[int]:
        """Return the columns that show, from left to right."""
        return [place for place in self.places() if not self.isColumnHidden(place)]

    def design_width(self, place: int) -> int:
        """Return a column's width as at the usual size of text; its own where it does not show."""
        if place in self._gone:
            return self._gone[place]
        if self.isColumnHidden(place):
            return self._records.columns[place].width
        return round(self.columnWidth(place) / self._scale.factor)

    def set_design_width(self, place: int, width: int) -> None:
        """Make a column so wide as it is at the usual size of text, for the officer's size."""
        self.setColumnWidth(place, self._scale.pixels(width))
