"""Back, and where the page stands: Applications › CAF-2026-0012."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from pccdesk.ui.widgets.buttons import icon_button, push_button
from pccdesk.ui.widgets.labels import ElidedLabel, label


class Breadcrumb(QFrame):
    """A line above the page; earlier steps are links, the last is the page itself."""

    chosen = Signal(str)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 24, 0)
        row.setSpacing(6)
        self._back = icon_button("arrow-left", "Back (Alt+Left)", clicked=self.back.emit)
        row.addWidget(self._back)
        self._trail = QHBoxLayout()
        self._trail.setSpacing(8)
        row.addLayout(self._trail, 1)

    def show_trail(self, steps: list[tuple[str, str]], *, can_go_back: bool) -> None:
        """Show steps as (page, words), outermost first."""
        self._back.setEnabled(can_go_back)
        while (item := self._trail.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for page, words in steps[:-1]:
            link = push_button(words, kind="link")
            link.clicked.connect(lambda _=False, name=page: self.chosen.emit(name))
            self._trail.addWidget(link)
            self._trail.addWidget(label("›", "muted"))
        here = ElidedLabel(steps[-1][1], "muted")
        self._trail.addWidget(here, 1)
