"""A SQLite file that is made beside its name, and gets it when it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from pccdesk.database.engine import Database, connect
from pccdesk.database.turns import ENDING
from pccdesk.domain.errors import EnvironmentFailed, Refused

SQLITE_MARK = 0x50434344  # “PCCD” in the file's header, so that `file` and we can tell it
UNFINISHED = ".pccdesk-part"


def mark_file(connection: Connection) -> None:
    """Mark a SQLite file as one of ours; a server needs no mark."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {SQLITE_MARK}")


def require_room(database: Database) -> None:
    """Raise a sentence unless a SQLite file can be made where it is meant to stand."""
    path = database.file
    if path is None:
        return
    if path.exists():
        raise Refused(f"“{path.name}” exists already. Choose another name, or open that file.")
    if not path.parent.is_dir():
        raise Refused(f"The folder “{path.parent}” does not exist. Make it, or choose another.")
    if not os.access(path.parent, os.W_OK):
        raise EnvironmentFailed(
            f"Nothing can be saved in the folder “{path.parent}”: it is read-only. Choose another."
        )


@contextmanager
def making_file(path: Path, *, unlogged: bool = False) -> Iterator[Database]:
    """Give a new database beside a name; it takes the name at the end, or is gone.

    That holds even if the process is killed: what it left is in nobody's way. `unlogged` is for
    one large transaction: no log is kept, as a file that fails is thrown away, and the whole file
    is flushed at the end.
    """
    beside = path.with_name(f".{path.name}{UNFINISHED}")
    discard_file(beside)  # a killed process may have left it
    unfinished = connect(str(beside), unlogged=unlogged)
    try:
        yield unfinished
        unfinished.close()
        if unlogged:
            _flush(beside)
        _move(beside, path)
    except BaseException:
        unfinished.close()
        discard_file(beside)
        raise


def discard_file(path: Path) -> None:
    """Remove a file that was only half made, and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal", ENDING):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _flush(beside: Path) -> None:
    try:
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise EnvironmentFailed(
            f"The disk of “{beside.parent}” failed: {error.strerror}. Nothing was kept there."
        ) from error


def _move(beside: Path, path: Path) -> None:
    require_room(connect(str(path)))  # nobody else made one meanwhile
    if beside.with_name(f"{beside.name}-wal").exists():
        raise EnvironmentFailed(f"“{path.name}” could not be written whole. Make room first.")
    try:
        beside.rename(path)
    except OSError as error:
        raise EnvironmentFailed(
            f"“{path.name}” cannot be made in “{path.parent}”: {error.strerror}. Choose another "
            "folder, or make room."
        ) from error
