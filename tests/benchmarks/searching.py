"""Search everywhere as one types, against what looking through the same tables would take."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator

from pccdesk.domain.permissions import Actor
from pccdesk.queries.search import search
from pccdesk.services.desk import Desk
from tests.benchmarks.measure import MILLION, Case, seconds

TYPED = {
    "common": ("p", "pr", "pre", "pres", "prest", "preston", "community", "young people"),
    "rare": ("pr1", "theatre pre", "no. 42", "skate park"),
    "one hit": ("caf-2024-0007", "caf20240007", "CAF 2024 0007"),
    "none": ("zzqqxx", "xylophones zzqqxx"),
    "typo": ("prestno", "comunity", "fotball", "caf-2024-000x"),
}
_ROUNDS = 5
_LIKE = """
    SELECT a.id FROM application a JOIN organisation o ON o.id = a.organisation_id
    JOIN application_text t ON t.application_id = a.id
    WHERE a.reference LIKE '%zzqqxx%' OR o.name LIKE '%zzqqxx%' OR a.project_title LIKE '%zzqqxx%'
       OR t.summary LIKE '%zzqqxx%' OR t.what LIKE '%zzqqxx%' LIMIT 40
"""
_CLOCK = "a millisecond by the clock: this bar is no ratio"
_FLOOR = "LIKE of a word without a hit over reference, name, title and two texts of the same office"


def cases(desk: Desk, actor: Actor) -> Iterator[Case]:
    """Give the cases of the search: the slowest but one of twenty answers, so to speak the p95."""
    raw = sqlite3.connect(str(desk.database.file))
    raw.execute("PRAGMA cache_size = -65536")
    scan = seconds(lambda: raw.execute(_LIKE).fetchall())
    for name, typed in TYPED.items():
        answered = _p95(desk, actor, typed)
        yield Case(f"Search: {name}", 0.01, answered, scan, _FLOOR, from_rows=MILLION)
        yield Case(f"Search: {name}, in milliseconds", 16, answered, lambda: 0.001, _CLOCK)
    raw.close()  # its pages would be the next cases’ lack


def _p95(desk: Desk, actor: Actor, typed: tuple[str, ...]) -> Callable[[], float]:
    def timed() -> float:
        took = []
        for words in typed * _ROUNDS:
            start = time.perf_counter()
            desk.read(actor, search, actor, words)
            took.append(time.perf_counter() - start)
        return sorted(took)[int(len(took) * 0.95) - 1]

    return timed
