"""The list of awards."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select

from pccdesk.domain.payments import PaymentStage
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award
from pccdesk.models.funds import Fund
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import Payment
from pccdesk.queries import search_nouns
from pccdesk.queries.listing import Join, Listing, Narrowing, Sort
from pccdesk.queries.lists.stages import (
    STAGE_ORDER,
    numbers_by_name,
    stage_or_year,
    stages_in_order,
)
from pccdesk.queries.ordering import by, by_value


class AwardLine(NamedTuple):
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
_award, _application = Award.__table__.c, Application.__table__.c
_organisation, _fund = Organisation.__table__.c, Fund.__table__.c

AWARDS: Listing[AwardLine] = Listing(
    record=AwardLine,
    identity=_award.id,
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
    table=Award.__table__,
    joins=(
        Join(Application.__table__, _application.id == _award.application_id),
        Join(Organisation.__table__, _organisation.id == _application.organisation_id),
        Join(Fund.__table__, _fund.id == _application.fund_id),
    ),
    sorts={
        "reference": by(_application.reference),
        "organisation": by(_organisation.sort_name, _organisation.id, _application.id),
        "purpose": by(_award.purpose, _award.id),
        "fund": by_value(
            _fund.name,
            _application.fund_id,
            numbers_by_name(_fund.id, _fund.name),
            _application.id,
        ),
        "stage": by_value(STAGE_ORDER, _application.stage, stages_in_order, _application.id),
        "amount": by(_award.amount, _award.application_id),
        "starts": by(_award.starts_on, _award.id),
        "ends": by(_award.ends_on, _award.id),
        "accept_by": by(_award.accept_by, _award.id),
    },
    default_sort=(Sort("reference", descending=True),),
    filters={
        "stage": Narrowing(_application.stage),
        "fund": Narrowing(_application.fund_id, _fund.id, _fund.name),
        "year": Narrowing(_application.financial_year),
    },
    found_by=((search_nouns.APPLICATIONS, _award.application_id),),
    money=_award.amount,
    opens=_award.application_id,
    labels=stage_or_year,
)
