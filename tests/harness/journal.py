"""The killed process's own record, outside the database: what it was about to keep, what it kept.

A line is written and flushed to the disk before the next thing is done, so that it outlives a
kill at any instant.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from pccdesk.database.engine import Database
from tests.harness.state import state_of


class Journal:
    """Writes the lines of one process."""

    def __init__(self, path: Path, told: int) -> None:
        """Begin a journal, empty; what begins and what is done is told through a pipe as well."""
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self._told = told

    def write(self, **line: str) -> None:
        """Write one line through to the disk."""
        said = json.dumps(line).encode() + b"\n"
        os.write(self._handle, said)
        os.fsync(self._handle)
        if line.keys() & {"work", "done", "fault"}:
            os.write(self._told, said)

    def follow(self, office: Path) -> None:
        """Write a line before each commit to an office, and one when it is acknowledged."""

        commit = Database._commit

        def committing(database: Database, connection: Connection) -> None:
            if database.file == office:
                self.write(about=state_of(connection))
            commit(database, connection)

        setattr(Database, "_commit", committing)  # noqa: B010 - this process is to be killed
        original = Database.writing

        @contextmanager
        def writing(database: Database, *, rebuilding: bool = False) -> Iterator[Connection]:
            with original(database, rebuilding=rebuilding) as connection:
                yield connection
            if database.file == office:
                self.write(kept="yes")

        setattr(Database, "writing", writing)  # noqa: B010 - this process is to be killed


@dataclass(frozen=True)
class Story:
    """What a journal tells of a process that was killed."""

    work: str
    kept: str
    in_flight: str | None
    acknowledged: int
    done: tuple[str, ...]
    phase: str
    """How far the work was whose beginning the killer waited for."""


def read_story(path: Path, before: str, awaited: str) -> Story:
    """Return a journal's story.

    `before` is the state that the process began with, `awaited` the work that the killer waited
    for.
    """
    work, kept, about, acknowledged = "starting", before, None, 0
    done = []
    lines = [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]
    for said in lines:
        work = said.get("work", work)
        about = said.get("about", about)
        if "done" in said:
            done.append(said["done"])
        if "kept" in said and about is not None:
            kept, about, acknowledged = about, None, acknowledged + 1
        if "work" in said:
            about = None  # what came to no commit was rolled back, or refused
    return Story(work, kept, about, acknowledged, tuple(done), _phase(lines, awaited))


def _phase(lines: list[dict[str, str]], awaited: str) -> str:
    begun = next(place for place, said in enumerate(lines) if said.get("work") == awaited)
    since = lines[begun + 1 :]
    if any(said.keys() & {"work", "done"} for said in since):
        return "done"
    if not since:
        return "before its first commit"
    return "during a commit" if "about" in since[-1] else "after a commit"
