"""The menu of a list's views: entries with an icon, or with a tick for what may be on or off."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from pccdesk.ui import icons
from pccdesk.ui.plain_text import lettered


class ViewMenu(QMenu):
    """A menu whose entries are named by what they do; names of views are shown as they are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._taken: set[str] = set()
        self.setAccessibleName("Views of this list")

    def begin(self) -> None:
        """Empty the menu, to be filled anew."""
        self.clear()
        self._taken.clear()

    def offer(
        self,
        icon: str,
        words: str,
        done: Callable[[], None],
        *,
        enabled: bool = True,
        checked: bool | None = None,
    ) -> None:
        """Add an entry; with `checked` it has a tick in place of its icon."""
        action = self.addAction(lettered(words, self._taken))
        if icon and checked is None:
            icons.put(action, icon)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _on=False: done())
