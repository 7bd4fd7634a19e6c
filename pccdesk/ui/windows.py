"""The windows of one signed-in officer: one office and one set of jobs, as many frames as wanted.

A window closes by itself; with the last one, with Quit and on signing out, everything is left:
each page is asked about what is unsaved, running jobs are asked about, and the file is backed up.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from pccdesk.ui.context import Changes, Context, Target
from pccdesk.ui.dialogs.running_jobs_dialog import Choice, ask_about_jobs
from pccdesk.ui.front import bring_to_front
from pccdesk.ui.jobs import Job, Jobs, JobState
from pccdesk.ui.messages import Messages
from pccdesk.ui.presence import Presence
from pccdesk.ui.safekeeping import Safekeeping
from pccdesk.ui.watching import WATCH_MILLISECONDS, Watching

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.services.desk import Desk
    from pccdesk.ui.start.office_window import OfficeWindow
    from pccdesk.ui.window_settings import WindowSettings

MakeWindow = Callable[[Context, "Windows"], "OfficeWindow"]


class Windows(QObject):
    """All open windows, the one last used in front of the list."""

    changed = Signal()
    """The list, or a window's title, is another."""

    signed_out = Signal(bool)
    """True where another database is wanted, false where only another person signs in."""

    elsewhere = Signal(str)
    """The address of another database that is to be opened instead."""

    def __init__(
        self, desk: "Desk", actor: "Actor", settings: "WindowSettings", make: MakeWindow
    ) -> None:
        super().__init__()
        self._make = make
        self._open: list[OfficeWindow] = []
        self._last: OfficeWindow | None = None
        self._apart = False
        self.safekeeping: Safekeeping | None = None
        self.presence: Presence | None = None
        self.watching: Watching | None = None
        self.going = False
        self.jobs = Jobs(self)
        self.messages = Messages(self)
        self._context = Context(
            desk=desk,
            actor=actor,
            jobs=self.jobs,
            messages=self.messages,
            changes=Changes(self),
            settings=settings,
            navigate=self._navigate_in_front,
            today=desk.today,
            apart=self.apart,
        )
        self.jobs.orphaned.connect(self._tell_result)
        self.messages.posted.connect(self._hand_on)

    @property
    def front(self) -> "OfficeWindow | None":
        """The window last used."""
        return self._open[0] if self._open else None

    def all(self) -> "list[OfficeWindow]":
        """Return the open windows, the one last used first."""
        return list(self._open)

    def add(self) -> "OfficeWindow":
        """Make another window, which is not shown yet and has gone nowhere."""
        made: list[OfficeWindow] = []
        context = replace(
            self._context,
            messages=Messages(),
            navigate=lambda target: self._navigate(made[0], target),
        )
        window = self._make(context, self)
        made.append(window)
        context.messages.setParent(window)
        self._open.append(window)
        self.changed.emit()
        return window

    def open(self, target: Target) -> "OfficeWindow":
        """Show a place in a window of its own; one that shows it already comes to the front."""
        for each in self._open:
            if not each.is_first and each.history.here == target:
                bring_to_front(each)
                return each
        window = self.add()
        window.navigate(target)
        bring_to_front(window)
        return window

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Have whatever is gone to within this block opened in a window of its own."""
        before, self._apart = self._apart, True
        try:
            yield
        finally:
            self._apart = before

    def put_first(self, window: "OfficeWindow") -> None:
        """Note which window was last used."""
        if window in self._open and self._open[0] is not window:
            self._open.remove(window)
            self._open.insert(0, window)
            self.changed.emit()

    def remove(self, window: "OfficeWindow") -> None:
        """Note that a window closed; its jobs go on as long as another one is open."""
        if window not in self._open:
            return
        self._open.remove(window)
        if self._open:
            window.deleteLater()
        else:
            if self.presence is not None:
                self.presence.end()
            if self.watching is not None:
                self.watching.stop()
            window.hide()  # whatever is still waited for, nobody sees it
            self.jobs.shut_down()
            self._last = window
        self.changed.emit()

    def keep_safe(self) -> None:
        """Look after the file from now on: today's check and backup, and one before leaving."""
        self.safekeeping = Safekeeping(self._context, lambda: self.front, self)
        self.safekeeping.begin()

    def watch_over(self) -> None:
        """Lock when nobody was there for a while, from now on; record when the person goes."""
        self.presence = Presence(self._context, lambda: self.front, self._give_way, self)
        self.presence.begin(self._tell_last)

    def watch(self, every: int = WATCH_MILLISECONDS) -> None:
        """Show from now on what other officers change; `every` is in milliseconds."""
        self.watching = Watching(self._context, self)
        self.watching.rights_changed.connect(self._renew_rights)
        self.watching.account_closed.connect(self._tell_closed)
        self.watching.begin(every)

    def leave(self, then: Callable[[], object]) -> None:
        """Call `then` once nothing is unsaved, no job runs, and what changed is in a backup."""
        if self.going:
            then()
            return
        for each in self.all():
            if not each.may_leave():
                bring_to_front(each)
                return
        front = self.front
        running = self._started_by_officer()
        if running and front is not None:
            chosen = ask_about_jobs(front, running)
            if chosen is Choice.STAY:
                return
            if chosen is Choice.CANCEL:
                for job in running:
                    job.cancel()
            self.jobs.when_done(running, lambda: self._back_up(then))
            return
        self._back_up(then)

    def close_all(self) -> None:
        """Close every window without a further question."""
        self.going = True
        for each in self.all():
            each.close()

    def end(self) -> None:
        """Close what is left and the database; nothing is asked any more."""
        self.close_all()
        self.jobs.shut_down()
        self._context.desk.database.close()
        if self._last is not None and isValid(self._last):
            self._last.deleteLater()

    def _renew_rights(self, actor: "Actor") -> None:
        """Offer in every window what the person may do now, and say that it is another."""
        for each in self.all():
            each.context.actor = actor
            each.renew_rights()
            each.context.messages.warning(
                "Your roles or limits were changed by an administrator. What you are offered here "
                "is what you may do now; what you typed is still here."
            )

    def _tell_closed(self) -> None:
        for each in self.all():
            each.context.messages.error(
                "Your account was closed by an administrator, so nothing can be saved with it any "
                "more. Copy what you still need, and ask them."
            )

    def _back_up(self, then: Callable[[], object]) -> None:
        def go() -> None:
            self.going = True
            then()

        if self.safekeeping is None or self.safekeeping.may_go:
            go()
        else:
            self.safekeeping.leave(go)

    def _give_way(self) -> None:
        self.going = True
        if self.front is not None:
            self.front.signed_out.emit(False)

    def _tell_last(self, words: str) -> None:
        if self.front is not None:
            self.front.foot.tell_last_sign_in(words)

    def _started_by_officer(self) -> list[Job[object]]:
        return [job for job in self.jobs.running() if not isinstance(job.owner, Safekeeping)]

    def _navigate(self, window: "OfficeWindow", target: Target) -> None:
        if self._apart:
            self.open(target)
        else:
            window.navigate(target)

    def _navigate_in_front(self, target: Target) -> None:
        front = self.front
        if front is not None:
            front.navigate(target)
            bring_to_front(front)

    def _hand_on(self, message: object) -> None:
        front = self.front
        if front is not None:
            front.context.messages.posted.emit(message)

    def _tell_result(self, job: Job[object]) -> None:
        """Say how a job ended whose window was closed meanwhile."""
        if job.state is JobState.DONE:
            self.messages.success(f"{job.title}: done.")
        elif job.sentence:
            self.messages.error(f"{job.title}: {job.sentence}")
