"""`pccdesk take-in`: a fund's or a letter's file, or what ships with this version."""

from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in
from pccdesk.cli.terminal import say, say_json


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "take-in",
        "Take in the file of a fund or a letter.",
        "New rounds are opened and new versions kept; rounds and versions that are there stay as "
        "they are. An administrator signs in for it.",
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "file", nargs="?", type=arguments.file_path, metavar="FILE", help="the .toml file"
    )
    source.add_argument(
        "--shipped",
        action="store_true",
        help="what ships with this version of the program and an older office lacks",
    )
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Take the file or files in and say what was new."""
    from pccdesk.services.definition_files import take_in_file, take_in_shipped

    with signed_in(options) as (desk, actor):
        if options.shipped:
            taken = take_in_shipped(desk, actor)
        else:
            taken = (take_in_file(desk, actor, options.file),)
    if options.json:
        say_json(
            {
                "taken_in": [
                    {"name": each.name, "rounds": each.rounds, "versions": each.versions}
                    for each in taken
                ]
            }
        )
    else:
        for each in taken:
            say(each.sentence)
    return 0
