"""`pccdesk sample`: make the sample office."""

from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.office import NEW_DATABASE, new_address, remember
from pccdesk.cli.terminal import progress_line, say

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
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the sample office and remember it."""
    from pccdesk.services.sample import make_sample_office

    address = new_address(options, FILE_NAME)
    desk = make_sample_office(address, progress_line("Sample office, day"))
    name = str(desk.database.file or desk.database.name)
    desk.database.close()
    remember(address, as_last=False)
    say(f"The sample office is in {name}")
    say("Sign in as officer, assessor, commissioner, finance, administrator or auditor.")
    return 0
