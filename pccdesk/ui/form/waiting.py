"""Waiting for a job of a page while the window stays live."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer


def wait_while(going: Callable[[], bool]) -> None:
    """Return once something no longer goes on; the window is drawn and answers meanwhile."""
    loop = QEventLoop()
    check = QTimer(loop, interval=10)
    check.timeout.connect(lambda: None if going() else loop.quit())
    check.start()
    if going():
        loop.exec()
