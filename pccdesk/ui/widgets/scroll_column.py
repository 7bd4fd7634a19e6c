"""A column of cards or fields that scrolls where it is longer than its page."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pccdesk.ui import theme
from pccdesk.ui.widgets.scroll_area import ReachableScrollArea


class ScrollColumn(ReachableScrollArea):
    """A scrolling column for forms and cards, no wider than is comfortable to read."""

    def __init__(self, widest: int = 880, parent: QWidget | None = None, *, side: int = 24) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        outer = QWidget()
        outer.setProperty("role", "content")
        around = QHBoxLayout(outer)
        around.setContentsMargins(side, 8, side, 24)
        content = self.content = QWidget()
        self._widest = widest
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = QVBoxLayout()
        self.column.setSpacing(16)
        whole.addLayout(self.column)
        whole.addStretch(1)
        around.addWidget(content, 1)
        around.addStretch(0)
        self.setWidget(outer)
        self._fit()
        theme.theme().changed.connect(self._fit)

    def _fit(self) -> None:
        """Keep lines as long in letters, and so wider in pixels, with larger text."""
        self.content.setMaximumWidth(theme.scale().pixels(self._widest))

    def set_widest(self, widest: int) -> None:
        """Let the column be so wide, in pixels at the usual size of text."""
        self._widest = widest
        self._fit()

    def add(self, widget: QWidget) -> None:
        """Add a card or form below what is there."""
        self.column.addWidget(widget)

    def show_cards(self, cards: Iterable[QWidget]) -> None:
        """Show these cards in place of all that stood here before."""
        while (item := self.column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for card in cards:
            self.add(card)
