"""SQLite's write-ahead log, carried into the file behind the officers' changes.

SQLite would do so within every so many'th save, which then takes as long as thirty others. Here a
thread does, after a save was answered; SQLite's own way stays as the net, at a longer log. Of
several processes one does it at a time: to flush the file slows down whoever saves meanwhile.
"""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock, Thread

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from pccdesk.database.turns import Turns

NET_PAGES = 8_000
"""From so long a log on SQLite carries it over within a save: 32 MB, as much as is read soon."""
_LONG_PAGES = 2_000
_REST, _PATIENCE = 0.1, 1.0  # seconds
_GLANCES = 0.02
"""Seconds between two looks at the log: within them not a tenth of what is long can be written."""
_HEAD, _PAGE_HEAD, _SALT = 32, 24, 8  # bytes of the log, and where a page has its salt


class LogUpkeep:
    """Carries over one file's log when it has grown; nothing is done for a server."""

    def __init__(self, file: Path | None, engine: Engine, turns: Turns) -> None:
        self._log = file and file.with_name(f"{file.name}-wal")
        self._engine, self._turns = engine, turns
        self._resting_until = 0.0
        self._looking = Lock()
        self._at_work: Thread | None = None

    def after_change(self) -> None:
        """Have the log carried over if it is long, unless that was tried just now."""
        if self._log is None:
            return
        with self._looking:
            busy = self._at_work is not None and self._at_work.is_alive()
            now = time.monotonic()
            if busy or now < self._resting_until:
                return
            self._resting_until = now + _GLANCES
            if not _is_long(self._log):
                return
            thread = Thread(target=self._carry_over, name="log upkeep")
            with suppress(RuntimeError):  # no thread to be had: a later change will see to it
                thread.start()
                self._at_work = thread

    def finish(self) -> None:
        """Wait until what is being carried over is."""
        with self._looking:
            at_work = self._at_work
        if at_work is not None:
            at_work.join()

    def _carry_over(self) -> None:
        # What fails here fails nobody's save, and is tried again: the log holds what it holds.
        with (
            suppress(DBAPIError, sqlite3.Error),
            self._turns.upkeep() as mine,
            closing(self._engine.raw_connection()) as one,
        ):
            if mine and _checkpoint(one) > _LONG_PAGES:
                # Others may have written meanwhile: it begins anew only if nothing is left of it.
                with self._turns.turn(_PATIENCE):
                    _checkpoint(one)
        self._resting_until = time.monotonic() + _REST


def _is_long(log: Path) -> bool:
    """Tell whether the log in use is long; its file stays as long as it ever was.

    What was written since the log began anew has the salt that stands in the log's head:
    https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    """
    try:
        handle = os.open(log, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # asked after each save
    except OSError:
        return False
    try:
        head = os.read(handle, _HEAD)
        page = _PAGE_HEAD + int.from_bytes(head[8:12], "big")
        os.lseek(handle, _HEAD + _LONG_PAGES * page + _SALT, os.SEEK_SET)
        return len(head) == _HEAD and os.read(handle, 8) == head[16:24]
    except OSError:
        return False
    finally:
        os.close(handle)


def _checkpoint(connection: PoolProxiedConnection) -> int:
    """Carry over what no reader needs left where it is; return how long the log was, in pages."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    told = cursor.fetchone()
    cursor.close()
    return int(told[1]) if told else 0
