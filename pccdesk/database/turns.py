"""Whose turn it is to write: a queue in front of SQLite's write lock, kept in a small file.

SQLite lets whoever looks at the right moment have its lock, so that one of five officers may wait
for long. Here each takes the next number and waits for the one before to be done. SQLite's own
lock stays the truth: where the file cannot be made, or is taken away, there is no queue and
nothing else changes. A lock on a byte of the file goes with its process, however that ends, and
the system wakes whoever waits for it; on Windows it is looked at times.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

ENDING = "-turn"
"""What the file is called after the database's name; it is there while an office is written."""
# Bytes that are locked, never written:
_DOOR, _UPKEEP, _NUMBERS_FROM, _NUMBERS = 64, 65, 1_024, 1 << 20
_PAUSE, _LONGEST_PAUSE = 0.0002, 0.009  # seconds


class Turns:
    """The queue of those who want to write to one file; without a file, nobody waits."""

    def __init__(self, database: Path | None) -> None:
        # Beside the file itself, whatever name it was opened by: so does SQLite with its log.
        self._database = database and database.resolve()
        self._file = self._database and _beside(self._database, ENDING)
        self._idle: list[int] = []

    @contextmanager
    def turn(self, patience: float) -> Iterator[bool]:
        """Wait for one's turn, at most so many seconds, and have it until the end.

        Whoever waited in vain goes on without, and is told so.
        """
        give_up = time.monotonic() + patience
        try:
            place = self._place(give_up)
        except OSError:  # no queue here: as it was without one
            place = None
        try:
            yield place is not None and place.is_mine
        finally:
            if place is not None:
                with suppress(OSError):  # what was saved is saved
                    self._give_up(place)

    @contextmanager
    def upkeep(self) -> Iterator[bool]:
        """Tell whether nobody else looks after the file, and keep others from it until the end."""
        handle = None
        with suppress(OSError):
            handle = None if self._file is None else _opened(self._file)
        try:
            mine = True
            with suppress(OSError):
                mine = handle is None or _locked(handle, _UPKEEP)
            yield mine
        finally:
            if handle is not None:
                os.close(handle)

    def _place(self, give_up: float) -> "_Place | None":
        if self._file is None:
            return None
        handle = self._kept()
        place = _Place(_opened(self._file) if handle is None else handle)
        try:
            place.wait(give_up)
        except BaseException:
            place.close()
            raise
        return place

    def _kept(self) -> int | None:
        """Return the file as it was opened for an earlier turn, unless it was taken away since."""
        try:
            handle = self._idle.pop()  # another thread may have taken the last
        except IndexError:
            return None
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)
        return None

    def _give_up(self, place: "_Place") -> None:
        # Where it waited in vain, a thread may still wait at the same open file.
        if place.is_mine:
            self._idle.append(place.leave())
        else:
            place.close()

    def rest(self) -> None:
        """Close what is kept open for the next turn: the file may be another one by then."""
        while self._idle:
            os.close(self._idle.pop())

    def leave(self) -> None:
        """Remove the file, as SQLite does its log when the last one closes the database."""
        self.rest()
        if self._file is None or self._database is None:
            return
        if _beside(self._database, "-wal").exists():
            return
        with suppress(OSError):  # who is queueing at it still is, and who comes makes it anew
            self._file.unlink(missing_ok=True)


class _Place:
    """A place in the queue: an open file with one's number locked in it."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._number = -1
        self.is_mine = False
        """Whether whoever came before is done."""

    def wait(self, give_up: float) -> None:
        """Take the next number, and return when the one before it is done, or it is too late."""
        while not _locked(self._handle, _DOOR):
            time.sleep(_PAUSE)
            if time.monotonic() > give_up:
                return
        self._number = self._next()
        _unlocked(self._handle, _DOOR)
        before = _NUMBERS_FROM + (self._number - 1) % _NUMBERS
        if _locked(self._handle, before) or _has_come(self._handle, before, give_up):
            _unlocked(self._handle, before)
            self.is_mine = True

    def leave(self) -> int:
        """Let the next one have its turn, and return the open file; a failure closes it."""
        try:
            if self._number >= 0:
                _unlocked(self._handle, _NUMBERS_FROM + self._number)
        except OSError:
            os.close(self._handle)
            raise
        return self._handle

    def close(self) -> None:
        """Let the next one have its turn, and close the file."""
        os.close(self.leave())

    def _next(self) -> int:
        number = (self._last_given() + 1) % _NUMBERS
        while not _locked(self._handle, _NUMBERS_FROM + number):  # the file was altered by hand
            number = (number + 1) % _NUMBERS
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, number.to_bytes(8, "little"))
        return number

    def _last_given(self) -> int:
        os.lseek(self._handle, 0, os.SEEK_SET)
        return int.from_bytes(os.read(self._handle, 8), "little") % _NUMBERS


def _beside(database: Path, ending: str) -> Path:
    return database.with_name(f"{database.name}{ending}")


def _opened(path: Path) -> int:
    """Open the file, made if need be for whoever may write the database."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        mode = path.with_name(path.name.removesuffix(ENDING)).stat().st_mode & 0o666
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

    def _has_come(handle: int, place: int, give_up: float) -> bool:
        """Wait until a place can be locked, and tell whether it is before it is too late."""
        started = time.monotonic()
        while not _locked(handle, place):
            if time.monotonic() > give_up:
                return False
            time.sleep(min(_PAUSE + (time.monotonic() - started) / 100, _LONGEST_PAUSE))
        return True

elif sys.platform == "linux":
    import fcntl
    import struct

    # An open file's lock, not a process's: threads keep apart too, and closing another file of
    # the same name takes nothing away.
    def _lock(handle: int, place: int, kind: int, how: int = fcntl.F_OFD_SETLK) -> None:
        fcntl.fcntl(handle, how, struct.pack("hhqqi4x", kind, os.SEEK_SET, place, 1, 0))

    def _locked(handle: int, place: int) -> bool:
        try:
            _lock(handle, place, fcntl.F_WRLCK)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlocked(handle: int, place: int) -> None:
        _lock(handle, place, fcntl.F_UNLCK)

    def _has_come(handle: int, place: int, give_up: float) -> bool:
        """Wait until a place can be locked, and tell whether it is before it is too late."""
        # The system's own wait knows no end, so a thread waits. Where it is too late it still does,
        # at the same open file by a number of its own: what it gets at last goes with that.
        locked, same = Event(), os.dup(handle)

        def wait() -> None:
            try:
                _lock(same, place, fcntl.F_WRLCK, fcntl.F_OFD_SETLKW)
                locked.set()
            finally:
                os.close(same)

        try:
            Thread(target=wait, name="turn", daemon=True).start()
        except RuntimeError:  # no thread to be had
            os.close(same)
            return False
        return locked.wait(max(0.0, give_up - time.monotonic()))

else:

    def _locked(_handle: int, _place: int) -> bool:
        raise OSError

    def _unlocked(_handle: int, _place: int) -> None:
        raise OSError

    def _has_come(_handle: int, _place: int, _give_up: float) -> bool:
        raise OSError
