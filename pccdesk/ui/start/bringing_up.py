"""An older office is brought up to date as it is opened: what is done, how far, how long still."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from pccdesk.domain.errors import Cancelled, DeskError, Refused
from pccdesk.domain.progress import Progress, Telling, how_far
from pccdesk.ui.start.places import database_name

if TYPE_CHECKING:
    from pccdesk.ui.jobs import Job
    from pccdesk.ui.start.opening import OpenOffice
    from pccdesk.ui.start.start_window import StartWindow
    from pccdesk.ui.start.step import Step

_STOPPED = (
    "It was stopped. Nothing is lost: what was begun was undone, and it is brought up to date when "
    "it is opened again."
)
_LEAD = (
    "“{name}” was made by an older PCCDesk. This is done once, after a backup. You can cancel at "
    "any time: nothing is lost, and it goes on when the database is opened again."
)
_SHOWN_AFTER = 0.4
"""Seconds: what is done sooner is not worth a page of its own."""
_LOOK_EVERY = 200


class BringingUp:
    """Shows in a start window how far the office that it opens is brought up to date.

    An office of the present schema is opened without a word. `typed` keeps what stood in the
    sign-in that was in front, to be put back there.
    """

    def __init__(self, window: "StartWindow", show: Callable[["Step"], None]) -> None:
        self._window = window
        self._show = show
        self._address = ""
        self.typed: dict[str, Any] = {}
        self._job: Job[OpenOffice] | None = None
        self._began = 0.0
        self._stage: tuple[str, float] | None = None
        self._timer = QTimer(window)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    def open(
        self,
        address: str,
        done: "Callable[[OpenOffice], object]",
        failed: "Callable[[DeskError], None]",
    ) -> None:
        """Open a database behind the window; `done` and `failed` are called in its thread."""
        from pccdesk.ui.start import opening

        def told(error: DeskError) -> None:
            failed(Refused(_STOPPED) if isinstance(error, Cancelled) else error)

        self._address, self._stage, self.typed = address, None, {}
        self._job = self._window.jobs.run_change(
            self._window,
            "Open the database",
            lambda progress: opening.open_office(address, self._telling(progress)),
            done,
            failed=told,
        )
        self._timer.start()

    def _telling(self, progress: Progress) -> Telling:
        """Return what the opening tells, in its own thread, of what it does."""

        def begin(what: str) -> Progress:
            now = time.monotonic()
            if self._stage is None:
                self._began = now
            progress(0, 0)
            self._stage = (what, now)
            return progress

        return begin

    def is_running(self) -> bool:
        """Tell whether an older office is just brought up to date."""
        from pccdesk.ui.jobs import JobState

        job = self._job
        return self._stage is not None and job is not None and job.state is JobState.RUNNING

    def may_close(self) -> bool:
        """Ask whether to close while an older office is brought up to date; True if none is."""
        if not self.is_running() or (self._job is not None and self._job.wanted_to_stop):
            return True
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setWindowTitle("Close PCCDesk?")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("The database is still being brought up to date.")
        box.setInformativeText(
            "If you close now, it stops at its next step. Nothing is lost: what was begun is "
            "undone, and it goes on when the database is opened again."
        )
        stay = box.addButton("Go on", QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton("Stop and close", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def stop(self) -> None:
        """Stop at the next step."""
        if self._job is not None:
            self._job.cancel()
            self._window.step.set_busy("Stopping …")
            self._window.step.back.setEnabled(False)

    def _look(self) -> None:
        job, stage = self._job, self._stage
        if job is None or not self.is_running() or stage is None:
            if job is None or job.ended:
                self._timer.stop()
            return
        now = time.monotonic()
        if now - self._began < _SHOWN_AFTER:
            return
        from pccdesk.ui.start.working_step import WorkingStep

        front = self._window.step
        if not isinstance(front, WorkingStep) or front.back.isHidden():
            self.typed = front.form.values()
            lead = _LEAD.format(name=database_name(self._address))
            front = WorkingStep("Bringing the database up to date …", lead, self.stop)
            self._show(front)
        what, since = stage
        far = how_far(job.count, job.total, now - since)
        front.show_words(f"{what}: {far}" if far else f"{what} …", job.count, job.total)
