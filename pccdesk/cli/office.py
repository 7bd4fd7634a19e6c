"""Opening the office that a command works on, and signing in to it."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pccdesk.cli.terminal import ask_password

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.services.desk import Desk


@contextmanager
def opened(options: Namespace) -> Iterator["Desk"]:
    """Open the database that the options, the environment or the settings name; close it after."""
    from pccdesk.bootstrap import open_desk, require_address

    desk = open_desk(require_address(options.database))
    try:
        yield desk
    finally:
        desk.database.close()


@contextmanager
def signed_in(options: Namespace) -> Iterator[tuple["Desk", "Actor"]]:
    """Open the database and sign in as --as; the sample office asks for no password."""
    from pccdesk.services.people import sign_in

    with opened(options) as desk:
        password = "" if _is_sample(desk) else ask_password(f"Password of {options.username}")
        yield desk, sign_in(desk, options.username, password)


def _is_sample(desk: "Desk") -> bool:
    from pccdesk.queries.people import is_sample_office

    with desk.database.reading() as connection:
        return is_sample_office(connection)
