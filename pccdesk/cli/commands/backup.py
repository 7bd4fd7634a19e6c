"""`pccdesk backup`: a checked copy of the office's file."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pccdesk.cli import arguments
from pccdesk.cli.office import opened
from pccdesk.cli.terminal import complain, progress_line, say, say_json

if TYPE_CHECKING:
    from pccdesk.services.backups import Backup


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "backup",
        "Make a checked backup of the office's file.",
        "It may be made while officers work. Without --out it goes where the office's backups "
        "go, and of those the newest of 7 days, 4 weeks and 12 months stay. Nobody needs to sign "
        "in. A backup holds everything, bank details too: keep it safe. Of a PostgreSQL server two "
        "files are made: the program's own, and one by pg_dump where that is present.",
    )
    parser.add_argument(
        "--out",
        type=arguments.file_path,
        metavar="DIR",
        help="the folder to put it in; nothing is taken away there",
    )
    parser.add_argument(
        "--pg-dump",
        type=arguments.file_path,
        metavar="PROGRAM",
        help="the pg_dump to use, with its full path (else the one chosen in the settings, else "
        "the newest that is found)",
    )
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the backup and say where it is."""
    from pccdesk.services.backups import make_backup

    with opened(options) as desk:
        made = make_backup(desk, options.out, progress_line("Done"), pg_dump=options.pg_dump)
        name = desk.database.name
    if options.json:
        say_json(_plain(name, made))
        return 0
    say(f"{made.path}: a backup of “{name}”, {made.size:,} bytes, checked.")
    if made.dump is not None and made.dump.path is not None:
        size = made.dump.path.stat().st_size
        say(f"{made.dump.path}: the same by {made.dump.by}, {size:,} bytes, checked.")
    elif made.dump is not None:
        complain(made.dump.trouble)
    return 0


def _plain(name: str, made: "Backup") -> dict[str, Any]:
    plain = {
        "database": name,
        "file": str(made.path),
        "made_at": made.made_at.isoformat(),
        "size": made.size,
    }
    if made.dump is not None:
        path = made.dump.path
        plain |= {
            "dump": None if path is None else str(path),
            "dump_by": made.dump.by,
            "dump_trouble": made.dump.trouble,
        }
    return plain
