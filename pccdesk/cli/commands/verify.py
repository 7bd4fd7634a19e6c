"""`pccdesk verify`: prove that the records are whole."""

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from pccdesk.cli import arguments
from pccdesk.cli.commands.audit_head import read_countersign
from pccdesk.cli.office import looked_at
from pccdesk.cli.terminal import complain, progress_line, say, say_json

if TYPE_CHECKING:
    from pccdesk.services.verification import Verification


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "verify",
        "Prove that the office's records are whole.",
        "Walks the audit log's chain, the bytes of every letter and document, and every batch's "
        "control total, and the search index. Nobody needs to sign in.",
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="look through every index of a file too, and every word that a large office finds",
    )
    parser.add_argument(
        "--head",
        type=arguments.file_path,
        metavar="FILE",
        help="a countersign's file: the log must still hold what was countersigned",
    )
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Verify the database; 1 where anything was found."""
    from pccdesk.services.verification import verify

    kept = None if options.head is None else read_countersign(options.head)
    with looked_at(options) as desk:
        found = verify(desk, progress_line("Audit entries"), full=options.full, kept=kept)
        name = desk.database.name
    if options.json:
        say_json({"database": name, "sound": found.sound, **asdict(found)})
    else:
        say(*_lines(name, found))
    if not found.sound:
        complain(f"{_count(len(found.faults), 'fault')} found in “{name}”. Keep a copy of it.")
    return 0 if found.sound else 1


def _lines(name: str, found: "Verification") -> list[str]:
    looked_at = ", ".join(
        (
            _count(found.audit_entries, "audit entry", "audit entries"),
            _count(found.letters, "letter"),
            _count(found.documents, "kept document"),
            _count(found.batches, "payment batch", "payment batches"),
        )
    )
    return [
        f"“{name}”: {looked_at}.",
        *(found.faults or ("Everything is whole.",)),
        *([f"{found.part_words} --full compares all."] if found.in_part else []),
    ]


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
