"""Lists of a large office: the first page, the worst order and filter offered, the end."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any

from pccdesk.domain.permissions import Actor
from pccdesk.queries.listing import Filter, Sort
from pccdesk.queries.lists import APPLICATIONS
from pccdesk.services.desk import Desk
from tests.benchmarks.measure import MILLION, Case, seconds

PAGE = 100
_MANY = 30
_Asked = tuple[tuple[Sort, ...], Filter]
_SCAN = "SELECT count(*) FROM application NOT INDEXED"


def cases(desk: Desk, actor: Actor) -> Iterator[Case]:
    """Give the cases of the list of applications."""
    raw = sqlite3.connect(str(desk.database.file))
    raw.execute("PRAGMA cache_size = -65536")

    def first(sort: tuple[Sort, ...] = (), chosen: Filter | None = None) -> Any:
        return desk.read(actor, APPLICATIONS.first_rows, sort, chosen or Filter(), PAGE)

    scan = seconds(lambda: raw.execute(_SCAN).fetchone())
    yield Case(
        "List: first page",
        2,
        seconds(first, _MANY),
        seconds(lambda: _raw_page(raw), _MANY),
        "the same rows by the same index in one query of bare sqlite3, fetched as tuples",
    )
    yield Case(
        "List: worst order", 1.3, lambda: _worst(first, _orders()), scan, _SCAN, from_rows=MILLION
    )
    filters = _filters(desk, actor)
    yield Case(
        "List: worst filter", 1.3, lambda: _worst(first, filters), scan, _SCAN, from_rows=MILLION
    )
    words: list[_Asked] = [((), Filter("zzqqxx"))]
    yield Case(
        "List: word without a hit",
        1.3,
        lambda: _worst(first, words),
        scan,
        _SCAN,
        from_rows=MILLION,
    )
    ids = desk.read(actor, APPLICATIONS.ids, (), Filter())
    yield Case(
        "List: jump to the end",
        3,
        seconds(lambda: desk.read(actor, APPLICATIONS.rows, ids[-PAGE:]), _MANY),
        seconds(lambda: desk.read(actor, APPLICATIONS.rows, ids[PAGE : 2 * PAGE]), _MANY),
        "Page Down from the first page: the next 100 rows by number",
    )
    yield Case(
        "List: numbers of all rows",
        2,
        seconds(lambda: desk.read(actor, APPLICATIONS.ids, (), Filter())),
        seconds(lambda: raw.execute(_NUMBERS).fetchall()),
        "the same numbers in the same order, fetched by bare sqlite3",
    )
    raw.close()  # its pages would be the next cases' lack


def _worst(first: Callable[..., Any], asked: list[_Asked]) -> float:
    took = []
    for sort, chosen in asked:
        start = time.perf_counter()
        first(sort, chosen)
        took.append(time.perf_counter() - start)
    return max(took)


def _orders() -> list[_Asked]:
    return [((Sort(key, down),), Filter()) for key in APPLICATIONS.sorts for down in (False, True)]


def _filters(desk: Desk, actor: Actor) -> list[_Asked]:
    """Return each filter with its rarest and its commonest value."""
    asked: list[_Asked] = []
    for key in APPLICATIONS.filters:
        found = desk.read(actor, APPLICATIONS.choices, key, Filter())
        by_count = sorted(found, key=lambda choice: choice.count)
        asked += [((), Filter(values={key: (by_count[place].value,)})) for place in (0, -1)]
    return asked


_NUMBERS = "SELECT id FROM application ORDER BY received_at DESC, id DESC"
_ROWS = f"""
    SELECT a.id, a.reference, o.name, a.project_title, f.name, r.code, a.stage, d.name,
           a.amount_requested, w.amount, a.received_at, p.full_name, a.changed_at, a.version
    FROM application a JOIN organisation o ON o.id = a.organisation_id
    JOIN fund f ON f.id = a.fund_id JOIN round r ON r.id = a.round_id
    JOIN person p ON p.id = a.owner_id LEFT JOIN district d ON d.code = a.lead_district
    LEFT JOIN award w ON w.application_id = a.id
    WHERE a.id IN (SELECT id FROM application WHERE received_at IS NOT NULL
                   ORDER BY received_at DESC, id DESC LIMIT {PAGE})
    ORDER BY a.received_at DESC, a.id DESC
"""  # noqa: S608 - the page's length is ours


def _raw_page(raw: sqlite3.Connection) -> list[Any]:
    return raw.execute(_ROWS).fetchall()
