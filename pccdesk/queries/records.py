"""One application's whole record, read in one go for its page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from pccdesk.domain.applications import Facts, Stage
from pccdesk.domain.definitions import Criterion, FormDefinition, ScoringScheme
from pccdesk.domain.organisations import OrganisationForm
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.domain.undoing import LastChange
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Decision, DecisionItem
from pccdesk.queries import (
    applications,
    bank_accounts,
    decisions,
    documents,
    eligibility,
    funds,
    letters,
    offices,
    organisations,
    payments,
    timelines,
    undoing,
)
from pccdesk.queries.applications import ApplicationRecord
from pccdesk.queries.decisions import AssessmentRow, AwardRow, DecisionRow, RecommendationRow
from pccdesk.queries.documents import DocumentRow, RemovedDocument
from pccdesk.queries.eligibility import FindingRow
from pccdesk.queries.facts import facts
from pccdesk.queries.funds import RoundRow
from pccdesk.queries.letters import LetterRow
from pccdesk.queries.payments import ScheduledPayment
from pccdesk.queries.timelines import TimelineEntry

_MARKED = "application.assess"


@dataclass(frozen=True, slots=True)
class Account:
    """Whether the applicant can be paid: account recorded, by whom, and checked by a second one."""

    recorded: bool
    checked: bool
    recorded_by: int | None = None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The records before and after this one in the list's order; None at either end."""

    previous_id: int | None = None
    next_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything the record page shows about one application, as of one instant.

    `assessments_hidden` counts those that the reader may not see before submitting an own one.
    """

    application: ApplicationRecord
    facts: Facts
    round: RoundRow
    form: FormDefinition
    criteria: tuple[Criterion, ...]
    scheme: ScoringScheme
    recommending_body: str
    organisation: OrganisationForm
    account: Account
    documents: tuple[DocumentRow, ...]
    findings: tuple[FindingRow, ...]
    assessments: tuple[AssessmentRow, ...]
    assessments_hidden: int
    recommendations: tuple[RecommendationRow, ...]
    decisions: tuple[DecisionRow, ...]
    decided_by: int | None
    award: AwardRow | None
    letters: tuple[LetterRow, ...]
    payments: tuple[ScheduledPayment, ...]
    timeline: tuple[TimelineEntry, ...]
    districts: Mapping[str, str]
    priorities: Mapping[str, str]
    neighbours: Neighbours
    last_change: LastChange | None = None
    removed: tuple[RemovedDocument, ...] = ()

    @property
    def stage(self) -> Stage:
        """Where the application stands."""
        return self.application.stage

    @property
    def current_recommendation(self) -> RecommendationRow | None:
        """The recommendation that is before the decision-maker."""
        return next((each for each in self.recommendations if each.current), None)


def record(connection: Connection, application_id: int, actor: Actor) -> RecordView:
    """Return an application's whole record as somebody may see it; raises `NotFound`."""
    found = applications.application(connection, application_id)
    made = decisions.assessments(connection, application_id)
    seen = _visible(made, found, actor)
    timeline = timelines.of_application(connection, application_id)
    if len(seen) < len(made):  # nor the score, which is one assessor's marks while there is one
        found = replace(found, score_percent=None)
        timeline = tuple(
            replace(each, detail="") if each.action == _MARKED else each for each in timeline
        )
    organisation = organisations.organisation(connection, found.organisation_id)
    return RecordView(
        application=found,
        facts=facts(connection, found.id, form=found.form),
        round=funds.round_by_id(connection, found.round_id),
        form=funds.form_definition(connection, found.form_id),
        criteria=funds.criteria(connection, found.criteria_id),
        scheme=funds.scoring_scheme(connection, found.scoring_id),
        recommending_body=_recommending_body(connection, found.fund_code),
        organisation=organisation.form,
        account=_account(connection, found.organisation_id),
        documents=documents.documents(connection, application_id),
        findings=eligibility.findings(connection, application_id),
        assessments=seen,
        assessments_hidden=len(made) - len(seen),
        recommendations=decisions.recommendations(connection, application_id),
        decisions=decisions.decisions(connection, application_id),
        decided_by=_decided_by(connection, application_id),
        award=decisions.award(connection, application_id),
        letters=letters.letters_of(connection, application_id),
        payments=payments.payments_of(connection, application_id),
        timeline=timeline,
        districts={each.code: each.label for each in offices.districts(connection)},
        priorities={each.code: each.label for each in offices.priorities(connection)},
        neighbours=neighbours(connection, application_id),
        last_change=undoing.last_change(connection, undoing.APPLICATION, application_id),
        removed=documents.removed(connection, application_id),
    )


def neighbours(connection: Connection, application_id: int) -> Neighbours:
    """Return which records come before and after one, newest first."""
    number = Application.id
    return Neighbours(
        connection.scalar(select(number).where(number > application_id).order_by(number).limit(1)),
        connection.scalar(
            select(number).where(number < application_id).order_by(number.desc()).limit(1)
        ),
    )


def _visible(
    made: tuple[AssessmentRow, ...], found: ApplicationRecord, actor: Actor
) -> tuple[AssessmentRow, ...]:
    # An assessor marks without knowing the others' marks, so that each is a view of its own.
    own = tuple(each for each in made if each.assessor_id == actor.user_id)
    blind = (
        found.stage is Stage.ASSESSMENT
        and actor.may(Permission.ASSESS, found.fund_code)
        and found.owner_id != actor.user_id
    )
    return made if own or not blind else ()


def _account(connection: Connection, organisation_id: int) -> Account:
    found = bank_accounts.current_account(connection, organisation_id)
    if found is None:
        return Account(recorded=False, checked=False)
    return Account(
        recorded=True, checked=found.checked_by is not None, recorded_by=found.entered_by
    )


def _decided_by(connection: Connection, application_id: int) -> int | None:
    query = (
        select(Decision.decided_by)
        .join(DecisionItem, DecisionItem.decision_id == Decision.id)
        .where(DecisionItem.application_id == application_id)
        .order_by(DecisionItem.id.desc())
    )
    return connection.scalar(query.limit(1))


def _recommending_body(connection: Connection, fund_code: str) -> str:
    return next(
        (each.recommending_body for each in funds.funds(connection) if each.code == fund_code), ""
    )
