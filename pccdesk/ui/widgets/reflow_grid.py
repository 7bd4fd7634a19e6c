"""A grid whose cells stand below each other where there is no room for them side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BETWEEN = 12
"""Pixels between two records once their cells stand below each other."""
Cell = tuple[QWidget, Qt.AlignmentFlag | None]


class ReflowGrid(QWidget):
    """Rows of cells in columns; in a narrow place or large text each cell takes a line.

    Headings stand above the columns, and are left out where cells stand below each other;
    `reflowed` tells of it, so that a cell can say more of itself there.
    """

    reflowed = Signal(bool)

    def __init__(self, across: int = 24, down: int = 10, stretches: Sequence[int] = ()) -> None:
        super().__init__()
        self._across, self._down, self._stretches = across, down, tuple(stretches)
        self._headings: tuple[Cell, ...] = ()
        self._rows: list[tuple[Cell, ...]] = []
        self._least: dict[int, int] = {}
        self._narrow = False
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self._lay_out()

    def set_headings(self, *cells: Cell) -> None:
        """Put headings above the columns."""
        self._headings = cells
        self._lay_out()

    def set_least_width(self, column: int, width: int) -> None:
        """Keep a column at least so wide, in pixels, so that grids below each other agree."""
        self._least[column] = width

    def add_row(self, *cells: Cell) -> None:
        """Add a row; a cell's alignment counts while it stands in its column."""
        self._rows.append(cells)
        self._place(len(self._rows) - 1, cells)

    def clear(self) -> None:
        """Take every row away and let it go."""
        for cells in self._rows:
            for widget, _side in cells:
                widget.hide()
                widget.deleteLater()
        self._rows.clear()
        self._lay_out()

    def is_narrow(self) -> bool:
        """Whether the cells stand below each other."""
        return self._narrow

    def minimumSizeHint(self) -> QSize:
        """Return the room of the widest cell alone: more is welcome and not needed."""
        widest = max((_least(cell) for cells in self._rows for cell, _side in cells), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side or below each other, as the new width allows."""
        super().resizeEvent(event)
        narrow = self._wanted() > self.width()
        if narrow != self._narrow:
            self._narrow = narrow
            self.reflowed.emit(narrow)
            self._lay_out()

    def _wanted(self) -> int:
        rows = [*self._rows, self._headings]
        columns = max((len(cells) for cells in rows), default=0)
        widths = [self._least.get(place, 0) for place in range(columns)]
        for cells in rows:
            for place, (cell, _side) in enumerate(cells):
                widths[place] = max(widths[place], _least(cell))
        return sum(widths) + self._across * max(columns - 1, 0)

    def _lay_out(self) -> None:
        while self.grid.takeAt(0) is not None:
            pass
        for row in range(self.grid.rowCount()):
            self.grid.setRowMinimumHeight(row, 0)
            self.grid.setRowStretch(row, 0)
        columns = max(len(self._stretches), len(self._headings), len(self._least))
        for place in range(columns):
            stretch = self._stretches[place] if place < len(self._stretches) else 0
            self.grid.setColumnStretch(place, int(not place) if self._narrow else stretch)
            least = 0 if self._narrow else self._least.get(place, 0)
            self.grid.setColumnMinimumWidth(place, least)
        self.grid.setHorizontalSpacing(self._across)
        self.grid.setVerticalSpacing(2 if self._narrow else self._down)
        if not self._narrow:
            for place, (widget, side) in enumerate(self._headings):
                self._put(widget, 0, place, side)
        for widget, _side in self._headings:  # only now: before it is put, it is a window
            widget.setVisible(not self._narrow)
        for row, cells in enumerate(self._rows):
            self._place(row, cells)
        self.updateGeometry()

    def _place(self, row: int, cells: tuple[Cell, ...]) -> None:
        if not self._narrow:
            for place, (widget, side) in enumerate(cells):
                self._put(widget, row + 1, place, side)
            self.grid.setRowStretch(row + 1, 0)
            self.grid.setRowStretch(row + 2, 1)  # room that is left over stays below
            return
        first = row * (len(cells) + 1) + 1
        for place, (widget, side) in enumerate(cells):
            fills = side is None or (isinstance(widget, QLabel) and widget.wordWrap())
            self._put(widget, first + place, 0, None if fills else _LEFT)
        if row < len(self._rows) - 1:
            self.grid.setRowMinimumHeight(first + len(cells), _BETWEEN)
        else:
            self.grid.setRowStretch(first + len(cells), 1)

    def _put(self, widget: QWidget, row: int, column: int, side: Qt.AlignmentFlag | None) -> None:
        if side is None:
            self.grid.addWidget(widget, row, column)
        else:
            self.grid.addWidget(widget, row, column, side)


def _least(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())
