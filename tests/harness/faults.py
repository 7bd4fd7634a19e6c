"""The disk fails at every write of one day: a sentence each time, nothing lost, nothing half.

    python -m tests.harness.faults

Each step of the day is tried again and again, and fails at its first write, its second, and so
on, until it gets through; after each failure the office and the folder must be as they were.
"""

from __future__ import annotations

import argparse
import errno
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pccdesk.domain.errors import DeskError
from pccdesk.services.verification import verify
from tests.harness.broken_database_disk import (
    FULL,
    SYNC_FAILED,
    WRITE_FAILED,
    Failing,
    can_fail,
    failing_database,
)
from tests.harness.broken_disk import SQLITE_PAGE, failing_file, full_database, small_files
from tests.harness.promises import BrokenError, Summary, count, require, tell
from tests.harness.ready_office import make_staffed_office, opened_office, write_spreadsheets
from tests.harness.scripted_day import Act, Day, ready_day
from tests.harness.state import state_of

Disk = Callable[[Day, int], AbstractContextManager[object]]
MOST_TRIES = 400


@dataclass(frozen=True)
class Kind:
    """A way in which a disk fails, and whether it fails in every step of the day."""

    disk: Disk
    every_step: bool


def on_its_disk(day: Day, failing: Failing) -> AbstractContextManager[object]:
    """Let a write or a sync of the day's own database fail."""
    return failing_database(day.office.desk.database, failing)


KINDS: dict[str, Kind] = {
    "disk full while a file is written": Kind(lambda _day, n: failing_file(n), False),
    "input or output error while a file is written": Kind(
        lambda _day, n: failing_file(n, errno.EIO), False
    ),
    "database full": Kind(lambda day, n: full_database(day.office.desk.database, n), False),
    "a write of the database fails": Kind(
        lambda day, n: on_its_disk(day, Failing(n, answer=WRITE_FAILED)), False
    ),
    "a short write of the database": Kind(
        lambda day, n: on_its_disk(day, Failing(n, answer=FULL, short=True)), False
    ),
    "a sync of the database fails": Kind(
        lambda day, n: on_its_disk(day, Failing(n, syncs=True, answer=SYNC_FAILED)), False
    ),
    "write refused by the system": Kind(
        lambda day, n: small_files(day.office.desk.database, n * SQLITE_PAGE), True
    ),
}


OF_SQLITE = {each for each in KINDS if each.endswith(("the database fails", "of the database"))}


def held(day: Day) -> tuple[str, dict[str, bytes]]:
    """Return what the office and the folder hold."""
    with day.office.desk.database.reading() as connection:
        state = state_of(connection)
    return state, {each.name: each.read_bytes() for each in day.folder.iterdir()}


def try_step(day: Day, kind: Kind, name: str, act: Act, every: int) -> list[str]:
    """Try a step on a failing disk until it gets through; return the sentences of its failures."""
    said: list[str] = []
    for nth in range(0, every * MOST_TRIES, every):
        before = held(day)
        try:
            with kind.disk(day, nth):
                act()
        except DeskError as error:
            said.append(error.sentence)
            check_failure(day, name, before, error)
        except Exception as error:
            raise BrokenError(f"{name}, write {nth}: {error!r} is no sentence.") from error
        else:
            return said
    raise BrokenError(f"{name} did not get through after {MOST_TRIES} failures.")


def is_whole(content: bytes) -> bool:
    """Tell whether bytes are a workbook that can be unpacked to the end."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.testzip() is None
    except zipfile.BadZipFile:
        return False


def check_failure(
    day: Day, name: str, before: tuple[str, dict[str, bytes]], error: DeskError
) -> None:
    """After a failure the office is as it was, and the officer was told in a sentence.

    A file that was written before its office's database failed may stay, if it is whole.
    """
    state, files = held(day)
    # The entry comes before the file's name: where only that fails, the sentence says so.
    told = error.sentence.startswith("It is recorded that")
    require(told or state == before[0], f"{name}: the office changed although “{error.sentence}”")
    for key in files | before[1]:
        if files.get(key) != before[1].get(key):
            require(is_whole(files.get(key, b"")), f"{name}: {key} is gone, or half written.")
    faults = verify(day.office.desk).faults
    require(not faults, f"{name}: the office is not sound: {'; '.join(faults)}")
    require(error.sentence.rstrip(")”").endswith((".", "error", "full")), error.sentence)


def fail_everywhere(kinds: Sequence[str], every: int, summary: Summary) -> None:
    """Let a day pass on a disk of each kind, failing at every so manieth write."""
    for kind in kinds:
        if kind in OF_SQLITE and not can_fail():
            summary[kind] = "not tried: SQLite is linked into this Python and cannot be reached"
            continue
        failures: Summary = {}
        sentences: set[str] = set()
        summary[kind] = {"failures": failures, "sentences": sentences}
        with tempfile.TemporaryDirectory(prefix="pccdesk-faults-") as folder:
            address = f"{folder}/office.sqlite"
            make_staffed_office(address)
            (spreadsheet,) = write_spreadsheets(address, Path(folder) / "in", 1)
            out = Path(folder) / "out"
            out.mkdir()
            with opened_office(address) as office:
                day = ready_day(office, out, spreadsheet)
                for name, act in day.steps().items():
                    summary["last"] = f"{kind}: {name}"
                    said = try_step(day, KINDS[kind], name, act, every)
                    count(failures, name, len(said))
                    sentences.update(said)
                    missed = KINDS[kind].every_step and not said
                    require(not missed, f"{name} never failed: {kind}")
        require(any(failures.values()), f"No write failed: {kind}")
        summary[kind] = {"failures": failures, "sentences": sorted(sentences)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the harness from the command line."""
    parser = argparse.ArgumentParser(prog="tests.harness.faults", description=__doc__)
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this kind of failure")
    parser.add_argument("--every", type=int, default=1, help="fail at every so manieth write only")
    options = parser.parse_args(arguments)
    kinds = options.kind or tuple(KINDS)
    return tell("faults", lambda summary: fail_everywhere(kinds, options.every, summary))


if __name__ == "__main__":
    sys.exit(main())
