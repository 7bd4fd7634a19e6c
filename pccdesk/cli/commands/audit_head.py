"""`pccdesk audit-head`: countersign the audit log, and check it against a countersign."""

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pccdesk.cli import arguments
from pccdesk.cli.office import opened, signed_in
from pccdesk.cli.terminal import complain, progress_line, say, say_json
from pccdesk.domain.errors import Refused

if TYPE_CHECKING:
    from pccdesk.domain.countersigns import Countersign, Head
    from pccdesk.services.audit_log import HeadCheck


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "audit-head",
        "Countersign the audit log, or check it against a countersign.",
        "Without --check, the log is walked and its last entry's number and hash are printed, "
        "saved or drawn as a page to sign; that is recorded. With --check or --typed, the log is "
        "walked again: nobody needs to sign in for that.",
    )
    parser.add_argument(
        "--save", type=arguments.file_path, metavar="FILE", help="save the countersign as a file"
    )
    parser.add_argument(
        "--print", type=_pdf_path, metavar="FILE.pdf", help="save it as a page to print and sign"
    )
    checks = parser.add_mutually_exclusive_group()
    checks.add_argument(
        "--check", type=arguments.file_path, metavar="FILE", help="check a countersign's file"
    )
    checks.add_argument(
        "--typed",
        nargs=3,
        metavar=("ENTRY", "HASH", "CHECK"),
        help="check what stands on paper: entry, hash (in quotes) and check figure",
    )
    arguments.add_username(parser, default=None)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make or check a countersign; 1 where a promise is broken."""
    kept = _kept(options)
    if kept is None:
        return _make(options)
    if options.save or options.print:
        raise Refused("Either make a countersign or check one: leave --save and --print out.")
    return _check(options, kept)


def _make(options: Namespace) -> int:
    from pccdesk.domain.countersigns import countersign_text
    from pccdesk.services.audit_log import make_countersign

    if not options.username:
        raise Refused("audit-head needs --as USERNAME to make a countersign: say who does it.")
    with signed_in(options) as (desk, actor):
        made = make_countersign(
            desk, actor, options.save, options.print, progress_line("Audit entries")
        )
    files = [str(each) for each in (options.save, options.print) if each is not None]
    if options.json:
        say_json(
            {
                "office": made.office,
                "records": made.records,
                "entry": made.head.sequence,
                "hash": made.head.hash,
                "check": made.head.check,
                "made_at": made.made_at.isoformat(),
                "made_by": made.made_by,
                "files": files,
            }
        )
    else:
        say(countersign_text(made).rstrip(), *(f"Saved as {each}." for each in files))
    return 0


def _kept(options: Namespace) -> "Countersign | Head | None":
    from pccdesk.domain.countersigns import typed_head

    if options.typed is not None:
        return typed_head(*options.typed)
    return None if options.check is None else read_countersign(options.check)


def read_countersign(path: Path) -> "Countersign":
    """Return what a countersign's file says; raises a sentence."""
    from pccdesk.domain.countersigns import MOST_BYTES, parse_countersign
    from pccdesk.services.contents import read_file

    return parse_countersign(read_file(path, MOST_BYTES + 1))


def _check(options: Namespace, kept: "Countersign | Head") -> int:
    from pccdesk.services.audit_log import check_countersign

    with opened(options) as desk:
        found = check_countersign(desk, kept, progress_line("Audit entries"))
    if options.json:
        say_json(
            {
                "entry": found.head.sequence,
                "kept": found.kept,
                "faults": found.faults,
                "added": found.added.count,
                "actions": dict(found.added.actions),
            }
        )
    elif found.kept:
        say(*_words(found, kept))
    if not found.kept:
        complain(*found.faults, "The promise of the countersign is broken. Keep a copy.")
    return 0 if found.kept else 1


def _words(found: "HeadCheck", kept: "Countersign | Head") -> list[str]:
    from pccdesk.domain.countersigns import Countersign
    from pccdesk.queries.timelines import in_words

    when = f", made on {kept.made_words} by {kept.made_by}" if isinstance(kept, Countersign) else ""
    added = found.added
    noun = "entry was" if added.count == 1 else "entries were"
    return [
        f"Everything up to entry {found.head.sequence:,} is as it was at the countersign{when}.",
        f"Since then {added.count:,} {noun} added{':' if added.count else '.'}",
        *(f"  {count:>7,}  {in_words(action)}" for action, count in added.actions),
    ]


def _pdf_path(text: str) -> Path:
    path = arguments.file_path(text)
    if path.suffix.lower() != ".pdf":
        raise ArgumentTypeError(f"“{text}” is a page's name; let it end in .pdf")
    return path
