"""The list of applications."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award
from pccdesk.models.funds import Fund, Round
from pccdesk.models.offices import District
from pccdesk.models.organisations import Organisation
from pccdesk.models.people import Person
from pccdesk.queries import search_nouns
from pccdesk.queries.listing import Join, Listing, Narrowing, Sort
from pccdesk.queries.lists.stages import (
    STAGE_ORDER,
    numbers_by_name,
    stage_or_year,
    stages_in_order,
)
from pccdesk.queries.lists.waiting import APPLICATION_CONDITIONS
from pccdesk.queries.ordering import Order, by, by_optional, by_value


class ApplicationLine(NamedTuple):
    """An application in a list."""

    id: int
    reference: str
    organisation_name: str
    project_title: str
    fund_name: str
    round_code: str
    stage: str
    district: str | None
    amount_requested: Decimal | None
    amount_awarded: Decimal | None
    received_at: datetime | None
    owner_name: str
    changed_at: datetime
    version: int


_application = Application.__table__.c
_organisation = Organisation.__table__.c
_fund, _round = Fund.__table__.c, Round.__table__.c
_person, _district, _award = Person.__table__.c, District.__table__.c, Award.__table__.c
_id = _application.id

APPLICATIONS: Listing[ApplicationLine] = Listing(
    record=ApplicationLine,
    identity=_id,
    columns=(
        Application.id,
        Application.reference,
        Organisation.name,
        Application.project_title,
        Fund.name,
        Round.code,
        Application.stage,
        District.name,
        Application.amount_requested,
        Award.amount,
        Application.received_at,
        Person.full_name,
        Application.changed_at,
        Application.version,
    ),
    table=Application.__table__,
    joins=(
        Join(Organisation.__table__, _organisation.id == _application.organisation_id),
        Join(Fund.__table__, _fund.id == _application.fund_id),
        Join(Round.__table__, _round.id == _application.round_id),
        Join(Person.__table__, _person.id == _application.owner_id),
        Join(District.__table__, _district.code == _application.lead_district, outer=True),
        Join(Award.__table__, _award.application_id == _id, outer=True),
    ),
    sorts={
        "reference": by(_application.reference),
        "organisation": by(_organisation.sort_name, _organisation.id, _id),
        "title": by(_application.project_title, _id),
        "fund": by_value(
            _fund.name, _application.fund_id, numbers_by_name(_fund.id, _fund.name), _id
        ),
        "round": by_value(
            _round.code, _application.round_id, numbers_by_name(_round.id, _round.code), _id
        ),
        "stage": by_value(STAGE_ORDER, _application.stage, stages_in_order, _id),
        "district": by_value(
            _district.name,
            _application.lead_district,
            numbers_by_name(_district.code, _district.name, ""),
            _id,
        ),
        "requested": by_optional(_application.amount_requested, _id),
        "awarded": Order(
            _award.amount,
            (_award.amount, _award.application_id),
            _id,
            present=_award.amount.is_not(None),
            absent=_award.application_id.is_(None),
            number=_award.application_id,
        ),
        "received": by_optional(_application.received_at, _id),
        "owner": by_value(
            _person.full_name,
            _application.owner_id,
            numbers_by_name(_person.id, _person.full_name),
            _id,
        ),
        "changed": by(_application.changed_at, _id),
    },
    default_sort=(Sort("received", descending=True),),
    filters={
        "stage": Narrowing(_application.stage),
        "fund": Narrowing(_application.fund_id, _fund.id, _fund.name),
        "round": Narrowing(_application.round_id, _round.id, _round.code),
        "district": Narrowing(_application.lead_district, _district.code, _district.name),
        "year": Narrowing(_application.financial_year),
        "owner": Narrowing(_application.owner_id, _person.id, _person.full_name),
    },
    conditions=APPLICATION_CONDITIONS,
    found_by=((search_nouns.APPLICATIONS, _id),),
    money=_application.amount_requested,
    labels=stage_or_year,
)
