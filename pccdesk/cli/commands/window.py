"""`pccdesk`: open the window."""

from argparse import Namespace


def run(options: Namespace) -> int:
    """Open the window on the database named, or on the last one, or on the first start's page."""
    from pccdesk.ui.application import run as open_window

    return open_window(options.database)
