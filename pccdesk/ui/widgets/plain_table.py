"""A short table that is as tall as its rows and never scrolls within the page."""

from typing import Generic

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pccdesk.ui import theme
from pccdesk.ui.itemmodels.plain_rows import PlainColumn, PlainRows, Row
from pccdesk.ui.itemmodels.record_model import CellRole
from pccdesk.ui.widgets.list_delegate import ListDelegate
from pccdesk.ui.widgets.status_badge import badge_size

_AROUND, _LEAST, _ENOUGH = 22, 120, 200
"""Air in a cell; what a column which fills is squeezed to, and its room once the table scrolls."""


class _Delegate(ListDelegate):
    """Draws as the lists do, in columns that are as wide as their words and no wider."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room that a cell's words or badge take."""
        cell = index.data(CellRole)
        width = option.fontMetrics.horizontalAdvance(cell.words)
        if cell.tone is not None:
            width = badge_size(option.fontMetrics, cell.words).width()
        return QSize(width + _AROUND, theme.scale().row)

    def has_line_below(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a line parts a cell from the one below it: below the last is the frame's."""
        return index.row() + 1 < index.model().rowCount()


class PlainTable(QTableView, Generic[Row]):
    """Rows to read and choose from; `opened` tells that one was asked for by Enter or click."""

    chosen = Signal()
    opened = Signal()

    def __init__(
        self, columns: tuple[PlainColumn[Row], ...], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows: PlainRows[Row] = PlainRows(columns, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scale().row)
        theme.theme().changed.connect(self._follow_text_size)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(columns):
            mode = (
                QHeaderView.ResizeMode.Stretch
                if column.stretch
                else (QHeaderView.ResizeMode.ResizeToContents)
            )
            header.setSectionResizeMode(place, mode)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self._fit())
        self._fit()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; the table grows or shrinks with them."""
        self.rows.set_rows(rows)
        self._share_room()
        self._fit()
        self.chosen.emit()

    def chosen_row(self) -> Row | None:
        """Return the row that is chosen."""
        found = self.selectionModel().selectedRows()
        return self.rows.row_at(found[0].row()) if found else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen_row() is not None:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns that fill stretch, or scroll sideways where that left too little."""
        super().resizeEvent(event)
        self._share_room()

    def _follow_text_size(self) -> None:
        """Make rows as high and columns as wide as another size of text needs them."""
        self.verticalHeader().setDefaultSectionSize(theme.scale().row)
        self._share_room()
        self._fit()

    def _share_room(self) -> None:
        """Squeeze what fills, then leave out what gives way, and scroll only as the last resort."""
        header, columns, scale = self.horizontalHeader(), self.rows.columns, theme.scale()
        wanted = {place: self._wanted(place) for place in range(len(columns))}
        fills = [place for place in wanted if columns[place].stretch]
        squeezed = {place: min(wanted[place], scale.pixels(_LEAST)) for place in fills}
        needed = {**wanted, **squeezed}
        for place in [place for place in wanted if columns[place].gives_way][::-1]:
            left_out = sum(needed.values()) > self.viewport().width()
            self.setColumnHidden(place, left_out)
            if left_out:
                needed[place] = 0
        roomy = sum(needed.values()) <= self.viewport().width()
        mode = QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.Interactive
        for place in fills:
            header.setSectionResizeMode(place, mode)
            if not roomy and not self.isColumnHidden(place):
                header.resizeSection(place, min(wanted[place], scale.pixels(_ENOUGH)))
        # Rows end at the frame, also where all that fills was left out.
        header.setStretchLastSection(
            roomy and bool(fills) and all(self.isColumnHidden(each) for each in fills)
        )

    def _wanted(self, place: int) -> int:
        heading = self.horizontalHeader().sectionSizeHint(place)
        if self.isColumnHidden(place):  # of which the header tells nothing
            words = self.horizontalHeader().fontMetrics()
            heading = words.horizontalAdvance(self.rows.columns[place].title) + _AROUND
        return max(heading, self.sizeHintForColumn(place))

    def _fit(self) -> None:
        rows = self.rows.rowCount()
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        tall = head + rows * self.verticalHeader().defaultSectionSize() + 4 + below
        if tall != self.height() or tall != self.minimumHeight():
            self.setFixedHeight(tall)
