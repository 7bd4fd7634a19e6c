"""Two pages without a database: one that holds the officer back, one that cannot be built."""

from PySide6.QtWidgets import QLineEdit

from pccdesk.ui.context import Target
from pccdesk.ui.page import Page, PageHeader


class NotesPage(Page):
    title = "Notes"
    shows = frozenset({"notes"})

    def build(self) -> None:
        self.loads: list[Target] = []
        self.saved = 0
        self.unsaved = False
        self.column.addWidget(PageHeader("Notes"))
        self.line = QLineEdit()
        self.line.setAccessibleName("Note")
        self.column.addWidget(self.line)

    def load(self, target: Target) -> None:
        super().load(target)
        self.loads.append(target)

    def can_leave(self) -> bool:
        return not self.unsaved

    def save(self) -> None:
        self.saved += 1


class RecordPage(NotesPage):
    title = "CAF-2026-0012"


class BrokenPage(Page):
    title = "Broken"

    def build(self) -> None:
        self.column.addWidget(PageHeader("Half of it", parent=self))
        raise ValueError(self.title)
