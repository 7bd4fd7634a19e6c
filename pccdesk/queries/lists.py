"""The lists of the pages: applications, awards, payments, organisations, the audit log."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, select

from pccdesk.domain.applications import AWARDED, Stage
from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.payments import PaymentStage
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award
from pccdesk.models.funds import Fund, Round
from pccdesk.models.offices import AuditEntry, District
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.models.people import Person
from pccdesk.queries.listing import Listing, Sort
from pccdesk.queries.timelines import in_words


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


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment in a list."""

    id: int
    application_id: int
    reference: str
    organisation_name: str
    fund_name: str
    instalment: int
    of: int
    amount: Decimal
    due_on: date
    stage: str
    batch_reference: str | None
    paid_on: date | None
    version: int


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


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An audit entry in a list."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    application_id: int | None


_ORDER = {stage.value: place for place, stage in enumerate(Stage)}
_STAGE_ORDER = case(_ORDER, value=Application.__table__.c.stage)


def _label(key: str, value: Any) -> str:
    if key == "stage":
        return Stage(value).label
    if key == "year":
        return FinancialYear(value).slash
    return str(value)


def _payment_label(key: str, value: Any) -> str:
    return PaymentStage(value).label if key == "stage" else str(value)


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
        "stage": _STAGE_ORDER,
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
    texts=(
        Application.__table__.c.reference,
        Organisation.__table__.c.name,
        Organisation.__table__.c.comparable_name,
        Application.__table__.c.project_title,
        Organisation.__table__.c.postcode,
    ),
    money=Application.__table__.c.amount_requested,
    labels=_label,
)

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
        "stage": _STAGE_ORDER,
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
    labels=_label,
)

_payments = (
    Payment.__table__.join(Application.__table__, Application.id == Payment.application_id)
    .join(Organisation.__table__, Organisation.id == Application.organisation_id)
    .join(Fund.__table__, Fund.id == Application.fund_id)
    .outerjoin(PaymentBatch.__table__, PaymentBatch.id == Payment.batch_id)
)

PAYMENTS: Listing[PaymentLine] = Listing(
    record=PaymentLine,
    identity=Payment.__table__.c.id,
    columns=(
        Payment.id,
        Application.id,
        Application.reference,
        Organisation.name,
        Fund.name,
        Payment.instalment,
        Payment.of,
        Payment.amount,
        Payment.due_on,
        Payment.stage,
        PaymentBatch.reference,
        Payment.paid_on,
        Payment.version,
    ),
    joined=_payments,
    base=_payments,
    sorts={
        "reference": Application.__table__.c.reference,
        "organisation": Organisation.__table__.c.sort_name,
        "fund": Fund.__table__.c.name,
        "amount": Payment.__table__.c.amount,
        "due": Payment.__table__.c.due_on,
        "stage": Payment.__table__.c.stage,
        "batch": PaymentBatch.__table__.c.reference,
        "paid": Payment.__table__.c.paid_on,
    },
    default_sort=(Sort("due", descending=True),),
    filters={
        "stage": Payment.__table__.c.stage,
        "fund": Fund.__table__.c.name,
        "batch": PaymentBatch.__table__.c.reference,
    },
    texts=(
        Application.__table__.c.reference,
        Organisation.__table__.c.name,
        Organisation.__table__.c.comparable_name,
        Payment.__table__.c.bacs_reference,
    ),
    money=Payment.__table__.c.amount,
    labels=_payment_label,
)

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
    texts=(
        Organisation.__table__.c.name,
        Organisation.__table__.c.comparable_name,
        Organisation.__table__.c.town,
        Organisation.__table__.c.postcode,
        Organisation.__table__.c.charity_number,
        Organisation.__table__.c.company_number,
    ),
)

AUDIT: Listing[AuditLine] = Listing(
    record=AuditLine,
    identity=AuditEntry.__table__.c.sequence,
    columns=(
        AuditEntry.sequence,
        AuditEntry.at,
        AuditEntry.actor,
        AuditEntry.action,
        AuditEntry.subject,
        AuditEntry.detail,
        AuditEntry.application_id,
    ),
    joined=AuditEntry.__table__,
    base=AuditEntry.__table__,
    sorts={
        "sequence": AuditEntry.__table__.c.sequence,
        "actor": AuditEntry.__table__.c.actor,
        "action": AuditEntry.__table__.c.action,
        "subject": AuditEntry.__table__.c.subject,
    },
    default_sort=(Sort("sequence", descending=True),),
    filters={
        "actor": AuditEntry.__table__.c.actor,
        "action": AuditEntry.__table__.c.action,
    },
    texts=(AuditEntry.__table__.c.subject, AuditEntry.__table__.c.actor),
    labels=lambda key, value: in_words(value) if key == "action" else str(value),
)
