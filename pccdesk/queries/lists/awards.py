"""The list of awards."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from pccdesk.domain.payments import PaymentStage
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award
from pccdesk.models.funds import Fund
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import Payment
from pccdesk.queries.listing import Listing, Sort
from pccdesk.queries.lists.stages import STAGE_ORDER, stage_or_year


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award in a list."""

    id: int
    application_id: int
    reference: str
    organisation_name: str
    purpose: str
    fund_name: str
    stage: str
    amount: Decimal
    paid: Decimal
    starts_on: date
    ends_on: date
    accept_by: date
    accepted_on: date | None


_paid = (
    select(func.coalesce(func.sum(Payment.amount), 0))
    .where(Payment.award_id == Award.id, Payment.stage == PaymentStage.PAID.value)
    .correlate(Award)
    .scalar_subquery()
)
_awards = (
    Award.__table__.join(Application.__table__)
    .join(Organisation.__table__, Organisation.id == Application.organisation_id)
    .join(Fund.__table__, Fund.id == Application.fund_id)
)

AWARDS: Listing[AwardLine] = Listing(
    record=AwardLine,
    identity=Award.__table__.c.id,
    columns=(
        Award.id,
        Application.id,
        Application.reference,
        Organisation.name,
        Award.purpose,
        Fund.name,
        Application.stage,
        Award.amount,
        _paid,
        Award.starts_on,
        Award.ends_on,
        Award.accept_by,
        Award.accepted_on,
    ),
    joined=_awards,
    base=_awards,
    sorts={
        "reference": Application.__table__.c.reference,
        "organisation": Organisation.__table__.c.sort_name,
        "purpose": Award.__table__.c.purpose,
        "fund": Fund.__table__.c.name,
        "stage": STAGE_ORDER,
        "amount": Award.__table__.c.amount,
        "starts": Award.__table__.c.starts_on,
        "ends": Award.__table__.c.ends_on,
        "accept_by": Award.__table__.c.accept_by,
    },
    default_sort=(Sort("reference", descending=True),),
    filters={
        "stage": Application.__table__.c.stage,
        "fund": Fund.__table__.c.name,
        "year": Application.__table__.c.financial_year,
    },
    texts=(
        Application.__table__.c.reference,
        Organisation.__table__.c.name,
        Organisation.__table__.c.comparable_name,
        Award.__table__.c.purpose,
    ),
    money=Award.__table__.c.amount,
    labels=stage_or_year,
)
