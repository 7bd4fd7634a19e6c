"""Lines of a small table that grows while typing: budget lines, match funding."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QToolButton, QVBoxLayout, QWidget

from pccdesk.ui.form.typed import entry_problem, put_back, typed_in
from pccdesk.ui.widgets.buttons import icon_button
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.tab_order import put_in_tab_order
from pccdesk.ui.widgets.values import on_change, value_of


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, how its control is made, and its share of the width."""

    title: str
    make: Callable[[], QWidget]
    share: int = 0


class RowsField(QWidget):
    """Rows of controls with an empty one always below; Ctrl+Delete removes the row one is in."""

    changed = Signal()
    problem_found = Signal(str, bool)

    def __init__(self, columns: tuple[Column, ...], row_name: str) -> None:
        super().__init__()
        self._columns, self._row_name = columns, row_name
        self._rows: list[list[QWidget]] = []
        self._removers: list[QToolButton] = []
        self._quiet = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for place, column in enumerate(columns):
            self._grid.addWidget(label(column.title, "small"), 0, place)
            self._grid.setColumnStretch(place, column.share)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._grid)
        self._add_row()

    def values(self) -> list[list[Any]]:
        """Return the values of each row in which something was typed."""
        return [[value_of(each) for each in row] for row in self._rows if _is_filled(row)]

    def value(self) -> list[list[Any]]:
        """Return what `values` does, as every field of a form."""
        return self.values()

    def set_value(self, value: list[list[Any]] | None) -> None:
        """Show rows that `typed` returned."""
        self.put_typed(value or [])

    def typed(self) -> list[list[Any]]:
        """Return the text of each row in which something was typed."""
        return [[typed_in(each) for each in row] for row in self._rows if _is_filled(row)]

    def put_typed(self, kept: Any) -> None:
        """Show rows again that `typed` returned, in the rows that are there as far as they go."""
        wanted = [*(kept if isinstance(kept, list) else []), []]
        self._quiet = True
        while len(self._rows) > len(wanted):
            self._drop(len(self._rows) - 1)
        while len(self._rows) < len(wanted):
            self._add_row()
        for row, values in zip(self._rows, wanted, strict=True):
            for control, each in zip_longest(row, values[: len(row)]):
                put_back(control, "")
                if each:
                    put_back(control, each)
                restyle(control, "wrong", value=False)
        self._quiet = False
        self._grow()
        self.changed.emit()

    def problem(self) -> str:
        """Return the first thing that cannot be read, with its line, or nothing."""
        for number, row in enumerate(self._rows, 1):
            for control in row:
                if sentence := entry_problem(control):
                    return f"Line {number}: {sentence}"
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remove a row with Ctrl+Delete and go down with Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            number = next((n for n, row in enumerate(self._rows) if watched in row), None)
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if number is not None and ctrl and event.key() == Qt.Key.Key_Delete:
                self.remove(number)
                return True
            plain = event.modifiers() in {
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            }
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if number is not None and plain and enter and number + 1 < len(self._rows):
                self._rows[number + 1][0].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the first row; rows come and go, so none is a lasting proxy."""
        super().focusInEvent(event)
        self._rows[0][0].setFocus(event.reason())

    def remove(self, number: int) -> None:
        """Take a row away, except the empty last one."""
        if number >= len(self._rows) - 1:
            return
        self._drop(number)
        self._grow()
        self._rows[min(number, len(self._rows) - 1)][0].setFocus()
        self.changed.emit()

    def _add_row(self) -> None:
        row = [column.make() for column in self._columns]
        for control in row:
            on_change(control, self._on_change)
            control.installEventFilter(self)
            found = getattr(control, "problem_found", None)
            if found is not None:
                found.connect(partial(self._told, control))
        remover = icon_button("trash-2", "")
        remover.clicked.connect(lambda _=False: self.remove(self._removers.index(remover)))
        self._rows.append(row)
        self._removers.append(remover)
        self._place(len(self._rows) - 1)
        if not self._quiet:
            self._name_rows()

    def _told(self, control: QWidget, sentence: str, _warning: bool) -> None:
        restyle(control, "wrong", bool(sentence))
        self.problem_found.emit(self.problem(), False)

    def _on_change(self) -> None:
        self._grow()
        if not self._quiet:
            self.changed.emit()

    def _grow(self) -> None:
        if self._quiet:
            return
        if not self._rows or _is_filled(self._rows[-1]):
            self._add_row()
        self._name_rows()

    def _drop(self, number: int) -> None:
        for widget in (*self._rows.pop(number), self._removers.pop(number)):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for place in range(number, len(self._rows)):
            self._place(place)

    def _place(self, number: int) -> None:
        for place, control in enumerate((*self._rows[number], self._removers[number])):
            self._grid.addWidget(control, number + 1, place)

    def _name_rows(self) -> None:
        stops: list[QWidget] = []
        for number, (row, remover) in enumerate(zip(self._rows, self._removers, strict=True), 1):
            last = number == len(self._rows)
            for column, control in zip(self._columns, row, strict=True):
                words = control.text() if isinstance(control, QCheckBox) else column.title
                control.setAccessibleName(f"{self._row_name} {number}: {words}")
            remover.setAccessibleName(f"Remove {self._row_name.lower()} {number}")
            remover.setToolTip("Remove this line (Ctrl+Delete)")
            policy = remover.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            remover.setSizePolicy(policy)
            remover.setVisible(not last)
            stops += [*row, remover]
        put_in_tab_order(stops)


def _is_filled(row: list[QWidget]) -> bool:
    texts = [typed_in(each) for each in row if not isinstance(each, QCheckBox)]
    ticks = [each.isChecked() for each in row if isinstance(each, QCheckBox)]
    return any(str(text or "").strip() for text in texts) or any(ticks)
