"""What the project is: its title and the four fixed texts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pccdesk.domain.definitions import FormDefinition
from pccdesk.domain.forms import TITLE_LIMIT
from pccdesk.ui.form.section import Section
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.text_fields import WordLimitedText, line_edit

_LONGEST = 2_000


class CountedLine(QWidget):
    """A line with “42 of 140 characters” below it; more can be typed, and is then told."""

    changed = Signal()

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self.line: QLineEdit = line_edit(longest=_LONGEST)
        self._count = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._count, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _: self._recount())
        self._recount()

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.line.text().strip()

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.line.setText(value or "")

    def typed(self) -> str:
        """Return the text as it stands."""
        return self.line.text()

    def put_typed(self, kept: object) -> None:
        """Show a text that was kept."""
        self.line.setText(kept if isinstance(kept, str) else "")
        self.line.setCursorPosition(0)

    def _recount(self) -> None:
        length = len(self.value())
        over = length - self._limit
        more = f": {over:,} too many" if over > 0 else ""
        self._count.setText(f"{length:,} of {self._limit:,} characters{more}")
        restyle(self._count, "type", "problem" if over > 0 else "small")
        self.changed.emit()


class ProjectSection(Section):
    """Title, summary, what will be done, for whom and where, with the form's word limits."""

    def __init__(self, definition: FormDefinition) -> None:
        super().__init__("project", "Project")
        words = definition.text_words or None
        self.add_reminder()
        self.add_field("project_title", "Title of the project", CountedLine(TITLE_LIMIT))
        self.add_field("summary", "Summary", WordLimitedText(definition.summary_words or None, 4))
        self.add_field("what", "What will be done", WordLimitedText(words, 6))
        self.add_field("who", "Who it is for", WordLimitedText(words, 4), optional=True)
        self.add_field("where", "Where it takes place", WordLimitedText(words, 3), optional=True)
