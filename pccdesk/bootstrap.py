"""The only wiring: settings to database to desk; the window, the command line and tests use it."""

import os
import time
from datetime import timedelta

from pccdesk.database.creation import open_database, open_unchanged
from pccdesk.database.engine import Database
from pccdesk.domain.errors import Refused
from pccdesk.domain.progress import Telling, no_telling
from pccdesk.queries.people import is_sample_office
from pccdesk.queries.timelines import last_instant
from pccdesk.services.backups import keep_before_upgrade
from pccdesk.services.desk import Clock, Desk, system_clock
from pccdesk.services.search_filling import fill_if_needed
from pccdesk.settings import read_settings

DATABASE_VARIABLE = "PCCDESK_DATABASE"


def require_address(given: str | None = None) -> str:
    """Return which database to open: the one given, else PCCDESK_DATABASE, else the last one.

    Raises `Refused`, saying how to choose one, where none was ever chosen.
    """
    address = given or os.environ.get(DATABASE_VARIABLE)
    if address:
        return address
    settings = read_settings()
    if settings.last_database:
        return settings.last_database
    how = (
        f"No database is chosen. Give one with --database or {DATABASE_VARIABLE}, "
        "or make one with “pccdesk init” or “pccdesk sample”."
    )
    raise Refused(f"{settings.trouble} {how}".strip())


def open_desk(address: str, clock: Clock | None = None, telling: Telling = no_telling) -> Desk:
    """Open the office at an address, brought up to date; raises a sentence where it cannot be.

    An older office is kept as it was first, which the desk tells; if that fails it stays as it is.
    Without a clock of the caller's, an office goes by the system's; the sample office goes on
    from the last thing that was done in it, so that its November never turns into one great
    list of what is overdue. An office of an older program has its search index filled first.
    `telling` hears what is done to an older office, and how far it is; where it raises
    `Cancelled`, what is done stands, and the next time goes on from there.
    """
    told: list[str] = []

    def keep_first(database: Database, revision: str, newest: str) -> None:
        progress = telling("Keeping a backup of it as it is")
        desk = Desk(database, clock or system_clock)
        told.append(keep_before_upgrade(desk, revision, newest, progress))

    database = open_database(address, keep_first, telling)
    desk = Desk(database, clock or _own_clock(database), tuple(told))
    try:
        fill_if_needed(desk, telling)
    except BaseException:
        database.close()
        raise
    return desk


def look_at_desk(address: str) -> Desk:
    """Open the office at an address to look at it; raises `Refused` for one of an older schema."""
    return Desk(open_unchanged(address))


def _own_clock(database: Database) -> Clock:
    with database.reading() as connection:
        last = last_instant(connection) if is_sample_office(connection) else None
    if last is None:
        return system_clock
    opened = time.monotonic()
    return lambda: last + timedelta(seconds=1 + time.monotonic() - opened)
