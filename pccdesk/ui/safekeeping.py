"""Looks after the office's file: at the first opening of a day, and before the window closes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from pccdesk.domain.errors import Cancelled, DeskError
from pccdesk.services.safekeeping import Notice, before_leaving, look_after
from pccdesk.ui.context import Context, Target
from pccdesk.ui.dialogs.leaving_dialog import LeavingDialog
from pccdesk.ui.jobs import Job

_PATIENCE_MILLISECONDS = 400  # a small office is backed up before a dialog would be read


class Safekeeping(QObject):
    """The open office's care for its file; all work is done in jobs.

    `window` gives the window in front, over which the dialog of leaving stands.
    """

    def __init__(
        self, context: Context, window: Callable[[], QWidget | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._window = window
        self._dialog: LeavingDialog | None = None
        self._job: Job[object] | None = None
        self.may_go = False
        context.jobs.changed.connect(self._show_progress)

    def begin(self) -> None:
        """Do what is due today, and tell what the officer should know."""
        desk = self._context.desk
        self._context.jobs.run_change(
            self,
            "Daily check and backup",
            lambda progress: look_after(desk, progress),
            self._tell,
            touches=("backups",),
        )

    def leave(self, then: Callable[[], object]) -> None:
        """Call `then` once what changed is in a backup, or the officer goes without one."""
        if self._dialog is not None:
            return
        desk = self._context.desk
        self._dialog = LeavingDialog(self._window())
        self._dialog.gone_on.connect(lambda: self._go(then))
        self._dialog.stayed.connect(self._end)
        self._job = self._context.jobs.run_change(
            self,
            "Backup before closing",
            lambda progress: before_leaving(desk, progress),
            lambda _: self._go(then),
            failed=self._failed,
        )
        QTimer.singleShot(_PATIENCE_MILLISECONDS, self._dialog, self._show_dialog)

    @property
    def dialog(self) -> LeavingDialog | None:
        """The dialog of a window that is about to close."""
        return self._dialog

    def _go(self, then: Callable[[], object]) -> None:
        self.may_go = True
        if self._job is not None:
            self._job.cancel()
        self._end()
        then()

    def _end(self) -> None:
        dialog, self._dialog, self._job = self._dialog, None, None
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()

    def _failed(self, error: DeskError) -> None:
        if isinstance(error, Cancelled):
            self._end()  # stopped in the list of jobs: the officer stays
        elif self._dialog is not None:
            self._dialog.show_failure(error.sentence)
            self._show_dialog()

    def _show_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.open()

    def _show_progress(self) -> None:
        if self._dialog is not None and self._job is not None and self._job.total:
            self._dialog.show_progress(self._job.count, self._job.total)

    def _tell(self, notices: tuple[Notice, ...]) -> None:
        messages = self._context.messages
        for each in reversed(notices):  # the newest message stands on top
            say = messages.error if each.grave else messages.warning
            say(each.sentence, "Show backups", self._show_backups)

    def _show_backups(self) -> None:
        self._context.navigate(Target("settings", tab="database"))
