"""Saving one record, and taking a spreadsheet in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from pccdesk.database.creation import open_database
from pccdesk.domain.permissions import Actor
from pccdesk.models.applications import Application
from pccdesk.queries import applications as application_queries
from pccdesk.queries import funds
from pccdesk.services import applications, imports
from pccdesk.services.desk import Desk
from pccdesk.services.sample.large import make_large_office
from pccdesk.services.sign_in import sign_in
from tests.benchmarks.measure import Case
from tests.import_sheet import fill, good_row

ROUND = "CAF-2026-3"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
_SAVES = 20
_WRITTEN = (
    *("organisation", "contact", "application", "application_text", "application_district"),
    *("application_priority", "budget_line", "match_line", "eligibility_finding", "audit_entry"),
)


def cases(desk: Desk, actor: Actor, folder: Path, rows: int) -> Iterator[Case]:
    """Give the case of one save in the large office and of one import into a small one."""
    file = folder / "fdatasync"
    yield Case(
        "Save of one record with its audit entry",
        8,
        lambda: _saves(desk, actor),
        lambda: _syncs(file),
        "8 KiB written and fdatasync, nothing else",
    )
    imported = _Import(folder, rows)
    yield Case(
        f"Import of {rows:,} applications, checked and audited",
        4,
        imported.work,
        imported.floor,
        "executemany of the rows that the import leaves, in one transaction, same indexes",
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


class _Import:
    """A filled-in template and an office to take it in, both made once and copied."""

    def __init__(self, folder: Path, rows: int) -> None:
        self._folder = folder
        self._office = folder / "small.sqlite"
        self._sheet = folder / "import.xlsx"
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        make_large_office(str(self._office), 20).database.close()
        desk, officer = self._copy()
        imports.write_template(desk, officer, ROUND, self._sheet)
        with desk.database.reading() as connection:
            fields = imports._sheet(connection, funds.round_by_code(connection, ROUND))[1]
        desk.database.close()
        fill(self._sheet, fields, (good_row(fields, number) for number in range(rows)))
        self._expected = rows

    def work(self) -> float:
        desk, officer = self._copy()
        before = {table: _last(self._raw(), table) for table in _WRITTEN}
        start = time.perf_counter()
        report = imports.import_rows(desk, officer, self._sheet, ROUND)
        took = time.perf_counter() - start
        desk.database.close()
        if len(report.created) != self._expected:
            raise LookupError(report.problems[:3])
        raw = self._raw()
        self._rows = {
            table: raw.execute(f"SELECT * FROM {table} WHERE rowid > ?", (last,)).fetchall()  # noqa: S608
            for table, last in before.items()
        }
        raw.close()
        return took

    def floor(self) -> float:
        if not self._rows:
            self.work()
        self._copy()[0].database.close()
        raw = self._raw()
        raw.execute("PRAGMA synchronous = FULL")
        start = time.perf_counter()
        with raw:
            for table, rows in self._rows.items():
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    raw.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        took = time.perf_counter() - start
        raw.close()
        return took

    def _copy(self) -> tuple[Desk, Actor]:
        copy = self._folder / "copy.sqlite"
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self._office, copy)
        desk = Desk(open_database(str(copy)), lambda: NOW)
        return desk, sign_in(desk, "officer", "")

    def _raw(self) -> sqlite3.Connection:
        return sqlite3.connect(self._folder / "copy.sqlite")


def _last(raw: sqlite3.Connection, table: str) -> int:
    found: int = raw.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]  # noqa: S608
    raw.close()
    return found
