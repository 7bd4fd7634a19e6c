"""`pccdesk audit-export`: the audit log as JSON Lines, for an auditor to prove without us."""

from argparse import ArgumentTypeError, Namespace
from datetime import date

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in
from pccdesk.cli.terminal import progress_line, say, say_json


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "audit-export",
        "Write the audit log as JSON Lines, one entry a line.",
        "Each line has all that its hash is made of; the help page for auditors has a program "
        "of ten lines that proves the file without PCCDesk. The export is recorded.",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=arguments.file_path,
        metavar="FILE",
        help="the .jsonl file to write; one of that name is replaced, whole or not at all",
    )
    parser.add_argument("--from", dest="first", type=_day, metavar="DAY", help="such as 2026-04-01")
    parser.add_argument("--to", dest="last", type=_day, metavar="DAY", help="this day included")
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the file and say which entries it holds."""
    from pccdesk.services.audit_log import export_log

    with signed_in(options) as (desk, actor):
        done = export_log(
            desk, actor, options.out, options.first, options.last, progress_line("Audit entries")
        )
    stretch = done.stretch
    if options.json:
        say_json(
            {
                "file": str(done.path),
                "first_entry": stretch.first,
                "last_entry": stretch.last,
                "entries": stretch.count,
                "hash": done.hash,
            }
        )
    else:
        noun = "entry" if stretch.count == 1 else "entries"
        say(
            f"{done.path}: {stretch.count:,} {noun}, {stretch.first:,} to {stretch.last:,}.",
            f"Hash of the last: {done.hash}",
        )
    return 0


def _day(text: str) -> date:
    from pccdesk.domain.dates import parse_date
    from pccdesk.domain.errors import Refused

    try:
        return parse_date(text, date.today())  # noqa: DTZ011 - what `t` means at this computer
    except Refused as refused:
        raise ArgumentTypeError(refused.sentence) from refused
