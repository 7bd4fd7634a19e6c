"""How the record page changes an application: one service each, off the window's thread."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pccdesk.domain.errors import DeskError, Stale
from pccdesk.domain.permissions import Actor
from pccdesk.queries import applications
from pccdesk.queries.records import RecordView
from pccdesk.queries.undoing import APPLICATION
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.command_dialog import CommandDialog, LeftTyped
from pccdesk.ui.form.dialog_draft import DialogDraft
from pccdesk.ui.list_order import ListOrder
from pccdesk.ui.messages import Message
from pccdesk.ui.palettes import Tone
from pccdesk.ui.undoing import Done, Undoer

P = ParamSpec("P")
T = TypeVar("T")

KINDS = ("applications", "awards", "payments", "letters")
"""The kinds of record that a step of an application may touch."""


class RecordChanges(QObject):
    """Runs services for the record in front with the version that the officer saw.

    Text typed into a dialog that was closed is kept by record and step until it is sent.
    """

    reload_wanted = Signal()
    busy = Signal(bool)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.view: RecordView | None = None
        self.dialog: CommandDialog | None = None
        self.undoer = Undoer(context, page)
        self.order: ListOrder | None = None
        self._kept: dict[tuple[int, str], LeftTyped] = {}

    @property
    def record(self) -> RecordView:
        """The record in front; asked only once one is shown."""
        if self.view is None:
            raise DeskError("The record is still being read. Try again in a moment.")
        return self.view

    def run(
        self,
        title: str,
        said: str,
        service: Callable[Concatenate[Desk, Actor, int, int, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run a service of this application at once; then say what was done."""
        application = self.record.application
        desk, actor = self.context.desk, self.context.actor
        self.work(
            title,
            said,
            lambda: service(desk, actor, application.id, application.version, *args, **kwargs),
        )

    def work(self, title: str, said: str, work: Callable[[], object]) -> None:
        """Run a change that takes other numbers, such as a payment's; then say what was done."""
        self.busy.emit(True)
        if self.view is None:  # begun on a record while the next one is read
            self._start(title, work, lambda _done: self.context.messages.success(said))
            return
        number, before = self.view.application.id, self.view.last_change
        self._start(
            title,
            lambda: self.undoer.watched(APPLICATION, number, work),
            lambda done: self.undoer.say(said, APPLICATION, number, done.last, before),
        )

    def undo_last(self) -> None:
        """Ask whether the record's last change is to be undone."""
        view = self.record
        self.undoer.ask(APPLICATION, view.application.id, view.last_change)

    def _start(self, title: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.context.jobs.run_change(
            self.page, title, lambda _progress: work(), done, touches=KINDS, failed=self.tell
        )

    def tell(self, error: DeskError) -> None:
        """Show why something was not done; a record that changed meanwhile can be read again."""
        self.busy.emit(False)
        if isinstance(error, Stale):
            self.context.messages.warning(error.sentence, "Reload", self.reload_wanted.emit)
        else:
            self.context.messages.tell(error)

    def ask(
        self,
        code: str,
        dialog: CommandDialog,
        said: str,
        send: Callable[[int, int, Any], object],
    ) -> None:
        """Open a dialog; `send` is given the application, the version seen and the command.

        The dialog stays open, with all that was typed, until the service has agreed.
        """
        _Asked(self, code, dialog, said, send).open()

    def kept(self, code: str) -> LeftTyped | None:
        """Return what was typed before for a step of the record in front."""
        return self._kept.get((self.record.application.id, code))

    def keep(self, application_id: int, code: str, typed: LeftTyped | None) -> None:
        """Keep what was typed for a step, or forget it."""
        if typed is None:
            self._kept.pop((application_id, code), None)
        else:
            self._kept[application_id, code] = typed


class _Asked(QObject):
    """One dialog while it is open: the version its officer saw, and how its command is sent."""

    def __init__(
        self,
        changes: RecordChanges,
        code: str,
        dialog: CommandDialog,
        said: str,
        send: Callable[[int, int, Any], object],
    ) -> None:
        super().__init__(dialog)
        self._changes, self._code, self._dialog = changes, code, dialog
        self._said, self._send = said, send
        application = changes.record.application
        self._application_id, self._version = application.id, application.version
        self._draft = DialogDraft(
            changes.context,
            code,
            application.id,
            f"{dialog.windowTitle()}, {application.reference}",
            dialog.text_typed,
            self,
        )
        dialog.submitted.connect(self._submit)
        dialog.rejected.connect(self._closed)
        dialog.form.changed.connect(self._draft.touched)

    def open(self) -> None:
        left = self._draft.take_over()
        kept = self._changes.kept(self._code)
        if kept is not None:
            self._dialog.put_back(kept)
        elif left is not None:
            self._dialog.recover(left.words, left.typed, self._draft.forget)
        self._changes.dialog = self._dialog
        self._dialog.open()

    def _submit(self, command: object) -> None:
        number, version = self._application_id, self._version
        self._changes.context.jobs.run_change(
            self,
            self._dialog.windowTitle(),
            lambda _progress: self._changes.undoer.watched(
                APPLICATION, number, lambda: self._send(number, version, command)
            ),
            self._agreed,
            touches=KINDS,
            failed=self._refused,
        )

    def _agreed(self, done: Done) -> None:
        result = done.result
        self._changes.keep(self._application_id, self._code, None)
        self._draft.forget()
        self._changes.dialog = None
        self._dialog.accept()
        self._dialog.deleteLater()
        told = f"{self._said} {result}." if isinstance(result, str) else f"{self._said}."
        self._changes.undoer.say(told, APPLICATION, self._application_id, done.last)

    def _refused(self, error: DeskError) -> None:
        self._dialog.show_error(error, self._reload)

    def _reload(self) -> None:
        """Read the record again behind the dialog; what is typed stays and can be sent anew."""
        changes = self._changes
        context, actor = changes.context, changes.context.actor

        def done(found: applications.ApplicationRecord) -> None:
            self._version = found.version
            sentence = f"Read again: now at “{found.stage.label}”. Check what you typed."
            self._dialog.tell(Message(Tone.INFORMATION, sentence))

        context.jobs.run_query(
            self,
            lambda: context.desk.read(actor, applications.application, self._application_id),
            done,
            failed=self._refused,
        )
        changes.reload_wanted.emit()

    def _closed(self) -> None:
        self._changes.keep(self._application_id, self._code, self._dialog.left())
        self._draft.keep_now()
        self._changes.dialog = None
        if isValid(self._dialog):
            self._dialog.deleteLater()
