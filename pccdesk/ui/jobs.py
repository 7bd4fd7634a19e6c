"""Work off the window's thread: `run_query` reads, `run_change` changes; there is no third."""

import itertools
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from pccdesk.domain.errors import Cancelled, DeskError
from pccdesk.domain.progress import Progress
from pccdesk.ui import faults

T = TypeVar("T")
Steps = Generator[None, None, None]
"""What is done in the window's thread a step a turn, with the window's other events between."""
_HISTORY = 100
_TELL_EVERY = 0.1


class JobState(StrEnum):
    """How a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(eq=False)
class Job(Generic[T]):
    """One piece of work: what it is called, how far it is, how it ended, which file it made."""

    title: str
    owner: QObject
    done: Callable[[T], object]
    failed: Callable[[DeskError], None] | None
    key: str = ""
    file: Path | None = None
    touches: tuple[str, ...] = ()
    state: JobState = JobState.RUNNING
    count: int = 0
    total: int = 0
    sentence: str = ""
    started: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    wanted_to_stop: bool = False
    _told: float = 0.0

    @property
    def may_be_cancelled(self) -> bool:
        """Whether the work reports progress, and so can stop between two steps."""
        return self.total > 0 and self.state is JobState.RUNNING

    def cancel(self) -> None:
        """Ask the work to stop at its next step; what it did so far is undone."""
        self.wanted_to_stop = True


class Jobs(QObject):
    """Runs work in threads and hands results back in the window's thread.

    A result is dropped when its owner was closed meanwhile, or when the owner started a newer
    query under the same key. Long changes stand in `running()` and `history`; one whose owner
    has gone is told by `orphaned`. `told` gives an error and whose it is.
    """

    changed = Signal()
    touched = Signal(str)
    told = Signal(DeskError, QObject)
    orphaned = Signal(object)
    _ended = Signal(object, object, object)
    _moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history: list[Job[Any]] = []
        self._reading = ThreadPoolExecutor(4, thread_name_prefix="query")
        self._changing = ThreadPoolExecutor(2, thread_name_prefix="change")
        self._newest: dict[tuple[int, str], int] = {}
        self._numbers = itertools.count(1)
        self._open: dict[Job[Any], int] = {}
        self._laying: set[int] = set()
        self._is_shut = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def run_query(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[DeskError], None] | None = None,
        key: str = "",
    ) -> None:
        """Read something for `owner` and call `done` with it in the window's thread.

        With a `key`, only the newest query of this owner under that key is delivered. Where
        `done` gives `Steps`, they are taken one by one, so that the window stays live while
        something large is laid out; a newer query under the key ends them.
        Without `failed`, a `DeskError` is shown as a message.
        """
        job = Job("", owner, done, failed, key)
        self._start(job, self._reading, lambda: work())  # noqa: PLW0108 - one shape for both

    def run_change(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        *,
        touches: tuple[str, ...] = (),
        failed: Callable[[DeskError], None] | None = None,
    ) -> Job[T]:
        """Call a service for `owner`; then tell the pages that show the kinds it `touches`.

        `title` is what the status bar and the history call it ("Record decision"). `work` is
        given a progress function; a short service need not use it.
        """
        job = Job(title, owner, done, failed, touches=touches)

        def progress(count: int, total: int) -> None:
            self._step(job, count, total)

        self._start(job, self._changing, lambda: work(progress))
        self.changed.emit()
        return job

    def take_steps(self, owner: QObject, steps: Steps, *, key: str) -> None:
        """Take the first of `owner`'s steps now and one in each of the window's next turns.

        Newer steps of this owner under the same key end them.
        """
        number = next(self._numbers)
        self._newest[id(owner), key] = number
        self._laying.add(number)
        self._step_on(owner, key, number, steps)

    def running(self) -> list[Job[Any]]:
        """Return the changes that still run, oldest first; queries are not shown."""
        return [job for job in self._open if job.title]

    def when_done(self, jobs: list[Job[Any]], then: Callable[[], object]) -> None:
        """Call `then` in the window's thread once none of these jobs runs any more."""
        if not any(job in self._open for job in jobs):
            then()
            return

        def look() -> None:
            if not any(job in self._open for job in jobs):
                self.changed.disconnect(look)
                then()

        self.changed.connect(look)

    def busy(self) -> bool:
        """Whether anything at all still runs; tests wait on it."""
        return bool(self._open or self._laying)

    def shut_down(self) -> None:
        """Ask everything to stop and wait for it; nothing begins or is delivered after this."""
        self._is_shut = True
        for job in self._open:
            job.cancel()
        for pool in (self._reading, self._changing):
            pool.shutdown(wait=True, cancel_futures=True)
        self._open.clear()
        self._laying.clear()

    def _start(self, job: Job[T], pool: ThreadPoolExecutor, work: Callable[[], T]) -> None:
        if self._is_shut:  # a timer of a window that closed, such as a filter's
            return
        number = next(self._numbers)
        if job.key:
            self._newest[id(job.owner), job.key] = number
        self._open[job] = number

        def run() -> None:
            result: object = None
            error: DeskError | None = None
            try:
                if not self._superseded(job):
                    result = work()
            except DeskError as refused:
                error = refused
            except BaseException as unexpected:  # noqa: BLE001 - a report, never a dead thread
                error = faults.report(unexpected, job.title)
            if isValid(self):
                self._ended.emit(job, result, error)

        pool.submit(run)

    def _step(self, job: Job[T], count: int, total: int) -> None:
        job.count, job.total = count, total
        if job.wanted_to_stop:
            raise Cancelled(f"{job.title} was cancelled. Nothing was changed.")
        now = time.monotonic()
        if now - job._told > _TELL_EVERY:  # noqa: SLF001 - the job is this module's own
            job._told = now  # noqa: SLF001
            self._moved.emit()

    def _superseded(self, job: Job[T]) -> bool:
        number = self._open.get(job)
        return bool(job.key) and self._newest.get((id(job.owner), job.key)) != number

    @Slot(object, object, object)
    def _deliver(self, job: Job[T], result: T, error: DeskError | None) -> None:
        late = self._superseded(job)
        number = self._open.pop(job, None)
        if number is None:
            return
        owner, done, failed = job.owner, job.done, job.failed
        job.file = _file_of(result)  # before it is told that the job ended
        self._close(job, error)
        if error is None:
            for kind in job.touches:  # what was saved shows everywhere, whoever asked has gone
                self.touched.emit(kind)
        if not isValid(owner):
            if job.title:
                self.orphaned.emit(job)
        elif late:
            return
        elif error is None:
            steps = done(result)
            if isinstance(steps, Generator):
                self._laying.add(number)
                self._step_on(owner, job.key, number, steps)
        elif failed is not None:
            failed(error)
        else:
            self.told.emit(error, owner)

    def _step_on(self, owner: QObject, key: str, number: int, steps: Steps) -> None:
        """Take one step, and the next in the window's next turn."""
        late = bool(key) and self._newest.get((id(owner), key)) != number
        goes_on = False
        try:
            if number in self._laying and isValid(owner) and not late:
                next(steps)
                goes_on = True
        except StopIteration:
            pass
        finally:
            if not goes_on:
                self._laying.discard(number)
        if goes_on:
            QTimer.singleShot(0, self, lambda: self._step_on(owner, key, number, steps))

    def _close(self, job: Job[T], error: DeskError | None) -> None:
        # A job in the history must not keep a window that was closed alive.
        job.owner, job.done, job.failed = self, _nothing, None
        job.ended = time.monotonic()
        job.state = JobState.DONE if error is None else JobState.FAILED
        if isinstance(error, Cancelled):
            job.state = JobState.CANCELLED
        job.sentence = error.sentence if error else ""
        if job.title:
            self.history = [*self.history[1 - _HISTORY :], job]
            self.changed.emit()


def _file_of(result: object) -> Path | None:
    """Return the file that a job made, if its result is one or names one as `path`."""
    found = result if isinstance(result, Path) else getattr(result, "path", None)
    return found if isinstance(found, Path) else None


def _nothing(_result: object) -> None:
    pass
