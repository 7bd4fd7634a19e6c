"""The bar above a list that counts the selected rows and offers what can be done with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from pccdesk.ui.lists.words import counted
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something to do with the selected rows; `run` is given their numbers."""

    text: str
    run: Callable[[tuple[int, ...]], None]
    icon: str = ""


class SelectionBar(QFrame):
    """A count, a button for each bulk action, and one that clears the selection.

    All of it is made when rows are first selected.
    """

    def __init__(
        self,
        actions: Sequence[BulkAction],
        selection: Callable[[], tuple[int, ...]],
        clear: Callable[[], None],
        one: str,
        many: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._selection, self._one, self._many = selection, one, many
        self._actions, self._clear = tuple(actions), clear
        self._words: QLabel | None = None
        self.setProperty("role", "selection")
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many rows are selected; one alone shows only where something can be done."""
        shown = count > 1 or (count > 0 and bool(self._actions))
        if shown:
            self._words = self._words or self._made_words()
            self._words.setText(f"{counted(count, self._one, self._many)} selected")
        self.setVisible(shown)

    def _made_words(self) -> QLabel:
        """Make what is in the bar, and return the words."""
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        made = label("")
        row.addWidget(made)
        row.addStretch(1)
        for action in self._actions:
            row.addWidget(self._button(action))
        row.addWidget(push_button("Clear selection", kind="link", clicked=self._clear))
        return made

    def _button(self, action: BulkAction) -> QPushButton:
        return push_button(
            action.text, icon=action.icon, clicked=lambda: action.run(self._selection())
        )
