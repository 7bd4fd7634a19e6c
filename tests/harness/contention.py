"""Several processes change one office at once: nothing is lost, nobody sees a lock.

    python -m tests.harness.contention --processes 8 --actions 500 [--database postgresql]

`--database` takes the address of an empty database, or `postgresql` for a throw-away server.
Each process reads records, changes what it read and saves; where somebody else was quicker it
reads again, as an officer would. Every figure that was added must be there at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import Stale
from pccdesk.models.applications import Application
from pccdesk.services import applications
from pccdesk.services.verification import verify
from tests.harness.promises import Summary, require, stop_at_once, tell
from tests.harness.ready_office import make_staffed_office, opened_office
from tests.office import Office
from tests.postgresql_server import PostgresqlServer

SHARED = 4
"""So many drafts do all processes add to."""


@dataclass
class Tally:
    """What one process did: additions by draft, references made, seconds an action, refusals."""

    added: dict[str, int] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    stale: int = 0
    fault: str = ""


def add_one(office: Office, one: int, tally: Tally) -> None:
    """Add one to the figure in a draft's summary, however often somebody else is quicker."""
    while True:
        record = office.record(one)
        form = replace(record.form, summary=str(int(record.form.summary) + 1), received_at=None)
        try:
            applications.save_changes(office.desk, office.who("officer"), one, record.version, form)
        except Stale:
            tally.stale += 1
            continue
        tally.added[str(one)] = tally.added.get(str(one), 0) + 1
        return


def record_one(office: Office, tally: Tally) -> None:
    """Record a draft, which takes the next reference."""
    one = applications.save_new(office.desk, office.who("officer"), office.form())
    tally.references.append(office.record(one).reference)


def act(address: str, shared: list[int], actions: int, number: int) -> Tally:
    """Do so many actions one after the other: three in four change what others change too."""
    rng, tally = Random(number), Tally()  # noqa: S311 - to do the same again
    with opened_office(address) as office:
        office.made = (number + 1) * 10**6  # names that no other process gives
        for _ in range(actions):
            started = time.perf_counter()
            if rng.random() < 0.75:
                add_one(office, rng.choice(shared), tally)
            else:
                record_one(office, tally)
            tally.seconds.append(time.perf_counter() - started)
    return tally


def start(address: str, shared: list[int], actions: int, number: int, told: Path) -> int:
    """Start a process that acts and tells what it did in a file; return its number."""
    process = os.fork()
    if process:
        return process
    stop_at_once()
    try:
        tally = act(address, shared, actions, number)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent reads it
        tally = Tally(fault=traceback.format_exc())
    told.write_text(json.dumps(tally.__dict__))
    os._exit(0)


def shared_drafts(address: str) -> list[int]:
    """Record the drafts that all processes add to; each begins with nought."""
    with opened_office(address) as office:
        return [office.bring_to(Stage.DRAFT, summary="0") for _ in range(SHARED)]


def check(address: str, tallies: list[Tally]) -> None:
    """Nothing added is lost, references run on, the office is sound."""
    with opened_office(address) as office:
        with office.desk.database.reading() as connection:
            references = list(
                connection.scalars(select(Application.reference).order_by(Application.id))
            )
        wanted = [f"CAF-2026-{number:04}" for number in range(1, len(references) + 1)]
        require(sorted(references) == sorted(wanted), "References have a gap or a repeat.")
        told = [each for tally in tallies for each in tally.references]
        require(len(set(told)) == len(told), "Two officers were told the same reference.")
        require(len(told) == len(references) - SHARED, "A recorded application is lost.")
        for one in {key for tally in tallies for key in tally.added}:
            added = sum(tally.added.get(one, 0) for tally in tallies)
            found = int(office.record(int(one)).form.summary)
            require(found == added, f"{added} additions were acknowledged, {found} are there.")
        faults = verify(office.desk).faults
        require(not faults, f"The office is not sound: {'; '.join(faults)}")


@contextmanager
def empty_database(given: str | None) -> Iterator[str]:
    """Give the address to work at: a file's of its own, a throw-away server's, or as given."""
    if given is None:
        with tempfile.TemporaryDirectory(prefix="pccdesk-contention-") as folder:
            yield f"sqlite:///{folder}/office.sqlite"
    elif given == "postgresql":
        server = PostgresqlServer()
        try:
            server.create("contention")
            yield server.address("contention")
        finally:
            server.stop()
    else:
        yield given


def contend(processes: int, actions: int, database: str | None, summary: Summary) -> None:
    """Let so many processes act at once, and check; fills the summary."""
    kind = (database or "sqlite").partition(":")[0]
    summary |= {"database": kind, "processes": processes, "actions": actions}
    with (
        empty_database(database) as address,
        tempfile.TemporaryDirectory(prefix="pccdesk-contention-") as folder,
    ):
        make_staffed_office(address)
        shared = shared_drafts(address)
        told = [Path(folder) / f"{number}.json" for number in range(processes)]
        started = time.perf_counter()
        running = [start(address, shared, actions, *each) for each in enumerate(told)]
        for process in running:
            os.waitpid(process, 0)
        elapsed = time.perf_counter() - started
        tallies = [Tally(**json.loads(path.read_text())) for path in told]
        for tally in tallies:
            require(not tally.fault, tally.fault)
        summary |= figures(tallies, elapsed)
        check(address, tallies)


def figures(tallies: list[Tally], elapsed: float) -> Summary:
    """Return how quick it was: actions a second, and the time an officer waits for one."""
    seconds = sorted(each for tally in tallies for each in tally.seconds)
    return {
        "done": len(seconds),
        "read again after somebody was quicker": sum(tally.stale for tally in tallies),
        "actions_per_second": round(len(seconds) / elapsed, 1),
        "p50_ms": milliseconds(seconds, 0.5),
        "p99_ms": milliseconds(seconds, 0.99),
        "longest_ms": milliseconds(seconds, 1),
    }


def milliseconds(seconds: list[float], part: float) -> float:
    """Return the duration that such a part of the actions stays within."""
    return round(1000 * seconds[min(len(seconds) - 1, int(part * len(seconds)))], 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the harness from the command line."""
    parser = argparse.ArgumentParser(prog="tests.harness.contention", description=__doc__)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--actions", type=int, default=500)
    parser.add_argument("--database", help="an empty database's address, or “postgresql”")
    options = parser.parse_args(arguments)
    return tell(
        "contention",
        lambda summary: contend(options.processes, options.actions, options.database, summary),
    )


if __name__ == "__main__":
    sys.exit(main())
