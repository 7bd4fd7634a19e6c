"""The list of organisations."""

from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from pccdesk.domain.applications import AWARDED
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award
from pccdesk.models.offices import District
from pccdesk.models.organisations import BankAccount, Organisation
from pccdesk.queries import search_nouns
from pccdesk.queries.listing import Join, Listing, Narrowing, Sort
from pccdesk.queries.lists.stages import numbers_by_name
from pccdesk.queries.ordering import by, by_value
from pccdesk.reference import organisation_kinds


class OrganisationLine(NamedTuple):
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
    waiting = select(BankAccount.organisation_id).where(
        BankAccount.current,
        BankAccount.checked_by.is_(None),
        BankAccount.entered_by != person_id,
    )
    return Organisation.__table__.c.id.in_(waiting)


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
_organisation, _district = Organisation.__table__.c, District.__table__.c

ORGANISATIONS: Listing[OrganisationLine] = Listing(
    record=OrganisationLine,
    identity=_organisation.id,
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
    table=Organisation.__table__,
    joins=(Join(District.__table__, _district.code == _organisation.district, outer=True),),
    sorts={
        "name": by(_organisation.sort_name, _organisation.id),
        "kind": by(_organisation.kind, _organisation.id),
        "town": by(_organisation.town, _organisation.id),
        "postcode": by(_organisation.postcode, _organisation.id),
        "district": by_value(
            _district.name,
            _organisation.district,
            numbers_by_name(_district.code, _district.name, ""),
            _organisation.id,
        ),
    },
    default_sort=(Sort("name"),),
    filters={
        "kind": Narrowing(_organisation.kind),
        "district": Narrowing(_organisation.district, _district.code, _district.name),
    },
    conditions={"account_unchecked_by": account_unchecked_by},
    labels=_label,
    found_by=((search_nouns.ORGANISATIONS, _organisation.id),),
)
