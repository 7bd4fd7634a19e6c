"""Five officers save at the same time, each in a process of its own, as fast as they can."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
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


def cases(desk: Desk) -> Iterator[Case]:
    """Give the case of several writers; its bar is in milliseconds, and an error ends the run."""
    yield Case(
        f"{WRITERS} writers × {SAVES} saves, the slowest hundredth",
        20,
        lambda: _slowest_hundredth(desk),
        lambda: _A_MILLISECOND,
        "a millisecond by the clock: this bar is no ratio",
    )


def _slowest_hundredth(desk: Desk) -> float:
    with desk.database.reading() as connection:
        drafts = select(Application.id).where(Application.stage == "draft").limit(WRITERS)
        numbers = connection.scalars(drafts).all()
    if len(numbers) < WRITERS:
        raise LookupError("the office has too few drafts")
    address = str(desk.database.file)
    begin = time.time() + 3  # when every process has long started
    with ProcessPoolExecutor(WRITERS, get_context("spawn")) as pool:
        told = pool.map(_save, [address] * WRITERS, numbers, [begin] * WRITERS)
        took = [each for one in told for each in one]
    return quantiles(took, n=100)[98]


def _save(address: str, number: int, begin: float) -> list[float]:
    """Save one's own draft again and again; return how long each save took."""
    desk = open_desk(address)
    actor = sign_in(desk, "officer", "")
    record = desk.read(actor, application_queries.application, number)
    time.sleep(max(0.0, begin - time.time()))
    took = []
    for place in range(SAVES):
        form = replace(record.form, project_title=f"Title {place} {time.time_ns()}")
        start = time.perf_counter()
        applications.save_changes(desk, actor, number, record.version + place, form)
        took.append(time.perf_counter() - start)
    desk.database.close()
    return took
