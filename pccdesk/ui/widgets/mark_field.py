"""A mark with its reason, as one field of an assessment."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pccdesk.domain.definitions import ScoringCriterion
from pccdesk.domain.scoring import Mark
from pccdesk.ui import theme
from pccdesk.ui.widgets.buttons import icon_button
from pccdesk.ui.widgets.labels import label


def weighted(criterion: ScoringCriterion) -> str:
    """Return a criterion's label with its weight, where it counts more than once."""
    if criterion.weight <= 1:
        return criterion.label
    times = {2: "twice"}.get(criterion.weight, f"{criterion.weight} times")
    return f"{criterion.label} (counts {times})"


@dataclass(frozen=True, slots=True)
class MarkTyped:
    """What stands in the field; `mark` None where none was given yet."""

    mark: int | None = None
    justification: str = ""

    @property
    def mark_given(self) -> Mark | None:
        """The mark as the service takes it, or None."""
        return None if self.mark is None else Mark(self.mark, self.justification)


class _MarkLine(QLineEdit):
    """A line that tells of Up and Down."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow keys, as a spin box does."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = next((by for key, by in steps.items() if event.key() == key), None)
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class MarkField(QWidget):
    """A small line for the mark (typed, or stepped with Up, Down, − and +) beside its reason.

    It begins empty and not with 0, so that a mark nobody gave is never counted.
    """

    changed = Signal()

    def __init__(self, maximum: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maximum = maximum
        self.mark = _MarkLine()
        self.mark.stepped.connect(self._move)
        self.mark.setValidator(QIntValidator(0, maximum, self.mark))
        self.mark.setFixedWidth(theme.scale().pixels(52))
        self.mark.setAccessibleName(f"{name}: mark from 0 to {maximum}")
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText("Why this mark")
        self.reason.setAccessibleName(f"{name}: reason")
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * 3 + 20)
        self.setFocusProxy(self.mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(self._mark_side(name))
        row.addWidget(self.reason, 1)
        self.mark.textChanged.connect(lambda _: self.changed.emit())
        self.reason.textChanged.connect(self.changed.emit)

    def value(self) -> MarkTyped:
        """Return the mark and its reason."""
        text = self.mark.text().strip()
        mark = int(text) if text.isascii() and text.isdigit() else None
        if mark is not None and mark > self._maximum:
            mark = None
        return MarkTyped(mark, self.reason.toPlainText().strip())

    def set_value(self, value: MarkTyped | None) -> None:
        """Show a mark and its reason."""
        typed = value or MarkTyped()
        self.mark.setText("" if typed.mark is None else str(typed.mark))
        self.reason.setPlainText(typed.justification)

    def typed(self) -> list[str]:
        """Return mark and reason letter for letter, for a kept draft."""
        return [self.mark.text(), self.reason.toPlainText()]

    def put_typed(self, kept: Any) -> None:
        """Show again what `typed` returned."""
        if isinstance(kept, list) and len(kept) == 2 and all(isinstance(t, str) for t in kept):  # noqa: PLR2004
            self.mark.setText(kept[0])
            self.reason.setPlainText(kept[1])

    def _mark_side(self, name: str) -> QVBoxLayout:
        less = icon_button("minus", f"{name}: one less", clicked=lambda: self._move(-1))
        more = icon_button("plus", f"{name}: one more", clicked=lambda: self._move(1))
        for button in (less, more):  # by keyboard a mark is typed, or stepped with Up and Down
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout()
        line.setSpacing(2)
        for each in (less, self.mark, more):
            line.addWidget(each)
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addLayout(line)
        side.addWidget(label(f"of {self._maximum}", "small"), 0, Qt.AlignmentFlag.AlignHCenter)
        side.addStretch(1)
        return side

    def _move(self, by: int) -> None:
        now = self.value().mark
        start = now if now is not None else (-1 if by > 0 else self._maximum + 1)
        self.mark.setText(str(min(self._maximum, max(0, start + by))))
