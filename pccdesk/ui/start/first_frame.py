"""A window that is painted before anything slow is loaded behind it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame

if TYPE_CHECKING:
    from pccdesk.ui.jobs import Jobs

_NEVER_SEEN = 1000
"""Milliseconds after which a window that is not painted, being minimised, goes on as well."""


class FirstFrame(QFrame):
    """Keeps what is to be done until its first frame has been seen."""

    jobs_made = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._jobs: Jobs | None = None
        self._painted = False
        self._behind: list[Callable[[], None]] = []

    @property
    def jobs(self) -> "Jobs":
        """What runs behind this window; made when first asked for, which is after it is seen."""
        if self._jobs is None:
            from pccdesk.ui.jobs import Jobs

            self._jobs = Jobs(self)
            self.jobs_made.emit()
        return self._jobs

    def after_first_frame(self, then: Callable[[], None]) -> None:
        """Call `then` once the window is painted, or soon where it is never seen."""
        if self._painted:
            then()
            return
        if not self._behind:
            QTimer.singleShot(_NEVER_SEEN, self, self._go_on)
        self._behind.append(then)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and begin behind it what is slow."""
        super().paintEvent(event)
        if not self._painted:
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        self._painted = True
        waiting, self._behind = self._behind, []
        for each in waiting:
            each()

    def shut_down(self) -> None:
        """End the jobs, if any was begun."""
        if self._jobs is not None:
            self._jobs.shut_down()
