"""A time of day as an officer types it: `9:30`, `0930`, `14.05`."""

import re
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from pccdesk.ui import theme

_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")


class TimeField(QLineEdit):
    """A line for a time of day; on leaving it shows `09:30`."""

    changed = Signal()
    problem_found = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(8)
        self.setFixedWidth(theme.scale().pixels(100))
        self.setPlaceholderText("12:00")
        self.textChanged.connect(lambda _: self.changed.emit())
        self.editingFinished.connect(self._tidy)

    def value(self) -> time | None:
        """Return the time, or None where nothing, or no time, was typed."""
        found = _TIME.fullmatch(self.text().strip())
        try:
            return time(int(found[1]), int(found[2])) if found else None
        except ValueError:
            return None

    def set_value(self, value: time | None) -> None:
        """Show a time; None empties the line."""
        self.setText(f"{value:%H:%M}" if value else "")

    def problem(self) -> str:
        """Return what is wrong with what was typed, or nothing."""
        wrong = self.text().strip() and self.value() is None
        return "Enter a time of day such as 9:30 or 14:05." if wrong else ""

    def _tidy(self) -> None:
        if (value := self.value()) is not None:
            self.set_value(value)
        self.problem_found.emit(self.problem(), False)
