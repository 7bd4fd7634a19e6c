"""The list of applications."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, select

from pccdesk.domain.applications import Stage
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Assessment, Award
from pccdesk.models.funds import Fund, Round
from pccdesk.models.offices import District
from pccdesk.models.organisations import Organisation
from pccdesk.models.people import Person
from pccdesk.queries.listing import Listing, Sort
from pccdesk.queries.lists.stages import STAGE_ORDER, stage_or_year


@dataclass(frozen=True, slots=True)
class ApplicationLine:
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


def unmarked_by(assessor_id: int) -> ColumnElement[bool]:
    """Return the condition that an application is at assessment and lacks somebody's marks."""
    own = select(Assessment.id).where(
        Assessment.application_id == Application.id, Assessment.assessor_id == assessor_id
    )
    own = own.correlate(Application.__table__)
    return and_(Application.__table__.c.stage == Stage.ASSESSMENT.value, ~own.exists())


_application_base = (
    Application.__table__.join(Organisation.__table__)
    .join(Fund.__table__, Fund.id == Application.fund_id)
    .join(Round.__table__, Round.id == Application.round_id)
    .join(Person.__table__, Person.id == Application.owner_id)
    .outerjoin(District.__table__, District.code == Application.lead_district)
)
_award_join = _application_base.outerjoin(Award.__table__, Award.application_id == Application.id)

APPLICATIONS: Listing[ApplicationLine] = Listing(
    record=ApplicationLine,
    identity=Application.__table__.c.id,
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
    joined=_award_join,
    base=_award_join,
    sorts={
        "reference": Application.__table__.c.reference,
        "organisation": Organisation.__table__.c.sort_name,
        "title": Application.__table__.c.project_title,
        "fund": Fund.__table__.c.name,
        "round": Round.__table__.c.code,
        "stage": STAGE_ORDER,
        "district": District.__table__.c.name,
        "requested": Application.__table__.c.amount_requested,
        "awarded": Award.__table__.c.amount,
        "received": Application.__table__.c.received_at,
        "owner": Person.__table__.c.full_name,
        "changed": Application.__table__.c.changed_at,
    },
    default_sort=(Sort("received", descending=True),),
    filters={
        "stage": Application.__table__.c.stage,
        "fund": Fund.__table__.c.name,
        "round": Round.__table__.c.code,
        "district": District.__table__.c.name,
        "year": Application.__table__.c.financial_year,
        "owner": Person.__table__.c.full_name,
    },
    conditions={"unmarked_by": unmarked_by},
    texts=(
        Application.__table__.c.reference,
        Organisation.__table__.c.name,
        Organisation.__table__.c.comparable_name,
        Application.__table__.c.project_title,
        Organisation.__table__.c.postcode,
    ),
    money=Application.__table__.c.amount_requested,
    labels=stage_or_year,
)
