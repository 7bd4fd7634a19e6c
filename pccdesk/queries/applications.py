"""One application as it was written, and the facts that its workflow looks at."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, select

from pccdesk.domain.applications import AWARDED, Facts, Stage
from pccdesk.domain.definitions import FormDefinition
from pccdesk.domain.errors import NotFound
from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine, blocking, form_problems
from pccdesk.domain.organisations import ContactForm
from pccdesk.domain.payments import PaymentStage
from pccdesk.models import applications as tables
from pccdesk.models.applications import Application, ApplicationText
from pccdesk.models.decisions import Assessment, Award, Letter, Recommendation
from pccdesk.models.funds import Fund, Round
from pccdesk.models.offices import Priority
from pccdesk.models.organisations import Contact, Organisation
from pccdesk.models.payments import Payment
from pccdesk.models.people import Person
from pccdesk.queries import eligibility, funds

_AWARDED = [stage.value for stage in AWARDED]


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
    row = _row(connection, application_id)
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


def facts(connection: Connection, application_id: int) -> Facts:
    """Return what the workflow's guards look at."""
    return facts_of(connection, application(connection, application_id))


def facts_of(connection: Connection, record: ApplicationRecord) -> Facts:
    """Return what the workflow's guards look at, of an application that was read already."""
    application_id = record.id
    definition = funds.form_definition(connection, record.form_id)
    scheme = funds.scoring_scheme(connection, record.scoring_id)
    findings = eligibility.findings(connection, application_id)
    assessors = connection.scalars(
        select(Assessment.assessor_id).where(Assessment.application_id == application_id)
    ).all()
    recommended = connection.execute(
        select(Recommendation.recommended_by, Recommendation.amount, Recommendation.current).where(
            Recommendation.application_id == application_id
        )
    ).all()
    stages = connection.scalars(
        select(Payment.stage).where(
            Payment.application_id == application_id,
            Payment.stage != PaymentStage.CANCELLED.value,
        )
    ).all()
    current = [row.amount for row in recommended if row.current]
    return Facts(
        stage=record.stage,
        fund_code=record.fund_code,
        form_problems=_sentences(record.form, definition),
        criteria_unmet=tuple(each.label for each in findings if not each.settled),
        criteria_checked=bool(findings),
        assessments_done=len(assessors),
        assessments_needed=scheme.assessors_needed,
        took_part=frozenset(assessors)
        | {row.recommended_by for row in recommended}
        | {each.overridden_by_id for each in findings if each.overridden_by_id is not None},
        amount_to_decide=current[0] if current else Decimal(0),
        letter_kept=_award_letter_kept(connection, application_id),
        payments=len(stages),
        payments_approved=sum(
            stage in {PaymentStage.APPROVED, PaymentStage.EXPORTED} for stage in stages
        ),
        payments_paid=sum(stage == PaymentStage.PAID for stage in stages),
    )


def _sentences(form: ApplicationForm, definition: FormDefinition) -> tuple[str, ...]:
    return tuple(each.sentence for each in blocking(form_problems(form, definition)))


def _award_letter_kept(connection: Connection, application_id: int) -> bool:
    query = select(Letter.id).where(
        Letter.application_id == application_id, Letter.kind == "award", Letter.current
    )
    return connection.scalar(query.limit(1)) is not None


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
    """Return references of the organisation's awards from other funds that still run."""
    query = (
        select(Application.reference)
        .join(Fund, Fund.id == Application.fund_id)
        .join(Award, Award.application_id == Application.id)
        .where(
            Application.organisation_id == record.organisation_id,
            Fund.code != record.fund_code,
            Application.stage.in_([each for each in _AWARDED if each != Stage.COMPLETE.value]),
        )
        .order_by(Application.reference)
    )
    return tuple(connection.scalars(query))


def _row(connection: Connection, application_id: int) -> Row[*tuple[Any, ...]]:
    query = (
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
            Fund.code.label("fund_code"),
            Fund.name.label("fund_name"),
            Person.full_name.label("owner_name"),
        )
        .join(ApplicationText, ApplicationText.application_id == Application.id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(Round, Round.id == Application.round_id)
        .join(Fund, Fund.id == Application.fund_id)
        .join(Person, Person.id == Application.owner_id)
        .where(Application.id == application_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("The application is not there any more.")
    return row


def _form(connection: Connection, row: Row[*tuple[Any, ...]]) -> ApplicationForm:
    return ApplicationForm(
        round_code=row.round_code,
        organisation_id=row.organisation_id,
        main_contact=_contact(connection, row.main_contact_id),
        second_contact=_contact(connection, row.second_contact_id),
        project_title=row.project_title,
        summary=row.summary,
        what=row.what,
        who=row.who,
        where=row.place,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        districts=_districts(connection, row.id),
        priorities=_priorities(connection, row.id),
        board=row.board,
        amount_requested=row.amount_requested,
        total_cost=row.total_cost,
        reserves=row.reserves,
        budget=_budget(connection, row.id),
        match=_match(connection, row.id),
        answers=json.loads(row.answers),
        received_at=row.received_at,
        channel=row.channel,
    )


def _contact(connection: Connection, contact_id: int | None) -> ContactForm | None:
    if contact_id is None:
        return None
    row = connection.execute(
        select(Contact.name, Contact.role, Contact.email, Contact.phone).where(
            Contact.id == contact_id
        )
    ).one()
    return ContactForm(row.name, row.role, row.email, row.phone)


def _districts(connection: Connection, application_id: int) -> tuple[str, ...]:
    table = tables.ApplicationDistrict
    query = select(table.district).where(table.application_id == application_id)
    return tuple(connection.scalars(query.order_by(table.position)))


def _priorities(connection: Connection, application_id: int) -> tuple[str, ...]:
    table = tables.ApplicationPriority
    query = (
        select(Priority.plan, Priority.position)
        .join(table, table.priority_id == Priority.id)
        .where(table.application_id == application_id)
        .order_by(table.position)
    )
    return tuple(f"{row.plan}/{row.position}" for row in connection.execute(query))


def _budget(connection: Connection, application_id: int) -> tuple[BudgetLine, ...]:
    table = tables.BudgetLine
    query = select(table.description, table.cost, table.from_grant).where(
        table.application_id == application_id
    )
    return tuple(BudgetLine(*row) for row in connection.execute(query.order_by(table.position)))


def _match(connection: Connection, application_id: int) -> tuple[MatchLine, ...]:
    table = tables.MatchLine
    query = select(table.source, table.amount, table.in_kind, table.confirmed).where(
        table.application_id == application_id
    )
    return tuple(MatchLine(*row) for row in connection.execute(query.order_by(table.position)))
