"""`pccdesk demo`: the sample office, one application's whole life, and what comes of it."""

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pccdesk.cli import arguments
from pccdesk.cli.terminal import progress_line, say, say_json
from pccdesk.domain.errors import EnvironmentFailed, Refused
from pccdesk.domain.money import format_money

if TYPE_CHECKING:
    from pccdesk.services.demonstration import Demonstration
    from pccdesk.services.desk import Desk

DATABASE, PICTURE = "office.sqlite", "window.png"
PICTURE_SIZE = (1440, 900)
_PENNY = Decimal("0.01")
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file that is open


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "demo",
        "Make the demonstration's files.",
        "Makes the sample office, takes one application through its whole life, and writes "
        "award-letter.pdf, decline-letter.pdf, finance.xlsx and window.png, with the database "
        f"they came from ({DATABASE}). Needs no screen; the same files on every run.",
        database=None,
    )
    parser.add_argument(
        "--out",
        type=arguments.file_path,
        default=Path("demonstration"),
        metavar="DIR",
        help="the folder for the files (%(default)s)",
    )
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the files, whole or not at all, and say what they show."""
    from pccdesk.services.contents import make_folder

    make_folder(options.out)
    with _working_folder(options.out) as working:
        told, verified = _tell(working)
        names = _hand_over(working, options.out)
    content = _content(told, names, verified=verified)
    if options.json:
        say_json(content)
    else:
        say(*_lines(told, options.out, names))
    return 0 if verified else 1


@contextmanager
def _working_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder within the one asked for, so that files are moved, not copied."""
    _require_own(folder)
    try:
        temporary = tempfile.TemporaryDirectory(prefix=".pccdesk-demo-", dir=folder)
    except OSError as error:
        raise EnvironmentFailed(
            f"Nothing can be written in “{folder}”: {error.strerror}. Choose another with --out."
        ) from error
    with temporary as name:
        yield Path(name)


def _require_own(folder: Path) -> None:
    """Refuse a folder in which a file of somebody else's would be replaced."""
    from pccdesk.services.demonstration import AWARD_LETTER, DECLINE_LETTER, WORKBOOK

    names = (DATABASE, AWARD_LETTER, DECLINE_LETTER, WORKBOOK, PICTURE)
    there = [name for name in names if (folder / name).exists()]
    if there and not _is_sample(folder / DATABASE):
        raise Refused(
            f"“{there[0]}” in “{folder}” was not made by the demonstration, which would replace "
            "it. Choose another folder with --out."
        )
    # Looking into it closed what a crash may have left open; what is open now, somebody uses.
    if any((folder / (DATABASE + ending)).exists() for ending in _BESIDE):
        raise Refused(f"“{folder / DATABASE}” is open in a program. Close it there first.")


def _is_sample(path: Path) -> bool:
    from pccdesk.bootstrap import open_desk
    from pccdesk.domain.errors import DeskError
    from pccdesk.queries.people import is_sample_office

    try:
        desk = open_desk(str(path))
    except DeskError:
        return False
    try:
        with desk.database.reading() as connection:
            return is_sample_office(connection)
    finally:
        desk.database.close()


def _tell(working: Path) -> tuple["Demonstration", bool]:
    from pccdesk.services.demonstration import StoryClock, demonstrate
    from pccdesk.services.sample import make_sample_office
    from pccdesk.services.verification import verify

    clock = StoryClock()
    made = progress_line("Sample office, day")
    desk = make_sample_office(str(working / DATABASE), made, clock)
    try:
        told = demonstrate(desk, clock, working, progress_line("Demonstration"))
        _draw_window(desk, told, working / PICTURE)
        return told, verify(desk).sound
    finally:
        desk.database.close()


def _draw_window(desk: "Desk", told: "Demonstration", path: Path) -> None:
    """Draw the application in the main window as the officer sees it; needs no screen."""
    from pccdesk.services.sign_in import sign_in
    from pccdesk.ui.picture import picture

    page = f"application/{told.application_id}"
    picture(desk, sign_in(desk, "officer", ""), path, size=PICTURE_SIZE, page=page)


def _hand_over(working: Path, folder: Path) -> list[str]:
    """Move the finished files into the folder, the database first: it marks them as ours."""
    names = sorted(each.name for each in working.iterdir() if each.is_file())
    names.sort(key=lambda name: name != DATABASE)
    try:
        for name in names:
            (working / name).replace(folder / name)
    except OSError as error:
        raise EnvironmentFailed(
            f"“{name}” cannot be written in “{folder}”: {error.strerror}. Close it in other "
            "programs, or choose another folder with --out."
        ) from error
    return names


def _content(told: "Demonstration", names: list[str], *, verified: bool) -> dict[str, object]:
    return {
        "organisation": told.organisation,
        "reference": told.reference,
        "decision_reference": told.decision_reference,
        "amount": told.amount.quantize(_PENNY),
        "amount_in_words": told.amount_in_words,
        "letter_sha256": told.letter_sha256,
        "declined_organisation": told.declined_organisation,
        "declined_reference": told.declined_reference,
        "batch_reference": told.batch_reference,
        "control_total": told.control_total.quantize(_PENNY),
        "database": DATABASE,
        "files": sorted(name for name in names if name != DATABASE),
        "verified": verified,
    }


def _lines(told: "Demonstration", folder: Path, names: list[str]) -> list[str]:
    return [
        f"{told.organisation} applied as {told.reference}. The application was received, checked,",
        "assessed, recommended, approved, offered, accepted and paid, each by whose job it is.",
        f"Decision {told.decision_reference} awarded {format_money(told.amount)}.",
        f"{told.declined_organisation} ({told.declined_reference}) was declined, with feedback.",
        f"Finance's batch {told.batch_reference} comes to {format_money(told.control_total)}.",
        *(f"  {folder / name}" for name in names),
        f"Look around in it: pccdesk --database {folder / DATABASE}",
    ]
