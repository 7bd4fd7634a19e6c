"""The command line: arguments in, one command run, an exit code out."""

import argparse
from collections.abc import Sequence

from pccdesk import __version__
from pccdesk.cli import arguments, fault_reports
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
    upgrade,
    verify,
    window,
)
from pccdesk.cli.terminal import complain, prepare_streams
from pccdesk.domain.errors import DeskError

DONE, REFUSED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

_DESCRIPTION = """\
PCCDesk takes in grant applications, decides them, writes award letters and pays.
Without a command it opens the window."""
_EXIT_CODES = """\
exit codes: 0 done; 1 refused, with the reason on stderr; 2 wrong use; 130 stopped with Ctrl+C.
environment: PCCDESK_DATABASE names the database, PCCDESK_PASSWORD the password to sign in with."""


def run(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (None: the process's own) and return its exit code."""
    prepare_streams()
    try:
        options = _options(argv)
    except SystemExit as ended:  # argparse has said why, or printed the help
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    try:
        return int(options.run(options))
    except DeskError as error:
        complain(error.sentence)
        return REFUSED
    except KeyboardInterrupt:
        complain("", "Stopped. What was done before is kept, and nothing is half done.")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence
        complain(fault_reports.save_report(error, options.command or "window"))
        return REFUSED


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
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
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in (
        demo,
        init,
        sample,
        import_applications,
        letters,
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
    return whole


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    whole = parser()
    options = whole.parse_args(argv)
    if options.needs_officer and not options.username:
        whole.error(f"{options.command} needs --as USERNAME: say who does it")
    return options
