"""A year's applications and awards, as the summary workbook counts them."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import Connection, func, select

from pccdesk.domain.applications import AWARDED, Stage
from pccdesk.domain.dates import FinancialYear, to_london
from pccdesk.models.applications import Application, ApplicationDistrict, ApplicationPriority
from pccdesk.models.decisions import Award, Decision, DecisionItem, Recommendation
from pccdesk.models.funds import Fund, Round
from pccdesk.models.offices import District, Priority
from pccdesk.models.organisations import Organisation
from pccdesk.queries.rows import AnySelect
from pccdesk.workbooks.finance_rows import ApplicationRow

_NOT_COUNTED = [Stage.DRAFT.value]
_AWARDED = {stage.value for stage in AWARDED}


def totals_of_year(connection: Connection, year: FinancialYear) -> tuple[int, Decimal, Decimal]:
    """Return the number of a year's applications, the sum asked for and the sum awarded."""
    query = (
        select(func.count(), func.sum(Application.amount_requested))
        .where(Application.financial_year == year.start_year)
        .where(Application.stage.not_in(_NOT_COUNTED))
    )
    count, requested = connection.execute(query).one()
    awarded = connection.scalar(
        select(func.sum(Award.amount))
        .join(Application, Application.id == Award.application_id)
        .where(Application.financial_year == year.start_year, Application.stage.in_(_AWARDED))
    )
    return count, requested or Decimal(0), awarded or Decimal(0)


def applications_of_year(connection: Connection, year: FinancialYear) -> Iterator[ApplicationRow]:
    """Yield a year's applications, drafts apart, by reference."""
    for row in connection.execution_options(yield_per=1000).execute(_query(year)):
        received = to_london(row.received_at).date() if row.received_at else None
        awarded = row.stage in _AWARDED
        yield ApplicationRow(
            reference=row.reference,
            organisation=row.organisation,
            project=row.project_title,
            fund=row.fund,
            round=f"{row.round_code} {row.round_title}",
            quarter=f"Q{FinancialYear.quarter(received)}" if received else "",
            district="Several districts" if row.districts > 1 else row.district or "",
            priority=row.priority or "",
            stage=Stage(row.stage).label,
            outcome=_outcome(row.stage),
            received_on=received,
            decided_on=to_london(row.decided_at).date() if row.decided_at else None,
            requested=row.amount_requested,
            recommended=row.recommended,
            awarded=row.awarded if awarded else None,
        )


def _outcome(stage: str) -> str:
    if stage in _AWARDED:
        return "Awarded"
    return "Declined" if stage == Stage.DECLINED.value else ""


def _query(year: FinancialYear) -> AnySelect:
    first_priority = (
        select(Priority.text)
        .join(ApplicationPriority, ApplicationPriority.priority_id == Priority.id)
        .where(
            ApplicationPriority.application_id == Application.id, ApplicationPriority.position == 0
        )
        .correlate(Application)
        .scalar_subquery()
    )
    district_count = (
        select(func.count())
        .where(ApplicationDistrict.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    last_item = (
        select(func.max(DecisionItem.id))
        .where(DecisionItem.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    return (
        select(
            Application.reference,
            Organisation.name.label("organisation"),
            Application.project_title,
            Fund.name.label("fund"),
            Round.code.label("round_code"),
            Round.title.label("round_title"),
            Application.stage,
            Application.received_at,
            Application.amount_requested,
            District.name.label("district"),
            district_count.label("districts"),
            first_priority.label("priority"),
            Recommendation.amount.label("recommended"),
            Award.amount.label("awarded"),
            Decision.decided_at,
        )
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(Fund, Fund.id == Application.fund_id)
        .join(Round, Round.id == Application.round_id)
        .outerjoin(District, District.code == Application.lead_district)
        .outerjoin(
            Recommendation,
            (Recommendation.application_id == Application.id) & Recommendation.current,
        )
        .outerjoin(Award, Award.application_id == Application.id)
        .outerjoin(DecisionItem, DecisionItem.id == last_item)
        .outerjoin(Decision, Decision.id == DecisionItem.decision_id)
        .where(Application.financial_year == year.start_year)
        .where(Application.stage.not_in(_NOT_COUNTED))
        .order_by(Application.reference)
    )
