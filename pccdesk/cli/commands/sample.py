"""`pccdesk sample`: make the sample office."""

from argparse import Namespace
from typing import TYPE_CHECKING

from pccdesk.cli import arguments
from pccdesk.cli.office import NEW_DATABASE, new_address, remember
from pccdesk.cli.terminal import progress_line, say

if TYPE_CHECKING:
    from pccdesk.services.desk import Desk

FILE_NAME = "sample-office.sqlite"


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "sample",
        "Make the sample office, to explore.",
        "Organisations and people in it are invented, and signing in asks for no password.",
        database=(NEW_DATABASE, f"else PCCDESK_DATABASE, else {FILE_NAME} in your data folder"),
    )
    parser.add_argument(
        "--applications",
        type=int,
        metavar="N",
        help="an office of this size instead, written in bulk, to see how the program bears it",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help="chance of an office of that size: the same office for the same seed (%(default)s)",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the sample office and remember it."""
    address = new_address(options, FILE_NAME)
    desk = _make(address, options)
    name = str(desk.database.file or desk.database.name)
    desk.database.close()
    remember(address, as_last=False)
    say(f"The sample office is in {name}")
    say("Sign in as officer, assessor, commissioner, finance, administrator or auditor.")
    return 0


def _make(address: str, options: Namespace) -> "Desk":
    if options.applications is not None:
        from pccdesk.services.sample.large import make_large_office

        told = progress_line("Sample office, application")
        return make_large_office(address, options.applications, options.seed, told)
    from pccdesk.services.sample import make_sample_office

    return make_sample_office(address, progress_line("Sample office, day"))
