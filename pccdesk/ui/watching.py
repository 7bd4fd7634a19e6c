"""Tells the window's pages what other officers changed, and whether the database can be reached.

One row is read every two seconds, off the window's thread: that is the same on a file that two
copies of the program have open and on a server, passes every firewall and pool of connections,
and needs no connection of its own, as LISTEN would.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from pccdesk.domain.errors import DeskError, EnvironmentFailed, NotPermitted
from pccdesk.domain.permissions import Actor
from pccdesk.queries.news import News, news
from pccdesk.queries.people import as_of_now
from pccdesk.ui.context import Context

WATCH_MILLISECONDS = 2_000
_WHEN_LOST_MILLISECONDS = 5_000


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look found: what others changed, and oneself as of now; None if locked out."""

    news: News
    actor: Actor | None


class Watching(QObject):
    """The windows' eye on what others do, also to the signed-in person's own account."""

    rights_changed = Signal(object)
    """The person with the roles of now, where an administrator changed them meanwhile."""

    account_closed = Signal()
    """The account was closed meanwhile: nothing is read or saved with it any more."""

    def __init__(self, context: Context, window: QObject) -> None:
        super().__init__(window)
        self._context = context
        self._seen: int | None = None
        self._lost = self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def begin(self, every: int = WATCH_MILLISECONDS) -> None:
        """Look now and then from now on; `every` is in milliseconds."""
        self._timer.setInterval(every)
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Read what is new; the next look is set when this one has ended."""
        desk, actor, seen = self._context.desk, self._context.actor, self._seen

        def read() -> _Seen:
            with desk.database.reading() as connection:
                found = news(connection, seen, actor.user_id)
                try:
                    return _Seen(found, as_of_now(connection, actor))
                except NotPermitted:
                    return _Seen(found, None)

        self._context.jobs.run_query(self, read, self._tell, failed=self._failed, key="news")

    def _tell(self, seen: _Seen) -> None:
        found = seen.news
        self._seen = found.sequence
        if self._lost:
            self._lost = False
            self._context.messages.success("The connection to the database is back.")
        self._context.changes.tell(*found.kinds)
        self._tell_rights(seen.actor)
        self._timer.start()

    def _tell_rights(self, now: Actor | None) -> None:
        known = self._context.actor
        if now is None:
            if not self._closed:
                self._closed = True
                self.account_closed.emit()
        elif now.version != known.version:
            self._context.actor = now
            if (now.roles, now.delegations) != (known.roles, known.delegations):
                self.rights_changed.emit(now)

    def _failed(self, error: DeskError) -> None:
        if isinstance(error, EnvironmentFailed) and not self._lost:
            self._lost = True
            name = self._context.desk.database.name
            self._context.messages.warning(
                f"The connection to “{name}” is lost. What you have typed stays here; PCCDesk "
                "connects anew by itself, and tells you."
            )
        self._timer.start(_WHEN_LOST_MILLISECONDS)
