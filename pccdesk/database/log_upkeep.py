"""SQLite's write-ahead log, carried into the file behind the officers' changes.

SQLite would do so within every so many'th save, which then takes as long as thirty others. Here a
thread does, after a save was answered; SQLite's own way stays as the net, at a longer log.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock, Thread

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError

from pccdesk.database.turns import Turns

NET_PAGES = 8_000
"""From so long a log on SQLite carries it over within a save: 32 MB, as much as is read soon."""
_EVERY, _LONG_BYTES, _LONG_PAGES = 64, 4 << 20, 2_000
_PATIENCE = 1.0  # seconds


class LogUpkeep:
    """Carries over one file's log when it has grown; nothing is done for a server."""

    def __init__(self, file: Path | None, engine: Engine, turns: Turns) -> None:
        self._log = file and file.with_name(f"{file.name}-wal")
        self._engine, self._turns = engine, turns
        self._changes = 0
        self._counting = Lock()
        self._at_work: Thread | None = None

    def after_change(self) -> None:
        """Count a change; at times look at the log, and have it carried over if it is long."""
        if self._log is None:
            return
        with self._counting:
            self._changes += 1
            busy = self._at_work is not None and self._at_work.is_alive()
            if busy or self._changes % _EVERY or not self._is_long(self._log):
                return
            thread = Thread(target=self._carry_over, name="log upkeep")
            with suppress(RuntimeError):  # no thread to be had: a later change will see to it
                thread.start()
                self._at_work = thread

    def finish(self) -> None:
        """Wait until what is being carried over is."""
        with self._counting:
            at_work = self._at_work
        if at_work is not None:
            at_work.join()

    @staticmethod
    def _is_long(log: Path) -> bool:
        try:
            return log.stat().st_size > _LONG_BYTES
        except OSError:
            return False

    def _carry_over(self) -> None:
        # What fails here fails nobody's save, and is tried again: the log holds what it holds.
        with suppress(DBAPIError, sqlite3.Error), closing(self._engine.raw_connection()) as one:
            if _checkpoint(one) > _LONG_PAGES:
                # Others may have written meanwhile: it begins anew only if nothing is left of it.
                with self._turns.turn(_PATIENCE):
                    _checkpoint(one)


def _checkpoint(connection: PoolProxiedConnection) -> int:
    """Carry over what no reader needs left where it is; return how long the log was, in pages."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    told = cursor.fetchone()
    cursor.close()
    return int(told[1]) if told else 0
