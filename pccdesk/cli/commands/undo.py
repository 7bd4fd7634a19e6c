"""`pccdesk undo`: undo the last change of one record, or say what it would be."""

from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in
from pccdesk.cli.terminal import say, say_json


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "undo",
        "Undo the last change of an application or a batch, where it can be undone.",
        "It is a change of its own that names the one it undoes; the timeline keeps both. What "
        "binds the office, such as a decision or a letter, stays.",
    )
    parser.add_argument(
        "reference", metavar="REFERENCE", help="such as CAF-2026-0012 or PB-2026-003"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be undone, and change nothing"
    )
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Undo, or say what would be undone; raises `Refused` with why not."""
    from pccdesk.domain.errors import Refused
    from pccdesk.domain.undoing import undo_objection
    from pccdesk.queries.undoing import last_change, record_called
    from pccdesk.services.undoing import undo

    with signed_in(options) as (desk, actor):
        kind, number = desk.read(actor, record_called, options.reference)
        last = desk.read(actor, last_change, kind, number)
        sentence = undo_objection(last, actor)
        if last is None or last.rule is None or sentence:
            raise Refused(sentence)
        if options.dry_run:
            done = f"Would be undone: {last.words}. {last.rule.afterwards}"
        else:
            done = f"{undo(desk, actor, kind, number, last.sequence)} {last.rule.afterwards}"
    if options.json:
        say_json(
            {
                "reference": options.reference.upper(),
                "undone": not options.dry_run,
                "action": last.action,
                "what": last.words,
                "afterwards": last.rule.afterwards,
            }
        )
    else:
        say(done)
    return 0
