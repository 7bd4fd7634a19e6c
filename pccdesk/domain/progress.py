"""How a long job tells how far it is, and learns that it was cancelled."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total); raises `Cancelled` when the officer asked to stop."""


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody: for jobs that nobody watches."""
