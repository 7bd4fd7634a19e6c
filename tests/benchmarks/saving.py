"""Saving one record, with all that a save does."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from pccdesk.domain.permissions import Actor
from pccdesk.models.applications import Application
from pccdesk.queries import applications as application_queries
from pccdesk.services import applications
from pccdesk.services.desk import Desk
from tests.benchmarks.measure import Case

_SAVES = 20


def cases(desk: Desk, actor: Actor, folder: Path) -> Iterator[Case]:
    """Give the case of one save in the large office."""
    file = folder / "fdatasync"
    gc.freeze()  # as the window does once it has loaded
    yield Case(
        "Save of one record with its audit entry",
        8,
        lambda: _saves(desk, actor),
        lambda: _syncs(file),
        "8 KiB written and fdatasync, nothing else",
    )


def _syncs(file: Path) -> float:
    with file.open("wb", buffering=0) as handle:
        start = time.perf_counter()
        for _ in range(_SAVES):
            handle.seek(0)
            handle.write(os.urandom(8192))
            os.fdatasync(handle.fileno())
        return (time.perf_counter() - start) / _SAVES


def _saves(desk: Desk, actor: Actor) -> float:
    with desk.database.reading() as connection:
        number = connection.scalar(select(Application.id).where(Application.stage == "draft"))
    if number is None:
        raise LookupError("the office has no draft")
    record = desk.read(actor, application_queries.application, number)
    took = 0.0
    for place in range(_SAVES):
        form = replace(record.form, project_title=f"Title {place} {time.time_ns()}")
        start = time.perf_counter()
        applications.save_changes(desk, actor, number, record.version + place, form)
        took += time.perf_counter() - start
    return took / _SAVES
