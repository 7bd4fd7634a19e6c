"""The one list: filter, sort, columns, selection and totals, over rows of any number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pccdesk.domain.money import format_money
from pccdesk.queries.listing import Sort, Totals
from pccdesk.ui import theme
from pccdesk.ui.context import Context
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.itemmodels.list_source import ListSource
from pccdesk.ui.itemmodels.record_model import RecordModel
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.filter_bar import FilterBar
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.list_delegate import ListDelegate


_SETTLED = 400
"""Milliseconds after which a dragged column's width is kept."""


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something to do with the selected rows; `run` is given their numbers."""

    text: str
    run: Callable[[tuple[int, ...]], None]
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ListWords:
    """What a list says: its name, how its rows are called, and what stands where none is."""

    name: str
    one: str
    many: str
    hint: str
    empty: str
    empty_line: str
    icon: str = "inbox"


class _Table(QTableView):
    """A table that opens with Enter, and filters with what is typed."""

    opened = Signal(int)
    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; pass letters on to the filter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        if plain and event.text().isalnum():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)


class RecordList(QWidget):
    """A list of records. `opened` gives a record's number; `selected` the numbers chosen."""

    opened = Signal(int)
    selected = Signal(tuple)
    counted = Signal(int)

    def __init__(
        self,
        context: Context,
        source: ListSource,
        columns: Sequence[Column],
        words: ListWords,
        *,
        filters: Sequence[tuple[str, str]] = (),
        bulk: Sequence[BulkAction] = (),
        default_sort: tuple[Sort, ...] = (),
    ) -> None:
        super().__init__()
        self._context = context
        self._source = source
        self._words = words
        self._default_sort = default_sort
        self._bulk = tuple(bulk)
        self.model = RecordModel(source, columns, context.jobs, self)
        self.filters = FilterBar(source, filters, context.jobs, words.hint)
        self.filters.changed.connect(self._narrowed)
        self.table = self._made_table()
        self._summary = label("", "muted")
        self._build()
        self.model.painted.connect(self._painted)
        self._restore()
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_SETTLED)
        self._keep_soon.timeout.connect(self._keep)
        header = self.table.horizontalHeader()
        header.sectionResized.connect(lambda *_: self._keep_soon.start())
        header.sectionMoved.connect(lambda *_: self._keep_soon.start())

    def load(self) -> None:
        """Read the list anew, keeping order, filter and place."""
        chosen = self.filters.chosen()
        self.model.show_rows(self.model.sort_keys or self._default_sort, chosen)
        self._context.jobs.run_query(
            self, lambda: self._source.totals(chosen), self._show_totals, key="totals"
        )

    def narrow(self, key: str, value: Any, words: str) -> None:
        """Show only one value of a filter, as a number on Home does."""
        self.filters.set_chosen("", {key: {value: words}})
        self.load()

    def selection(self) -> tuple[int, ...]:
        """Return the numbers of the selected records, in the list's order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.model.id_at(row) for row in rows)

    def set_inset(self, side: int, top: int) -> None:
        """Set the room around the list: less where a tab or splitter already gives it."""
        self._column.setContentsMargins(side, top, side, 16)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.filters.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.box.selectAll()

    def copy_rows(self) -> None:
        """Put the selected rows (or all that show) on the clipboard, with their headers."""
        order = self._shown_columns()
        titles = [self.model.columns[place].title for place in order]
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        lines = ["\t".join(titles)]
        lines += [
            "\t".join(
                " ".join(str(self.model.index(row, place).data() or "").split()) for place in order
            )
            for row in rows or range(min(self.model.rowCount(), 1000))
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._context.messages.information(f"Copied {len(lines) - 1:,} rows with their headers.")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        self._column = column
        self.set_inset(24, 0)
        column.setSpacing(10)
        column.addWidget(self.filters)
        column.addWidget(self._selection_bar())
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(self._words.icon, self._words.empty, self._words.empty_line)
        )
        self._stack.addWidget(
            EmptyState(
                "list-filter",
                "Nothing matches",
                f"No {self._words.one} fits what is typed and chosen above.",
                button="Clear filters",
                clicked=self.filters.clear,
            )
        )
        column.addLayout(self._stack, 1)
        column.addWidget(self._summary)

    def _made_table(self) -> _Table:
        table = _Table()
        table.setModel(self.model)
        table.setAccessibleName(self._words.name)
        table.setItemDelegate(ListDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.scale().row)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_up_header(table.horizontalHeader())
        table.opened.connect(lambda row: self.opened.emit(self.model.id_at(row)))
        table.typed.connect(self._type_on)
        table.doubleClicked.connect(lambda index: self.opened.emit(self.model.id_at(index.row())))
        table.clicked.connect(self._clicked)
        table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        for place, column in enumerate(self.model.columns):
            table.setColumnWidth(place, theme.scale().pixels(column.width))
            table.setColumnHidden(place, not column.shown)
        return table

    def _set_up_header(self, header: QHeaderView) -> None:
        header.setAccessibleName(f"Columns of {self._words.name}")
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(48)
        header.sectionClicked.connect(self._sort_by)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        for place, column in enumerate(self.model.columns):
            if column.fills:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _selection_bar(self) -> QFrame:
        self._bar = QFrame()
        self._bar.setProperty("role", "selection")
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(12, 6, 6, 6)
        self._chosen = label("")
        row.addWidget(self._chosen)
        row.addStretch(1)
        for action in self._bulk:
            row.addWidget(
                push_button(
                    action.text,
                    icon=action.icon,
                    clicked=lambda action=action: action.run(self.selection()),  # type: ignore[misc]
                )
            )
        row.addWidget(
            push_button("Clear selection", kind="link", clicked=self.table.clearSelection)
        )
        self._bar.hide()
        return self._bar

    def _sort_by(self, place: int) -> None:
        column = self.model.columns[place]
        if not column.sort:
            return
        now = self.model.sort_keys
        descending = bool(now) and now[0].key == column.sort and not now[0].descending
        first = Sort(column.sort, descending)
        extra: tuple[Sort, ...] = ()
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            first, extra = now[0] if now else first, (first,)
        keys = (first, *extra) if first.key != (extra[0].key if extra else "") else (first,)
        self._sorted(keys)
        self._keep()

    def _sorted(self, keys: tuple[Sort, ...]) -> None:
        self._show_sort(keys)
        self.model.show_rows(keys, self.filters.chosen())

    def _show_sort(self, keys: tuple[Sort, ...]) -> None:
        header = self.table.horizontalHeader()
        places = [
            place
            for place, each in enumerate(self.model.columns)
            if keys and each.sort == keys[0].key
        ]
        order = Qt.SortOrder.AscendingOrder
        if keys and keys[0].descending:
            order = Qt.SortOrder.DescendingOrder
        header.setSortIndicator(places[0] if places else -1, order)

    def _header_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        for place, column in enumerate(self.model.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(place))
            action.setEnabled(not column.link)
            action.toggled.connect(lambda on, place=place: self._show_column(place, on=on))
        menu.addSeparator()
        menu.addAction("Reset columns").triggered.connect(self._reset_columns)
        menu.popup(self.table.horizontalHeader().mapToGlobal(position))

    def _show_column(self, place: int, *, on: bool) -> None:
        self.table.setColumnHidden(place, not on)
        self._keep()

    def _reset_columns(self) -> None:
        header = self.table.horizontalHeader()
        for place, column in enumerate(self.model.columns):
            header.moveSection(header.visualIndex(place), place)
            self.table.setColumnHidden(place, not column.shown)
            self.table.setColumnWidth(place, theme.scale().pixels(column.width))
        self._keep()

    def _shown_columns(self) -> list[int]:
        header = self.table.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [place for place in order if not self.table.isColumnHidden(place)]

    def _clicked(self, index: Any) -> None:
        modifiers = QGuiApplication.keyboardModifiers()
        if self.model.columns[index.column()].link and not modifiers:
            self.opened.emit(self.model.id_at(index.row()))

    def _type_on(self, text: str) -> None:
        self.focus_filter()
        self.filters.box.setText(text)

    def _narrowed(self) -> None:
        self._keep()
        self.load()

    def _painted(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentIndex(0)
            self.table.selectionModel().setCurrentIndex(
                self.model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        else:
            self._stack.setCurrentIndex(1 if self.filters.is_empty() else 2)

    def _show_totals(self, totals: Totals) -> None:
        noun = self._words.one if totals.count == 1 else self._words.many
        money = f" · {format_money(totals.money)}" if totals.money is not None else ""
        self._summary.setText(f"{totals.count:,} {noun}{money}")
        self.counted.emit(totals.count)

    def _on_selection(self) -> None:
        chosen = self.selection()
        self._bar.setVisible(len(chosen) > 1 or (bool(chosen) and bool(self._bulk)))
        noun = self._words.one if len(chosen) == 1 else self._words.many
        self._chosen.setText(f"{len(chosen):,} {noun} selected")
        self.selected.emit(chosen)

    def _key(self, part: str) -> str:
        return f"list/{self._words.name.lower().replace(' ', '_')}/{part}"

    def _keep(self) -> None:
        settings = self._context.settings
        settings.keep_layout(self._key("columns"), self.table.horizontalHeader().saveState())
        settings.keep(
            self._key("sort"), [[each.key, each.descending] for each in self.model.sort_keys]
        )

    def _restore(self) -> None:
        settings = self._context.settings
        kept: QByteArray = settings.layout(self._key("columns"))
        if not kept.isEmpty():
            self.table.horizontalHeader().restoreState(kept)
        known = {column.sort for column in self.model.columns}
        sort = settings.value(self._key("sort"), [])
        if isinstance(sort, list):
            self.model.sort_keys = tuple(
                Sort(str(each[0]), bool(each[1])) for each in sort if each and each[0] in known
            )
        self._show_sort(self.model.sort_keys or self._default_sort)
