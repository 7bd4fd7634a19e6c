"""`pccdesk backup`: a checked copy of the office's file."""

from argparse import Namespace
from pathlib import Path

from pccdesk.cli import arguments
from pccdesk.cli.office import opened
from pccdesk.cli.terminal import progress_line, say, say_json


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "backup",
        "Make a checked backup of the office's file.",
        "It may be made while officers work. Without --out it goes where the office's backups "
        "go, and of those the newest of 7 days, 4 weeks and 12 months stay. Nobody needs to sign "
        "in. A backup holds everything, bank details too: keep it safe. A PostgreSQL server is "
        "backed up with pg_dump instead.",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="the folder to put it in; nothing is taken away there",
    )
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the backup and say where it is."""
    from pccdesk.services.backups import make_backup

    with opened(options) as desk:
        made = make_backup(desk, options.out, progress_line("Pages"))
        name = desk.database.name
    if options.json:
        say_json(
            {
                "database": name,
                "file": str(made.path),
                "made_at": made.made_at.isoformat(),
                "size": made.size,
            }
        )
    else:
        say(f"{made.path}: a backup of “{name}”, {made.size:,} bytes, checked.")
    return 0
