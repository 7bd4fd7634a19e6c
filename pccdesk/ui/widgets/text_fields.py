"""Lines and texts with a check: a postcode, and a long text with a word limit."""

import re
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pccdesk.ui import theme
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import label

_INWARD = 3
_SHORTEST = 5


def line_edit(*, width: int | None = None, longest: int = 200) -> QLineEdit:
    """Return a line for text; `width` in pixels hints at how much is expected."""
    made = QLineEdit()
    made.setMaxLength(longest)
    if width is not None:
        made.setMaximumWidth(theme.scale().pixels(width))
    return made


class CheckedLine(QLineEdit):
    """A line that is checked on leaving it; what looks odd is warned about and let through.

    `check` returns the warning, or nothing, for what was typed.
    """

    changed = Signal()
    problem_found = Signal(str, bool)

    def __init__(
        self, check: Callable[[str], str], *, width: int | None = None, longest: int = 200
    ) -> None:
        super().__init__()
        self._check = check
        self.setMaxLength(longest)
        if width is not None:
            self.setMaximumWidth(theme.scale().pixels(width))
        self.textChanged.connect(lambda _: self.changed.emit())
        self.editingFinished.connect(
            lambda: self.problem_found.emit(self._check(self.value()), True)
        )

    def value(self) -> str:
        """Return what was typed, without blanks around it."""
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.setText(value or "")


class PostcodeField(QLineEdit):
    """A line for a postcode; on leaving it is spaced and in capitals, then checked.

    `check` returns a warning for a postcode, or nothing; a warning lets the save through.
    """

    changed = Signal()
    problem_found = Signal(str, bool)

    def __init__(
        self, check: Callable[[str], str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._check = check
        self.setMaxLength(12)
        self.setFixedWidth(theme.scale().pixels(140))
        self.textChanged.connect(lambda _: self.changed.emit())
        self.editingFinished.connect(self._tidy)

    def value(self) -> str:
        """Return the postcode spaced and in capitals, as `PR1 8XJ`."""
        typed = re.sub(r"\s+", "", self.text()).upper()
        return f"{typed[:-_INWARD]} {typed[-_INWARD:]}" if len(typed) >= _SHORTEST else typed

    def set_value(self, value: str | None) -> None:
        """Show a postcode."""
        self.setText(value or "")

    def _tidy(self) -> None:
        if self.text() != self.value():
            self.setText(self.value())
        warning = self._check(self.value()) if self._check and self.value() else ""
        self.problem_found.emit(warning, True)


class WordLimitedText(QWidget):
    """A long text with “87 of 150 words” below; Tab moves on, as in any field."""

    changed = Signal()

    def __init__(self, limit: int | None, lines: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        height = self.edit.fontMetrics().lineSpacing() * lines + 20
        self.edit.setMinimumHeight(height)
        self.edit.setMaximumHeight(height)
        self.setFocusProxy(self.edit)
        self._count = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.edit)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        self._foot.addWidget(self._count)
        column.addLayout(self._foot)
        self._count.setVisible(limit is not None)
        self.edit.textChanged.connect(self._recount)
        self._recount()

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.edit.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.edit.setPlainText(value or "")

    def add_below(self, widget: QWidget) -> None:
        """Put something under the text, at its left."""
        self._foot.insertWidget(0, widget)

    def words(self) -> int:
        """Return how many words stand in it."""
        return len(self.edit.toPlainText().split())

    def count_shown(self) -> str:
        """Return the words below the text."""
        return self._count.text()

    def _recount(self) -> None:
        words, limit = self.words(), self._limit
        over = limit is not None and words > limit
        shown = f"{words:,} of {limit:,} words" if limit else ""
        if over and limit is not None:
            shown += f": {words - limit:,} too many"
        self._count.setText(shown)
        restyle(self._count, "type", "problem" if over else "small")
        self.changed.emit()
