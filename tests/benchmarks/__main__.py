"""`python -m tests.benchmarks --rows N [--json]`: how many times its floor each case takes.

Each case is timed in turn with its floor, which stands beside it in the code: the same outcome
without the program. The office is made anew, or kept at `--database` for further runs (a save
changes it).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pccdesk.bootstrap import open_desk
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists import APPLICATIONS
from pccdesk.services.sample.large import make_large_office
from pccdesk.services.sign_in import sign_in
from tests.benchmarks import (
    files,
    frames,
    importing,
    keeping,
    lists,
    saving,
    searching,
    windows,
    writers,
)
from tests.benchmarks.measure import Case, Result, measure

MOST_PAYMENTS, MOST_LETTERS, MOST_IMPORTED = 100_000, 1_000, 10_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0; a bar that does not hold is told, not punished."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        results = []
        for result in measure(_cases(options, Path(folder)), options.rounds, options.rows):
            results.append(result)
            if not options.json:
                sys.stdout.write(_line(result))
                sys.stdout.flush()
        if options.json:
            sys.stdout.write(json.dumps([each.as_json() for each in results], indent=2) + "\n")
        else:
            sys.stdout.write(_notes(results))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="applications (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each case (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print a list of results as JSON")
    parser.add_argument("--only", default="", help="only cases whose name has these words")
    parser.add_argument("--database", type=Path, help="the office, made here if it is not there")
    parser.add_argument("--sample", type=Path, help="a sample office that is made already")
    parser.add_argument("--folder", type=Path, help="where files are made; a real disk, not memory")
    return parser.parse_args(arguments)


def _cases(options: argparse.Namespace, folder: Path) -> Iterator[Case]:
    for case in _all_cases(options, folder):
        if options.only.lower() in case.name.lower():
            yield case


def _all_cases(options: argparse.Namespace, folder: Path) -> Iterator[Case]:
    path: Path = options.database or folder / "office.sqlite"
    if not path.exists():
        make_large_office(str(path), options.rows).database.close()
    desk = open_desk(str(path))
    try:
        actor = sign_in(desk, "officer", "")
        yield from lists.cases(desk, actor)
        yield from searching.cases(desk, actor)
        imported = min(MOST_IMPORTED, max(20, options.rows // 10))
        yield from saving.cases(desk, actor, folder)
        yield from importing.cases(folder, imported)
        yield from writers.cases(desk, folder)
        payments = min(MOST_PAYMENTS, max(200, options.rows))
        letters = min(MOST_LETTERS, max(5, options.rows // 100))
        yield from files.cases(desk, payments, letters)
        yield from keeping.cases(desk, folder)
        yield from windows.cases(folder, options.sample)
        rows = desk.read(actor, APPLICATIONS.totals, Filter()).count
        yield from frames.cases(path, rows, folder)
    finally:
        desk.database.close()


def _line(result: Result) -> str:
    holds = "holds" if result.holds else "DOES NOT HOLD"
    bar = "no bar" if result.bar is None else f"bar {result.bar:5.2f}  {holds}"
    return (
        f"{result.name:<52} {result.ratio:8.2f}  ({result.low:.2f} to {result.high:.2f})  {bar}\n"
    )


def _notes(results: Sequence[Result]) -> str:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    lines = [f"\nFloors (load of the machine at the end: {load}):\n"]
    lines += [f"  {each.name}: {each.floor_is} ({each.floor_seconds:.4f} s)\n" for each in results]
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
