"""Backups of an office in one file: made, listed, thinned out, and restored into a new file."""

import contextlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from pccdesk.database import backup as files
from pccdesk.database.copying import copy_database
from pccdesk.database.new_file import UNFINISHED
from pccdesk.database.server_dump import ENDING
from pccdesk.domain.backups import backup_name, kept, made_at, name_before_upgrade
from pccdesk.domain.dates import format_instant
from pccdesk.domain.errors import Cancelled, DeskError, EnvironmentFailed, Refused
from pccdesk.domain.permissions import Actor, Permission, needs, open_to_all
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.queries.contents import Contents, contents, follows
from pccdesk.services.contents import make_folder
from pccdesk.services.desk import Desk
from pccdesk.services.server_dumps import Dump, dump_beside
from pccdesk.services.work import change
from pccdesk.settings import data_folder, keep_notes, notes_of

_ONE_AT_A_TIME = Lock()
_OF_SQLITE = re.compile(r"-(?:wal|shm|journal)$")
_SCRAP_SECONDS = 24 * 3600  # no backup is written for so long


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: its file, when, and its size in bytes.

    Of a server there may be what `pg_dump` made beside it.
    """

    path: Path
    made_at: datetime
    size: int
    dump: Dump | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Restored:
    """A new file made from a backup, and what it holds beside what the open office holds.

    `present` is None where no office is open to compare with.
    """

    path: Path
    restored: Contents
    present: Contents | None

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """The comparison in words: what, in the open office, in the restored file."""
        present = dict(self.present.counts) if self.present else {}
        counted = tuple(
            (name, f"{present[name]:,}" if name in present else "", f"{count:,}")
            for name, count in self.restored.counts
        )
        return (*counted, ("Last entry", _last(self.present), _last(self.restored)))


@open_to_all("Whoever can open the file can copy it; a backup must never fail for want of a role.")
def backup_folder(desk: Desk) -> Path:
    """Return where backups go: the folder chosen, else `backups` in the user's data folder."""
    chosen = notes_of(desk.address).backup_folder
    return Path(chosen) if chosen else data_folder() / "backups"


@needs(Permission.MANAGE_OFFICE)
def choose_folder(desk: Desk, actor: Actor, folder: Path | None) -> None:
    """Let backups go to another folder or share from now on; None for the usual one.

    Those made before stay where they are. Raises `Refused` for a folder that is not there.
    """
    desk.present(actor, Permission.MANAGE_OFFICE)
    address = desk.address
    if folder is not None and not folder.is_dir():
        raise Refused(f"There is no folder “{folder}”. Make it, or choose another.")
    chosen = "" if folder is None else str(folder.absolute())
    keep_notes(address, notes_of(address)._replace(backup_folder=chosen))


@open_to_all("Whoever can open the file can copy it; a backup must never fail for want of a role.")
def make_backup(
    desk: Desk,
    folder: Path | None = None,
    progress: Progress = no_progress,
    *,
    actor: Actor | None = None,
    pg_dump: Path | None = None,
) -> Backup:
    """Make a backup in a folder, checked before it takes its name; raises a sentence.

    Of a server it is the program's own file, and beside it what `pg_dump` makes where it is
    present: the one found or chosen, or the one given here.

    Without a folder it goes where this office's backups go, and those that are no longer wanted
    are taken away afterwards. That it is made is recorded first, so that the backup holds its own
    entry; where that cannot be, as in a file that is read-only, the backup is made all the same.
    """
    source = desk.address
    target = folder or backup_folder(desk)
    if folder is not None or target == data_folder() / "backups":
        make_folder(target)
    # A file can be copied by whoever opens it; who takes a server's records out must be known.
    quiet = desk.database.file is not None or actor is None
    with contextlib.suppress(*[DeskError] if quiet else []), change(desk, actor) as work:
        work.audit("office.backup", None, desk.database.name, folder=str(target))
    with _ONE_AT_A_TIME, desk.database.reading() as connection:
        connection.exec_driver_sql("SELECT 1")  # keeps the file open, and so its log beside it
        now = desk.clock()
        while (path := target / backup_name(source, now)).exists():
            now += timedelta(seconds=1)  # the day's backup and one on closing, in one second
        _copy_into_file(desk, path, progress)
    dump = None
    if desk.database.file is None:
        dump = dump_beside(desk, path, pg_dump, progress, actor=actor)
    made = Backup(path, made_at(source, path.name) or now, path.stat().st_size, dump)
    if folder is None:
        _thin_out(desk, made)
    return made


@needs(Permission.MANAGE_OFFICE)
def back_up_server(desk: Desk, actor: Actor, progress: Progress = no_progress) -> Backup:
    """Make a backup of a shared server for somebody who may: its password is not the officer's.

    Raises `EnvironmentFailed` where it cannot be recorded who takes everything out.
    """
    desk.present(actor, Permission.MANAGE_OFFICE)
    return make_backup(desk, progress=progress, actor=actor)


@open_to_all("Whoever opens an older office brings it up to date, and it must be kept first.")
def keep_before_upgrade(
    desk: Desk, revision: str, newest: str, progress: Progress = no_progress
) -> str:
    """Keep an office as it is before its schema is brought up to date; return a sentence of it.

    Raises `EnvironmentFailed` where it cannot be kept, and so must not be brought up to date.
    """
    done = f"“{desk.database.name}” was brought up to date (schema {revision} to {newest})."
    folder = backup_folder(desk)
    now = desk.clock()
    path = folder / name_before_upgrade(desk.address, revision, now)
    try:
        make_folder(folder)
        if not path.exists():
            _copy_into_file(desk, path, progress)
    except Cancelled:
        raise
    except DeskError as failed:
        raise EnvironmentFailed(
            f"“{desk.database.name}” was made by an older PCCDesk. It was not brought up to date, "
            f"because it could not be backed up first: {failed.sentence}"
        ) from failed
    return f"{done} A backup of it as it was is kept as “{path}”."


@open_to_all("Whoever can open the file can copy it; a backup must never fail for want of a role.")
def backups(desk: Desk) -> tuple[Backup, ...]:
    """Return this office's backups in its folder, newest first; raises a sentence."""
    return tuple(_found(desk.address, backup_folder(desk)))


@open_to_all("Whoever can open the file can copy it; a backup must never fail for want of a role.")
def newest_backup(desk: Desk) -> Backup | None:
    """Return the newest backup, or None where there is none or its folder cannot be read."""
    try:
        return next(iter(backups(desk)), None)
    except DeskError:
        return None


@open_to_all("Whoever can open the file can copy it; a backup must never fail for want of a role.")
def changed_since(desk: Desk, backup: Backup | None) -> bool:
    """Tell whether more than sign-ins was done since a backup; so too where it is damaged."""
    if backup is None:
        return True
    try:
        seal = files.seal_of(backup.path)
    except DeskError:
        return True
    with desk.database.reading() as connection:
        return not follows(connection, seal.sequence, seal.head)


def verify_backup(path: Path) -> None:
    """Look through a backup; raises a sentence for one that is damaged or not ours."""
    if not path.is_file():
        raise Refused(f"There is no file “{path}”. Check the name.")
    files.require_sound(path)


@open_to_all("It makes a new file beside the office and changes nothing in it but its log.")
def restore(
    path: Path,
    target: Path,
    desk: Desk | None = None,
    progress: Progress = no_progress,
    *,
    actor: Actor | None = None,
) -> Restored:
    """Copy a backup into a new file, and compare it with the open office; writes over neither.

    The open office's audit log tells that it was done, by whom and where to; an office that is
    too damaged to tell it keeps nobody from restoring.

    Raises `Refused` where the new file exists or the backup is not ours, `EnvironmentFailed`
    where the backup is damaged or the disk fails; no new file is left then.
    """
    verify_backup(path)
    present = None if desk is None else present_contents(desk)
    if desk is not None:
        with contextlib.suppress(DeskError), change(desk, actor) as work:
            work.audit(
                "office.restore", None, desk.database.name, backup=path.name, target=str(target)
            )
    files.copy_whole(path, target, progress)
    with files.reading_file(target) as connection:
        restored = contents(connection)
    return Restored(target, restored, present)


@open_to_all("It counts records, so that a restored backup can be compared.")
def present_contents(desk: Desk) -> Contents | None:
    """Return what the open office holds; None where the file is too damaged to tell."""
    try:
        with desk.database.reading() as connection:
            return contents(connection)
    except EnvironmentFailed:
        return None


def _copy_into_file(desk: Desk, path: Path, progress: Progress) -> None:
    """Copy an office whole into one file: a file by SQLite's own means, a server row by row."""
    if desk.database.file is not None:
        files.copy_whole(desk.database.file, path, progress)
    else:
        copy_database(desk.database, str(path), progress)


def _found(address: str, folder: Path) -> Iterator[Backup]:
    found = []
    try:
        for each in folder.iterdir() if folder.exists() else ():
            made = made_at(address, each.name)
            if made is not None and each.is_file():
                beside = each.with_suffix(ENDING)
                dump = Dump(beside) if beside.is_file() else None
                found.append(Backup(each, made, each.stat().st_size, dump))
    except OSError as error:
        raise EnvironmentFailed(
            f"The backups in “{folder}” cannot be read: {error.strerror}. "
            "Connect its disk or share."
        ) from error
    yield from sorted(found, key=lambda each: each.made_at, reverse=True)


def _thin_out(desk: Desk, made: Backup) -> None:
    """Take away this office's backups that no day, week or month wants, and scraps of a crash."""
    with contextlib.suppress(OSError, EnvironmentFailed):  # what stays is taken away next time
        present = backups(desk)
        stay = kept(each.made_at for each in present)
        folder = made.path.parent
        for each in present:
            if each.made_at not in stay and each != made:
                each.path.with_suffix(ENDING).unlink(missing_ok=True)
                each.path.unlink()
        for scrap in (*folder.glob(f".*{files.PARTIAL}*"), *folder.glob(f".*{UNFINISHED}*")):
            whole = _OF_SQLITE.sub("", scrap.name[1:]).removesuffix(UNFINISHED)
            name = whole.removesuffix(files.PARTIAL)
            name = whole if name == whole else name.rpartition(".")[0]
            name = name.removesuffix(ENDING) + ".sqlite" if name.endswith(ENDING) else name
            old = time.time() - scrap.stat().st_mtime > _SCRAP_SECONDS
            if old and made_at(desk.address, name) is not None:
                scrap.unlink()


def _last(held: Contents | None) -> str:
    if held is None or held.last is None:
        return ""
    entry = held.last
    return f"{entry.sequence:,}: {entry.action}, {entry.actor}, {format_instant(entry.at)}"
