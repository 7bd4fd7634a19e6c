"""A bell for whoever waits for a turn: rung by the one before, heard in another process.

It is a hint and no more. Where there is none, or somebody else rings it, whoever waits looks.
"""

import os
import socket
import sys
import time
from types import TracebackType
from typing import Self

_AT_MOST = 0.05  # seconds: the one before may have been killed, and rings no more


class Bell:
    """A bell with a number of its own, hung up beside an open file while one waits."""

    def __init__(self, handle: int, number: int) -> None:
        self._socket = _hung_up(handle, number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            self._socket.close()

    def wait(self, unheard: float) -> None:
        """Wait for the bell, not for long; or for so many seconds if it cannot be heard."""
        if self._socket is None:
            time.sleep(unheard)
            return
        try:
            self._socket.recv(1)
        except OSError:  # it was not rung
            return


if sys.platform == "linux":

    def _name(handle: int, number: int) -> str:
        file = os.fstat(handle)
        # In no folder, so nothing is left behind: https://man7.org/linux/man-pages/man7/unix.7.html
        return f"\0pccdesk-{file.st_dev}-{file.st_ino}-{number}"

    def _hung_up(handle: int, number: int) -> socket.socket | None:
        try:
            bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        except OSError:
            return None
        try:
            bell.bind(_name(handle, number))
            bell.settimeout(_AT_MOST)
        except OSError:
            bell.close()
            return None
        return bell

    def ring(handle: int, number: int) -> None:
        """Ring a bell, if it hangs there."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hand:
                hand.sendto(b"!", socket.MSG_DONTWAIT, _name(handle, number))
        except OSError:
            return

else:

    def _hung_up(_handle: int, _number: int) -> socket.socket | None:
        return None

    def ring(_handle: int, _number: int) -> None:
        """Ring no bell: there is none here."""
