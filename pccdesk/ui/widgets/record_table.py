"""The table of a record list: its keys, its header, its columns, what is selected in it."""

from array import array

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from pccdesk.ui import theme
from pccdesk.ui.itemmodels.record_model import RecordModel
from pccdesk.ui.widgets.chosen_columns import ChosenColumns
from pccdesk.ui.widgets.list_delegate import ListDelegate

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)

_LARGE = 10_000
_LEAST_ROWS = 3


class RecordTable(ChosenColumns):
    """Opens with Enter or a click on the link, copies with Ctrl+C, filters with what is typed.

    `opened` gives a record's number; `sort_wanted` a column and whether to add it as a further
    key; `arranged` tells that columns were moved, sized, shown or hidden.
    """

    opened = Signal(int)
    typed = Signal(str)
    copied = Signal()
    sort_wanted = Signal(int, bool)
    arranged = Signal()

    def __init__(self, model: RecordModel, name: str, parent: QWidget) -> None:
        super().__init__(model, parent)
        self._waits_for_frame = False
        self.setAccessibleName(name)
        self.setItemDelegate(ListDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._size_rows()
        self.setModel(model)  # with one, Qt works out anew what each of these changes
        model.is_seen = self.is_seen
        model.modelReset.connect(self._note_reset)
        theme.theme().changed.connect(self._follow_text_size)
        self._set_up_header(f"Columns of {name}")
        self.doubleClicked.connect(lambda index: self.open_row(index.row()))
        self.clicked.connect(self._clicked)
        self.reset_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; copy; pass letters on to the filter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.open_row(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.modifiers() in _PLAIN and event.text().isalnum():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew between the columns that take what is left."""
        super().resizeEvent(event)
        self.share_room()

    def sizeHint(self) -> QSize:
        """Return the room of heading and three rows: a list grows into what else there is."""
        return QSize(super().sizeHint().width(), self._least_height())

    def minimumSizeHint(self) -> QSize:
        """Return the same height: with less, rows could not be read through."""
        return QSize(super().minimumSizeHint().width(), self._least_height())

    def _least_height(self) -> int:
        around = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        around += self.horizontalScrollBar().sizeHint().height()
        return around + _LEAST_ROWS * self._scale.row

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, and note that what stands in the list has been drawn."""
        super().paintEvent(event)
        self._waits_for_frame = False

    def is_seen(self) -> bool:
        """Whether the rows were drawn since they were read, or nobody looks at them."""
        return not (self._waits_for_frame and self.viewport().isVisible())

    def _note_reset(self) -> None:
        self._waits_for_frame = True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Follow the selection; a very large one is drawn without Qt listing each of its cells."""
        parts = [*selected.toList(), *deselected.toList()]
        if max((part.height() for part in parts), default=0) > _LARGE:
            self.viewport().update()
            return
        super().selectionChanged(selected, deselected)

    def selected_spans(self) -> list[tuple[int, int]]:
        """Return the selected rows as spans (first, last), in order and apart from each other."""
        ranges = (
            (part.top(), part.bottom()) for part in self.selectionModel().selection().toList()
        )
        spans: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if spans and first <= spans[-1][1] + 1:
                spans[-1] = (spans[-1][0], max(spans[-1][1], last))
            else:
                spans.append((first, last))
        return spans

    def selected_count(self) -> int:
        """Return how many rows are selected, without listing them."""
        return sum(last - first + 1 for first, last in self.selected_spans())

    def open_current(self) -> None:
        """Open the one record that is selected, else that of the current row."""
        chosen = self.selected_ids() if self.selected_count() == 1 else ()
        row = self.currentIndex().row()
        if chosen:
            self.opened.emit(chosen[0])
        elif 0 <= row < self._records.rowCount():
            self.open_row(row)

    def selected_ids(self) -> "array[int]":
        """Return the numbers of the selected records, in the list's order."""
        found = array("q")
        for first, last in self.selected_spans():
            found.extend(self._records.ids()[first : last + 1])
        return found

    def id_at(self, row: int) -> int:
        """Return the number of the record in a row."""
        return self._records.id_at(row)

    def reset_columns(self) -> None:
        """Show, order and size the columns as the program's own choice is."""
        header = self.horizontalHeader()
        with self.as_chosen():
            for place, column in enumerate(self._records.columns):
                header.moveSection(header.visualIndex(place), place)
                self.setColumnHidden(place, not column.shown)
                self.set_design_width(place, column.width)
        self.share_room()
        self.arranged.emit()

    def _follow_text_size(self) -> None:
        """Keep rows and columns in their proportion to the text."""
        if self._scale == theme.scale():
            return
        widths = [self.design_width(place) for place in range(len(self._records.columns))]
        self._scale = theme.scale()
        self._size_rows()
        for place, width in enumerate(widths):
            self.set_design_width(place, width)
        self.share_room()

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._scale.row)

    def _set_up_header(self, name: str) -> None:
        header = self.horizontalHeader()
        header.setAccessibleName(name)
        header.setToolTip("Click to sort, Shift and click for a further key. Right-click: columns.")
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(48)
        # A header that shares the table's selection walks through every selected row to paint.
        header.setSelectionModel(QItemSelectionModel(self._records, header))
        beside = self.verticalHeader()
        beside.setSelectionModel(QItemSelectionModel(self._records, beside))
        header.sectionClicked.connect(self._ask_sort)
        header.sectionResized.connect(lambda *_: self.arranged.emit())
        header.sectionMoved.connect(lambda *_: self.arranged.emit())
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self._show(self.column_menu(), at))
        for place, column in enumerate(self._records.columns):
            if column.fills:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _ask_sort(self, place: int) -> None:
        shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.sort_wanted.emit(place, bool(shift))

    def column_menu(self) -> QMenu:
        """Return the menu that shows and hides columns."""
        menu = QMenu(self)
        for place, column in enumerate(self._records.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(self.is_chosen(place))
            action.setEnabled(not column.link)
            action.toggled.connect(lambda on, place=place: self._show_column(place, on=on))
        menu.addSeparator()
        moving = menu.addMenu("Move to the left")
        header = self.horizontalHeader()
        for place in self._as_shown()[1:]:
            at = header.visualIndex(place)
            moving.addAction(self._records.columns[place].title).triggered.connect(
                lambda _=False, at=at: header.moveSection(at, at - 1)
            )
        menu.addAction("Reset columns").triggered.connect(self.reset_columns)
        return menu

    def order_menu(self) -> QMenu:
        """Return the menu that sorts, by one column and then by further ones."""
        menu = QMenu(self)
        further = QMenu("Then by", menu)
        for place in self._as_shown():
            column = self._records.columns[place]
            for part, adds in ((menu, False), (further, True)):
                if column.sort:
                    part.addAction(column.title).triggered.connect(
                        lambda _=False, at=place, adds=adds: self.sort_wanted.emit(at, adds)
                    )
        menu.addSeparator()
        menu.addMenu(further)
        return menu

    def offer_columns(self) -> None:
        """Show the menu of columns, for whoever has no mouse to point at a heading."""
        self._show(self.column_menu(), QPoint(0, self.horizontalHeader().height()))

    def offer_order(self) -> None:
        """Show the menu of orders."""
        self._show(self.order_menu(), QPoint(0, self.horizontalHeader().height()))

    def _as_shown(self) -> list[int]:
        return sorted(self.shown_columns(), key=self.horizontalHeader().visualIndex)

    def _show(self, menu: QMenu, position: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(position))

    def _show_column(self, place: int, *, on: bool) -> None:
        with self.as_chosen():
            self.setColumnHidden(place, not on)
        self.share_room()
        self.arranged.emit()

    def open_row(self, row: int) -> None:
        """Tell that a row is to be opened."""
        self.opened.emit(self._records.id_at(row))

    def _clicked(self, index: QModelIndex) -> None:
        modifiers = QGuiApplication.keyboardModifiers()
        if self._records.columns[index.column()].link and not modifiers:
            self.open_row(index.row())
