"""Open a row of a list in a window of its own: Ctrl+Enter, the middle button, or the menu."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from pccdesk.ui.plain_text import letter_of, lettered
from pccdesk.ui.widgets.record_table import RecordTable
from pccdesk.ui.widgets.selection_bar import BulkAction

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class OpeningApart(QObject):
    """Watches one table; what it opens within `apart` comes in a new window, `copy` copies.

    The menu has `bulk` too: what can be done with rows.
    """

    def __init__(
        self,
        table: RecordTable,
        apart: Callable[[], AbstractContextManager[None]],
        copy: Callable[[], None],
        bulk: Sequence[BulkAction] = (),
    ) -> None:
        super().__init__(table)
        self._table = table
        self._apart, self._copy = apart, copy
        self._bulk = tuple(bulk)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        """Take Ctrl+Enter, a middle click and the wish for a menu; let all else through."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if ctrl and event.key() in _ENTER:
                return self._do(self._open_apart, self._table.currentIndex().row())
        elif isinstance(event, QContextMenuEvent):
            if event.reason() == QContextMenuEvent.Reason.Keyboard:
                # Qt asks the table then, not what it shows in.
                return self._show_menu(self._table.currentIndex().row(), self._place_of_row())
            if seen is not self._table:
                return self._show_menu(self._table.rowAt(event.pos().y()), event.pos())
        elif seen is self._table:
            return False
        elif isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.MiddleButton:
            if event.type() == QEvent.Type.MouseButtonRelease:
                self._do(self._open_apart, self._table.rowAt(event.position().toPoint().y()))
            return True
        return False

    def menu(self, row: int) -> QMenu:
        """Return the menu of a row."""
        menu = QMenu(self._table)
        menu.addAction("&Open\tEnter").triggered.connect(lambda: self._open_row(row))
        apart = menu.addAction("Open in a new &window\tCtrl+Enter")
        apart.triggered.connect(lambda: self._open_apart(row))
        self._add_bulk(menu, row)
        menu.addSeparator()
        menu.addAction("&Copy with headers\tCtrl+C").triggered.connect(lambda _=False: self._copy())
        return menu

    def _show_menu(self, row: int, place: QPoint) -> bool:
        if row < 0:
            return False
        menu = self.menu(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._table.viewport().mapToGlobal(place))
        return True

    def _add_bulk(self, menu: QMenu, row: int) -> None:
        """Offer what can be done with the selected rows, or with this one if it is none of them."""
        chosen, this = tuple(self._table.selected_ids()), self._table.id_at(row)
        ids = chosen if this in chosen else (this,)
        taken = {letter_of(each.text()) for each in menu.actions()} | {"C"}
        if self._bulk:
            menu.addSeparator()
        for each in self._bulk:
            action = menu.addAction(lettered(each.text, taken))
            action.triggered.connect(lambda _=False, run=each.run: run(ids))

    def _place_of_row(self) -> QPoint:
        return self._table.visualRect(self._table.currentIndex()).bottomLeft()

    def _open_row(self, row: int) -> None:
        self._table.open_row(row)

    def _open_apart(self, row: int) -> None:
        with self._apart():
            self._open_row(row)

    @staticmethod
    def _do(what: Callable[[int], None], row: int) -> bool:
        if row >= 0:
            what(row)
        return row >= 0
