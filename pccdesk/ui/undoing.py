"""Undo from a page: offered beside the message of a change, or asked for with Ctrl+Z."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pccdesk.domain.dates import format_instant
from pccdesk.domain.errors import DeskError
from pccdesk.domain.undoing import LastChange, undo_objection
from pccdesk.queries import undoing
from pccdesk.services.undoing import undo
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.asking import Asked, ask
from pccdesk.ui.dialogs.award_dialogs import ConfirmDialog
from pccdesk.ui.dialogs.command_dialog import DialogWords

_TITLES = {"PaymentBatch": "Undo the batch"}
"""What the question is called for a kind whose help is another page's; else the same for all."""
_TOUCHES = ("applications", "awards", "payments", "letters", "organisations")


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a change, and what is now the record's last one."""

    result: Any
    last: LastChange | None


class Undoer(QObject):
    """Undoes the last change of the records that a page shows."""

    undone = Signal()
    """The change that was offered beside a message was undone."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self.dialog: ConfirmDialog | None = None

    def watched(self, kind: str, number: int, work: Callable[[], Any]) -> Done:
        """Run a change of a record off the window's thread; tell what its last change is then."""
        result = work()
        desk, actor = self._context.desk, self._context.actor
        return Done(result, desk.read(actor, undoing.last_change, kind, number))

    def say(
        self,
        said: str,
        kind: str,
        number: int,
        last: LastChange | None,
        before: LastChange | None = None,
    ) -> None:
        """Say what was done, with “Undo” beside it where the person can undo just that.

        `before` is the last change of before the work: work that changed nothing offers nothing.
        """
        actor = self._context.actor
        new = last is not None and (before is None or last.sequence != before.sequence)
        if last is None or not new or last.actor_id != actor.user_id or undo_objection(last, actor):
            self._context.messages.success(said)
        else:
            sequence = last.sequence
            self._context.messages.success(said, "Undo", lambda: self._undo(kind, number, sequence))

    def ask(self, kind: str, number: int, reading: LastChange | None) -> None:
        """Ask whether the last change is to be undone, saying which and by whom; or say why not."""
        sentence = undo_objection(reading, self._context.actor)
        if sentence or reading is None or reading.rule is None:
            self._context.messages.information(sentence)
            return
        words = DialogWords(
            _TITLES.get(kind, "Undo the last change"), reading.rule.afterwards, "Undo"
        )
        facts = (
            ("What", reading.what),
            ("By", reading.actor),
            ("When", format_instant(reading.at)),
        )
        desk, actor, sequence = self._context.desk, self._context.actor, reading.sequence
        self.dialog = ConfirmDialog(words, facts, self._page)
        self.dialog.resize(560, 320)
        asked = Asked(
            "Undo",
            lambda _seen: undo(desk, actor, kind, number, sequence),
            self._said,
            _TOUCHES,
        )
        ask(self._context, self._page, self.dialog, asked)

    def _tell_undone(self, words: str) -> None:
        self.undone.emit()
        self._context.messages.success(words)

    def _said(self, words: str) -> str:
        self._context.messages.clear()  # what offered to undo it has nothing more to offer
        return words

    def _undo(self, kind: str, number: int, sequence: int) -> None:
        desk, actor = self._context.desk, self._context.actor
        self._context.messages.clear()

        def failed(error: DeskError) -> None:
            self._context.messages.tell(error)

        self._context.jobs.run_change(
            self._page,
            "Undo",
            lambda _progress: undo(desk, actor, kind, number, sequence),
            self._tell_undone,
            touches=_TOUCHES,
            failed=failed,
        )
