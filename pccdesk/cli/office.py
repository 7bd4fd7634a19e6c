"""Opening the office that a command works on, and signing in to it."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pccdesk.cli.terminal import ask_password, complain
from pccdesk.domain.errors import EnvironmentFailed, Refused

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.services.desk import Desk


NEW_DATABASE = "where the new database goes, or an empty PostgreSQL database"


def new_address(options: Namespace, file_name: str) -> str:
    """Return where a new database goes; raises `Refused` where a file stands there already."""
    from pccdesk.bootstrap import DATABASE_VARIABLE
    from pccdesk.database.address import file_of, parse_address
    from pccdesk.services.contents import make_folder
    from pccdesk.settings import data_folder

    address = options.database or os.environ.get(DATABASE_VARIABLE)
    if not address:
        make_folder(data_folder())
        address = str(data_folder() / file_name)
    path = file_of(parse_address(address))
    if path is not None and path.exists():
        raise Refused(f"“{path}” exists already. Choose another name, or open that file.")
    return address


def remember(address: str, *, as_last: bool = True) -> None:
    """Remember a database that was made; settings that cannot be saved undo nothing."""
    from pccdesk.settings import remember_database

    try:
        remember_database(address, as_last=as_last)
    except EnvironmentFailed as failed:
        complain(failed.sentence)


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
    from pccdesk.services.sign_in import sign_in

    with opened(options) as desk:
        password = "" if _is_sample(desk) else ask_password(f"Password of {options.username}")
        yield desk, sign_in(desk, options.username, password)


def _is_sample(desk: "Desk") -> bool:
    from pccdesk.queries.people import is_sample_office

    with desk.database.reading() as connection:
        return is_sample_office(connection)
