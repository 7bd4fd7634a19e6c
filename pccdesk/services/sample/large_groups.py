"""Invented groups without end: each by its number, the same for the same seed."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from pccdesk.domain.organisations import comparable_name, sortable_name
from pccdesk.services.sample.material import Material, SampleOrganisation
from pccdesk.services.sample.timeline import chance

_WHERE = (
    *("Albion", "Avenham", "Bank Top", "Brook Street", "Canal Side", "Church Road", "Clover Hill"),
    *("Daisyfield", "East End", "Ewood", "Fairhaven", "Green Lane", "Highfield", "Hollins"),
    *("Kingsway", "Lower Moor", "Marsh House", "Mill Hill", "Moss Side", "Newtown", "Oak Tree"),
    *("Park View", "Queen’s", "Ridge", "Riverside", "Shuttleworth", "Spring Wood", "St Anne’s"),
    *("St Mary’s", "Station Road", "The Crescent", "Top Lock", "Valley", "Wellfield", "West Shore"),
)
_WHAT = (
    *("Allotment Society", "Amateur Boxing Club", "Boys and Girls Club", "Bowling Club"),
    *("Carers’ Circle", "Community Association", "Community Café", "Community Garden CIC"),
    *("Cricket Club", "Dance Academy", "Family Centre", "Food Pantry", "Football Club"),
    *("Friends of the Park", "Good Neighbours", "Heritage Trust", "Judo Club", "Men’s Shed"),
    *("Neighbourhood Watch", "Parent and Toddler Group", "Primary School PTFA"),
    *("Residents’ Association", "Rugby League Club", "Scout Group", "Skate Park Project"),
    *("Theatre Company Limited", "Village Hall", "Women’s Centre", "Youth and Play", "Youth Zone"),
)
_FIRST = ("Aisha", "Carol", "Dave", "Elaine", "Farrah", "Graham", "Imran", "Janet", "Kev", "Zofia")
_LAST = ("Ashworth", "Birtwistle", "Chaudhry", "Duckworth", "Entwistle", "Holt", "Nowak", "Patel")


@dataclass(slots=True)
class Groups:
    """So many groups; each is made when it first applies, so that none need be kept in memory.

    Groups apply in the order of their numbers, some of them several times over.
    """

    material: Material
    count: int
    seed: int
    made: int = field(default=0)

    def next_group(self, rng: Random) -> tuple[int, dict[str, Any] | None]:
        """Return a group's number and, if it has not applied before, its row."""
        if self.made and (self.made >= self.count or rng.random() > _NEWCOMERS):
            return rng.randint(1, self.made), None
        self.made += 1
        return self.made, self._row(self.made)

    def like(self, number: int) -> SampleOrganisation:
        """Return the group of the small sample office that a group takes its town from."""
        known = self.material.organisations
        return known[number % len(known)]

    def _row(self, number: int) -> dict[str, Any]:
        rng = chance(f"{self.seed} group {number}")
        model = self.like(number).form
        name = f"{model.town} {rng.choice(_WHERE)} {rng.choice(_WHAT)}"
        if number > _NAMES_WITHOUT_NUMBER and rng.random() < _NUMBERED:
            name = f"{name} No. {number % 97 + 2}"
        charity = rng.random() < _CHARITIES
        return {
            "id": number,
            "version": 1,
            "name": name,
            "sort_name": sortable_name(name),
            "comparable_name": comparable_name(name),
            "kind": "registered_charity" if charity else model.kind,
            "address": f"{rng.randint(1, 240)} {rng.choice(_WHERE)} Road",
            "town": model.town,
            "postcode": f"{model.postcode.split()[0]} {rng.randint(0, 9)}{rng.choice(_INWARD)}",
            "district": model.district,
            "charity_number": f"99{number % 100_000:05}" if charity else "",
            "company_number": "",
            "email": f"group{number}@example.org",
            "phone": f"01632 96{number % 10_000:04}",
            "website": "",
            "otherwise_funded": False,
            "created_at": datetime(2024, 4, 2, 9, tzinfo=UTC),
        }


def contact_row(number: int, rng: Random) -> dict[str, Any]:
    """Return the one contact of a group, under the group's number."""
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    return {
        "id": number,
        "version": 1,
        "organisation_id": number,
        "name": f"{first} {last}",
        "role": rng.choice(("Chair", "Secretary", "Treasurer", "Manager")),
        "email": f"{first}.{last}{number}@example.org".lower(),
        "phone": f"07700 90{number % 10_000:04}",
    }


def account_row(number: int, entered_by: int, checked_by: int) -> dict[str, Any]:
    """Return a group's checked bank account, under the group's number."""
    return {
        "id": number,
        "version": 2,
        "organisation_id": number,
        "account_name": f"Group {number}",
        "sort_code": "000000",
        "account_number": f"{number % 100_000_000:08}",
        "roll_number": "",
        "supplier_number": f"S{number:07}",
        "evidence_on": date(2024, 4, 2),
        "current": True,
        "entered_by": entered_by,
        "entered_at": datetime(2024, 4, 2, 9, tzinfo=UTC),
        "checked_by": checked_by,
        "checked_at": datetime(2024, 4, 3, 9, tzinfo=UTC),
    }


_INWARD = ("AA", "BD", "DH", "EF", "HJ", "LN", "NP", "QR", "ST", "XY")
_NEWCOMERS = 0.45
_NAMES_WITHOUT_NUMBER = 3_000
_NUMBERED = 0.5
_CHARITIES = 0.4
