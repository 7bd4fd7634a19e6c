"""Rows of any number: the first page at once, the rest by number as they come into view."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from pccdesk.queries.listing import Filter, Sort
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.itemmodels.list_source import ListSource
from pccdesk.ui.jobs import Jobs, Steps
from pccdesk.ui.list_order import ListOrder, each_once, row_in
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import plain_tip

PAGE = 100
"""Rows read in one go."""
_KEPT_PAGES = 40
_FRAME = 0.1
"""Seconds after which more is read even if the first rows could not be drawn."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

CellRole = Qt.ItemDataRole.UserRole + 1
"""All that a cell is drawn from, a `Cell`, in one question: a list draws hundreds of cells."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """What is drawn in a cell: its words, on a badge of a tone, as a link, on the right, muted."""

    words: str
    tone: Tone | None = None
    is_link: bool = False
    right: bool = False
    muted: bool = False


class RecordModel(QAbstractTableModel):
    """A table over a `ListSource`; it never holds more than a few thousand rows.

    `painted` tells that the first rows stand, `settled` that they have been seen and more may be
    read, `complete` that the number of rows is known. Whoever draws the rows says by `is_seen`
    when they are drawn.
    """

    painted = QtSignal()
    settled = QtSignal()
    complete = QtSignal(int)

    def __init__(
        self, source: ListSource, columns: Sequence[Column], jobs: Jobs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._source = source
        self._jobs = jobs
        self.is_seen: Callable[[], bool] = lambda: True
        self._ids = array("q")
        self.order = ListOrder(self._ids)
        self._rows: OrderedDict[int, Any] = OrderedDict()
        self._asked: set[int] = set()
        self._round = 0
        self.sort_keys: tuple[Sort, ...] = ()
        self.chosen = Filter()

    def show_read(self, sort: tuple[Sort, ...], chosen: Filter, rows: Sequence[Any]) -> Steps:
        """Show the first `PAGE` rows where they were read already; a job's `done` gives this."""
        self.sort_keys, self.chosen = sort, chosen
        self._round += 1
        return self._put_first(self._round, rows)

    def show_rows(self, sort: tuple[Sort, ...], chosen: Filter) -> None:
        """Read the list anew in an order and narrowed; what is shown stays until it comes."""
        self.sort_keys, self.chosen = sort, chosen
        self._round += 1
        number = self._round
        self._jobs.run_query(
            self,
            lambda: self._source.first_rows(sort, chosen, PAGE),
            lambda rows: self._put_first(number, rows),
            key="first",
        )

    def id_at(self, row: int) -> int:
        """Return the number of the record in a row."""
        return self._ids[row]

    def row_of(self, record_id: int) -> int:
        """Return the row that a record stands in, or -1."""
        return row_in(self._ids, record_id)

    def record_at(self, row: int) -> Any | None:
        """Return the record in a row, if it has been read."""
        return self._rows.get(self._ids[row])

    def record(self, record_id: int) -> Any | None:
        """Return a record by its number, if it has been read; what is in sight has."""
        return self._rows.get(record_id)

    def opened_from(self, row_id: int) -> tuple[int, ListOrder] | None:
        """Return the record that a row opens, and the order that its Next and Previous follow.

        None for a row that has not been read. Where rows open other records than their own, the
        order is read behind the window, and each record comes once.
        """
        row = self.record(row_id)
        if row is None:
            return None
        record_id = self._source.opens(row)
        if not self._source.opens_others:
            return record_id, self.order
        order = ListOrder(array("q", (record_id,)), whole=False)
        place, sort, chosen = self.row_of(row_id), self.sort_keys, self.chosen
        self._jobs.run_query(
            self,
            lambda: each_once(self._source.opened(sort, chosen), place, record_id),
            order.fill,
        )
        return record_id, order

    def ids(self) -> "array[int]":
        """Return the numbers of all rows in order."""
        return self._ids

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows are known of."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are, shown or not."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, alignment, or all it is drawn from; asks for a row not read."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if column.right else _LEFT)
        record = self._rows.get(self._ids[index.row()])
        if record is None:
            self._ask_for(index.row())
            if role == CellRole:
                return Cell("…", None, column.link, column.right)
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        return self._of_record(column, record, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title, or a row's number."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if column.right else _LEFT)
        return None

    @staticmethod
    def _of_record(column: Column, record: Any, role: int) -> Any:
        if role == CellRole:
            tone = column.tone(record) if column.tone else None
            return Cell(column.text(record), tone, column.link, column.right)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(record)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.text(record))
        return None

    def _put_first(self, number: int, rows: Sequence[Any]) -> Steps:
        if number != self._round:
            return
        self.beginResetModel()
        self._rows.clear()
        self._asked.clear()
        self._ids = array("q", (self._source.identity(row) for row in rows))
        self.order = ListOrder(self._ids, whole=len(rows) < PAGE)
        self._keep(rows)
        self.endResetModel()
        self.painted.emit()
        if len(rows) < PAGE:
            self.complete.emit(len(rows))
        until = perf_counter() + _FRAME
        yield  # reading more would take the processor from the first frame
        while number == self._round and not self.is_seen() and perf_counter() < until:
            yield
        if number != self._round:
            return
        self.settled.emit()
        if len(rows) == PAGE:
            self._read_ids(number)

    def _read_ids(self, number: int) -> None:
        sort, chosen = self.sort_keys, self.chosen
        self._jobs.run_query(
            self,
            lambda: self._source.ids(sort, chosen),
            lambda ids: self._put_ids(number, ids),
            key="ids",
        )

    def _put_ids(self, number: int, ids: "array[int]") -> None:
        if number != self._round:
            return
        shown = len(self._ids)
        if ids[:shown] != self._ids:
            # Somebody saved between the two reads: show the list as it is now.
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
        elif len(ids) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        self.order.fill(ids)
        self.complete.emit(len(ids))

    def _ask_for(self, row: int) -> None:
        page = row // PAGE
        if page in self._asked:
            return
        self._asked.add(page)
        ids = list(self._ids[page * PAGE : (page + 1) * PAGE])
        number = self._round
        self._jobs.run_query(
            self, lambda: self._source.rows(ids), lambda rows: self._put_page(number, page, rows)
        )

    def _put_page(self, number: int, page: int, rows: dict[int, Any]) -> None:
        self._asked.discard(page)
        if number != self._round:
            return
        self._keep(list(rows.values()))
        last = min((page + 1) * PAGE, len(self._ids)) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(
                self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1)
            )

    def _keep(self, rows: Sequence[Any]) -> None:
        for row in rows:
            self._rows[self._source.identity(row)] = row
        while len(self._rows) > _KEPT_PAGES * PAGE:
            self._rows.popitem(last=False)
