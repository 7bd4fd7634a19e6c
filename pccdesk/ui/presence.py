"""Who sits at the desk: locks it when nobody is there, lets somebody else in, records who goes."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from pccdesk.domain.dates import format_instant
from pccdesk.queries.sign_in import LastSignIn, last_before
from pccdesk.services.sessions import end_quietly
from pccdesk.ui.context import Context
from pccdesk.ui.lock_window import LockWindow
from pccdesk.ui.locking import Locking
from pccdesk.ui.plain_text import isolated

_LEAVING_SECONDS = 3.0


class Presence(QObject):
    """One signed-in person at all windows; `give_way` signs them out without a question."""

    def __init__(
        self,
        context: Context,
        window: Callable[[], QWidget | None],
        give_way: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._leave = context, give_way
        self.locking: Locking | None = Locking(context, window, self._give_way, self)

    def begin(self, tell_last: Callable[[str], None]) -> None:
        """Watch from now on; `tell_last` is given when the person last signed in before, if so."""
        if self.locking is not None:
            self.locking.begin()
        desk, actor = self._context.desk, self._context.actor

        def told(last: LastSignIn | None) -> None:
            if last is not None:
                tell_last(f"Last signed in {format_instant(last.at)} at {last.workstation}")

        self._context.jobs.run_query(
            self, lambda: desk.read(actor, last_before, actor.user_id, actor.session), told
        )

    def end(self) -> None:
        """Record the end of the session, but let no slow database keep the window open."""
        if self.locking is None:
            return
        self.locking.end()
        self.locking = None
        desk, actor = self._context.desk, self._context.actor
        leaving = Thread(target=lambda: end_quietly(desk, actor), daemon=True)
        leaving.start()
        leaving.join(_LEAVING_SECONDS)

    def _give_way(self) -> str:
        """Let somebody else sign in at the locked desk, or return why that would lose something.

        What is typed on a page is kept as a draft; a dialog cannot be, so it holds them back.
        """
        name = isolated(self._context.actor.full_name)
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        dialogs = (each for each in shown if isinstance(each, QDialog) and each.isModal())
        if any(not isinstance(each, LockWindow) for each in dialogs):
            return f"{name} has a dialog open with something in it. Only {name} can unlock."
        keepers = [keep for each in shown if callable(keep := getattr(each, "put_aside", None))]
        kept = [keep() for keep in keepers]  # all are kept, also after one that cannot be
        if not all(kept):
            return f"What {name} typed cannot be kept as a draft. Only {name} can unlock."
        self._leave()
        return ""
