"""`pccdesk restore`: a backup into a new file, beside what the office holds now."""

from argparse import Namespace
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from pccdesk.cli import arguments
from pccdesk.cli.office import opened
from pccdesk.cli.terminal import complain, progress_line, say, say_json
from pccdesk.domain.errors import DeskError

if TYPE_CHECKING:
    from pccdesk.queries.contents import Contents
    from pccdesk.services.backups import Restored
    from pccdesk.services.desk import Desk

_COMPARED = ("the office to compare with", arguments.USUAL_ELSE)


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "restore",
        "Restore a backup into a new file.",
        "Checks the backup, copies it into a new file, and shows what that holds beside what the "
        "office holds now, whose log tells of it and whose file is never written over: open the "
        "new one with "
        "--database when you are content. Nobody needs to sign in.",
        _COMPARED,
    )
    parser.add_argument("file", type=arguments.file_path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--to",
        required=True,
        type=arguments.file_path,
        metavar="NEWFILE",
        help="the new file to make",
    )
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Restore the backup and show the comparison."""
    from pccdesk.services.backups import restore

    with ExitStack() as stack:
        desk = _present(options, stack)
        made = restore(options.file, options.to, desk, progress_line("Pages"))
    if options.json:
        say_json(
            {
                "backup": str(options.file),
                "file": str(made.path),
                "restored": _plain(made.restored),
                "present": _plain(made.present) if made.present else None,
            }
        )
    else:
        say(*_lines(made))
    return 0


def _present(options: Namespace, stack: ExitStack) -> "Desk | None":
    """Return the office to compare with; one that cannot be opened is no reason to fail."""
    try:
        return stack.enter_context(opened(options))
    except DeskError as error:
        complain(f"There is no office to compare with. {error.sentence}")
        return None


def _lines(made: "Restored") -> list[str]:
    table = (("", "Now", "Restored"), *made.rows)
    widths = [max(len(row[place]) for row in table) for place in (0, 1)]
    return [
        f"{made.path}: restored and checked. The office’s own file was not written over.",
        *(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}".rstrip() for a, b, c in table),
    ]


def _plain(held: "Contents") -> dict[str, Any]:
    last = held.last
    return {
        **{name.lower().replace(" ", "_"): count for name, count in held.counts},
        "last_entry": None
        if last is None
        else {
            "sequence": last.sequence,
            "at": last.at.isoformat(),
            "actor": last.actor,
            "action": last.action,
            "subject": last.subject,
            "hash": last.hash,
        },
    }
