"""A short table that is as tall as its rows and never scrolls within the page."""

from typing import Generic

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pccdesk.ui import theme
from pccdesk.ui.itemmodels.plain_rows import TONE_ROLE, PlainColumn, PlainRows, Row
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.status_badge import badge_size, paint_badge

_INSET = 10


class BadgeDelegate(QStyledItemDelegate):
    """Draws a cell that has a tone as a badge, and every cell with some room around its words."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell."""
        tone = index.data(TONE_ROLE)
        if not isinstance(tone, Tone):
            super().paint(painter, option, index)
            return
        word = str(index.data())
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(
            style.ControlElement.CE_ItemViewItem,
            option,
            painter,
            option.widget,
        )
        area = QRectF(option.rect).adjusted(_INSET, 0, -4, 0)
        paint_badge(painter, area, word, tone)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room that a cell takes."""
        hint = super().sizeHint(option, index)
        if isinstance(index.data(TONE_ROLE), Tone):
            metrics = option.fontMetrics
            hint = badge_size(metrics, str(index.data())) + QSize(_INSET + 8, 0)
        return hint


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
        self.setItemDelegate(BadgeDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scale().row)
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
        self._fit()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; the table grows or shrinks with them."""
        self.rows.set_rows(rows)
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

    def _fit(self) -> None:
        rows = self.rows.rowCount()
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + rows * self.verticalHeader().defaultSectionSize() + 4)
