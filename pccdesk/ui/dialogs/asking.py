"""From a dialog's command to its service: the dialog stays open until the service has agreed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pccdesk.domain.errors import DeskError
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.command_dialog import CommandDialog, LeftTyped


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dialog's command does: the job's title, the work, what is said of its result."""

    title: str
    work: Callable[[Any], Any]
    said: Callable[[Any], str]
    touches: tuple[str, ...]


_About = tuple[str, int | None]
_left: "WeakKeyDictionary[QWidget, dict[_About, LeftTyped]]" = WeakKeyDictionary()
"""What stood in dialogs that were closed unsent: in memory only, as long as their page lives."""


def left_in(page: QWidget) -> dict[_About, LeftTyped]:
    """Return what stood in a page's dialogs that were closed unsent, by what each was about."""
    return _left.setdefault(page, {})


def ask(context: Context, page: QWidget, dialog: CommandDialog, asked: Asked) -> None:
    """Open a dialog for a page; a refusal is shown in it, with all that was typed.

    What is typed outlives Esc and Cancel: it stands there again when the same is asked next.
    """
    record = getattr(getattr(page, "target", None), "record_id", None)
    left, about = left_in(page), (asked.title, record)

    def closed() -> None:
        typed = dialog.left()
        if typed is None:
            left.pop(about, None)
        else:
            left[about] = typed

    def done(result: Any) -> None:
        left.pop(about, None)
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

    if about in left:
        dialog.put_back(left[about])
    dialog.submitted.connect(send)
    dialog.rejected.connect(closed)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
