"""What must hold after a kill, whatever the process was doing."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from pathlib import Path

from pccdesk.database.creation import open_database
from pccdesk.domain.errors import Refused
from pccdesk.queries import payments as payment_queries
from pccdesk.services import batches
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from tests.clock import MORNING
from tests.harness.crash_children import make_empty_office
from tests.harness.crash_place import Place, require_alone
from tests.harness.journal import Story
from tests.harness.next_schema import NEWER, newer_program, newest_revision, noted
from tests.harness.promises import Summary, count, require
from tests.harness.ready_office import opened_office
from tests.harness.state import state_of
from tests.office import Office

HOUR = 3600


def sound(desk: Desk, what: str) -> None:
    """Require that an office verifies."""
    faults = verify(desk).faults
    require(not faults, f"{what} is not sound: {'; '.join(faults)}")


def check_day(place: Place, story: Story, counts: Summary) -> None:
    """The office holds what was acknowledged, or the change in flight too; batches go on."""
    with opened_office(str(place.office)) as office:
        with office.desk.database.reading() as connection:
            found = state_of(connection)
        require(
            found in {story.kept, story.in_flight},
            "The office holds neither what was acknowledged nor that and the change in flight.",
        )
        count(counts, "changes in flight kept", found != story.kept)
        sound(office.desk, "The office")
        check_batches(place, office, counts)
        check_list(place, office)
    strays = [each for each in place.exports.iterdir() if each.name.startswith(".")]
    require(not strays, f"These stray files stay beside the batches: {strays}")
    require_alone(place.office)


def check_batches(place: Place, office: Office, counts: Summary) -> None:
    """Every written batch's file is whole; every prepared one can be written now."""
    administrator, finance = office.who("administrator"), office.who("finance")
    count(counts, "files left by a kill", age_leftovers(place.exports))
    for batch in office.desk.read(administrator, payment_queries.batches):
        path = place.exports / f"{batch.reference}.xlsx"
        if batch.sha256 is None:
            written = batches.write_batch(office.desk, finance, batch.id, path)
            require(written.stage == "confirmed", f"{batch.reference} could not be finished.")
            count(counts, "batches resumed", True)
            batch = written  # noqa: PLW2901 - it is confirmed now
        if not path.exists():  # killed between its entry and its name: the same is written again
            batches.write_batch(office.desk, finance, batch.id, path)
            count(counts, "batches recorded that had no file yet", True)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        require(found == batch.sha256, f"The file of {batch.reference} is not what was confirmed.")


def check_list(place: Place, office: Office) -> None:
    """A list's workbook is whole; it can be written again, and what a kill left goes then."""
    from tests.harness.office_work import LIST_FILE, export_applications

    path = place.exports / LIST_FILE
    if path.exists():
        with zipfile.ZipFile(path) as workbook:
            require(workbook.testzip() is None, "The list's workbook is damaged.")
    export_applications(office, path)


def age_leftovers(folder: Path) -> int:
    """Make what a killed process left look an hour old, as it is when somebody comes back."""
    found = [each for each in folder.iterdir() if each.name.startswith(".")]
    for each in found:
        then = each.stat().st_mtime - HOUR
        os.utime(each, (then, then))
    return len(found)


def check_creation(place: Place, story: Story, counts: Summary) -> None:
    """What stands under its name is a whole office; what a kill left is in nobody's way."""
    for path in sorted(place.made.glob("*.sqlite")):
        database = open_database(str(path))
        sound(Desk(database, lambda: MORNING), f"The new office {path.name}")
        database.close()
    missing = [name for name in story.done if not (place.made / name).exists()]
    require(not missing, f"These offices were made and are gone: {missing}")
    new = place.made / f"new-{len(story.done)}.sqlite"
    count(counts, "offices left half made beside their name", any(place.made.glob(".*")))
    if not new.exists():
        make_empty_office(new)
    strays = [each.name for each in place.made.iterdir() if each.suffix != ".sqlite"]
    require(not strays, f"These stray files stay beside the office: {strays}")
    empty(place.made)


def check_migration(place: Place, story: Story, counts: Summary) -> None:
    """The older office is as it was or wholly newer, and can be brought up to date now."""
    with newer_program(place.newer_program, ""):
        database = open_database(str(place.older))
        require(newest_revision(database) == NEWER, "The office was not brought up to date.")
        require(noted(database) == {"all"}, "The office was brought up to date in part.")
        sound(Desk(database, lambda: MORNING), "The office brought up to date")
        database.close()
    count(counts, "migrations acknowledged", bool(story.done))


def check_older(place: Place) -> bool:
    """Tell whether the older office is still the older, whole and without a trace of the newer."""
    try:
        database = open_database(str(place.older))
    except Refused as refused:
        require("newer PCCDesk" in refused.sentence, f"The older office: {refused.sentence}")
        return False
    require(noted(database) == {"none"}, "The older office is newer in part.")
    sound(Desk(database, lambda: MORNING), "The older office")
    database.close()
    return True


def check_sample(place: Place, story: Story, _counts: Summary) -> None:
    """There is a whole made-up office, or none."""
    made = place.sample.exists()
    require(made or not story.done, "The made-up office was made and is gone.")
    if made:
        database = open_database(str(place.sample))
        sound(Desk(database, lambda: MORNING), "The made-up office")
        database.close()
    empty(place.made)


def empty(folder: Path) -> None:
    """Remove everything in a folder."""
    shutil.rmtree(folder)
    folder.mkdir()
