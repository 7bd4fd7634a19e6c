"""What the command line says and asks: results to stdout, all else to stderr."""

import getpass
import json
import os
import sys
import time
from collections.abc import Mapping
from typing import Any, TextIO

from pccdesk.domain.errors import Refused
from pccdesk.domain.progress import Progress, Telling, how_far, no_progress

PASSWORD_VARIABLE = "PCCDESK_PASSWORD"  # noqa: S105 - the variable's name, not a password


def say(*lines: str) -> None:
    """Print lines of the result; a reader who has gone away is no failure of the command."""
    _write(sys.stdout, "".join(f"{line}\n" for line in lines))


def say_json(content: Mapping[str, Any]) -> None:
    """Print the result for a script, in the order given; `Decimal` and dates stand as text."""
    say(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def complain(*lines: str) -> None:
    """Print what went wrong, to stderr."""
    _write(sys.stderr, "".join(f"{line}\n" for line in lines))


def prepare_streams() -> None:
    """Let a terminal that lacks a character show a stand-in for it instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def is_interactive() -> bool:
    """Tell whether somebody is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def progress_line(label: str) -> Progress:
    """Return a progress that shows a count on one line of the terminal, if it is one."""
    if sys.stderr is None or not sys.stderr.isatty():
        return no_progress

    began = time.monotonic()
    longest = 0

    def show(done: int, total: int) -> None:
        nonlocal longest
        words = f"{label} {how_far(done, total, time.monotonic() - began)}"
        longest = max(longest, len(words))  # what stood there is written over
        end = "\n" if done >= total else ""
        _write(sys.stderr, f"\r{words.ljust(longest)}{end}")

    return show


def progress_lines() -> Telling:
    """Return what gives each piece of work such a line of its own."""
    return lambda what: progress_line(f"{what}:")


def ask(question: str) -> str:
    """Ask for a line of text; raises `Refused` where the input ends."""
    try:
        return input(f"{question}: ").strip()
    except EOFError as error:
        raise Refused(
            "The input ended before everything was answered. Nothing was made."
        ) from error


def ask_password(question: str) -> str:
    """Return PCCDESK_PASSWORD, or what is typed without being shown."""
    kept = os.environ.get(PASSWORD_VARIABLE)
    return kept if kept is not None else typed_password(question)


def ask_new_password() -> str:
    """Return PCCDESK_PASSWORD, or a password typed twice alike."""
    kept = os.environ.get(PASSWORD_VARIABLE)
    if kept is not None:
        return kept
    first = typed_password("Password")
    if typed_password("The same password again") != first:
        raise Refused("The two passwords differ. Nothing was made; start again.")
    return first


def typed_password(question: str) -> str:
    """Return what is typed without being shown; raises `Refused` where nobody can type."""
    if not is_interactive():
        raise Refused(f"A password is needed. Set {PASSWORD_VARIABLE}, or run this in a terminal.")
    try:
        return getpass.getpass(f"{question}: ")
    except EOFError as error:
        raise Refused("No password was typed.") from error


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # The reader (head, less) has gone: what comes now, and Python's own last flush, go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
