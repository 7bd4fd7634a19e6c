"""`pccdesk import-applications`: take applications in from a spreadsheet."""

from argparse import Namespace
from typing import TYPE_CHECKING

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in
from pccdesk.cli.terminal import complain, progress_line, say, say_json

if TYPE_CHECKING:
    from pccdesk.services.incoming_rows import ImportReport


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "import-applications",
        "Take applications in from a spreadsheet.",
        "The spreadsheet is a round's own template, filled in. All rows are taken in together, "
        "or none where one has a problem, unless --good-only leaves those out.",
    )
    parser.add_argument("file", type=arguments.file_path, metavar="FILE", help="the spreadsheet")
    parser.add_argument(
        "--round", required=True, metavar="CODE", help="the round, such as CAF-2026-3"
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--dry-run", action="store_true", help="check every row, take in none")
    mode.add_argument(
        "--good-only", action="store_true", help="take in the good rows, leave the others out"
    )
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Check or take in the rows; 1 where a row has a problem and was not left out as asked."""
    from pccdesk.services.imports import dry_run, import_rows

    with signed_in(options) as (desk, actor):
        told = progress_line("Rows")
        if options.dry_run:
            report = dry_run(desk, actor, options.file, options.round, told)
        else:
            report = import_rows(
                desk, actor, options.file, options.round, told, good_only=options.good_only
            )
    if options.json:
        say_json(_content(options, report))
    else:
        say(*_lines(report))
    if report.problems:
        complain(_outcome(options, report))
    return 1 if report.problems and not report.created else 0


def _lines(report: "ImportReport") -> list[str]:
    lines = [
        f"Row {each.row_number}, cell {each.cell} ({each.title}): {each.sentence}"
        for each in report.problems
    ]
    if not report.created:
        return [*lines, f"{report.rows_read:,} rows read, {report.good:,} are good."]
    taken = f"{report.rows_read:,} rows read, {len(report.created):,} taken in:"
    return [*lines, taken, *report.created]


def _outcome(options: Namespace, report: "ImportReport") -> str:
    rows = "1 row has" if report.bad_rows == 1 else f"{report.bad_rows:,} rows have"
    if report.created:
        return f"{rows} a problem and stayed out; the others were taken in."
    end = "With it, a real import takes none in." if options.dry_run else "None was taken in."
    return f"{rows} a problem. {end}"


def _content(options: Namespace, report: "ImportReport") -> dict[str, object]:
    return {
        "file": str(options.file),
        "round": report.round_code,
        "dry_run": options.dry_run,
        "rows_read": report.rows_read,
        "good": report.good,
        "bad": report.bad_rows,
        "problems": [
            {
                "row": each.row_number,
                "cell": each.cell,
                "title": each.title,
                "sentence": each.sentence,
            }
            for each in report.problems
        ],
        "created": list(report.created),
    }
