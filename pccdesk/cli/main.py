"""The command line: arguments in, one command run, an exit code out."""

import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pccdesk import __version__
from pccdesk.domain.errors import DeskError

if TYPE_CHECKING:
    import argparse

DONE, REFUSED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

_DESCRIPTION = """\
PCCDesk takes in grant applications, decides them, writes award letters and pays.
Without a command it opens the window."""
_EXIT_CODES = """\
exit codes: 0 done; 1 refused, with the reason on stderr; 2 wrong use; 130 stopped with Ctrl+C.
environment: PCCDESK_DATABASE names the database, PCCDESK_PASSWORD the password to sign in with."""


def run(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (None: the process's own) and return its exit code."""
    given = sys.argv[1:] if argv is None else argv
    if not given:
        return _told(_open_window, "window")
    from pccdesk.cli.terminal import prepare_streams

    prepare_streams()
    try:
        options = _options(argv)
    except SystemExit as ended:  # argparse has said why, or printed the help
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    return _told(lambda: int(options.run(options)), options.command or "window")


def _open_window() -> int:
    """Open the window as a double click does: no command is loaded before it is painted.

    Nothing is garbage before the first frame, so none is looked for: that took a tenth of the
    start. `ui.ahead.load_for_entry` lets Python look again.
    """
    gc.disable()
    try:
        from pccdesk.ui.start.unread_sources import leave_sources_unread

        leave_sources_unread()
        from pccdesk.ui.application import run as open_window

        return open_window(None, None)
    finally:
        gc.enable()


def _told(work: Callable[[], int], what: str) -> int:
    """Do the work; what goes wrong is a sentence on the terminal and an exit code."""
    try:
        return work()
    except DeskError as error:
        said: tuple[str, ...] = (error.sentence,)
        code = REFUSED
    except KeyboardInterrupt:
        said = ("", "Stopped. What was done before is kept, and nothing is half done.")
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence
        from pccdesk.cli import fault_reports

        said, code = (fault_reports.save_report(error, what),), REFUSED
    from pccdesk.cli.terminal import complain, prepare_streams

    prepare_streams()
    complain(*said)
    return code


def parser() -> "argparse.ArgumentParser":
    """Return the parser of all commands."""
    import argparse

    from pccdesk.cli import arguments
    from pccdesk.cli.commands import window

    whole = argparse.ArgumentParser(
        prog="pccdesk",
        description=_DESCRIPTION,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"PCCDesk {__version__}")
    arguments.add_database(whole)
    arguments.add_username(whole)
    whole.set_defaults(run=window.run, command=None, needs_officer=False)
    _add_commands(whole)
    return whole


def _add_commands(whole: "argparse.ArgumentParser") -> None:
    from pccdesk.cli.commands import (
        audit_export,
        audit_head,
        backup,
        copy,
        demo,
        export_list,
        finance,
        import_applications,
        init,
        letters,
        postgresql_setup,
        reindex,
        reset_password,
        restore,
        sample,
        take_in,
        undo,
        upgrade,
        verify,
    )

    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in (
        demo,
        init,
        sample,
        import_applications,
        letters,
        undo,
        finance,
        export_list,
        take_in,
        verify,
        audit_head,
        audit_export,
        reindex,
        backup,
        restore,
        copy,
        upgrade,
        postgresql_setup,
        reset_password,
    ):
        command.add(commands)


def _options(argv: Sequence[str] | None) -> "argparse.Namespace":
    whole = parser()
    options = whole.parse_args(argv)
    if options.needs_officer and not options.username:
        whole.error(f"{options.command} needs --as USERNAME: say who does it")
    _warn_of_password(options)
    return options


def _warn_of_password(options: "argparse.Namespace") -> None:
    """Say that a password on the command line is read by whoever lists what runs here."""
    typed = (options.database, getattr(options, "to", None))
    if any("://" in str(each) for each in typed):
        from pccdesk.cli.terminal import complain
        from pccdesk.settings import holds_password

        if any(holds_password(str(each)) for each in typed):
            complain(
                "Everybody on this computer can read the password in the address while this runs. "
                "Leave it out: it is asked for, or taken from the keyring, PGPASSWORD or "
                "PGPASSFILE."
            )
