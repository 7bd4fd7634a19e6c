"""What is recorded, as pairs of a label and its value."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pccdesk.ui import theme
from pccdesk.ui.widgets.labels import label

_WIDE, _WIDEST = 170, 240
"""Room of the labels, and at most, in larger text, where the longer ones wrap."""


class FactsGrid(QWidget):
    """Labels on the left, values on the right; an empty value is shown as “Not given”."""

    def __init__(
        self, facts: tuple[tuple[str, str], ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.set_facts(facts)

    def set_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show pairs of (label, value)."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (words, value) in enumerate(facts):
            named = label(words, "muted", wrap=True)
            named.setFixedWidth(min(theme.scale().pixels(_WIDE), _WIDEST))
            shown = label(value or "Not given", "body" if value else "muted", wrap=True)
            shown.setAccessibleName(f"{words}: {value or 'not given'}")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._grid.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(facts), 1)
