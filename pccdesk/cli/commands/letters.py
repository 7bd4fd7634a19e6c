"""`pccdesk letters`: make the letters that wait, and save them as files."""

from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in
from pccdesk.cli.terminal import complain, progress_line, say, say_json

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.queries.letters import LetterRow
    from pccdesk.services.desk import Desk
    from pccdesk.services.letters import LettersMade

JOINED = "letters.pdf"


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "letters",
        "Make the letters that wait and save them as PDF files.",
        "Award letters of approved applications, and letters to those who were declined. The "
        "exact bytes are kept in the database too.",
    )
    parser.add_argument(
        "--pending", action="store_true", required=True, help="every letter that has not been made"
    )
    parser.add_argument(
        "--out",
        required=True,
        type=arguments.file_path,
        metavar="DIR",
        help="the folder to save them in",
    )
    parser.add_argument(
        "--joined", action="store_true", help=f"save all of them in one file too, {JOINED}"
    )
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make and save the letters; 1 where one could not be made."""
    from pccdesk.services.contents import make_folder
    from pccdesk.services.letters import make_pending

    with signed_in(options) as (desk, actor):
        make_folder(options.out)
        _require_writable(options.out)
        made = make_pending(desk, actor, progress_line("Letters"))
        files = _save(desk, actor, made.made, options)
    if options.json:
        say_json(_content(options, made, files))
    else:
        say(*_lines(options, files))
    complain(*(f"{reference}: {reason}" for reference, reason in made.skipped))
    return 1 if made.skipped else 0


def _require_writable(folder: Path) -> None:
    """Find out before a letter is made whether it could be saved, by a file written for a trial."""
    from pccdesk.services.contents import write_whole

    trial = folder / ".pccdesk-trial"
    write_whole(trial, b"")
    trial.unlink()


def _save(
    desk: "Desk", actor: "Actor", rows: tuple["LetterRow", ...], options: Namespace
) -> list[str]:
    from pccdesk.services.contents import prepared_file
    from pccdesk.services.letters import letters_in_one_file, read_letter, record_printing

    numbers = tuple(row.id for row in rows)
    names = [row.file_name for row in rows]
    if not rows:
        return names
    with ExitStack() as files:  # no file without its entry
        for row in rows:
            content = read_letter(desk, actor, row.id)
            files.enter_context(prepared_file(options.out / row.file_name, content))
        if options.joined:
            joined = letters_in_one_file(desk, actor, numbers)
            files.enter_context(prepared_file(options.out / JOINED, joined))
            names.append(JOINED)
        record_printing(desk, actor, numbers)
    return names


def _lines(options: Namespace, files: list[str]) -> list[str]:
    if not files:
        return ["No letter is waiting."]
    return [*files, f"Saved in {options.out}."]


def _content(options: Namespace, made: "LettersMade", files: list[str]) -> dict[str, object]:
    return {
        "folder": str(options.out),
        "files": files,
        "letters": [
            {
                "reference": row.reference,
                "organisation": row.organisation_name,
                "kind": row.kind,
                "file": row.file_name,
                "sha256": row.sha256,
            }
            for row in made.made
        ],
        "skipped": [
            {"reference": reference, "reason": reason} for reference, reason in made.skipped
        ],
    }
