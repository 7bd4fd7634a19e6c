"""The office that tests start with."""

from __future__ import annotations

from pccdesk.domain.passwords import LEAST_COST
from pccdesk.services.offices import OfficeForm, first_administrator, make_office
from tests.clock import MORNING

PASSWORD = "a long password for tests"


def make_new_office(address: str) -> None:
    """Make an office with what ships with the program and one administrator, as a first start does.

    Made once for each kind of database and copied for each test: that is what makes tests quick;
    and its passwords are hashed at the least cost that is allowed, not at this computer's.
    """
    office = OfficeForm(
        name="Office of the Police and Crime Commissioner for Testshire",
        address=("PO Box 1", "County Hall", "Preston"),
        postcode="PR1 0LD",
        phone="01772 000000",
        email="office@example.org",
        signatory_name="Ann Example",
        signatory_title="Commissioner",
    )
    administrator = first_administrator("administrator", "Alex Admin", "Office manager", PASSWORD)
    made = make_office(
        address, lambda: MORNING, office, administrator, is_sample=False, cost=LEAST_COST
    )
    made.database.close()
