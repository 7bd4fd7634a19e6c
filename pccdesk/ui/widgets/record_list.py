"""The one list: filter, sort, columns, selection and totals, over rows of any number."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from pccdesk.domain.money import format_money
from pccdesk.queries.listing import Sort, Totals
from pccdesk.ui.context import Context
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.itemmodels.list_source import ListSource
from pccdesk.ui.itemmodels.record_model import PAGE, RecordModel
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.filter_bar import FilterBar
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.opening_apart import OpeningApart
from pccdesk.ui.widgets.record_table import RecordTable

_SETTLED = 400
"""Milliseconds after which a dragged column's width is kept."""
_ROWS, _NOTHING_YET, _NOTHING_MATCHES = range(3)
MOST_COPIED = 20_000
"""Rows that may be copied in one go; more is what exporting is for."""


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
    next_step: str = ""
    take_next_step: Callable[[], None] | None = None


class RecordList(QWidget):
    """A list of records. `opened` gives a record's number; `selected` how many are chosen."""

    opened = Signal(int)
    selected = Signal(int)
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
        self._place: tuple[int, int] | None = None
        self.model = RecordModel(source, columns, context.jobs, self)
        self.filters = FilterBar(source, filters, context.jobs, words.hint)
        self.filters.changed.connect(self._narrowed)
        self.table = RecordTable(self.model, words.name)
        self.table.opened.connect(self.opened)
        OpeningApart(self.table, self._open_row, self._open_apart, self.copy_rows)
        self.table.typed.connect(self._type_on)
        self.table.copied.connect(self.copy_rows)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self._summary = label("", "muted")
        self._build()
        self.model.painted.connect(self._painted)
        self.model.complete.connect(self._return_to_place)
        self._restore()
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_SETTLED)
        self._keep_soon.timeout.connect(self._keep)
        self.table.arranged.connect(self._keep_soon.start)

    def load(self) -> None:
        """Read the list anew, keeping order, filter and place."""
        self._remember_place()
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
        return tuple(self.table.selected_ids())

    def nothing_yet(self) -> bool:
        """Whether the list is empty and nothing narrows it."""
        return self._stack.currentIndex() == _NOTHING_YET

    def nothing_matches(self) -> bool:
        """Whether what is typed and chosen leaves no row."""
        return self._stack.currentIndex() == _NOTHING_MATCHES

    def set_inset(self, side: int, top: int) -> None:
        """Set the room around the list: less where a tab or splitter already gives it."""
        self._column.setContentsMargins(side, top, side, 16)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.filters.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.box.selectAll()

    def copy_rows(self) -> None:
        """Put the selected rows (or all) on the clipboard, with the headers that show."""
        chosen = self.table.selected_ids() or self.model.ids()
        if len(chosen) > MOST_COPIED:
            self._context.messages.warning(
                f"{len(chosen):,} rows are too many to copy. Select up to {MOST_COPIED:,}, or "
                "narrow the list."
            )
            return
        columns = [self.model.columns[place] for place in self.table.shown_columns()]
        self._context.jobs.run_query(
            self, lambda: _as_text(self._source, columns, chosen), self._put_on_clipboard
        )

    def _open_row(self, row: int) -> None:
        self.opened.emit(self.model.id_at(row))

    def _open_apart(self, row: int) -> None:
        with self._context.apart():
            self._open_row(row)

    def _put_on_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        rows = text.count("\n")
        noun = self._words.one if rows == 1 else self._words.many
        self._context.messages.information(f"Copied {rows:,} {noun} with their headers.")

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
            EmptyState(
                self._words.icon,
                self._words.empty,
                self._words.empty_line,
                button=self._words.next_step,
                clicked=self._words.take_next_step,
            )
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

    def _sort_by(self, place: int, further: bool) -> None:
        key = self.model.columns[place].sort
        if not key:
            self._show_sort(self.model.sort_keys or self._default_sort)
            return
        now = self.model.sort_keys or self._default_sort
        before = next((each for each in now if each.key == key), None)
        wanted = Sort(key, descending=before is not None and not before.descending)
        others = tuple(each for each in now if each.key != key) if further else ()
        self._sorted((*others, wanted))
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

    def _type_on(self, text: str) -> None:
        self.focus_filter()
        self.filters.box.setText(text)

    def _narrowed(self) -> None:
        self._keep()
        self.load()

    def _painted(self) -> None:
        self._on_selection()  # rows read anew are not selected, and Qt does not tell
        if self.model.rowCount():
            self._stack.setCurrentIndex(_ROWS)
            self._make_current(0)
        else:
            empty = self.filters.is_empty()
            self._stack.setCurrentIndex(_NOTHING_YET if empty else _NOTHING_MATCHES)

    def _make_current(self, row: int) -> None:
        self.table.selectionModel().setCurrentIndex(
            self.model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
        )

    def _remember_place(self) -> None:
        """Keep which record is current and how far it stands from the top, for a reload."""
        current = self.table.currentIndex()
        if not current.isValid() or current.row() >= self.model.rowCount():
            return
        top = max(self.table.rowAt(0), 0)
        self._place = (self.model.id_at(current.row()), current.row() - top)

    def _return_to_place(self, _count: int) -> None:
        if self._place is None:
            return
        (record_id, below_top), self._place = self._place, None
        row = self.model.row_of(record_id)
        if row >= 0:
            self._make_current(row)
            self.table.verticalScrollBar().setValue(max(row - below_top, 0))

    def _show_totals(self, totals: Totals) -> None:
        noun = self._words.one if totals.count == 1 else self._words.many
        money = f" · {format_money(totals.money)}" if totals.money is not None else ""
        self._summary.setText(f"{totals.count:,} {noun}{money}")
        self.counted.emit(totals.count)

    def _on_selection(self) -> None:
        count = self.table.selected_count()
        self._bar.setVisible(count > 1 or (count > 0 and bool(self._bulk)))
        noun = self._words.one if count == 1 else self._words.many
        self._chosen.setText(f"{count:,} {noun} selected")
        self.selected.emit(count)

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
            self.table.share_room()
        known = {column.sort for column in self.model.columns}
        sort = settings.value(self._key("sort"), [])
        if isinstance(sort, list):
            self.model.sort_keys = tuple(
                Sort(str(each[0]), bool(each[1])) for each in sort if each and each[0] in known
            )
        self._show_sort(self.model.sort_keys or self._default_sort)


def _as_text(source: ListSource, columns: Sequence[Column], ids: "array[int]") -> str:
    lines = ["\t".join(column.title for column in columns)]
    for start in range(0, len(ids), PAGE):
        part = ids[start : start + PAGE]
        rows = source.rows(part)
        lines += [
            "\t".join(" ".join(column.text(rows[each]).split()) for column in columns)
            for each in part
            if each in rows
        ]
    return "\n".join(lines)
