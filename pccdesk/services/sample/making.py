"""Make the sample office: everything from the first day to the last, or nothing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pccdesk.database.creation import discard_database, open_database
from pccdesk.database.engine import connect
from pccdesk.database.new_file import require_room
from pccdesk.domain.dates import from_london
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.services.desk import Clock, Desk, system_clock
from pccdesk.services.sample.casting import cast_everybody
from pccdesk.services.sample.finance import approve_weekly, pay_monthly
from pccdesk.services.sample.lives import live
from pccdesk.services.sample.material import read_material
from pccdesk.services.sample.office import found_office, staff_office
from pccdesk.services.sample.timeline import FIRST_DAY, LAST_DAY, Timeline

SAMPLE_NOW = from_london(LAST_DAY + timedelta(days=2), 10)
"""The instant at which the sample office is thought to be opened, for a clock that stands still."""


def make_sample_office(
    address: str, progress: Progress = no_progress, clock: Clock = system_clock
) -> Desk:
    """Make the sample office at an address and return it open, going by `clock` from now on.

    It is made beside its place and moved there when it is whole, so that a failure, a cancelled
    progress or a crash leaves nothing at the address. Raises `Refused` where something is there.
    """
    return make_whole(address, lambda place, folder: _fill(place, folder, progress), clock)


def make_whole(address: str, fill: Callable[[str, Path], None], clock: Clock) -> Desk:
    """Make an office that is whole or is not there, and return it open.

    `fill` makes the office at the address that it is given and may use the folder for files.
    """
    database = connect(address)
    require_room(database)
    file = database.file
    database.close()
    if file is None:
        with TemporaryDirectory() as folder:
            fill(address, Path(folder))
    else:
        _make_file(file, fill)
    return Desk(open_database(address), clock)


def _make_file(file: Path, fill: Callable[[str, Path], None]) -> None:
    try:
        with TemporaryDirectory(dir=file.parent, prefix=".sample-office-") as folder:
            made = Path(folder) / "office.sqlite"
            fill(str(made), Path(folder))
            require_room(connect(str(file)))
            made.rename(file)
    except OSError as error:
        raise EnvironmentFailed(
            f"The sample office cannot be made in “{file.parent}”: {error.strerror}. "
            "Choose another folder, or make room."
        ) from error


def _fill(address: str, folder: Path, progress: Progress) -> None:
    timeline, material = Timeline(from_london(FIRST_DAY, 9)), read_material()
    desk = found_office(address, timeline, material)
    try:
        office = staff_office(desk, timeline, material)
        for plan in cast_everybody(office):
            office.add(live(office, plan))
        office.add(approve_weekly(office))
        office.add(pay_monthly(office, folder))
        days = (LAST_DAY - FIRST_DAY).days
        timeline.run(
            from_london(LAST_DAY, 17, 30),
            lambda day: progress(min((day - FIRST_DAY).days, days), days),
        )
        progress(days, days)
    except BaseException:
        discard_database(desk.database)
        raise
    desk.database.close()
