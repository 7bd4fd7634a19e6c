"""What stands in the middle of a list: its table, or a word on why there is nothing in it."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtWidgets import QStackedLayout, QWidget

from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.list_words import ListWords


class Shown(Enum):
    """What a list shows."""

    ROWS = "rows"
    NOTHING_YET = "nothing yet"
    NOTHING_MATCHES = "nothing matches"


class ListBody(QStackedLayout):
    """The table; what is said in its place is made when it is first needed."""

    def __init__(self, table: QWidget, words: ListWords, clear: Callable[[], None]) -> None:
        super().__init__()
        self._words, self._clear = words, clear
        self._parts: dict[Shown, QWidget] = {Shown.ROWS: table}
        self.shown = Shown.ROWS
        self.addWidget(table)

    def show_part(self, part: Shown) -> None:
        """Show the table, or why there is nothing in it."""
        if part not in self._parts:
            made = self._nothing_yet() if part is Shown.NOTHING_YET else self._nothing_matches()
            self._parts[part] = made
            self.addWidget(made)
        self.shown = part
        self.setCurrentWidget(self._parts[part])

    def _nothing_yet(self) -> QWidget:
        words = self._words
        return EmptyState(
            words.icon,
            words.empty,
            words.empty_line,
            button=words.next_step,
            clicked=words.take_next_step,
            may_shrink=True,
        )

    def _nothing_matches(self) -> QWidget:
        return EmptyState(
            "list-filter",
            "Nothing matches",
            f"No {self._words.one} fits what is typed and chosen above.",
            button="Clear filters",
            clicked=self._clear,
            may_shrink=True,
        )
