"""`pccdesk copy`: a whole office moved to another database."""

from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in, with_server_password
from pccdesk.cli.terminal import progress_line, say, say_json


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "copy",
        "Copy a whole office to another database.",
        "From a file to PostgreSQL, back, or to another file. The target must be a new file or an "
        "empty database. Every row is compared on both sides and the audit log is walked; if "
        "anything fails, nothing is kept. The office that was copied stays as it is, so that "
        "from then on there are two: let nobody work in the old one. The target's password comes "
        "from the keyring, PGPASSWORD or PGPASSFILE, else it is asked for.",
        database=None,
    )
    parser.add_argument(
        "--from",
        dest="database",
        metavar="X",
        required=True,
        help="the office to copy: a file's path or a postgresql:// address",
    )
    parser.add_argument(
        "--to", metavar="Y", required=True, help="a new file, or an empty PostgreSQL database"
    )
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Copy the office and say what was compared."""
    from pccdesk.services.copies import copy_office, reached_target

    with signed_in(options) as (desk, actor):
        target = with_server_password(options.to, reached_target)
        made = copy_office(desk, actor, target, progress_line("Rows copied and compared"))
    if options.json:
        tables = {
            each.name: {"rows": each.rows, "sha256": each.digest} for each in made.copied.tables
        }
        say_json(
            {
                "from": made.source,
                "to": made.target,
                "schema": made.copied.schema,
                "rows": made.copied.rows,
                "audit_entries": made.audit_entries,
                "tables": tables,
            }
        )
        return 0
    say(
        f"“{made.source}” was copied to “{made.target}”: {made.copied.rows:,} rows in "
        f"{len(made.copied.tables)} tables, each the same on both sides, and an audit log of "
        f"{made.audit_entries:,} entries that is whole.",
    )
    return 0
