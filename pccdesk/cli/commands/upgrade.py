"""`pccdesk upgrade`: bring an office up to date with this version, after a backup."""

from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.office import opened
from pccdesk.cli.terminal import say


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "upgrade",
        "Bring an office that an older PCCDesk made up to date.",
        "It is backed up first. Opening it does the same; on a PostgreSQL server only the owner "
        "of its tables may, so the IT department runs this once for each new version.",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Open the office, which does it, and say which schema it has."""
    from pccdesk.database.schema import schema_revision

    with opened(options) as desk:
        say(f"“{desk.database.name}” has the schema {schema_revision(desk.database)}.")
    return 0
