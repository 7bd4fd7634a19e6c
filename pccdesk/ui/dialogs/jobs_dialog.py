"""What runs and what ran, newest first: how far, how it ended, and the way to what came of it."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.ui.context import Context, Target
from pccdesk.ui.dialogs.dialog_foot import SIDE, add_foot, dialog_column
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.job_words import how_it_stands
from pccdesk.ui.jobs import Job, JobState
from pccdesk.ui.navigation import PAGES
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.scroll_column import ScrollColumn

Offer = tuple[str, Callable[[], object]]


class JobsDialog(QDialog):
    """Stays open beside the work and follows it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Jobs")
        self._context = context
        self._scroll = ScrollColumn()
        column = dialog_column(self)
        heading = label("Jobs", "title")
        heading.setContentsMargins(SIDE, 0, SIDE, 0)
        column.addWidget(heading)
        column.addWidget(self._scroll, 1)
        close = push_button("Close", kind="primary", clicked=self.accept)
        add_foot(column, close)
        QShortcut(QKeySequence("F1"), self, self.show_help)
        context.jobs.changed.connect(self._show)
        self._show()
        self.resize(640, 520)
        grow_with_text(self)
        close.setFocus()

    def show_help(self) -> None:
        """Open the help of jobs."""
        from pccdesk.ui.help_window import show_help

        show_help("jobs", self)

    def _show(self) -> None:
        jobs = self._context.jobs
        shown = [*jobs.running()[::-1], *jobs.history[::-1]]
        nothing = EmptyState("hourglass", "No jobs yet", "What takes a while is listed here.")
        self._scroll.show_cards([self._card(job) for job in shown] or [nothing])

    def _card(self, job: Job[object]) -> Card:
        card = Card()
        card.setAccessibleName(job.title)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(job.title, "strong", wrap=True))
        words.addWidget(label(how_it_stands(job, time.monotonic()), "muted", wrap=True))
        row.addLayout(words, 1)
        for text, do in self._offers(job):
            button = push_button(text, clicked=lambda do=do: do())  # type: ignore[misc] # bound now
            button.setAccessibleName(f"{text}: {job.title}")
            row.addWidget(button)
        card.column.addLayout(row)
        return card

    def _offers(self, job: Job[object]) -> list[Offer]:
        if job.may_be_cancelled and not job.wanted_to_stop:
            return [("Cancel", job.cancel)]
        if job.state is not JobState.DONE:
            return []
        file = job.file
        if file is not None and file.is_file():
            return [("Open the file", lambda: open_file(file))]
        pages = {each.id: each for each in PAGES}
        page = next((pages[kind] for kind in job.touches if kind in pages), None)
        if page is None or not self._context.may(page.permission):
            return []
        return [(f"Show {page.title.lower()}", lambda: self._context.navigate(Target(page.id)))]


def open_file(path: Path) -> bool:
    """Open a file with the desktop's own program for it; tell whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
