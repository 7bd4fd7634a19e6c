"""Let the window work: its own turns, and those of the threads that read behind it."""

from PySide6.QtCore import QEventLoop, QTimer

from pccdesk.ui import theme
from pccdesk.ui.jobs import Jobs

_SETTLED = 12
"""Milliseconds in which nothing is read any more, before what comes next."""


def turn(milliseconds: int = 1) -> None:
    """Let the window do what waits, for so long.

    Unlike `QTest.qWait`, which keeps Python to itself all the while: a thread that reads a
    million rows then gets its turn for one of them in each call.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(jobs: Jobs) -> None:
    """Wait until nothing is read, laid out or styled any more."""
    quiet = 0
    while quiet < 2:
        turn(_SETTLED)
        busy = jobs.busy() or theme.theme().restyling().busy()
        quiet = 0 if busy else quiet + 1
