"""Opening the office that a command works on, and signing in to it."""

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from pccdesk.cli.terminal import (
    ask,
    ask_password,
    complain,
    is_interactive,
    progress_lines,
    typed_password,
)
from pccdesk.domain.errors import EnvironmentFailed, PasswordNeeded, Refused

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.services.desk import Desk


_T = TypeVar("_T")
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


def with_server_password(address: str, use: Callable[[str], _T]) -> _T:
    """Do something with a database; where its server wants a password, ask for it and try again.

    Raises `PasswordNeeded` where nobody is there to be asked. A password that was accepted may be
    kept in the system's keyring, nowhere else.
    """
    from pccdesk.database.server_password import keep_password
    from pccdesk.settings import with_password

    try:
        return use(address)
    except PasswordNeeded as wanted:
        if not is_interactive():
            raise
        complain(wanted.sentence)
    password = typed_password("Password of the database")
    done = use(with_password(address, password))
    if ask("Keep it in this computer’s keyring? (y/n)").casefold().startswith("y"):
        try:
            keep_password(address, password)
        except EnvironmentFailed as failed:
            complain(failed.sentence)
    return done


@contextmanager
def opened(options: Namespace) -> Iterator["Desk"]:
    """Open the database that the options, the environment or the settings name; close it after."""
    from pccdesk.bootstrap import open_desk, require_address

    telling = progress_lines()
    desk = with_server_password(
        require_address(options.database), lambda address: open_desk(address, telling=telling)
    )
    complain(*desk.told)
    try:
        yield desk
    finally:
        desk.database.close()


@contextmanager
def looked_at(options: Namespace) -> Iterator["Desk"]:
    """Open that database as `opened` does, but as it is: an older one is refused."""
    from pccdesk.bootstrap import look_at_desk, require_address

    desk = with_server_password(require_address(options.database), look_at_desk)
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
