"""`pccdesk`: open the window."""

from argparse import Namespace


def run(options: Namespace) -> int:
    """Open the window on the database named or the last one, with --as filled in at sign-in."""
    from pccdesk.ui.application import run as open_window

    return open_window(options.database, options.username)
