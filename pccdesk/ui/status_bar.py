"""The bar at the foot: which database, who is signed in, and what runs."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QWidget

from pccdesk.ui.context import Context
from pccdesk.ui.job_words import how_far
from pccdesk.ui.jobs import Job
from pccdesk.ui.plain_text import isolated, plain_tip
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label


class JobStrip(QWidget):
    """The newest running job: its name, progress with a count, and Cancel."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(10)
        self._words = label("", "small")
        self._progress = QProgressBar()
        self._progress.setFixedWidth(140)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Progress of the running job")
        self._cancel = push_button("Cancel", kind="link", clicked=self._stop)
        row.addWidget(self._words)
        row.addWidget(self._progress)
        row.addWidget(self._cancel)
        self._job: Job[object] | None = None
        self.hide()

    def show_jobs(self, running: list[Job[object]]) -> None:
        """Show the newest of the running jobs, and how many more there are."""
        self.setVisible(bool(running))
        self._job = running[-1] if running else None
        if self._job is None:
            return
        more = f" (and {len(running) - 1} more)" if len(running) > 1 else ""
        self._words.setText(f"{self._job.title} … {how_far(self._job)}{more}".rstrip())
        self._progress.setRange(0, self._job.total)
        self._progress.setValue(self._job.count)
        self._progress.setVisible(self._job.total > 0)
        self._cancel.setVisible(self._job.may_be_cancelled)
        self._cancel.setAccessibleName(f"Cancel {self._job.title}")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


class StatusBar(QStatusBar):
    """Database on the left, jobs in the middle, the signed-in person on the right."""

    def __init__(self, context: Context, database: str, connection: str = "") -> None:
        super().__init__()
        self._context = context
        self.setSizeGripEnabled(False)
        self.database = self._words(database, "Database")
        if connection:
            self.database.setToolTip(
                plain_tip(f"Database {database}\nThe connection is {connection}")
            )
            self.database.setAccessibleDescription(connection)
        self.addWidget(self.database)
        self.jobs = JobStrip()
        self.addPermanentWidget(self.jobs)
        actor = context.actor
        who = (
            f"{isolated(actor.full_name)} · {actor.role_words}"
            if actor.role_words
            else actor.full_name
        )
        self.addPermanentWidget(self._words(who, "Signed in as"))
        context.jobs.changed.connect(self._show)

    @staticmethod
    def _words(text: str, what: str) -> QLabel:
        made = label(text, "small")
        made.setAccessibleName(f"{what}: {text}")
        made.setToolTip(plain_tip(f"{what} {text}"))
        return made

    def _show(self) -> None:
        self.jobs.show_jobs(self._context.jobs.running())
