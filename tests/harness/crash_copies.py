"""The crash harness's scenes of whole copies: backups, copied offices, an older office upgraded."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from random import Random

from pccdesk.bootstrap import open_desk
from pccdesk.database.creation import open_database
from pccdesk.database.schema import schema_revision
from pccdesk.domain.errors import Refused
from pccdesk.services import backups
from pccdesk.services.copies import copy_office
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from tests.clock import MORNING
from tests.database.kept_office import REVISIONS, unpack
from tests.harness.crash_place import LONGEST_LIFE, Place, require_alone
from tests.harness.journal import Journal, Story
from tests.harness.promises import Summary, count, require
from tests.harness.ready_office import opened_office

DAYS = 2 * 24 * 3600
LEFT = (".partial", ".pccdesk-part", ".unfinished")


def own_home(place: Place) -> None:
    """Keep backups, as an officer's program does, in a data folder: here one of the harness's."""
    os.environ["XDG_DATA_HOME"] = str(place.folder / "home")
    os.environ["XDG_CONFIG_HOME"] = str(place.folder / "settings")


def back_up(place: Place, _rng: Random, journal: Journal, _awaited: str) -> None:
    """Make one backup after the other."""
    own_home(place)
    with opened_office(str(place.office)) as office:
        journal.write(work="backup")
        while True:
            journal.write(done=str(backups.make_backup(office.desk).path))


def copy(place: Place, _rng: Random, journal: Journal, _awaited: str) -> None:
    """Copy the whole office, one new file after the other."""
    with opened_office(str(place.office)) as office:
        administrator = office.who("administrator")
        journal.write(work="copy")
        for number in range(1000):
            path = place.made / f"copy-{number}.sqlite"
            copy_office(office.desk, administrator, str(path))
            journal.write(done=path.name)


def bring_up_to_date(place: Place, _rng: Random, journal: Journal, _awaited: str) -> None:
    """Open an office of the first schema, which brings it up to date."""
    own_home(place)
    journal.write(work="upgrade")
    open_desk(str(place.oldest)).database.close()
    journal.write(done=place.oldest.name)
    time.sleep(LONGEST_LIFE)


def unpack_oldest(place: Place) -> Path:
    """Return an office of the first schema, to be copied for each kill."""
    return unpack(REVISIONS[0], place.folder / "oldest-kept.sqlite")


def check_backups(place: Place, story: Story, counts: Summary) -> None:
    """What has the name of a backup is one; the newest acknowledged is there; scraps go."""
    own_home(place)
    with opened_office(str(place.office)) as office:
        faults = verify(office.desk).faults
        require(not faults, f"The office is not sound: {'; '.join(faults)}")
        folder = backups.backup_folder(office.desk)
        for each in backups.backups(office.desk):
            backups.verify_backup(each.path)
            count(counts, "backups looked through", 1)
        if story.done:
            newest = Path(story.done[-1])
            require(newest.exists(), f"The backup {newest.name} was acknowledged and is gone.")
        count(counts, "backups left half made", _age(folder))
        restored = place.made / "restored.sqlite"
        backups.restore(backups.make_backup(office.desk).path, restored)
        faults = verify_file(restored)
        require(not faults, f"What was restored is not sound: {'; '.join(faults)}")
        restored.unlink()
        strays = _scraps(folder)
        require(not strays, f"These stray files stay beside the backups: {strays}")


def check_copies(place: Place, story: Story, counts: Summary) -> None:
    """What has the name of a copy is a whole office; the office itself is sound."""
    require(not verify_file(place.office), "The office that was copied is not sound.")
    missing = [name for name in story.done if not (place.made / name).exists()]
    require(not missing, f"These copies were made and are gone: {missing}")
    for path in sorted(place.made.glob("*.sqlite")):
        faults = verify_file(path)
        require(not faults, f"The copy {path.name} is not sound: {'; '.join(faults)}")
        count(counts, "copies looked through", 1)
    count(counts, "copies left half made", _age(place.made))
    again = place.made / f"copy-{len(story.done)}.sqlite"
    with opened_office(str(place.office)) as office:
        try:
            copy_office(office.desk, office.who("administrator"), str(again))
        except Refused:
            require(again.exists(), "The copy could not be made again.")
    strays = [each.name for each in place.made.iterdir() if each.suffix != ".sqlite"]
    require(not strays, f"These stray files stay beside the copies: {strays}")
    for each in place.made.iterdir():
        each.unlink()


def check_upgrade(place: Place, story: Story, counts: Summary) -> None:
    """The old office is wholly old or wholly new, and can be brought up to date now."""
    with closing(sqlite3.connect(place.oldest)) as connection:
        revisions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    require(found == "ok", f"The old office is damaged: {found}")
    still = revisions == [(REVISIONS[0],)]
    require(not (still and story.done), "The upgrade was acknowledged and is gone.")
    count(counts, "offices still of the first schema", still)
    own_home(place)
    desk = open_desk(str(place.oldest))
    newest = schema_revision(desk.database)
    require(still or [(newest,)] == revisions, f"The office is of a schema between: {revisions}")
    faults = verify(desk).faults
    kept = backups.backup_folder(desk)
    desk.database.close()
    left = [each for each in kept.iterdir() if not each.name.startswith(".")]
    require(bool(left), "The old office was brought up to date without a backup.")
    for each in left:
        backups.verify_backup(each)
    shutil.rmtree(kept)
    require_alone(place.oldest)
    require(not faults, f"The office brought up to date is not sound: {'; '.join(faults)}")


def verify_file(path: Path) -> tuple[str, ...]:
    """Return what is wrong with an office in a file."""
    database = open_database(str(path))
    try:
        return tuple(verify(Desk(database, lambda: MORNING)).faults)
    finally:
        database.close()


def _scraps(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if each.name.startswith(".")]


def _age(folder: Path) -> int:
    """Make what a kill left look two days old, as it is when somebody comes back to it."""
    found = _scraps(folder) if folder.exists() else []
    for each in found:
        then = each.stat().st_mtime - DAYS
        os.utime(each, (then, then))
    return len(found)
