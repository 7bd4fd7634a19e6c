"""What records are called that somebody opened before, by number: nothing else is kept of them."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from pccdesk.models.applications import Application
from pccdesk.models.organisations import Organisation

PAGES = ("application", "organisation")
"""The pages whose records are remembered."""


def titles(
    connection: Connection, places: Sequence[tuple[str, int]]
) -> tuple[tuple[str, int, str], ...]:
    """Return page, number and present title of records, in the order given; those gone left out.

    An application is called by reference and organisation, an organisation by name.
    """
    applications = (
        select(Application.id, Application.reference, Organisation.name)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(Application.id.in_([number for page, number in places if page == PAGES[0]]))
    )
    organisations = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_([number for page, number in places if page == PAGES[1]])
    )
    found = {
        (PAGES[0], number): f"{reference} · {name}"
        for number, reference, name in connection.execute(applications)
    }
    found |= {(PAGES[1], number): name for number, name in connection.execute(organisations)}
    return tuple((*place, found[place]) for place in places if place in found)
