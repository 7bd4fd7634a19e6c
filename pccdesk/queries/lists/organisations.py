"""The list of organisations."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select

from pccdesk.domain.applications import AWARDED
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award
from pccdesk.models.offices import District
from pccdesk.models.organisations import BankAccount, Organisation
from pccdesk.queries.listing import Listing, Sort
from pccdesk.reference import organisation_kinds


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation in a list."""

    id: int
    name: str
    kind: str
    town: str
    postcode: str
    district: str | None
    charity_number: str
    company_number: str
    applications: int
    awarded: Decimal


def account_unchecked_by(person_id: int) -> ColumnElement[bool]:
    """Return the condition that somebody else recorded an account that waits for its check."""
    waiting = select(BankAccount.id).where(
        BankAccount.organisation_id == Organisation.id,
        BankAccount.current,
        BankAccount.checked_by.is_(None),
        BankAccount.entered_by != person_id,
    )
    return waiting.correlate(Organisation.__table__).exists()


def _label(key: str, value: str) -> str:
    if key != "kind":
        return value
    return next((each.label for each in organisation_kinds() if each.code == value), value)


_applied = (
    select(func.count())
    .where(Application.organisation_id == Organisation.id)
    .correlate(Organisation)
    .scalar_subquery()
)
_awarded = (
    select(func.coalesce(func.sum(Award.amount), 0))
    .join(Application, Application.id == Award.application_id)
    .where(
        Application.organisation_id == Organisation.id,
        Application.stage.in_([stage.value for stage in AWARDED]),
    )
    .correlate(Organisation)
    .scalar_subquery()
)
_organisations = Organisation.__table__.outerjoin(
    District.__table__, District.code == Organisation.district
)

ORGANISATIONS: Listing[OrganisationLine] = Listing(
    record=OrganisationLine,
    identity=Organisation.__table__.c.id,
    columns=(
        Organisation.id,
        Organisation.name,
        Organisation.kind,
        Organisation.town,
        Organisation.postcode,
        District.name,
        Organisation.charity_number,
        Organisation.company_number,
        _applied,
        _awarded,
    ),
    joined=_organisations,
    base=_organisations,
    sorts={
        "name": Organisation.__table__.c.sort_name,
        "kind": Organisation.__table__.c.kind,
        "town": Organisation.__table__.c.town,
        "postcode": Organisation.__table__.c.postcode,
        "district": District.__table__.c.name,
    },
    default_sort=(Sort("name"),),
    filters={
        "kind": Organisation.__table__.c.kind,
        "district": District.__table__.c.name,
    },
    conditions={"account_unchecked_by": account_unchecked_by},
    labels=_label,
    texts=(
        Organisation.__table__.c.name,
        Organisation.__table__.c.comparable_name,
        Organisation.__table__.c.town,
        Organisation.__table__.c.postcode,
        Organisation.__table__.c.charity_number,
        Organisation.__table__.c.company_number,
    ),
)
