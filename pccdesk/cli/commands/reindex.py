"""`pccdesk reindex`: make the search index anew from the records."""

from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.office import opened
from pccdesk.cli.terminal import progress_lines, say


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "reindex",
        "Make the search index anew from the records.",
        "For when “verify” finds it wrong; the records are not touched. Nobody needs to sign in.",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Read what text is missing, rebuild the index, and say how many records are found."""
    from pccdesk.services.search_filling import fill

    with opened(options) as desk:
        count = fill(desk, progress_lines())
        say(f"“{desk.database.name}”: {count:,} records can be found.")
    return 0
