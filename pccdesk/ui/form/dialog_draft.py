"""What is typed into a dialog, kept while typing and offered again after a crash."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer

from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.ui.context import Context
from pccdesk.ui.form.draft_watch import KEEP_AFTER
from pccdesk.ui.form.kept_drafts import DraftKeeper, KeptDraft, discard


class DialogDraft(QObject):
    """Keeps one dialog's form; `typed` returns what stands in it, or None where nothing changed.

    The file goes when the dialog is sent or what was typed is thrown away.
    """

    def __init__(
        self,
        context: Context,
        code: str,
        record_id: int | None,
        title: str,
        typed: Callable[[], dict[str, Any] | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._title, self._typed = context, title, typed
        plain = re.sub(r"[^a-z_]+", "_", code.lower())[:40]
        self._keeper = DraftKeeper(context.desk, context.actor.user_id, record_id, plain)
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._timer.timeout.connect(self.keep_now)

    def take_over(self) -> KeptDraft | None:
        """Return what an earlier dialog of this kind left, and keep it as this one's."""
        left = self._keeper.left_over()
        if left is not None:
            with suppress(EnvironmentFailed):  # then it stays under its own name
                now = self._context.desk.clock()
                self._keeper.keep(now, left.version, left.title, left.typed)
                discard(left)
        return left

    def touched(self) -> None:
        """Keep the form soon: something in it changed."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep the form as it stands, or drop its file where nothing is unsaved."""
        self._timer.stop()
        typed = self._typed()
        if typed is None:
            self._keeper.forget()
            return
        with suppress(EnvironmentFailed):  # a dialog has no room to say so; saving will
            self._keeper.keep(self._context.desk.clock(), 0, self._title, typed)

    def forget(self) -> None:
        """Drop the file: it is saved, or thrown away."""
        self._timer.stop()
        self._keeper.forget()
