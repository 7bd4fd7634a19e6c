"""`pccdesk import-applications`: take applications in from a spreadsheet."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in
from pccdesk.cli.terminal import complain, progress_line, say, say_json

if TYPE_CHECKING:
    from pccdesk.services.imports import ImportReport


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "import-applications",
        "Take applications in from a spreadsheet.",
        "The spreadsheet is a round's own template, filled in. Every row is good and all are "
        "taken in, or none is; --dry-run only tells what would happen.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the spreadsheet")
    parser.add_argument(
        "--round", required=True, metavar="CODE", help="the round, such as CAF-2026-3"
    )
    parser.add_argument("--dry-run", action="store_true", help="check every row, take in none")
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Check or take in the rows; 1 where a row has a problem."""
    from pccdesk.services import imports

    job = imports.dry_run if options.dry_run else imports.import_rows
    with signed_in(options) as (desk, actor):
        report = job(desk, actor, options.file, options.round, progress_line("Rows"))
    if options.json:
        say_json(_content(options, report))
    else:
        say(*_lines(options, report))
    if report.problems:
        complain(_outcome(options, report))
    return 1 if report.problems else 0


def _lines(options: Namespace, report: "ImportReport") -> list[str]:
    lines = [
        f"Row {each.row}, cell {each.cell} ({each.title}): {each.sentence}"
        for each in report.problems
    ]
    if options.dry_run or report.problems:
        return [*lines, f"{report.rows_read:,} rows read, {report.good:,} are good."]
    return [f"{report.rows_read:,} rows read, {len(report.created):,} taken in:", *report.created]


def _outcome(options: Namespace, report: "ImportReport") -> str:
    bad = report.rows_read - report.good
    rows = "1 row has" if bad == 1 else f"{bad:,} rows have"
    end = "A real import would take none in." if options.dry_run else "None was taken in."
    return f"{rows} a problem. {end}"


def _content(options: Namespace, report: "ImportReport") -> dict[str, object]:
    return {
        "file": str(options.file),
        "round": options.round,
        "dry_run": options.dry_run,
        "rows_read": report.rows_read,
        "good": report.good,
        "problems": [
            {"row": each.row, "cell": each.cell, "title": each.title, "sentence": each.sentence}
            for each in report.problems
        ],
        "created": list(report.created),
    }
