"""What is done for a database file without being asked: each day, and before it is left."""

from dataclasses import dataclass

from sqlalchemy import text

from pccdesk.database.places import risk_of
from pccdesk.domain.dates import format_instant, to_london
from pccdesk.domain.errors import Cancelled, DeskError, EnvironmentFailed
from pccdesk.domain.permissions import open_to_all
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.queries.people import is_sample_office
from pccdesk.services.backups import (
    Backup,
    backup_folder,
    changed_since,
    make_backup,
    newest_backup,
)
from pccdesk.services.desk import Desk
from pccdesk.settings import DatabaseNotes, keep_notes, notes_of


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the officer should know about the file; `grave` where it is damaged."""

    sentence: str
    grave: bool = False


@open_to_all("The program does it of itself, whoever is signed in.")
def is_kept_safe(desk: Desk) -> bool:
    """Tell whether the program looks after this database: a file, and not the sample office.

    A server's records are looked after on a computer where a folder was chosen for backups.
    """
    if desk.database.file is None and not notes_of(desk.address).backup_folder:
        return False  # one computer of the office exports the server's records, not every one
    with desk.database.reading() as connection:
        return not is_sample_office(connection)


@open_to_all("The program does it of itself, whoever is signed in.")
def look_after(desk: Desk, progress: Progress = no_progress) -> tuple[Notice, ...]:
    """Do what is due at the first opening of a day, and return what the officer should know.

    Once for each file its place is judged; once a day it is looked through, and backed up if it
    is sound. A failure is a notice and stops nothing else.
    """
    if not is_kept_safe(desk):
        return ()
    address, notices = desk.address, []
    notes = notes_of(address)
    today = desk.today().isoformat()
    if not notes.advised and (advice := place_advice(desk)):
        notices.append(Notice(advice))
        notes = notes._replace(advised=True)
    if notes.checked_on != today:
        damage = damage_of(desk)
        if damage:
            return (Notice(damage, grave=True), *notices, *_kept(address, notes))
        notes = notes._replace(checked_on=today)
    notices += _kept(address, notes)
    return (*notices, *_backed_up(desk, progress))


@open_to_all("The program does it of itself, whoever is signed in.")
def before_leaving(desk: Desk, progress: Progress = no_progress) -> Backup | None:
    """Make a backup if more than sign-ins was done since the last one; raises a sentence."""
    if not is_kept_safe(desk) or not changed_since(desk, newest_backup(desk)):
        return None
    return make_backup(desk, progress=progress)


@open_to_all("The program does it of itself, whoever is signed in.")
def place_advice(desk: Desk) -> str:
    """Return why a file had better be elsewhere, or an empty text."""
    path = desk.database.file
    if path is None:
        return ""
    risk = risk_of(path) or risk_of(path.resolve())
    if not risk:
        return ""
    return (
        f"“{path.name}” is {risk}. There it can be damaged while it is written. Close PCCDesk and "
        "move the file to a disk of this computer; only backups should go there. For several "
        "officers at once, use PostgreSQL."
    )


@open_to_all("The program does it of itself, whoever is signed in.")
def damage_of(desk: Desk) -> str:
    """Return a sentence that leads to a restore if the file is damaged, else an empty text."""
    if desk.database.file is None:
        return ""
    try:
        with desk.database.reading() as connection:
            said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    except EnvironmentFailed as failed:
        return failed.sentence
    if said == "ok":
        return ""
    newest = newest_backup(desk)
    way = (
        f"restore the newest backup, of {format_instant(newest.made_at)}, under Settings, Database"
        if newest
        else f"look for a backup to restore: there is none in “{backup_folder(desk)}”"
    )
    return (
        f"“{desk.database.name}” is damaged. Stop working in it, keep the file for repair, and "
        f"{way}."
    )


def _backed_up(desk: Desk, progress: Progress) -> tuple[Notice, ...]:
    newest = newest_backup(desk)
    if newest is not None and to_london(newest.made_at).date() >= desk.today():
        return ()
    try:
        made = make_backup(desk, progress=progress)
    except Cancelled:
        raise
    except DeskError as failed:
        return (Notice(f"Today’s backup was not made. {failed.sentence}"),)
    if made.dump is not None and made.dump.trouble and not made.dump.missing:
        return (Notice(f"Today’s backup was made, but {made.dump.trouble}"),)
    return ()


def _kept(address: str, notes: DatabaseNotes) -> tuple[Notice, ...]:
    if notes == notes_of(address):
        return ()
    try:
        keep_notes(address, notes)
    except EnvironmentFailed as failed:
        return (Notice(failed.sentence),)
    return ()
