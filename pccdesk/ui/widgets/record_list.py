"""The one list: filter, sort, columns, selection and totals, over rows of any number."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.money import format_money
from pccdesk.domain.views import ViewContent
from pccdesk.queries.listing import Filter, Sort, Totals
from pccdesk.services.lists import ListAsked
from pccdesk.ui.announcing import announce
from pccdesk.ui.context import Context
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.itemmodels.list_source import ListSource
from pccdesk.ui.itemmodels.record_model import PAGE, RecordModel
from pccdesk.ui.jobs import Steps
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.filter_bar import FilterBar
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.least_height import LeastHeight
from pccdesk.ui.widgets.list_arrangement import (
    content_of,
    put_columns,
    put_filter,
    sort_of,
    sort_words,
)
from pccdesk.ui.widgets.list_body import ListBody, Shown
from pccdesk.ui.widgets.list_output import ListOutput
from pccdesk.ui.widgets.list_place import ListPlace
from pccdesk.ui.widgets.list_views import USUAL, ListViews
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.opening_apart import OpeningApart
from pccdesk.ui.widgets.record_table import RecordTable
from pccdesk.ui.widgets.selection_bar import BulkAction, SelectionBar

_SETTLED = 400  # milliseconds after which a dragged column's width is kept


class RecordList(LeastHeight):
    """A list of records. `opened` gives a record's number; `selected` how many are chosen.

    It is made in its `parent`: what is given one later is styled anew, with all that is in it.
    """

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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._source = source
        self._words = words
        self._default_sort = default_sort
        self._bulk = tuple(bulk)
        self._begun = False
        self._begun_with: tuple[tuple[Sort, ...], Filter] | None = None
        self._wants_totals = False
        self.output = ListOutput(context, source, self, words.one, words.many)
        self.model = RecordModel(source, columns, context.jobs, self)
        # The table first: where a tab is turned to, Qt gives the keyboard to what was made first.
        self.table = RecordTable(self.model, words.name, self)
        self.filters = FilterBar(source, filters, context.jobs, words.hint, self)
        self.filters.changed.connect(self._narrowed)
        self.views: ListViews | None = None
        self.table.opened.connect(self.opened)
        self._place = ListPlace(self.table, self.model)
        self.filters.left_below.connect(self.table.setFocus)
        OpeningApart(self.table, self._context.apart, self.copy_rows, self._bulk)
        self.table.typed.connect(self._type_on)
        self.table.copied.connect(self.copy_rows)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self._summary = label("", "muted")
        self._said = ""
        self._build()
        self.model.painted.connect(self._painted)
        self.model.complete.connect(lambda _count: self._place.go_back())
        self.model.settled.connect(self._read_totals)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_SETTLED)
        self._keep_soon.timeout.connect(self._keep)
        if source.list_key:
            self.views = ListViews(context, source.list_key, self, self)
            self.filters.put_beside(self.views)
        self._restore()
        self.table.arranged.connect(self._keep_soon.start)

    def load(self) -> None:
        """Read the list anew, keeping order, filter and place; at first as its view says."""
        if self.views is not None and not self._begun:
            self._begun = True
            self._begun_with = (self._sort(), self.filters.chosen())
            self.views.begin(partial(self._source.first_rows, *self._begun_with, PAGE))
            return
        self._read_rows()

    def _read_rows(self) -> None:
        self._place.remember()
        self._wants_totals = True
        self.model.show_rows(self._sort(), self.filters.chosen())

    def _read_totals(self) -> None:
        if not self._wants_totals:  # another order leaves them as they are
            return
        self._wants_totals = False
        chosen = self.model.chosen
        self._context.jobs.run_query(
            self, lambda: self._source.totals(chosen), self._show_totals, key="totals"
        )

    def narrow(self, key: str, value: Any, words: str) -> None:
        """Show only one value of a filter, as a number on Home does."""
        self._begun = True  # what a link asks for comes before the view that the list opens with
        self.filters.set_chosen("", {key: {value: words}})
        self._read_rows()
        self._mark()

    def look_like(self, view: int) -> None:
        """Look like a saved view, by its number, and read anew."""
        if self.views is not None:
            self._begun = True
            self.views.use_number(view)

    def come_to(self, record_id: int) -> None:
        """Read the list anew, and come to a record in it."""
        self._place.want(record_id)
        self._read_rows()

    def selection(self) -> tuple[int, ...]:
        """Return the numbers of the selected records, as they stand in the list."""
        return tuple(self.table.selected_ids())

    def nothing_yet(self) -> bool:
        """Whether the list is empty and nothing narrows it."""
        return self._body.shown is Shown.NOTHING_YET

    def nothing_matches(self) -> bool:
        """Whether what is typed and chosen leaves no row."""
        return self._body.shown is Shown.NOTHING_MATCHES

    def set_inset(self, side: int, top: int) -> None:
        """Set the room around the list: less where a tab or splitter already gives it."""
        self._column.setContentsMargins(side, top, side, 16)

    def least_width(self) -> int:
        """Return the pixels in which the columns that never go stand side by side."""
        inset = self._column.contentsMargins()
        return self.table.least_width() + inset.left() + inset.right()

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.filters.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.box.selectAll()

    def copy_rows(self) -> None:
        """Put the selected rows (or all) on the clipboard, with the headers that show."""
        chosen = self.table.selected_ids()
        self.output.copy(self._columns_shown(), chosen or self.model.ids(), self.asked(chosen))

    def export(self) -> None:
        """Export what shows as a workbook: the selected rows or all, as the officer chooses."""
        self.output.export(self, self.table.selected_ids(), len(self.model.ids()))

    def asked(self, ids: Sequence[int] | None) -> ListAsked:
        """Return what an export of these rows (none: all) is."""
        text = self.filters.box.text()
        narrowed = [f"Typed: {text.strip()}"] if text.strip() else []
        narrowed += self.filters.words()
        sort = self._sort()
        in_use = self.views.in_use if self.views is not None else None
        return ListAsked(
            self._source.list_key,
            self._words.name,
            tuple(column.cell for column in self._columns_shown()),
            sort,
            self.filters.chosen(),
            ids or None,
            USUAL if in_use is None else in_use.name,
            tuple(narrowed),
            sort_words(sort, self.model.columns),
        )

    def arrangement(self) -> ViewContent:
        """Return what the list looks like now, as a view that can be kept."""
        return content_of(self.table, self.filters, self._sort())

    def arrange(self, content: ViewContent | None) -> None:
        """Look like a view, or as usual (None), and read anew."""
        wanted = content or ViewContent()
        put_filter(wanted, self.filters)
        put_columns(wanted, self.table)
        self.model.sort_keys = sort_of(wanted) or self._default_sort
        self._show_sort(self.model.sort_keys)
        self._read_rows()

    def resume(self, read: Sequence[Any] | None = None) -> Steps | None:
        """Look as the list was left the last time, and read anew what was not `read` already."""
        self._restore()
        now = (self._sort(), self.filters.chosen())
        if read is None or now != self._begun_with:
            self._read_rows()
            return None
        self._wants_totals = True
        return self.model.show_read(*now, read)

    def known(self) -> tuple[set[str], set[str]]:
        """Return the keys of the list's columns and of its orders."""
        columns = self.model.columns
        return {each.key for each in columns}, {each.sort for each in columns}

    def _sort(self) -> tuple[Sort, ...]:
        return self.model.sort_keys or self._default_sort

    def _columns_shown(self) -> list[Column]:
        return [self.model.columns[place] for place in self.table.chosen_columns()]

    def _build(self) -> None:
        column = QVBoxLayout(self)
        self._column = column
        self.set_inset(24, 0)
        column.setSpacing(10)
        column.addWidget(self.filters)
        self._bar = SelectionBar(
            self._bulk,
            self.selection,
            self.table.clearSelection,
            self._words.one,
            self._words.many,
            self,
        )
        column.addWidget(self._bar)
        self._body = ListBody(self.table, self._words, self.filters.clear)
        column.addLayout(self._body, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._summary, 1)
        self._export = push_button("Export to Excel …", kind="link", clicked=self.export)
        foot.addWidget(self._export)
        self._export.hide()
        column.addLayout(foot)

    def _sort_by(self, place: int, further: bool) -> None:
        key = self.model.columns[place].sort
        if not key:
            self._show_sort(self._sort())
            return
        now = self._sort()
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
        self._begun = True
        self._read_rows()

    def _mark(self) -> None:
        if self.views is not None:
            self.views.update_mark()

    def _painted(self) -> None:
        self._on_selection()  # rows read anew are not selected, and Qt does not tell
        self._export.setVisible(bool(self._source.list_key and self.model.rowCount()))
        if self.model.rowCount():
            self._body.show_part(Shown.ROWS)
            self._place.make_current(0)
        else:
            empty = self.filters.is_empty()
            self._body.show_part(Shown.NOTHING_YET if empty else Shown.NOTHING_MATCHES)

    def _show_totals(self, totals: Totals) -> None:
        noun = self._words.one if totals.count == 1 else self._words.many
        money = f" · {format_money(totals.money)}" if totals.money is not None else ""
        said = f"{totals.count:,} {noun}{money}"
        if self._said not in {"", said} and self.isVisible():
            announce(self._summary, said)  # what a filter left; nothing where all stayed
        self._said = said
        self._summary.setText(said)
        self.counted.emit(totals.count)

    def _on_selection(self) -> None:
        count = self.table.selected_count()
        self._bar.show_count(count)
        self.selected.emit(count)

    def _key(self, part: str) -> str:
        return f"list/{self._words.name.lower().replace(' ', '_')}/{part}"

    def _keep(self) -> None:
        self._mark()
        settings = self._context.settings
        with self.table.as_chosen():
            settings.keep_layout(self._key("columns"), self.table.horizontalHeader().saveState())
        settings.keep(
            self._key("sort"), [[each.key, each.descending] for each in self.model.sort_keys]
        )

    def _restore(self) -> None:
        settings = self._context.settings
        kept: QByteArray = settings.layout(self._key("columns"))
        if not kept.isEmpty():
            with self.table.as_chosen():
                self.table.horizontalHeader().restoreState(kept)
            self.table.share_room()
        known = {column.sort for column in self.model.columns}
        sort = settings.value(self._key("sort"), [])
        if isinstance(sort, list):
            self.model.sort_keys = tuple(
                Sort(str(each[0]), bool(each[1])) for each in sort if each and each[0] in known
            )
        self._show_sort(self._sort())
