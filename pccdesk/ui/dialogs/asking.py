"""From a dialog's command to its service: the dialog stays open until the service has agreed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pccdesk.domain.errors import DeskError
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.command_dialog import CommandDialog


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dialog's command does: the job's title, the work, what is said of its result."""

    title: str
    work: Callable[[Any], Any]
    said: Callable[[Any], str]
    touches: tuple[str, ...]


def ask(context: Context, page: QWidget, dialog: CommandDialog, asked: Asked) -> None:
    """Open a dialog for a page; a refusal is shown in it, with all that was typed."""

    def done(result: Any) -> None:
        if isValid(dialog):
            dialog.accept()
        context.messages.success(asked.said(result))

    def failed(error: DeskError) -> None:
        if isValid(dialog) and dialog.isVisible():
            dialog.show_error(error)
        else:
            context.messages.tell(error)

    def send(command: object) -> None:
        context.jobs.run_change(
            page,
            asked.title,
            lambda _progress: asked.work(command),
            done,
            touches=asked.touches,
            failed=failed,
        )

    dialog.submitted.connect(send)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
