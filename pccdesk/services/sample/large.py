"""A sample office of any size: rows written in bulk, a part at a time, the same for a seed.

What the services would do one by one is written here as rows: applications with their texts,
decisions, awards, payments and batches, in the order of the rounds. Each application has one
audit entry, for its receipt, and each part one more that says what was written; so the chain is
whole and `verify` finds nothing, but the single steps of an application are not in it. Letters,
assessments and documents are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from pccdesk.database.creation import discard_database
from pccdesk.database.rows import insert_new, table_of, update_rows
from pccdesk.database.word_index import settle
from pccdesk.domain.audit import AuditRecord, canonical, chained_hash
from pccdesk.domain.dates import from_london
from pccdesk.domain.errors import Refused
from pccdesk.domain.permissions import Actor
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.applications import Application
from pccdesk.models.base import Base
from pccdesk.models.offices import AuditEntry, AuditHead, Counter
from pccdesk.queries import offices
from pccdesk.queries.funds import RoundRow
from pccdesk.services.desk import Clock, Desk, system_clock
from pccdesk.services.sample.large_groups import Groups
from pccdesk.services.sample.large_rows import Facts, Part, Tables, rows_of_part
from pccdesk.services.sample.making import make_whole
from pccdesk.services.sample.material import read_material
from pccdesk.services.sample.office import SampleOffice, found_office, staff_office
from pccdesk.services.sample.timeline import FIRST_DAY, LAST_DAY, Timeline
from pccdesk.services.search_index import index_new

PART = 2_000
"""Applications written in one transaction, so that memory does not grow with the office."""
MOST = 10_000_000
_SHARES = {"community_action_fund": 4}  # of what another fund has


def make_large_office(
    address: str,
    applications: int,
    seed: int = 1,
    progress: Progress = no_progress,
    clock: Clock = system_clock,
) -> Desk:
    """Make a sample office with so many applications and return it open.

    Whole or not at all, as `make_sample_office`; the same rows for the same number and seed.
    Raises `Refused` for a number out of bounds, and where something stands at the address.
    """
    if not 1 <= applications <= MOST:
        raise Refused(f"Choose from 1 to {MOST:,} applications.")

    def fill(place: str, _folder: Path) -> None:
        _fill(place, applications, seed, progress)

    return make_whole(address, fill, clock)


def _fill(address: str, applications: int, seed: int, progress: Progress) -> None:
    timeline, material = Timeline(from_london(FIRST_DAY, 9)), read_material()
    desk = found_office(address, timeline, material)
    try:
        office = staff_office(desk, timeline, material)
        writer = _writer(office, applications, seed)
        done = 0
        for part in _parts(office, applications, seed):
            progress(done, applications)
            writer.write(part)
            done += part.count
        writer.finish()
        progress(applications, applications)
    except BaseException:
        discard_database(desk.database)
        raise
    desk.database.close()


def _parts(office: SampleOffice, applications: int, seed: int) -> Iterator[Part]:
    """Share the applications out to the rounds that have opened, oldest first, part by part."""
    opened = [each for each in office.rounds.values() if each.opens_at < _end()]
    opened.sort(key=lambda each: (each.opens_at, each.id))
    shares = [_SHARES.get(each.fund_code, 1) for each in opened]
    before, weight = 0, 0
    running: dict[str, int] = {}
    for chosen, share in zip(opened, shares, strict=True):
        weight += share
        until = applications * weight // sum(shares)
        series = _series(chosen)
        for first in range(before, until, PART):
            count = min(PART, until - first)
            part = Part(chosen, first + 1, count, running.get(series, 0) + 1, f"{seed} {first}")
            running[series] = running.get(series, 0) + count
            yield part
        before = until


def _series(chosen: RoundRow) -> str:
    return f"application {chosen.code[:3]} {chosen.financial_year}"


def _end() -> datetime:
    return from_london(LAST_DAY, 17)


def _writer(office: SampleOffice, applications: int, seed: int) -> "_Writer":
    with office.desk.database.reading() as connection:
        facts = Facts(
            staff={name: actor.user_id for name, actor in office.staff.items()},
            capacity={name: actor.full_name for name, actor in office.staff.items()},
            priorities=offices.priority_numbers(connection),
            projects=office.material.projects,
            groups=Groups(office.material, max(1, applications * 2 // 5), seed),
            now=_end(),
        )
    return _Writer(office.desk, office.staff["officer"], facts)


@dataclass(slots=True)
class _Writer:
    """Writes parts one after the other, and keeps the numbers that run on between them."""

    desk: Desk
    actor: Actor
    facts: Facts

    def write(self, part: Part) -> None:
        """Write one part with its audit entries in one transaction."""
        tables = rows_of_part(self.facts, part)
        with self.desk.database.changing() as session:
            connection = session.connection()
            if connection.dialect.name == "sqlite":
                # More indexes are written to at random than the usual cache holds pages of.
                connection.exec_driver_sql("PRAGMA cache_size = -400000")
            for table, rows in tables.items():
                insert_new(connection, table_of(table), rows)
            index_new(session, {table: _numbers(rows) for table, rows in tables.items()})
            _keep_counters(session, {**self.facts.numbers, _series(part.round): part.last_number})
            self._audit(connection, part, tables)

    def finish(self) -> None:
        """Let a server's own numbers go on after ours, and let its planner know the tables.

        SQLite's knows them from the first (migration 0002). Its search index is put in order, so
        that the first saves need not.
        """
        with self.desk.database.changing() as session:
            connection = session.connection()
            settle(connection)
            if connection.dialect.name == "postgresql":
                _set_sequences(connection)
                connection.execute(text("ANALYZE"))

    def _audit(self, connection: Connection, part: Part, tables: Tables) -> None:
        head = connection.execute(select(AuditHead.sequence, AuditHead.hash)).one()
        sequence, previous = head.sequence, head.hash
        entries: list[dict[str, Any]] = []
        for unnumbered in self._records(part, tables[Application]):
            sequence += 1
            record = unnumbered._replace(sequence=sequence)
            written = chained_hash(record, previous)
            values = record._asdict()
            entries.append({**values, "previous_hash": previous, "hash": written})
            previous = written
        insert_new(connection, table_of(AuditEntry), entries)
        head_now = {"sequence": sequence, "hash": previous}
        update_rows(connection, table_of(AuditHead), head_now, {"id": 1})

    def _records(self, part: Part, applications: list[dict[str, Any]]) -> Iterator[AuditRecord]:
        whose = (self.actor.user_id, self.actor.full_name)
        for row in applications:
            yield AuditRecord(
                0,
                row["created_at"],
                *whose,
                "application.record",
                "Application",
                row["id"],
                row["reference"],
                row["id"],
                canonical({"round": part.round.code, "title": row["project_title"]}),
            )
        subject = f"{applications[0]['reference']} to {applications[-1]['reference']}"
        detail = canonical({"count": part.count, "round": part.round.code})
        at = applications[-1]["created_at"]
        yield AuditRecord(0, at, *whose, "sample.write", "", None, subject, None, detail)


def _numbers(rows: list[dict[str, Any]]) -> list[int]:
    return sorted(row["id"] for row in rows if "id" in row)


def _keep_counters(session: Session, numbers: dict[str, int]) -> None:
    for series, number in sorted(numbers.items()):
        counter = session.get(Counter, series)
        if counter is None:
            session.add(Counter(series=series, last_number=number))
        else:
            counter.last_number = number
    session.flush()


def _set_sequences(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        sequence = connection.scalar(_serial(table.name)) if "id" in table.columns else None
        if sequence:
            highest = connection.scalar(select(func.max(table.c.id)))
            connection.execute(select(func.setval(sequence, highest or 1, highest is not None)))


def _serial(table: str) -> Any:
    return select(func.pg_get_serial_sequence(f'"{table}"', "id"))
