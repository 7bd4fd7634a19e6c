"""What a list is narrowed to: words typed, values chosen, each chosen one a chip to take off."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from pccdesk.queries.listing import Filter, FilterChoice
from pccdesk.ui import icons, theme
from pccdesk.ui.itemmodels.list_source import ListSource
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.plain_text import plain_words
from pccdesk.ui.widgets.buttons import ToolButton, push_button
from pccdesk.ui.widgets.flow_layout import FlowLayout
from pccdesk.ui.widgets.sign_line import SignLine

_WAIT = 180
_BOX_LEAST, _BOX_MOST = 140, 420


class FilterBar(QWidget):
    """A box to type in, a button for each filter, and chips for what is chosen."""

    changed = Signal()
    left_below = Signal()
    """Down was pressed in the box: on to the rows."""

    def __init__(
        self,
        source: ListSource,
        filters: Sequence[tuple[str, str]],
        jobs: Jobs,
        hint: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._jobs = jobs
        self._titles = dict(filters)
        self._values: dict[str, dict[Any, str]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._row = FlowLayout(8)
        column.addLayout(self._row)
        self._fill_row(filters, hint)
        self._chips = FlowLayout(6)
        self._chip_row = QWidget(self)
        self._chip_row.setLayout(self._chips)
        self._chip_row.hide()
        column.addWidget(self._chip_row)

    def chosen(self) -> Filter:
        """Return what is chosen now."""
        values = {key: tuple(named) for key, named in self._values.items() if named}
        return Filter(self.box.text().strip(), values)

    def choose(self, key: str, value: Any, label: str) -> None:
        """Narrow to a value as well."""
        self._values.setdefault(key, {})[value] = label
        self._tell()

    def replace(self, named: Mapping[str, tuple[Any, str] | None]) -> None:
        """Narrow by one value for each of some keys, in place of what was chosen; None: by none."""
        for key, chosen in named.items():
            self._values[key] = {} if chosen is None else {chosen[0]: chosen[1]}
        self._tell()

    def clear(self) -> None:
        """Take every filter off; sort and columns stay."""
        self._values.clear()
        self.box.clear()
        self._tell()

    def set_chosen(self, text: str, values: dict[str, dict[Any, str]]) -> None:
        """Show a kept filter, without telling."""
        self._values = {key: dict(named) for key, named in values.items()}
        self.box.setText(text)
        self._timer.stop()
        self._draw_chips()

    def kept(self) -> tuple[str, dict[str, dict[Any, str]]]:
        """Return the filter in a form that can be kept."""
        return self.box.text(), {key: dict(named) for key, named in self._values.items() if named}

    def words(self) -> list[str]:
        """Return what is chosen in words, as the chips say it."""
        return [
            self._words(key, words)
            for key, named in self._values.items()
            for words in named.values()
        ]

    def put_beside(self, button: QWidget) -> None:
        """Put a button right behind the box that is typed in."""
        self._row.insertWidget(1, button)
        self.setTabOrder(self.box, button)

    def put_last(self, button: QWidget) -> None:
        """Put a button behind those of the filters."""
        self._row.addWidget(button)

    def is_empty(self) -> bool:
        """Whether nothing is narrowed."""
        return not self.box.text().strip() and not any(self._values.values())

    def _fill_row(self, filters: Sequence[tuple[str, str]], hint: str) -> None:
        self.box = SignLine(self)
        self.box.setPlaceholderText(hint)
        self.box.setAccessibleName("Filter this list")
        self.box.setAccessibleDescription(hint)
        self.box.offer_emptying()
        theme.theme().changed.connect(self._size_box)
        self._size_box()
        down = QShortcut(Qt.Key.Key_Down, self.box, self.left_below.emit)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.box.textChanged.connect(lambda _text: self._timer.start())
        self._row.addWidget(self.box)
        for key, title in filters:
            self._row.addWidget(self._button(key, title))

    def _size_box(self) -> None:
        self.box.setMinimumWidth(theme.scale().pixels(_BOX_LEAST))
        self.box.setMaximumWidth(theme.scale().pixels(_BOX_MOST))

    def _button(self, key: str, title: str) -> ToolButton:
        button = ToolButton(self)
        button.setText(title)
        button.setProperty("kind", "secondary")
        button.setAccessibleName(f"Filter by {title.lower()}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(button, "chevron-down")
        button.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
        )  # the arrow stands behind the word
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(button)
        menu.setAccessibleName(f"Filter by {title.lower()}")
        menu.aboutToShow.connect(lambda: self._fill(menu, key))
        button.setMenu(menu)
        return button

    def _fill(self, menu: QMenu, key: str) -> None:
        menu.clear()
        menu.addAction("Reading …").setEnabled(False)
        chosen = self.chosen()
        self._jobs.run_query(
            menu,
            lambda: self._source.choices(key, chosen),
            lambda choices: self._offer(menu, key, choices),
            key="choices",
        )

    def _offer(self, menu: QMenu, key: str, choices: Sequence[FilterChoice]) -> None:
        menu.clear()
        if not choices:
            menu.addAction("Nothing to choose from").setEnabled(False)
        for choice in choices:
            action = QAction(
                plain_words(f"{choice.label or 'Not given'}  ({choice.count:,})"), menu
            )
            action.setCheckable(True)
            action.setChecked(choice.value in self._values.get(key, {}))
            action.toggled.connect(partial(self._toggle, key, choice))
            menu.addAction(action)

    def _toggle(self, key: str, choice: FilterChoice, on: bool) -> None:
        named = self._values.setdefault(key, {})
        if on:
            named[choice.value] = choice.label or "Not given"
        else:
            named.pop(choice.value, None)
        self._tell()

    def _tell(self) -> None:
        self._draw_chips()
        self._timer.stop()
        self.changed.emit()

    def _draw_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for key, named in self._values.items():
            for value, label in named.items():
                self._chips.addWidget(self._chip(key, value, label))
        any_chosen = self._chips.count() > 0
        if any_chosen:
            clear = push_button("Clear filters", kind="link", clicked=self.clear)
            self._chips.addWidget(clear)
        self._chip_row.setVisible(any_chosen)

    def _chip(self, key: str, value: Any, label: str) -> QWidget:
        words = self._words(key, label)
        chip = push_button(words, kind="chip", icon="x", tooltip=f"Take off {words}")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.clicked.connect(lambda _checked=False: self._take_off(key, value))
        return chip

    def _words(self, key: str, label: str) -> str:
        return f"{self._titles[key]}: {label}" if key in self._titles else label

    def _take_off(self, key: str, value: Any) -> None:
        self._values.get(key, {}).pop(value, None)
        self._tell()
