"""A running job on the page that started it: how far it is, and Cancel."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from pccdesk.ui.job_words import how_far
from pccdesk.ui.jobs import Job, Jobs, JobState
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label


class JobProgress(QWidget):
    """Shows itself while the job runs."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._job: Job[Any] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._words = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel = push_button("Cancel", clicked=self._stop)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        jobs.changed.connect(self._show)
        self.hide()

    def follow(self, job: Job[Any]) -> None:
        """Show a job until it ends."""
        self._job = job
        self._show()

    def take_keyboard(self) -> None:
        """Have the keyboard beside Cancel, not on it: a second Enter would stop the job."""
        self._bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        job = self._job
        running = job is not None and job.state is JobState.RUNNING
        self.setVisible(running)
        if job is None or not running:
            return
        self._words.setText(f"{job.title} … {how_far(job)}".strip())
        self._bar.setAccessibleName(f"{job.title}: progress")
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.count)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
