"""A disk that fails at one write: at the nth step of writing a file, or when a database grows."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Self

from sqlalchemy import event

from pccdesk.database.engine import Database

SQLITE_PAGE = 4096


class Counter:
    """Counts the writes, and fails at one of them."""

    def __init__(self, failing: int, number: int) -> None:
        """Fail at the write of this place, from 0, with this error number."""
        self.failing, self.number = failing, number
        self.seen = 0

    @property
    def struck(self) -> bool:
        """Whether it came to the failing write."""
        return self.seen > self.failing

    def pass_one(self) -> None:
        """Let a write pass, or raise."""
        self.seen += 1
        if self.seen == self.failing + 1:
            raise OSError(self.number, os.strerror(self.number))


class ShortWriter:
    """A file of which only half is written where the disk fails."""

    def __init__(self, file: BinaryIO, counter: Counter) -> None:
        """Write to an open file."""
        self._file, self._counter = file, counter

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> int:
        """Write all, or half and fail."""
        try:
            self._counter.pass_one()
        except OSError:
            self._file.write(content[: len(content) // 2])
            raise
        return self._file.write(content)

    def flush(self) -> None:
        """Flush, or fail."""
        self._counter.pass_one()
        self._file.flush()

    def fileno(self) -> int:
        """Return the open file's number."""
        return self._file.fileno()


@contextmanager
def failing_file(failing: int, number: int = errno.ENOSPC) -> Iterator[Counter]:
    """Fail at one step of writing a file: making, writing, flushing, fsync, mode or renaming."""
    counter = Counter(failing, number)
    opened = os.fdopen

    def watched(original: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*args: Any, **kwargs: Any) -> Any:
            counter.pass_one()
            return original(*args, **kwargs)

        return instead

    def fdopen(*args: Any, **kwargs: Any) -> ShortWriter:
        return ShortWriter(opened(*args, **kwargs), counter)

    kept = (tempfile.mkstemp, os.fdopen, os.fsync, Path.chmod, Path.replace)
    tempfile.mkstemp, os.fsync = watched(kept[0]), watched(kept[2])
    os.fdopen = fdopen  # type: ignore[assignment]  # for the length of one step
    Path.chmod, Path.replace = watched(kept[3]), watched(kept[4])  # type: ignore[method-assign]
    try:
        yield counter
    finally:
        tempfile.mkstemp, os.fdopen, os.fsync = kept[:3]
        Path.chmod, Path.replace = kept[3:]  # type: ignore[method-assign]


@contextmanager
def full_database(database: Database, spare_pages: int) -> Iterator[None]:
    """Let a SQLite file grow by so many pages and no more, as on a disk that is nearly full."""
    database.close()
    if database.file is None:
        raise ValueError(database.name)
    pages = database.file.stat().st_size // SQLITE_PAGE + spare_pages

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(database.engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(database.engine, "connect", limit)
        database.close()


@contextmanager
def small_files(database: Database, size: int) -> Iterator[None]:
    """Let the system refuse any write beyond so many bytes of a file, SQLite's log among them."""
    import resource  # not on Windows

    database.close()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
        database.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        database.close()
