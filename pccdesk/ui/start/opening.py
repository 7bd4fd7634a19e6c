"""What the start window asks of the services, off its thread; slow imports happen here."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pccdesk.domain.errors import EnvironmentFailed, FieldProblem
from pccdesk.domain.permissions import Actor
from pccdesk.domain.progress import Progress, Telling, no_telling
from pccdesk.settings import data_folder

if TYPE_CHECKING:
    from pccdesk.queries.people import PersonRow
    from pccdesk.services.desk import Desk
    from pccdesk.services.offices import OfficeForm
    from pccdesk.services.people import PersonForm

SAMPLE_FILE = "sample-office.sqlite"
_SERVERS = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """A database that was opened, before anybody signed in; `people` only in the sample office."""

    desk: "Desk"
    address: str
    name: str
    is_sample: bool
    people: tuple["PersonRow", ...] = ()


def warm_up() -> None:
    """Import what signing in needs, while the officer reads the window."""
    import pccdesk.bootstrap
    import pccdesk.services.offices
    import pccdesk.services.people
    import pccdesk.services.sign_in  # noqa: F401 - the import is the work


def prepare_entry(desk: "Desk | None" = None) -> None:
    """Import what is shown first once somebody has signed in, and learn what signing in takes.

    Of an open office: the hash that no password fits, which is made once for a cost, and the
    list's first page, whose statement is then compiled; what is read is dropped unseen.
    """
    from pccdesk.ui.ahead import load_for_entry

    load_for_entry()
    if desk is None:
        return
    from pccdesk.queries.listing import Filter
    from pccdesk.queries.lists import APPLICATIONS
    from pccdesk.queries.sign_in import hash_cost
    from pccdesk.services.passwords import never_fits

    with desk.database.reading() as connection:
        never_fits(hash_cost(connection))
        APPLICATIONS.first_rows(connection, (), Filter(), 1)


def is_server(address: str) -> bool:
    """Tell whether an address names a PostgreSQL server rather than a file."""
    return address.strip().lower().startswith(_SERVERS)


def sample_path() -> Path:
    """Return where this user's sample office is or would be."""
    return data_folder() / SAMPLE_FILE


def open_office(address: str, telling: Telling = no_telling) -> OpenOffice:
    """Open a database and read what the sign-in shows; raises a sentence where it cannot.

    `telling` hears how far an older office is brought up to date.
    """
    from pccdesk.bootstrap import open_desk

    return _described(open_desk(address, telling=telling), address)


def keep_server_password(address: str, password: str) -> None:
    """Keep a server's password in the system's keyring; raises a sentence where none works."""
    from pccdesk.database.server_password import keep_password

    keep_password(address, password)


def open_sample(progress: Progress) -> OpenOffice:
    """Open this user's sample office, made first if it is not there: whole or not at all."""
    path = sample_path()
    if not path.exists():
        from pccdesk.services.sample import make_sample_office

        make_data_folder(str(path))
        make_sample_office(str(path), progress).database.close()
    return open_office(str(path))


def make_new(address: str, office: "OfficeForm", administrator: "PersonForm") -> OpenOffice:
    """Make a new database with its office and first administrator, whole or not at all."""
    from pccdesk.services.desk import system_clock
    from pccdesk.services.offices import make_office

    make_data_folder(address)
    desk = make_office(address, system_clock, office, administrator, is_sample=False)
    return _described(desk, address)


def enter(office: OpenOffice, username: str, password: str) -> Actor:
    """Sign somebody in; raises `NotPermitted` if the name or password is not right."""
    from pccdesk.services.sign_in import sign_in

    return sign_in(office.desk, username, password)


def enter_anew(office: OpenOffice, username: str, present: str, new: str) -> Actor:
    """Set a new password by the present one or a one-time word, and sign in with it."""
    from pccdesk.services.sign_in import sign_in_anew

    return sign_in_anew(office.desk, username, present, new)


def place_problems(address: str) -> tuple[FieldProblem, ...]:
    """Return why no new database can be made at an address, as far as can be told beforehand."""
    typed = address.strip()
    if not typed:
        return (FieldProblem("address", "Say where the new database is to be."),)
    if is_server(typed):
        return ()
    path = Path(typed).expanduser()
    sentence = ""
    if path.is_dir():
        sentence = f"“{path.name}” is a folder. Add a name for the file."
    elif path.exists():
        sentence = f"“{path.name}” exists already. Choose another name, or open that file."
    elif not path.is_absolute():
        sentence = "Give the whole path, or choose a folder with Browse."
    elif path.parent != data_folder() and not path.parent.is_dir():
        sentence = f"The folder “{path.parent}” does not exist. Make it, or choose another."
    elif path.parent.is_dir() and not os.access(path.parent, os.W_OK):
        # Told now, not after two more steps have been filled in.
        sentence = f"Nothing can be saved in the folder “{path.parent}”. Choose another."
    return (FieldProblem("address", sentence),) if sentence else ()


def make_data_folder(address: str) -> None:
    """Make this user's data folder if the address is in it; other folders must be there."""
    path = Path(address).expanduser()
    if is_server(address) or path.parent != data_folder():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFailed(
            f"The folder “{path.parent}” cannot be made: {error.strerror}. Choose another."
        ) from error


def _described(desk: "Desk", address: str) -> OpenOffice:
    from pccdesk.queries.people import is_sample_office, people
    from pccdesk.services.offices import office_in_force

    try:
        with desk.database.reading() as connection:
            is_sample = is_sample_office(connection)
            everybody = people(connection, active_only=True) if is_sample else ()
        return OpenOffice(desk, address, office_in_force(desk).name, is_sample, everybody)
    except BaseException:
        desk.database.close()
        raise
