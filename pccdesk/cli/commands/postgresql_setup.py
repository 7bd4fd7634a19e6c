"""`pccdesk postgresql-setup`: the SQL with which an IT department sets a server up."""

from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.terminal import say


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "postgresql-setup",
        "Print the SQL that sets a PostgreSQL server up.",
        "It makes an empty database, its owner, and an everyday user with no more rights than "
        "officers need. It changes nothing by itself: pipe it into psql.",
        database=None,
    )
    parser.set_defaults(run=run)


def run(_options: Namespace) -> int:
    """Print the SQL."""
    from pccdesk.resources import read_text

    say(read_text("postgresql/setup.sql").rstrip())
    return 0
