"""One application as it was written, and the organisation's others."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, or_, select
from sqlalchemy.orm import aliased

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.domain.applications import AWARDED, Stage
from pccdesk.domain.errors import NotFound
from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine
from pccdesk.domain.organisations import ContactForm
from pccdesk.models import applications as tables
from pccdesk.models.applications import (
    Application,
    ApplicationDistrict,
    ApplicationPriority,
    ApplicationText,
)
from pccdesk.models.decisions import Award
from pccdesk.models.funds import Fund, Round
from pccdesk.models.offices import Priority
from pccdesk.models.organisations import Contact, Organisation
from pccdesk.models.people import Person

_AWARDED = [stage.value for stage in AWARDED]

_HERE: BindParameter[int] = bindparam("application")
_Main, _Second = aliased(Contact), aliased(Contact)


def _contact_columns(contact: Any, which: str) -> list[Any]:
    parts = ("name", "role", "email", "phone")
    return [getattr(contact, part).label(f"{which}_{part}") for part in parts]


_RECORD = KeptStatement(
    select(
        Application.__table__,
        ApplicationText.summary,
        ApplicationText.what,
        ApplicationText.who,
        ApplicationText.place,
        ApplicationText.answers,
        Organisation.name.label("organisation_name"),
        Round.code.label("round_code"),
        Round.title.label("round_title"),
        Round.opens_at.label("round_opens_at"),
        Fund.code.label("fund_code"),
        Fund.name.label("fund_name"),
        Person.full_name.label("owner_name"),
        *_contact_columns(_Main, "main"),
        *_contact_columns(_Second, "second"),
    )
    .join(ApplicationText, ApplicationText.application_id == Application.id)
    .join(Organisation, Organisation.id == Application.organisation_id)
    .join(Round, Round.id == Application.round_id)
    .join(Fund, Fund.id == Application.fund_id)
    .join(Person, Person.id == Application.owner_id)
    .outerjoin(_Main, _Main.id == Application.main_contact_id)
    .outerjoin(_Second, _Second.id == Application.second_contact_id)
    .where(Application.id == _HERE)
)
_DISTRICTS = KeptStatement(
    select(ApplicationDistrict.district)
    .where(ApplicationDistrict.application_id == _HERE)
    .order_by(ApplicationDistrict.position)
)
_PRIORITIES = KeptStatement(
    select(Priority.plan, Priority.position)
    .join(ApplicationPriority, ApplicationPriority.priority_id == Priority.id)
    .where(ApplicationPriority.application_id == _HERE)
    .order_by(ApplicationPriority.position)
)
_BUDGET = KeptStatement(
    select(tables.BudgetLine.description, tables.BudgetLine.cost, tables.BudgetLine.from_grant)
    .where(tables.BudgetLine.application_id == _HERE)
    .order_by(tables.BudgetLine.position)
)
_MATCH = KeptStatement(
    select(
        tables.MatchLine.source,
        tables.MatchLine.amount,
        tables.MatchLine.in_kind,
        tables.MatchLine.confirmed,
    )
    .where(tables.MatchLine.application_id == _HERE)
    .order_by(tables.MatchLine.position)
)


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    """One application as its page shows it: identity, what was written, and who has it."""

    id: int
    version: int
    reference: str
    stage: Stage
    organisation_id: int
    organisation_name: str
    round_id: int
    round_code: str
    round_title: str
    round_opens_at: datetime
    fund_code: str
    fund_name: str
    financial_year: int
    owner_id: int
    owner_name: str
    form: ApplicationForm
    form_id: int
    criteria_id: int
    scoring_id: int
    score_percent: int | None
    created_at: datetime
    changed_at: datetime


def application(connection: Connection, application_id: int) -> ApplicationRecord:
    """Return one application with everything that was written; raises `NotFound`."""
    row = _RECORD.row(connection, application=application_id)
    if row is None:
        raise NotFound("The application is not there any more.")
    return ApplicationRecord(
        id=row.id,
        version=row.version,
        reference=row.reference,
        stage=Stage(row.stage),
        organisation_id=row.organisation_id,
        organisation_name=row.organisation_name,
        round_id=row.round_id,
        round_code=row.round_code,
        round_title=row.round_title,
        round_opens_at=row.round_opens_at,
        fund_code=row.fund_code,
        fund_name=row.fund_name,
        financial_year=row.financial_year,
        owner_id=row.owner_id,
        owner_name=row.owner_name,
        form=_form(connection, row),
        form_id=row.form_id,
        criteria_id=row.criteria_id,
        scoring_id=row.scoring_id,
        score_percent=row.score_percent,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def other_applications_this_year(
    connection: Connection, record: ApplicationRecord
) -> tuple[str, ...]:
    """Return references of the organisation's other live applications to the fund this year."""
    not_counted = [Stage.WITHDRAWN.value, Stage.DRAFT.value, Stage.INELIGIBLE.value]
    query = (
        select(Application.reference)
        .join(Fund, Fund.id == Application.fund_id)
        .where(
            Application.organisation_id == record.organisation_id,
            Application.financial_year == record.financial_year,
            Fund.code == record.fund_code,
            Application.id != record.id,
            Application.stage.not_in(not_counted),
        )
        .order_by(Application.reference)
    )
    return tuple(connection.scalars(query))


def other_live_awards(connection: Connection, record: ApplicationRecord) -> tuple[str, ...]:
    """Return references of the organisation's other awards that still run, from whatever fund.

    Those of the same fund and year are the business of the one-application-a-year criterion.
    """
    query = (
        select(Application.reference)
        .join(Fund, Fund.id == Application.fund_id)
        .join(Award, Award.application_id == Application.id)
        .where(
            Application.organisation_id == record.organisation_id,
            Application.id != record.id,
            or_(
                Fund.code != record.fund_code,
                Application.financial_year != record.financial_year,
            ),
            Application.stage.in_([each for each in _AWARDED if each != Stage.COMPLETE.value]),
        )
        .order_by(Application.reference)
    )
    return tuple(connection.scalars(query))


def _form(connection: Connection, row: Any) -> ApplicationForm:
    here = {"application": row.id}
    return ApplicationForm(
        round_code=row.round_code,
        organisation_id=row.organisation_id,
        main_contact=_contact(row.main_name, row.main_role, row.main_email, row.main_phone),
        second_contact=_contact(
            row.second_name, row.second_role, row.second_email, row.second_phone
        ),
        project_title=row.project_title,
        summary=row.summary,
        what=row.what,
        who=row.who,
        where=row.place,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        districts=_DISTRICTS.column(connection, **here),
        priorities=_PRIORITIES.records(connection, "{}/{}".format, **here),
        board=row.board,
        amount_requested=row.amount_requested,
        total_cost=row.total_cost,
        reserves=row.reserves,
        budget=_BUDGET.records(connection, BudgetLine, **here),
        match=_MATCH.records(connection, MatchLine, **here),
        answers=json.loads(row.answers),
        received_at=row.received_at,
        channel=row.channel,
    )


def _contact(name: str | None, role: str, email: str, phone: str) -> ContactForm | None:
    return None if name is None else ContactForm(name, role, email, phone)
