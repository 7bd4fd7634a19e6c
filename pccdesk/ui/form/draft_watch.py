"""Watches the form while it is typed into: keeps drafts, and offers what a crash left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from pccdesk.domain.dates import to_london
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.ui.context import Context
from pccdesk.ui.form.bars import RecoveryBar
from pccdesk.ui.form.kept_drafts import DraftKeeper, KeptDraft, discard

KEEP_AFTER = 3_000
"""Milliseconds between a change and its being kept."""


@dataclass(frozen=True, slots=True)
class Typing:
    """What stands in the form at a moment; `changed` since it was last saved."""

    changed: bool
    version: int
    title: str
    typed: dict[str, Any]


class DraftWatch(QObject):
    """Keeps what is typed a few seconds after each change; `kept` says so in words."""

    kept = Signal(str)
    recovered = Signal(object)

    def __init__(
        self, context: Context, bar: RecoveryBar, ask: Callable[[], Typing], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._bar, self._ask = context, bar, ask
        self._keeper: DraftKeeper | None = None
        self._left: KeptDraft | None = None
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._timer.timeout.connect(self.keep_now)
        bar.taken.connect(self._take)
        bar.dropped.connect(self._drop)

    def begin(self, record_id: int | None) -> None:
        """Watch another form, and offer what was left of it."""
        self._timer.stop()
        self._keeper = DraftKeeper(self._context.desk, self._context.actor.user_id, record_id)
        self._offer()

    def touched(self) -> None:
        """Keep the form soon: something in it changed."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> bool:
        """Keep the form as it stands, or drop its file where nothing is unsaved.

        Tells whether nothing typed would be lost now.
        """
        if self._keeper is None:
            return False
        typing = self._ask()
        if not typing.changed:
            self._keeper.forget()
            return True
        now = self._context.desk.clock()
        try:
            self._keeper.keep(now, typing.version, typing.title, typing.typed)
        except EnvironmentFailed as failed:
            self.kept.emit(f"Unsaved changes. They cannot be kept as a draft: {failed.sentence}")
            return False
        self.kept.emit(f"Unsaved changes, kept at {to_london(now):%H:%M}")
        return True

    def forget(self) -> None:
        """Drop the form's file: it is saved, or thrown away."""
        self._timer.stop()
        if self._keeper is not None:
            self._keeper.forget()

    def _offer(self) -> None:
        self._left = self._keeper.left_over() if self._keeper else None
        if self._left is None:
            self._bar.hide()
        else:
            self._bar.offer(self._left.words)

    def _take(self) -> None:
        draft = self._left
        if draft is None or not self._set_aside():
            return
        self.recovered.emit(draft)
        self.keep_now()  # under this form's own name, before the old file goes
        discard(draft)
        self._offer()

    def _set_aside(self) -> bool:
        """Keep what was typed before as a draft of its own, which is then offered in its turn."""
        if self._keeper is None or not self._ask().changed:
            return True
        if not self.keep_now():
            return False
        self._keeper.begin_another()
        return True

    def _drop(self) -> None:
        if self._left is not None:
            discard(self._left)
        self._offer()
