"""How long the window's thread was away from its events, and what it did meanwhile."""

from __future__ import annotations

import sys
import threading
import time
import traceback

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 2
"""Milliseconds between two beats of a window that is idle."""
LOOK = 0.005
"""Seconds between two looks at a thread that is away."""


class Heart(QObject):
    """Beats in the window's thread; `take` gives the longest pause since it was last taken.

    Beside it stands the most that the thread itself worked between two beats: in a pause, the
    rest it waited for its turn, for a lock or for the machine's other work.

    A thread looks on: what the window's thread was doing in a long pause is kept with it.
    """

    def __init__(self, limit: float) -> None:
        super().__init__()
        self._limit = limit
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._worst, self._working, self._doing, self._seen = 0.0, 0.0, "", ""
        self._window = threading.get_ident()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._over = threading.Event()
        self._looker = threading.Thread(target=self._look_on, daemon=True)
        self._looker.start()

    def take(self) -> tuple[float, float, str]:
        """Return the longest pause and the most work in seconds, and what it did; begin anew."""
        self._beat()
        taken = self._worst, self._working, self._doing
        self._worst, self._working, self._doing = 0.0, 0.0, ""
        return taken

    def stop(self) -> None:
        """Stop beating and looking."""
        self._timer.stop()
        self._over.set()
        self._looker.join()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        pause = now - self._last
        if pause > self._worst:
            self._worst, self._doing = pause, self._seen
        self._working = max(self._working, worked - self._worked)
        self._last, self._worked, self._seen = now, worked, ""

    def _look_on(self) -> None:
        while not self._over.wait(LOOK):
            if time.perf_counter() - self._last > self._limit * 0.7:
                frame = sys._current_frames().get(self._window)
                if frame is not None and not self._seen:
                    self._seen = _places(traceback.extract_stack(frame))


def _places(stack: traceback.StackSummary) -> str:
    """Return the program's own places in a stack, innermost first."""
    own = [f"{each.filename.rpartition('pccdesk/')[2]}:{each.lineno} {each.name}"
           for each in reversed(stack) if "/pccdesk/" in each.filename]  # fmt: skip
    inner = stack[-1]
    return " < ".join([f"{inner.filename.rpartition('/')[2]}:{inner.lineno}", *own[:4]])
