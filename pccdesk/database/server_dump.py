"""A server's records kept by its own `pg_dump`: checked before the file takes its name.

The program is looked for, not shipped: it must be of the server's version or newer. A password
goes to it in the environment of that one process, never on its command line nor into a file.
"""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pccdesk.database.backup import PARTIAL, flush_file, put_in_place
from pccdesk.database.engine import Database
from pccdesk.database.raw_tables import tables_of
from pccdesk.domain.errors import EnvironmentFailed, Refused
from pccdesk.domain.progress import Progress, no_progress

ENDING = ".dump"
_VERSION = re.compile(r"pg_dump \(PostgreSQL\) ([0-9]+)(?:\.([0-9]+))?")
_SUFFIX = ".exe" if sys.platform == "win32" else ""
_USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/Library/PostgreSQL/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
_ANSWER_SECONDS = 20.0
_LOOK_SECONDS = 0.1
_LOCK_WAIT_MILLISECONDS = 15_000
_LONGEST_WORDS = 300


class NoProgramError(Refused):
    """There is no `pg_dump` here that can dump this server."""


@dataclass(frozen=True, slots=True)
class DumpProgram:
    """A `pg_dump` on this computer with the `pg_restore` beside it, and its version."""

    path: Path
    version: tuple[int, int]

    @property
    def restore(self) -> Path:
        """The `pg_restore` of the same folder."""
        return self.path.with_name(f"pg_restore{_SUFFIX}")

    @property
    def words(self) -> str:
        """What it is, with its version."""
        return f"pg_dump {self.version[0]}.{self.version[1]}"


def program_at(path: Path) -> DumpProgram:
    """Return the `pg_dump` at a full path; raises `NoProgramError` where it is none."""
    found = _asked(path)
    if found is None:
        raise NoProgramError(
            f"“{path}” is not a pg_dump of PostgreSQL with a pg_restore beside it. Choose the "
            "program pg_dump in PostgreSQL’s folder “bin”."
        )
    return found


def fitting_program(database: Database, chosen: str = "") -> DumpProgram:
    """Return the newest `pg_dump` here, or the one chosen; raises `NoProgramError`.

    One that is older than the server is refused, as it would refuse the server itself.
    """
    needed = server_version(database)
    found = [program_at(Path(chosen))] if chosen else list(_programs())
    if not found:
        raise NoProgramError(
            "pg_dump was not found on this computer. Install PostgreSQL’s client programs "
            f"(version {needed} or newer), or choose pg_dump under Settings, Database."
        )
    newest = max(found, key=lambda each: each.version)
    if newest.version[0] < needed:
        raise NoProgramError(
            f"The {newest.words} on this computer is older than the server, which is PostgreSQL "
            f"{needed}. Install the client programs of version {needed} or newer."
        )
    return newest


def server_version(database: Database) -> int:
    """Return the main version of a database's server."""
    with database.reading() as connection:
        told = connection.exec_driver_sql("SHOW server_version_num").scalar()
    return int(str(told)) // 10_000


def dump_server(
    database: Database, target: Path, program: DumpProgram, progress: Progress = no_progress
) -> None:
    """Dump a server's database into a new file: whole, checked and on the disk, or not at all.

    The file is `pg_dump`'s custom format, for its owner's eyes only. Raises `EnvironmentFailed`
    in a sentence, and whatever `progress` raises to stop.
    """
    try:
        handle, name = tempfile.mkstemp(PARTIAL, f".{target.name}.", target.parent)
    except OSError as error:
        raise EnvironmentFailed(_unwritten(target, error)) from error
    os.close(handle)
    partial = Path(name)
    try:
        _run(_dump_command(database, program, partial), database, progress)
        _require_whole(database, program, partial)
        flush_file(partial)
        put_in_place(partial, target)
    except OSError as error:
        raise EnvironmentFailed(_unwritten(target, error)) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _dump_command(database: Database, program: DumpProgram, partial: Path) -> tuple[str, ...]:
    return (
        *(str(program.path), "--format=custom", "--no-password"),
        f"--lock-wait-timeout={_LOCK_WAIT_MILLISECONDS}",
        *(f"--file={partial}", f"--dbname={database.libpq_address}"),
    )


def _require_whole(database: Database, program: DumpProgram, partial: Path) -> None:
    """Look the dump through: it lists every table's rows, and is read to its end."""
    listed = _run((str(program.restore), "--list", str(partial)), database)
    with database.reading() as connection:
        wanted = tables_of(connection)
    there = set(re.findall(r"^[0-9]+; [0-9]+ [0-9]+ TABLE DATA \S+ (\S+) ", listed, re.MULTILINE))
    if missing := sorted(set(wanted) - there):
        raise EnvironmentFailed(
            f"The dump that pg_dump made lacks {missing[0]}, so it was not kept. Ask your IT "
            "department whether the program’s user may read every table."
        )
    _run((str(program.restore), "--file=-", str(partial)), database, keep_output=False)


def _run(
    command: Sequence[str],
    database: Database,
    progress: Progress = no_progress,
    *,
    keep_output: bool = True,
) -> str:
    """Run one of PostgreSQL's programs to its end and return what it said; raises a sentence."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        process = subprocess.Popen(  # noqa: S603 - a full path, and arguments of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=said if keep_output else subprocess.DEVNULL,
            stderr=complained,
            env={**os.environ, **database.libpq_secrets, "LC_ALL": "C", "LANGUAGE": "C"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            while process.poll() is None:
                progress(0, 1)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        progress(1, 1)
        if process.returncode:
            raise EnvironmentFailed(_refusal(Path(command[0]).stem, _read(complained)))
        return _read(said)


def _read(file: object) -> str:
    file.seek(0)  # type: ignore[attr-defined] # tempfile's files have no common public type
    return str(file.read().decode(errors="replace"))  # type: ignore[attr-defined] # as above


def _refusal(program: str, complained: str) -> str:
    lines = [line.strip() for line in complained.splitlines() if line.strip()]
    line = lines[0].removeprefix(f"{program}: ").removeprefix("error: ") if lines else "nothing"
    advice = "Ask your IT department."
    if "permission denied" in complained:
        advice = (
            "The program’s user may not read everything: the help page “For the IT department” "
            "says what it needs."
        )
    elif "No space left" in complained:
        advice = "Make room, or choose another folder."
    return (
        f"The server was not dumped: {program} said “{line[:_LONGEST_WORDS]}”. {advice} "
        "No half dump is left."
    )


def _unwritten(target: Path, error: OSError) -> str:
    return (
        f"“{target.name}” cannot be written in “{target.parent}”: {error.strerror}. Choose another "
        "folder. Nothing was lost."
    )


def _programs() -> Iterator[DumpProgram]:
    """Yield every `pg_dump` that is found: on the path, and in the usual places."""
    seen = set()
    # A place that is not named in full may be anywhere, also where somebody else can write.
    on_path = (Path(each) for each in os.environ.get("PATH", "").split(os.pathsep) if each)
    usual = (
        found
        for each in _USUAL_PLACES
        if Path(Path(each).anchor).is_absolute()
        for found in Path(Path(each).anchor).glob(str(Path(each).relative_to(Path(each).anchor)))
    )
    for folder in (*(each for each in on_path if each.is_absolute()), *usual):
        path = folder / f"pg_dump{_SUFFIX}"
        if path not in seen:
            seen.add(path)
            found = _asked(path)
            if found is not None:
                yield found


def _asked(path: Path) -> DumpProgram | None:
    """Ask a program what it is; None where it is no `pg_dump` that can be run."""
    if path.stem != "pg_dump" or not path.is_absolute() or not path.is_file():
        return None
    if not path.with_name(f"pg_restore{_SUFFIX}").is_file():
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - a full path, and nothing from outside
            (str(path), "--version"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_ANSWER_SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.match(answer.stdout.decode(errors="replace"))
    return None if found is None else DumpProgram(path, (int(found[1]), int(found[2] or 0)))
