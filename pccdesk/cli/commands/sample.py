"""`pccdesk sample`: make the sample office."""

import os
from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.terminal import progress_line, say

FILE_NAME = "sample-office.sqlite"


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "sample",
        "Make the sample office, to explore.",
        f"A new file ({FILE_NAME} in your data folder unless --database names another) or an "
        "empty PostgreSQL database. Organisations and people in it are invented, and signing in "
        "asks for no password.",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the sample office and remember it."""
    from pccdesk.bootstrap import DATABASE_VARIABLE
    from pccdesk.services.contents import make_folder
    from pccdesk.services.desk import system_clock
    from pccdesk.services.sample import make_sample_office
    from pccdesk.settings import data_folder, remember_database

    address = options.database or os.environ.get(DATABASE_VARIABLE)
    if not address:
        make_folder(data_folder())
        address = str(data_folder() / FILE_NAME)
    desk = make_sample_office(address, system_clock, progress_line("Sample office"))
    name = str(desk.database.file or desk.database.name)
    desk.database.close()
    remember_database(address, as_last=False)
    say(f"The sample office is in {name}")
    say("Sign in as officer, assessor, commissioner, finance, administrator or auditor.")
    return 0
