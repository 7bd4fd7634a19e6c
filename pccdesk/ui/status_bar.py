"""The bar at the foot: which database, who is signed in, and what runs."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStatusBar, QWidget

from pccdesk.ui import theme
from pccdesk.ui.context import Context
from pccdesk.ui.job_words import how_far
from pccdesk.ui.jobs import Job
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import ElidedLabel

_PAD, _LEAST, _TALL = 6, 72, 22
"""Air at both sides of words; less room than that says nothing; the height of a line."""


class JobStrip(QWidget):
    """The newest running job: its name, progress with a count, and Cancel."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(10)
        self._words = ElidedLabel("", "small")
        self._progress = QProgressBar()
        self._progress.setFixedWidth(140)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Progress of the running job")
        self._cancel = push_button("Cancel", kind="link", clicked=self._stop)
        row.addWidget(self._words)
        row.addWidget(self._progress)
        row.addWidget(self._cancel)
        self._job: Job[object] | None = None
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the room that all of the words take, cut short now or not."""
        usual, words = super().sizeHint(), self._words
        return usual + QSize(words.wanted() - words.sizeHint().width(), 0)

    def show_jobs(self, running: list[Job[object]]) -> None:
        """Show the newest of the running jobs, and how many more there are."""
        self.setVisible(bool(running))
        self._job = running[-1] if running else None
        if self._job is None:
            return
        more = f" (and {len(running) - 1} more)" if len(running) > 1 else ""
        self._words.set_full_text(f"{self._job.title} … {how_far(self._job)}{more}".rstrip())
        self._progress.setRange(0, self._job.total)
        self._progress.setValue(self._job.count)
        self._progress.setVisible(self._job.total > 0)
        self._cancel.setVisible(self._job.may_be_cancelled)
        self._cancel.setAccessibleName(f"Cancel {self._job.title}")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


_OTHER_SIZE = frozenset(
    {
        QEvent.Type.LayoutRequest,
        QEvent.Type.StyleChange,
        QEvent.Type.FontChange,
        QEvent.Type.ShowToParent,
        QEvent.Type.HideToParent,
    }
)


class _Foot(QWidget):
    """Shares the bar out: what comes first in the order has all the room that it wants.

    What is left has the rest, cut short with “…”, or gives way where that would tell nothing.
    """

    def __init__(self, at_left: list[QWidget], at_right: list[QWidget]) -> None:
        super().__init__()
        self._sides = (at_left, at_right)
        self._order: list[QWidget] = []
        for each in (*at_left, *at_right):
            each.setParent(self)
            each.setMinimumWidth(0)
            each.installEventFilter(self)
        theme.theme().changed.connect(self.updateGeometry)

    def share_by(self, order: list[QWidget]) -> None:
        """Share the room in an order from now on."""
        self._order = order
        self.share()

    def sizeHint(self) -> QSize:
        """Return a height that no job changes, and no width: the window may be narrow."""
        return QSize(0, theme.scale().pixels(_TALL))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share anew when a part wants another room, as when a job comes or goes."""
        if event.type() in _OTHER_SIZE:
            self.share()
            if isinstance(watched, ElidedLabel):
                watched.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another room out."""
        super().resizeEvent(event)
        self.share()

    def share(self) -> None:
        """Give each part its room and its place."""
        left, least = self.width(), theme.scale().pixels(_LEAST)
        given: dict[QWidget, int] = {}
        for part in self._order:
            wanted = _wanted(part)
            given[part] = min(wanted, left) if wanted <= left or left >= least else 0
            left -= given[part]
        at_left, at_right = self._sides
        begin, end = 0, self.width()
        for part in at_left:
            _put(part, begin, given.get(part, 0), self.height())
            begin += given.get(part, 0)
        for part in reversed(at_right):
            end -= given.get(part, 0)
            _put(part, end, given.get(part, 0), self.height())


def _put(part: QWidget, left: int, wide: int, tall: int) -> None:
    inside = max(wide - 2 * _PAD, 0)
    part.setGeometry(left + _PAD, 0, inside, tall)


def _wanted(part: QWidget) -> int:
    if part.isHidden():
        return 0
    if isinstance(part, ElidedLabel):
        return part.wanted() + 2 * _PAD if part.full_text() else 0
    return part.sizeHint().width() + 2 * _PAD


class StatusBar(QStatusBar):
    """Database on the left, jobs in the middle, the signed-in person on the right.

    Where there is no room for all, it goes to what runs, then to who is signed in, then to the
    database; when they were last signed in gives way first, and is told by the person's tip.
    """

    def __init__(self, context: Context, database: str, connection: str = "") -> None:
        super().__init__()
        self._context = context
        self.setSizeGripEnabled(False)
        self.database = self._words(database, "Database")
        if connection:
            self.database.setAccessibleDescription(connection)
            self.database.set_tip(f"Database {database}\nThe connection is {connection}")
        self.jobs = JobStrip()
        actor = context.actor
        who = (
            f"{isolated(actor.full_name)} · {actor.role_words}"
            if actor.role_words
            else actor.full_name
        )
        self.person = self._words(who, "Signed in as")
        self.last_sign_in = ElidedLabel("", "small")
        self._foot = _Foot([self.database], [self.jobs, self.last_sign_in, self.person])
        self._foot.share_by([self.jobs, self.person, self.database, self.last_sign_in])
        self.addWidget(self._foot, 1)
        context.jobs.changed.connect(self._show)

    def tell_last_sign_in(self, words: str) -> None:
        """Show when the person last signed in before."""
        self.last_sign_in.set_full_text(words)
        self.person.set_tip(f"{self.person.accessibleName()}\n{words}")
        self._foot.share()

    @staticmethod
    def _words(text: str, what: str) -> ElidedLabel:
        made = ElidedLabel(text, "small")
        made.setAccessibleName(f"{what}: {text}")
        made.set_tip(f"{what} {text}")
        return made

    def _show(self) -> None:
        self.jobs.show_jobs(self._context.jobs.running())
