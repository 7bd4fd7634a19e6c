"""The three offices of the pictures: nothing yet, a usual year, and everything at its longest."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from pccdesk.database.creation import open_database
from pccdesk.models.applications import Application
from pccdesk.models.organisations import Organisation
from pccdesk.models.people import Person
from pccdesk.services.desk import Desk
from pccdesk.services.sample import SAMPLE_NOW
from pccdesk.services.sign_in import sign_in
from tests.new_office import PASSWORD, make_new_office
from tests.staff import add_staff

STATES = ("empty", "typical", "extreme")
_LONGEST = "The Lancashire and District Association of Volunteer Boxing, Bicycle Repair and " * 3
_NAMES = (
    _LONGEST[:200],
    "جمعية شباب بريستون الرياضية والثقافية للأحياء الشمالية",
    "עמותת הנוער והספורט של צפון העיר",
    "W" * 120,
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Sons <b>CIC</b>",
    "Ł",
)
_TITLES = (
    "A" * 140,
    "مشروع كرة القدم في أمسيات الجمعة",
    "Nights off the street, days on the land, and everything that lies between the two; " * 2,
)
_SUMS = (Decimal("99999999.99"), Decimal(0), Decimal("0.01"))


def make_office(state: str, folder: Path, sample: Path) -> Desk:
    """Make an office for pictures in a folder and return it, going by the sample office's day."""
    folder.mkdir(parents=True)
    path = folder / "office.sqlite"
    if state == "empty":
        make_new_office(f"sqlite:///{path}")
    else:
        shutil.copyfile(sample, path)
    desk = Desk(open_database(str(path)), lambda: SAMPLE_NOW)
    if state == "empty":
        add_staff(desk, sign_in(desk, "administrator", PASSWORD))
    if state == "extreme":
        with desk.database.changing() as session:
            _stretch(session)
    return desk


def _stretch(session: Session) -> None:
    """Give every record the longest names, other scripts, and sums from nothing to millions.

    Past the services, as some of it they would refuse: a window shows what it is given.
    """
    for number, organisation in enumerate(session.scalars(select(Organisation))):
        name = _NAMES[number % len(_NAMES)]
        organisation.name = organisation.sort_name = name
        organisation.town = name[:60]
    for number, application in enumerate(session.scalars(select(Application))):
        application.project_title = _TITLES[number % len(_TITLES)]
        sum_asked = _SUMS[number % len(_SUMS)]
        application.amount_requested = application.total_cost = sum_asked
    for number, person in enumerate(session.scalars(select(Person))):
        person.full_name = f"{person.full_name} {_NAMES[number % len(_NAMES)]}"[:80]
