"""`pccdesk reset-password`: let an administrator in who is locked out, where no other can."""

import getpass
from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.office import opened
from pccdesk.cli.terminal import say, say_json


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "reset-password",
        "Give an administrator a one-time word, when nobody can sign in to do it.",
        "Nobody signs in for it: whoever may write the database can change anything in it "
        "anyway. It stands in the audit log with this computer and your name on it. Everybody "
        "else is given a word by an administrator, in Settings, People.",
    )
    parser.add_argument("username", metavar="USERNAME", help="the administrator's username")
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print the one-time word, this once."""
    from pccdesk.services.passwords import rescue_administrator

    with opened(options) as desk:
        given = rescue_administrator(desk, options.username, _who())
    if options.json:
        say_json({"username": given.username, "word": given.word, "until": given.until})
    else:
        say(
            given.word,
            f"Sign in as {given.username} with this word in place of the password, then choose a "
            "new one. The word is not kept: it cannot be shown again.",
        )
    return 0


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "somebody"
