"""A list that drops from a field while typing; only what is chosen is put into the field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

_SHOWN = 12
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: what it says, and what is handed back when it is chosen."""

    words: str
    value: Any


class Suggestions(QObject):
    """Shows suggestions under a field; arrows and Enter choose, Esc closes the list only."""

    chosen = Signal(object)

    def __init__(self, line: QWidget) -> None:
        super().__init__(line)
        self._line = line
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.setWidget(line)
        popup = self._completer.popup()
        if popup is not None:
            popup.setAccessibleName("Suggestions")
            popup.installEventFilter(self)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # PySide6's stubs lack overloads

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter take the chosen line; a long text would begin a new line with it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            popup = self._completer.popup()
            index = popup.currentIndex() if popup is not None else QModelIndex()
            if event.key() in _ENTER and index.isValid():
                self.close()
                self._take(index)
                return True
        return super().eventFilter(watched, event)

    def offer(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these under the field while it has the keyboard; none closes the list."""
        self._model.clear()
        for each in suggestions:
            item = QStandardItem(each.words)
            item.setData(each.value, Qt.ItemDataRole.UserRole)
            item.setEditable(False)
            self._model.appendRow(item)
        if suggestions and self._line.hasFocus():
            self._completer.complete()
        else:
            self.close()

    def close(self) -> None:
        """Close the list."""
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def words(self) -> list[str]:
        """Return what the list says, for tests and for screen readers."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def choose(self, row: int) -> None:
        """Choose a line of the list, as Enter on it does."""
        self.chosen.emit(self._model.item(row).data(Qt.ItemDataRole.UserRole))
        self.close()

    def _take(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(Qt.ItemDataRole.UserRole))
