"""The sample office while it is made: its desk, its people, and what is known so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select

from pccdesk.domain.definitions import FormDefinition
from pccdesk.domain.permissions import (
    Actor,
    DecisionSeries,
    Delegation,
    Role,
    RoleHeld,
    open_to_all,
)
from pccdesk.models.applications import Application
from pccdesk.queries import funds
from pccdesk.queries.funds import RoundRow
from pccdesk.services import offices, people
from pccdesk.services.desk import Desk
from pccdesk.services.offices import OfficeForm
from pccdesk.services.people import PersonForm
from pccdesk.services.sample.material import Material, SampleOfficer
from pccdesk.services.sample.timeline import Life, Timeline, working_instant
from pccdesk.services.sign_in import sign_in

_P = ParamSpec("_P")
_T = TypeVar("_T")

OFFICE = OfficeForm(
    name="Office of the Police and Crime Commissioner for Lancashire",
    address=("PO Box 100", "County Hall", "Preston"),
    postcode="PR1 0LD",
    phone="01772 533 587",
    email="commissioner@lancashire-pcc.gov.uk",
    signatory_name="Margaret Ashdown",
    signatory_title="Police and Crime Commissioner",
    website="www.lancashire-pcc.gov.uk",
)


@dataclass(slots=True)
class SampleOffice:
    """What the lives of the sample office share."""

    desk: Desk
    timeline: Timeline
    material: Material
    staff: Mapping[str, Actor]
    rounds: Mapping[str, RoundRow]
    forms: Mapping[str, FormDefinition]
    organisations: dict[str, int] = field(default_factory=dict)
    accounts: set[int] = field(default_factory=set)
    to_pay: list[int] = field(default_factory=list)

    @property
    def today(self) -> date:
        """Today in the office."""
        return self.timeline.today

    def add(self, life: Life) -> None:
        """Let something begin."""
        self.timeline.add(life)

    def in_days(self, days: float, rng: Random) -> datetime:
        """Return an instant in office hours about so many days from now."""
        return working_instant(self.today + timedelta(days=round(days)), rng)

    def do(
        self,
        service: Callable[Concatenate[Desk, Actor, int, int, _P], _T],
        who: str,
        application_id: int,
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Take one step with an application as it stands now, by the person of a username."""
        self.timeline.work()
        version = self.version(application_id)
        return service(self.desk, self.staff[who], application_id, version, *args, **kwargs)

    def version(self, application_id: int) -> int:
        """Return the version of an application as somebody sees who opens it now."""
        with self.desk.database.reading() as connection:
            query = select(Application.version).where(Application.id == application_id)
            return connection.execute(query).scalar_one()

    def remember_group(self, key: str, application_id: int) -> None:
        """Note under which number a group that has applied is kept."""
        if key not in self.organisations:
            with self.desk.database.reading() as connection:
                query = select(Application.organisation_id).where(Application.id == application_id)
                self.organisations[key] = connection.execute(query).scalar_one()


def found_office(address: str, timeline: Timeline, material: Material) -> Desk:
    """Make the office's database with its first administrator."""
    first = _first(material)
    form = offices.first_administrator(first.username, first.name, first.job_title, None)
    return offices.make_office(address, timeline, OFFICE, form, is_sample=True)


@open_to_all("It makes the people of a sample office that is being made.")
def staff_office(desk: Desk, timeline: Timeline, material: Material) -> SampleOffice:
    """Let the office's people in, and take in the awards that were published before."""
    first = _first(material)
    administrator = sign_in(desk, first.username, "")
    for officer in material.officers:
        if officer is not first:
            timeline.work()
            people.add_person(desk, administrator, _person(officer))
    timeline.work()
    offices.keep_published_awards(desk, administrator)
    rounds = {each.code: each for each in desk.read(administrator, funds.rounds)}
    return SampleOffice(
        desk=desk,
        timeline=timeline,
        material=material,
        staff={each.username: _signed_in(desk, timeline, each) for each in material.officers},
        rounds=rounds,
        forms={
            code: desk.read(administrator, funds.form_definition, row.form_id)
            for code, row in sorted(rounds.items())
        },
    )


def _first(material: Material) -> SampleOfficer:
    return next(each for each in material.officers if each.role is Role.ADMINISTRATOR)


def _signed_in(desk: Desk, timeline: Timeline, officer: SampleOfficer) -> Actor:
    timeline.work()
    return sign_in(desk, officer.username, "")


def _person(officer: SampleOfficer) -> PersonForm:
    series = DecisionSeries.DELEGATED if officer.delegated else DecisionSeries.COMMISSIONER
    decides = officer.role is Role.DECISION_MAKER
    return PersonForm(
        username=officer.username,
        full_name=officer.name,
        job_title=officer.job_title,
        email=f"{officer.username}@example.org",
        roles=(RoleHeld(officer.role),),
        delegations=(Delegation(officer.limit, series),) if decides else (),
    )
