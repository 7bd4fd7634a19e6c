"""One SQLite file copied whole into another, checked before it takes its name.

The copy is SQLite's online backup within one read transaction: it shows one moment, however many
officers write meanwhile, never begins again, and keeps nobody waiting.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from pccdesk.database.failures import translated
from pccdesk.database.new_file import SQLITE_MARK
from pccdesk.database.schema import is_known
from pccdesk.domain.errors import EnvironmentFailed, Refused
from pccdesk.domain.progress import Progress, no_progress

PARTIAL = ".partial"
_STEP_PAGES = 2_000  # 8 MB: often enough to show progress and to stop
_BUSY_SECONDS = 15.0
_KEEPS_LOG = 18  # the byte of the header that is 2 in a file with a write-ahead log
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@dataclass(frozen=True, slots=True)
class Seal:
    """What must be the same in a copy: the mark of our files, the schema, the audit log's head."""

    mark: int
    schema: str
    sequence: int
    head: str


def copy_whole(source: Path, target: Path, progress: Progress = no_progress) -> Seal:
    """Copy a database into a new file: whole, checked and on the disk, or not at all.

    Raises `Refused` where the target exists or the source is no database of PCCDesk,
    `EnvironmentFailed` where the disk fails or the source is damaged. The copy is one file, with
    no log beside it, for its owner's eyes only.
    """
    _require_new(source, target)
    with _sentences(source, target):
        handle, name = tempfile.mkstemp(PARTIAL, f".{target.name}.", target.parent)
    os.close(handle)
    partial = Path(name)
    try:
        with _sentences(source, target):
            seal = _copy(source, partial, progress)
            _flush_and_check(source, partial, seal)
            put_in_place(partial, target)
    except BaseException:
        for ending in ("", "-journal", "-wal", "-shm"):
            left = partial.with_name(partial.name + ending)
            with contextlib.suppress(OSError):
                left.unlink()
        raise
    return seal


def seal_of(path: Path) -> Seal:
    """Return a file's seal; raises a sentence for a damaged file, or one that is not ours."""
    with _sentences(path, path), closing(_open_to_read(path)) as connection:
        return _seal(connection, path)


def require_sound(path: Path) -> Seal:
    """Return the seal of a file that is sound; raises a sentence for one that is not."""
    with _sentences(path, path), closing(_open_to_read(path)) as connection:
        seal = _seal(connection, path)
        if _quick_check(connection):
            raise EnvironmentFailed(f"“{path.name}” is damaged. Choose another backup.")
    if not is_known(seal.schema):
        raise Refused(
            f"“{path.name}” was made by a newer PCCDesk (schema {seal.schema}). "
            "Install the newer program; the file is unchanged."
        )
    return seal


@contextmanager
def reading_file(path: Path) -> Iterator[Connection]:
    """Give a connection that reads a database file and can change nothing in it."""
    engine = create_engine("sqlite://", creator=lambda: _open_to_read(path), poolclass=NullPool)
    with translated(path.name), engine.connect() as connection:
        yield connection


def _require_new(source: Path, target: Path) -> None:
    if not source.is_file():
        raise Refused(f"There is no file “{source}”. Check the name.")
    if target.exists():
        raise Refused(f"“{target.name}” exists already. Choose another name.")
    if not target.parent.is_dir():
        raise EnvironmentFailed(
            f"The folder “{target.parent}” is not there. Connect its disk or share, or choose "
            "another folder. Nothing was lost."
        )


def _copy(source: Path, partial: Path, progress: Progress) -> Seal:
    size = source.stat().st_size
    if shutil.disk_usage(partial.parent).free < size:
        raise sqlite3.OperationalError("database or disk is full")
    with closing(_open_to_read(source)) as origin, closing(sqlite3.connect(partial)) as copy:
        copy.isolation_level = None
        # The file is ours alone and thrown away if anything fails: no log, one flush at the end.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        origin.execute("BEGIN")
        seal = _seal(origin, source)  # opens the snapshot that the copy is made of

        def tell(status: int, remaining: int, total: int) -> None:
            if status in _BUSY:
                raise sqlite3.OperationalError("database is locked")
            progress(total - remaining, total + total // 3 + 1)

        origin.backup(copy, pages=_STEP_PAGES, progress=tell)
        copy.execute("PRAGMA journal_mode = DELETE")
    return seal


def _open_to_read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(_uri(path), uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


def _uri(path: Path) -> str:
    """Return the address to read a file by, so that nothing is written beside it.

    A file that keeps a log, without a log, is open nowhere: it may be read as one that never
    changes. To open it in any other way would make a log.
    """
    with path.open("rb") as file:
        keeps_log = file.read(_KEEPS_LOG + 1)[_KEEPS_LOG:] == b"\x02"
    closed = keeps_log and not path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro" + ("&immutable=1" if closed else "")


def _seal(connection: sqlite3.Connection, path: Path) -> Seal:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark != SQLITE_MARK:
        connection.execute("SELECT count(*) FROM sqlite_master")  # a damaged file is told as such
        raise Refused(f"“{path.name}” is not a PCCDesk database. Choose another file.")
    schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    sequence, head = connection.execute("SELECT sequence, hash FROM audit_head").fetchone()
    return Seal(mark, schema, sequence, head)


def _quick_check(connection: sqlite3.Connection) -> str:
    said = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return "" if said == "ok" else said


def _flush_and_check(source: Path, partial: Path, seal: Seal) -> None:
    # The disk writes while the copy is read from memory: that halves the time after copying.
    with ThreadPoolExecutor(1, thread_name_prefix="flush") as beside:
        flushed = beside.submit(flush_file, partial)
        _require_sound_copy(source, partial, seal)
        flushed.result()


def _require_sound_copy(source: Path, partial: Path, seal: Seal) -> None:
    with closing(_open_to_read(partial)) as connection:
        fault = _quick_check(connection)
        same = not fault and _seal(connection, partial) == seal
    if fault:
        raise sqlite3.DatabaseError(f"malformed: {fault}")
    if not same:
        raise EnvironmentFailed(
            f"The copy of “{source.name}” is not the same as the original, so it was not kept. "
            "Check the disk that it was written to. Nothing was lost."
        )


def flush_file(path: Path) -> None:
    """Have a file's bytes on the disk before anybody relies on them."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def put_in_place(partial: Path, target: Path) -> None:
    """Give a whole file its name, which no other has yet; raises `OSError`."""
    if target.exists():
        raise FileExistsError(target)
    partial.rename(target)
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        return  # some shares cannot; the file itself is on the disk
    finally:
        os.close(handle)


@contextmanager
def _sentences(source: Path, target: Path) -> Iterator[None]:
    """Turn what fails while one file is read and another written into sentences."""
    try:
        yield
    except FileExistsError as error:
        raise Refused(f"“{target.name}” exists already, or is being written.") from error
    except sqlite3.Error as error:
        raise EnvironmentFailed(_sentence(error, source, target)) from error
    except OSError as error:
        raise EnvironmentFailed(
            f"“{target.name}” cannot be written in “{target.parent}”: {error.strerror}. "
            "Choose another folder. Nothing was lost."
        ) from error


def _sentence(error: sqlite3.Error, source: Path, target: Path) -> str:
    said = str(error)
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return (
            f"“{source.name}” is not a PCCDesk database, or its beginning is damaged. No copy of "
            "it was kept; choose another file, or another backup."
        )
    if code == sqlite3.SQLITE_CORRUPT or "malformed" in said or "no such table" in said:
        return (
            f"“{source.name}” is damaged, so no copy of it was kept. Backups made before are "
            "untouched: restore the newest one into a new file, and keep this one for repair."
        )
    if code in _BUSY or "locked" in said:
        return f"“{source.name}” is held by another program. Try again in a moment."
    if source == target:
        return f"“{source.name}” cannot be read: {said}. Check your access to it."
    if code == sqlite3.SQLITE_FULL or "full" in said:
        return (
            f"There is not enough room in “{target.parent}”. Make room, or choose another folder. "
            "Nothing was lost, and nothing half written is left."
        )
    return (
        f"“{target.name}” could not be written in “{target.parent}”: {said}. The disk may be full "
        "or the share gone. Nothing was lost, and nothing half written is left."
    )
