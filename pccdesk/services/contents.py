"""Bytes that are kept once however often they are used, and files written whole or not at all."""

import glob
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, LargeBinary, cast, select

from pccdesk.domain.errors import EnvironmentFailed, NotFound
from pccdesk.models.offices import Content
from pccdesk.services.work import Work

_UNFINISHED = ".pccdesk-part"
_LEFT_SECONDS = 600  # no write takes so long: whoever began it was killed


def keep_content(work: Work, content: bytes) -> str:
    """Keep bytes within an open change; return their SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if work.session.get(Content, digest) is None:
        work.session.add(Content(sha256=digest, size=len(content), content=content))
        work.session.flush()
    return digest


def read_content(connection: Connection, digest: str) -> bytes:
    """Return kept bytes, exactly as they were kept.

    Raises `NotFound` if they are gone, `EnvironmentFailed` if somebody altered them.
    """
    content = connection.scalar(
        select(cast(Content.content, LargeBinary)).where(Content.sha256 == digest)
    )
    if content is None:
        raise NotFound("The document’s content is not in the database any more.")
    if hashlib.sha256(content).hexdigest() != digest:
        raise EnvironmentFailed(
            "The kept copy was altered outside the program, so it is not shown. Tell an "
            "administrator: “pccdesk verify” says what else was altered."
        )
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its name, flush it to the disk and rename it into place.

    Raises `EnvironmentFailed` saying what to do; a file of that name stays as it was then.
    What a killed process left of an earlier try is removed first.
    """
    temporary = _write_beside(path, content)
    try:
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise EnvironmentFailed(_sentence(path, error)) from error


@contextmanager
def prepared_file(path: Path, content: bytes | Iterable[bytes]) -> Iterator[Path]:
    """Write a file beside its name, give that, and take the name once the block has ended well.

    Content that comes in pieces is written piece by piece; if they break off, nothing stays.
    For a change that is recorded within the block: no file without its entry. Raises
    `EnvironmentFailed` before the block where the file cannot be written, and after it, with
    what to do, where what is recorded by then cannot take its name.
    """
    temporary = _write_beside(path, content)
    try:
        yield temporary
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    try:
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise EnvironmentFailed(
            f"It is recorded that “{path.name}” was written, but the file could not be put into "
            f"“{path.parent}”: {error.strerror}. Write it again, there or into another folder."
        ) from error


def _write_beside(path: Path, content: bytes | Iterable[bytes]) -> Path:
    """Write a file of another name in the same folder, flushed to the disk."""
    _remove_left(path)
    try:
        handle, name = tempfile.mkstemp(_UNFINISHED, f".{path.name}.", path.parent)
    except OSError as error:
        raise EnvironmentFailed(_sentence(path, error)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in (content,) if isinstance(content, bytes) else content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise EnvironmentFailed(_sentence(path, error)) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _remove_left(path: Path) -> None:
    with suppress(OSError):
        for each in path.parent.glob(f".{glob.escape(path.name)}.*{_UNFINISHED}"):
            if time.time() - each.stat().st_mtime > _LEFT_SECONDS:
                each.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder for results, with those above it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFailed(
            f"The folder “{folder}” cannot be made: {error.strerror}. Choose another."
        ) from error


def read_file(path: Path, limit: int | None = None) -> bytes:
    """Return a file's bytes (at most `limit`); raises a sentence where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read() if limit is None else file.read(limit)
    except IsADirectoryError as error:
        raise EnvironmentFailed(f"“{path.name}” is a folder. Choose a file in it.") from error
    except FileNotFoundError as error:
        raise EnvironmentFailed(f"There is no file “{path}”. Check the name.") from error
    except ValueError as error:  # a sign that no file's name can have
        raise EnvironmentFailed("That is no name of a file. Choose the file again.") from error
    except OSError as error:
        raise EnvironmentFailed(
            f"“{path.name}” cannot be read: {error.strerror}. Check your access to it."
        ) from error


def _sentence(path: Path, error: OSError) -> str:
    return (
        f"“{path.name}” cannot be written in “{path.parent}”: {error.strerror}. Choose another "
        "folder, or make room. Nothing was lost."
    )
