"""Five officers save at the same time, each in a process of its own, as fast as they can."""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles

from sqlalchemy import select

from pccdesk.bootstrap import open_desk
from pccdesk.models.applications import Application
from pccdesk.queries import applications as application_queries
from pccdesk.services import applications
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from tests.benchmarks.measure import Case

WRITERS, SAVES = 5, 200
_A_MILLISECOND = 0.001


def cases(desk: Desk, folder: Path) -> Iterator[Case]:
    """Give the case of several writers; its bar is in milliseconds, and an error ends the run."""
    yield Case(
        f"{WRITERS} writers × {SAVES} saves, the slowest hundredth",
        20,
        lambda: _slowest_hundredth(desk),
        lambda: _A_MILLISECOND,
        "a millisecond by the clock: this bar is no ratio",
    )
    yield Case(
        f"{WRITERS} writers × {SAVES} bare saves by sqlite3",
        20,
        lambda: _slowest_bare(folder),
        lambda: _A_MILLISECOND,
        "the same, to compare with: a row and a chained entry written, SQLite's own waiting",
    )


def _slowest_hundredth(desk: Desk) -> float:
    with desk.database.reading() as connection:
        drafts = select(Application.id).where(Application.stage == "draft").limit(WRITERS)
        numbers = connection.scalars(drafts).all()
    if len(numbers) < WRITERS:
        raise LookupError("the office has too few drafts")
    return _at_once(_save, str(desk.database.file), numbers)


def _at_once(
    save: Callable[[str, int, float], list[float]], address: str, numbers: Sequence[int]
) -> float:
    begin = time.time() + 3  # when every process has long started
    with ProcessPoolExecutor(WRITERS, get_context("spawn")) as pool:
        told = pool.map(save, [address] * WRITERS, numbers, [begin] * WRITERS)
        took = [each for one in told for each in one]
    return quantiles(took, n=100)[98]


def _save(address: str, number: int, begin: float) -> list[float]:
    """Save one's own draft again and again; return how long each save took."""
    desk = open_desk(address)
    actor = sign_in(desk, "officer", "")
    record = desk.read(actor, application_queries.application, number)
    gc.freeze()  # as the window does once it has loaded
    time.sleep(max(0.0, begin - time.time()))
    took = []
    for place in range(SAVES):
        form = replace(record.form, project_title=f"Title {place} {time.time_ns()}")
        start = time.perf_counter()
        applications.save_changes(desk, actor, number, record.version + place, form)
        took.append(time.perf_counter() - start)
    desk.database.close()
    return took


def _slowest_bare(folder: Path) -> float:
    path = folder / "bare.sqlite"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, title TEXT, version INTEGER)")
        made.execute("CREATE TABLE entry (sequence INTEGER PRIMARY KEY, detail TEXT, hash TEXT)")
        made.executemany("INSERT INTO record VALUES (?, '', 1)", [(n,) for n in range(WRITERS)])
        made.execute("INSERT INTO entry VALUES (0, '', '')")
    return _at_once(_save_bare, str(path), range(WRITERS))


def _save_bare(path: str, number: int, begin: float) -> list[float]:
    """Write a row and an entry chained to the last one; return how long each time took."""
    took = []
    with closing(sqlite3.connect(path, isolation_level=None, timeout=15)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        time.sleep(max(0.0, begin - time.time()))
        for place in range(SAVES):
            start = time.perf_counter()
            title = f"Title {place} {time.time_ns()}"
            connection.execute("BEGIN IMMEDIATE")
            newest = "SELECT * FROM entry ORDER BY sequence DESC LIMIT 1"
            last = connection.execute(newest).fetchone()
            connection.execute(
                "UPDATE record SET title = ?, version = version + 1 WHERE id = ?", (title, number)
            )
            chained = sha256((last[2] + title).encode()).hexdigest()
            connection.execute("INSERT INTO entry VALUES (?, ?, ?)", (last[0] + 1, title, chained))
            connection.execute("COMMIT")
            took.append(time.perf_counter() - start)
    return took
