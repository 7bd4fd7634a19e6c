"""Tells the window's pages what other officers changed, and whether the database can be reached.

One row is read every two seconds, off the window's thread: that is the same on a file that two
copies of the program have open and on a server, passes every firewall and pool of connections,
and needs no connection of its own, as LISTEN would.
"""

from PySide6.QtCore import QObject, QTimer

from pccdesk.domain.errors import DeskError, EnvironmentFailed
from pccdesk.queries.news import News, news
from pccdesk.ui.context import Context

WATCH_MILLISECONDS = 2_000
_WHEN_LOST_MILLISECONDS = 5_000


class Watching(QObject):
    """One window's eye on what others do."""

    def __init__(self, context: Context, window: QObject) -> None:
        super().__init__(window)
        self._context = context
        self._seen: int | None = None
        self._lost = False
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
        desk, own, seen = self._context.desk, self._context.actor.user_id, self._seen

        def read() -> News:
            with desk.database.reading() as connection:
                return news(connection, seen, own)

        self._context.jobs.run_query(self, read, self._tell, failed=self._failed, key="news")

    def _tell(self, found: News) -> None:
        self._seen = found.sequence
        if self._lost:
            self._lost = False
            self._context.messages.success("The connection to the database is back.")
        self._context.changes.tell(*found.kinds)
        self._timer.start()

    def _failed(self, error: DeskError) -> None:
        if isinstance(error, EnvironmentFailed) and not self._lost:
            self._lost = True
            name = self._context.desk.database.name
            self._context.messages.warning(
                f"The connection to “{name}” is lost. What you have typed stays here; PCCDesk "
                "connects anew by itself, and tells you."
            )
        self._timer.start(_WHEN_LOST_MILLISECONDS)
