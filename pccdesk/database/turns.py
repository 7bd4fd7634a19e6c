"""Whose turn it is to write: a queue in front of SQLite's write lock, kept in a small file.

SQLite lets whoever looks at the right moment have its lock, so that one of five officers may wait
for long. Here each takes the next number and waits for the one before to be done. SQLite's own
lock stays the truth: where the file cannot be made, or is taken away, there is no queue and
nothing else changes. A lock on a byte of the file goes with its process, however that ends.

Who waits sleeps until the one before rings; to look again and again would slow down whoever is at
work. Without a bell (on Windows), or where the one before was killed, it is looked at times.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pccdesk.database.bells import Bell, ring

ENDING = "-turn"
"""What the file is called after the database's name; it is there while an office is written."""
_DOOR, _NUMBERS_FROM, _NUMBERS = 64, 1_024, 1 << 20  # bytes that are locked, never written
_GIVEN, _SERVED = 0, 8  # where the last number given, and the one whose turn it is, are written
_PAUSE, _LONGEST_PAUSE = 0.0002, 0.009  # seconds


class Turns:
    """The queue of those who want to write to one file; without a file, nobody waits."""

    def __init__(self, database: Path | None) -> None:
        # Beside the file itself, whatever name it was opened by: so does SQLite with its log.
        self._database = database and database.resolve()

    @contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """Wait for one's turn, at most so many seconds, and have it until the end.

        Whoever waited in vain goes on without: SQLite will say that the database is locked.
        """
        give_up = time.monotonic() + patience
        place = None
        with suppress(OSError):  # no queue here: as it was without one
            place = self._place(give_up)
        try:
            yield
        finally:
            if place is not None:
                with suppress(OSError):  # what was saved is saved
                    place.close()

    def _place(self, give_up: float) -> "_Place | None":
        if self._database is None:
            return None
        place = _Place(_opened(self._database))
        try:
            place.wait(give_up)
        except BaseException:
            place.close()
            raise
        return place

    def leave(self) -> None:
        """Remove the file; who is queueing at it still is, and who comes makes it anew."""
        if self._database is not None:
            with suppress(OSError):  # on Windows it stays until the last has left
                _file(self._database).unlink(missing_ok=True)


class _Place:
    """A place in the queue: an open file with one's number locked in it."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._number = -1

    def wait(self, give_up: float) -> None:
        """Take the next number, and return when the one before it is done, or it is too late."""
        started = time.monotonic()
        while not _locked(self._handle, _DOOR):
            if _is_too_late(give_up, _PAUSE):
                return
        self._number = self._next()
        _unlocked(self._handle, _DOOR)
        before = _NUMBERS_FROM + (self._number - 1) % _NUMBERS
        if not _locked(self._handle, before):
            with Bell(self._handle, self._number) as bell:
                while not _locked(self._handle, before):
                    if time.monotonic() > give_up:
                        return
                    bell.wait(self._pause(time.monotonic() - started))
        _unlocked(self._handle, before)
        self._write(_SERVED, self._number)

    def close(self) -> None:
        """Let the next one have its turn."""
        try:
            if self._number >= 0:
                _unlocked(self._handle, _NUMBERS_FROM + self._number)
                # Who came since then finds it free; who was here before then is rung.
                if self._read(_GIVEN) != self._number:
                    ring(self._handle, (self._number + 1) % _NUMBERS)
        finally:
            os.close(self._handle)

    def _next(self) -> int:
        number = (self._read(_GIVEN) + 1) % _NUMBERS
        while not _locked(self._handle, _NUMBERS_FROM + number):  # the file was altered by hand
            number = (number + 1) % _NUMBERS
        self._write(_GIVEN, number)
        return number

    def _pause(self, waited: float) -> float:
        """Return how long to look away: not long for the next one, and longer where it lasts."""
        ahead = (self._number - self._read(_SERVED)) % _NUMBERS
        return min(_PAUSE * max(ahead, 1) + waited / 100, _LONGEST_PAUSE)

    def _read(self, place: int) -> int:
        os.lseek(self._handle, place, os.SEEK_SET)
        return int.from_bytes(os.read(self._handle, 8), "little") % _NUMBERS

    def _write(self, place: int, number: int) -> None:
        os.lseek(self._handle, place, os.SEEK_SET)
        os.write(self._handle, number.to_bytes(8, "little"))


def _is_too_late(give_up: float, pause: float) -> bool:
    time.sleep(pause)
    return time.monotonic() > give_up


def _file(database: Path) -> Path:
    return database.with_name(f"{database.name}{ENDING}")


def _opened(database: Path) -> int:
    """Open the file, made if need be for whoever may write the database."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    path = _file(database)
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        mode = database.stat().st_mode & 0o666
        handle = os.open(path, flags | os.O_CREAT, mode)
        if sys.platform != "win32":
            with suppress(OSError):  # whoever made it at the same time has done so
                os.fchmod(handle, mode)
        return handle


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int, place: int) -> bool:
        os.lseek(handle, place, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlocked(handle: int, place: int) -> None:
        os.lseek(handle, place, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

elif sys.platform == "linux":
    import fcntl
    import struct

    # An open file's lock, not a process's: threads keep apart too, and closing another file of
    # the same name takes nothing away.
    def _lock(handle: int, place: int, kind: int) -> None:
        wanted = struct.pack("hhqqi4x", kind, os.SEEK_SET, place, 1, 0)
        fcntl.fcntl(handle, fcntl.F_OFD_SETLK, wanted)

    def _locked(handle: int, place: int) -> bool:
        try:
            _lock(handle, place, fcntl.F_WRLCK)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlocked(handle: int, place: int) -> None:
        _lock(handle, place, fcntl.F_UNLCK)

else:

    def _locked(_handle: int, _place: int) -> bool:
        raise OSError

    def _unlocked(_handle: int, _place: int) -> None:
        raise OSError
