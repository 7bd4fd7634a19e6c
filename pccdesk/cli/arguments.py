"""Options that several commands share, and how their text is read."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.paths import can_be_a_path

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - has no other name


USUAL_DATABASE = "the database"
USUAL_ELSE = "else PCCDESK_DATABASE, else the one opened last"


def add_command(
    commands: "Commands",
    name: str,
    summary: str,
    description: str = "",
    database: tuple[str, str] | None = (USUAL_DATABASE, USUAL_ELSE),
) -> argparse.ArgumentParser:
    """Add a command and return its parser.

    `database` says in words which database it works on, and which without --database; None
    where it has one of its own.
    """
    parser = commands.add_parser(
        name,
        help=summary[0].lower() + summary[1:].rstrip("."),
        description=f"{summary} {description}".strip(),
        allow_abbrev=False,
    )
    if database is not None:
        add_database(parser, *database, default=argparse.SUPPRESS)
    return parser


def add_database(
    parser: argparse.ArgumentParser,
    which: str = USUAL_DATABASE,
    otherwise: str = USUAL_ELSE,
    default: str | None = None,
) -> None:
    """Add --database; a command's own stands above the one given before the command."""
    parser.add_argument(
        "--database",
        metavar="X",
        default=default,
        help=f"{which}: a file's path or a postgresql:// address ({otherwise})",
    )


def add_officer(parser: argparse.ArgumentParser) -> None:
    """Add --as to a command that only somebody who is signed in may give."""
    add_username(parser, default=argparse.SUPPRESS)
    parser.set_defaults(needs_officer=True)


def add_username(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add --as; a command's own stands above the one given before the command."""
    parser.add_argument(
        "--as",
        dest="username",
        metavar="USERNAME",
        default=default,
        help="who signs in; the password is asked for, or taken from PCCDESK_PASSWORD "
        "(the sample office asks for none)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add --json, for a result that a script reads."""
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def add_workbook(parser: argparse.ArgumentParser) -> None:
    """Add --out, the workbook that a command writes."""
    parser.add_argument(
        "--out",
        required=True,
        type=workbook_path,
        metavar="FILE",
        help="the .xlsx file to write; one of that name is replaced, whole or not at all",
    )


_FIRST_YEAR = 1900


def financial_year(text: str) -> FinancialYear:
    """Return the financial year of `2026-27` or `2026/27`; argparse turns an error into words."""
    first, _, second = text.strip().replace("/", "-").partition("-")
    digits = (first + second).isascii() and (first + second).isdigit()
    following = str(int(first) + 1) if digits and len(first) == len("2026") else ""
    if not following or int(first) < _FIRST_YEAR or second not in {following, following[-2:]}:
        raise argparse.ArgumentTypeError(f"“{text}” is no financial year; write it as 2026-27")
    return FinancialYear(int(first))


def file_path(text: str) -> Path:
    """Return the path of a file or a folder; argparse turns an error into words.

    What no file can be called is refused here, whatever the command does with it.
    """
    if not can_be_a_path(text):
        shown = ascii(text[:40]).strip("'")
        raise argparse.ArgumentTypeError(f"“{shown}” is no name that a file can have")
    return Path(text)


def workbook_path(text: str) -> Path:
    """Return the path of a workbook to write; its name ends in .xlsx, so that Excel opens it."""
    path = file_path(text)
    if path.suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"“{text}” is a workbook's name; let it end in .xlsx")
    return path
