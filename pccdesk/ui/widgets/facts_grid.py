"""What is recorded, as pairs of a label and its value."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pccdesk.ui import theme
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.reflow_grid import ReflowGrid

_WIDE = 170
"""Usual room of the labels."""
_MOST, _UNBOUND = 1.4, 16_777_215
"""How far it grows with larger text, at most; the longer labels wrap there. And Qt’s own limit."""


class FactsGrid(ReflowGrid):
    """Labels on the left, or above; values on the right; an empty one is shown as “Not given”."""

    def __init__(
        self,
        facts: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
        *,
        wide: int = _WIDE,
    ) -> None:
        super().__init__(stretches=(0, 1))
        self._wide = wide
        if parent is not None:
            self.setParent(parent)
        self._names: list[QLabel] = []
        self.reflowed.connect(self._let_names)
        self.set_facts(facts)

    def set_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show pairs of (label, value)."""
        self.clear()
        self._names.clear()
        for words, value in facts:
            named = label(words, "muted", wrap=True)
            named.setMinimumWidth(min(theme.scale().pixels(self._wide), int(self._wide * _MOST)))
            self._names.append(named)
            shown = label(value or "Not given", "body" if value else "muted", wrap=True)
            shown.setAccessibleName(f"{words}: {value or 'not given'}")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self.add_row((named, Qt.AlignmentFlag.AlignTop), (shown, None))
        self._let_names()

    def _let_names(self) -> None:
        """Hold the labels in their column, or let each have its line."""
        for named in self._names:
            named.setMaximumWidth(_UNBOUND if self.is_narrow() else named.minimumWidth())
