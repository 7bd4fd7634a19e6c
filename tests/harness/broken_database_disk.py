"""A disk that fails under SQLite itself: at the nth write or sync of any of its files.

SQLite writes through a table of functions (a VFS). Here one stands before the system's own: it
counts the writes and syncs of the database and its log, and lets one of them fail as a disk does.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from pccdesk.database.engine import Database

FULL, WRITE_FAILED, SYNC_FAILED = 13, 10 | 3 << 8, 10 | 4 << 8
"""What SQLite's own layer answers: SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC."""
_POINTER = ctypes.sizeof(ctypes.c_void_p)
_METHODS_SIZE = 19 * _POINTER  # a number and 18 functions
_WRITE, _SYNC = 3 * _POINTER, 5 * _POINTER

_Write = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_Open = ctypes.CFUNCTYPE(
    ctypes.c_int,
    *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int),
    ctypes.POINTER(ctypes.c_int),
)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 15),
    )


@dataclass
class Failing:
    """Which write or sync fails, and how; `seen` counts those that came to it."""

    place: int = -1
    syncs: bool = False
    answer: int = FULL
    short: bool = False
    seen: int = 0

    def strikes(self, *, sync: bool) -> bool:
        """Count one write or sync, and tell whether it is the one that fails."""
        if self.place < 0 or sync is not self.syncs:
            return False
        self.seen += 1
        return self.seen == self.place + 1


class _FaultyDisk:
    """Stands before the system's VFS as the default one, for this process and ever after."""

    def __init__(self, library: Any) -> None:
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._own = library.sqlite3_vfs_find(None).contents
        self._open = ctypes.cast(self._own.open, _Open)
        self._methods: dict[int, Any] = {}
        self._kept: list[Any] = []  # what C still points to
        self.failing = Failing()
        ours = _Vfs.from_buffer_copy(self._own)
        ours.name, ours.next = b"pccdesk-faulty", None
        ours.open = self._pointer(_Open(self._opened))
        self._kept.append(ours)
        library.sqlite3_vfs_register(ctypes.byref(ours), 1)

    def _pointer(self, function: Any) -> int | None:
        self._kept.append(function)
        return ctypes.cast(function, ctypes.c_void_p).value

    def _opened(self, vfs: int, name: int, file: int, flags: int, told: Any) -> int:
        answer: int = self._open(vfs, name, file, flags, told)
        place = ctypes.c_void_p.from_address(file)
        if answer == 0 and place.value:
            place.value = self._watched(place.value)
        return answer

    def _watched(self, methods: int) -> int:
        if methods not in self._methods:
            copy = ctypes.create_string_buffer(ctypes.string_at(methods, _METHODS_SIZE))
            start = ctypes.addressof(copy)
            for offset, kind, instead in (
                (_WRITE, _Write, self._write),
                (_SYNC, _Sync, self._sync),
            ):
                slot = ctypes.c_void_p.from_address(start + offset)
                slot.value = self._pointer(kind(instead(kind(slot.value or 0))))
            self._methods[methods] = copy
        return ctypes.addressof(self._methods[methods])

    def _write(self, own: Callable[..., int]) -> Callable[..., int]:
        def write(file: int, content: int, amount: int, place: int) -> int:
            if not self.failing.strikes(sync=False):
                return own(file, content, amount, place)
            if self.failing.short:
                own(file, content, amount // 2, place)
            return self.failing.answer

        return write

    def _sync(self, own: Callable[..., int]) -> Callable[..., int]:
        def sync(file: int, flags: int) -> int:
            return self.failing.answer if self.failing.strikes(sync=True) else own(file, flags)

        return sync


@cache
def _disk() -> _FaultyDisk:
    import _sqlite3  # the library that Python itself uses

    return _FaultyDisk(ctypes.CDLL(_sqlite3.__file__))


def can_fail() -> bool:
    """Tell whether this Python's SQLite can be reached; a statically linked one cannot."""
    import _sqlite3

    path = getattr(_sqlite3, "__file__", None)
    return path is not None and hasattr(ctypes.CDLL(path), "sqlite3_vfs_register")


@contextmanager
def failing_database(database: Database, failing: Failing) -> Iterator[Failing]:
    """Let one write or sync of SQLite's files fail as described, in whatever is done within."""
    disk = _disk()
    database.close()  # what is open already goes by the system's functions
    disk.failing = failing
    try:
        yield failing
    finally:
        disk.failing = Failing()
        database.close()
