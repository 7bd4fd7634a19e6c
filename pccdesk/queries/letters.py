"""What letters say, read in one go, and the letters that are kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import format_date, to_london
from pccdesk.domain.errors import NotFound, Refused
from pccdesk.domain.letters import LetterWording, wording_from
from pccdesk.domain.salutations import OFFICE_HOLDER
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award, Decision, DecisionItem, Letter
from pccdesk.models.funds import Fund, Round
from pccdesk.models.organisations import Contact, Organisation
from pccdesk.models.payments import Payment
from pccdesk.models.people import Person
from pccdesk.papers.award_letter import AwardLetter, Instalment
from pccdesk.papers.correspondence import Addressee, Letterhead
from pccdesk.papers.decline_letter import DeclineLetter
from pccdesk.queries import funds, offices
from pccdesk.queries.by_number import among
from pccdesk.queries.lists.waiting import letter_waiting
from pccdesk.queries.rows import AnySelect, record_or_none, records


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that is kept, as lists show it."""

    id: int
    application_id: int
    reference: str
    organisation_name: str
    kind: str
    file_name: str
    template: str
    template_version: int
    sha256: str
    size: int
    made_by: str
    made_at: datetime
    current: bool
    printed_count: int


@dataclass(frozen=True, slots=True)
class PendingLetter:
    """An application whose award or decline letter has not been made yet."""

    application_id: int
    reference: str
    organisation_name: str
    kind: str
    version: int


@dataclass(frozen=True, slots=True)
class LetterDue:
    """An application as the making of many letters sees it: `waits` for one, or why not."""

    reference: str
    stage: Stage
    fund_code: str
    waits: bool
    has_letter: bool
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LettersWaiting:
    """How many applications wait for their letter, and the references of the first few."""

    count: int
    first: tuple[str, ...]


def letter_of(connection: Connection, letter_id: int) -> LetterRow:
    """Return one kept letter; raises `NotFound`."""
    row = record_or_none(connection, _letters().where(Letter.id == letter_id), LetterRow)
    if row is None:
        raise NotFound("The letter is not there any more.")
    return row


def letters_of(connection: Connection, application_id: int) -> tuple[LetterRow, ...]:
    """Return an application's letters, the newest first."""
    query = _letters().where(Letter.application_id == application_id).order_by(Letter.id.desc())
    return records(connection, query, LetterRow)


def pending(connection: Connection) -> tuple[PendingLetter, ...]:
    """Return the decided applications that still wait for their letter, by reference."""
    query = (
        select(
            Application.id,
            Application.reference,
            Organisation.name,
            Application.stage,
            Application.version,
        )
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(letter_waiting(""))
        .order_by(Application.reference)
    )
    return tuple(
        PendingLetter(
            row.id,
            row.reference,
            row.name,
            "award" if row.stage == "approved" else "decline",
            row.version,
        )
        for row in connection.execute(query)
    )


def letters_due(connection: Connection, ids: tuple[int, ...]) -> tuple[LetterDue, ...]:
    """Return how applications stand with their letters, with what was awarded, by reference."""
    kept = exists().where(Letter.application_id == Application.id, Letter.current)
    query = (
        select(
            Application.reference,
            Application.stage,
            Fund.code,
            letter_waiting(""),
            kept,
            Award.amount,
        )
        .join(Fund, Fund.id == Application.fund_id)
        .outerjoin(Award, Award.application_id == Application.id)
        .where(among(connection, Application.__table__.c.id, ids))
        .order_by(Application.reference)
    )
    return tuple(
        LetterDue(reference, Stage(stage), code, bool(waits), bool(has), amount or Decimal(0))
        for reference, stage, code, waits, has, amount in connection.execute(query)
    )


def waiting(connection: Connection, most: int) -> LettersWaiting:
    """Return how many applications `pending` names, and at most so many references of them."""
    waits = letter_waiting("")
    count = connection.scalar(select(func.count()).select_from(Application.__table__).where(waits))
    first = select(Application.reference).where(waits).order_by(Application.reference).limit(most)
    return LettersWaiting(count or 0, tuple(connection.scalars(first)))


def award_letter(connection: Connection, application_id: int, day: date) -> AwardLetter:
    """Return everything that an application's award letter prints; raises `Refused` if none."""
    row = _decided(connection, application_id)
    award = connection.execute(
        select(Award.__table__).where(Award.application_id == application_id)
    ).one_or_none()
    if award is None:
        raise Refused(f"{row.reference} has no award, so there is no award letter to make.")
    terms = funds.terms(connection, row.terms_id)
    return AwardLetter(
        letterhead=letterhead(connection, day),
        addressee=_addressee(row),
        dated=day,
        reference=row.reference,
        decision_reference=row.decision_reference,
        decision_date=to_london(row.decided_at).date(),
        fund=row.fund_name,
        round=row.round_title,
        project=row.project_title,
        purpose=award.purpose,
        amount=award.amount,
        period_start=award.starts_on,
        period_end=award.ends_on,
        accept_by=_accept_by(row, award.accept_by, day),
        conditions=_lines(award.conditions),
        instalments=_instalments(connection, award.id),
        monitoring=terms.monitoring,
        terms=terms.items,
        wording=_wording(connection, "award"),
    )


def decline_letter(connection: Connection, application_id: int, day: date) -> DeclineLetter:
    """Return everything that an application's decline letter prints; raises `Refused` if none."""
    row = _decided(connection, application_id)
    if row.outcome != "declined":
        raise Refused(f"{row.reference} was not declined, so there is no such letter to make.")
    return DeclineLetter(
        letterhead=letterhead(connection, day),
        addressee=_addressee(row),
        dated=day,
        reference=row.reference,
        decision_reference=row.decision_reference,
        decision_date=to_london(row.decided_at).date(),
        fund=row.fund_name,
        round=row.round_title,
        project=row.project_title,
        amount_requested=row.amount_requested,
        reasons=_lines(row.reasons),
        feedback=_lines(row.feedback),
        wording=_wording(connection, "decline"),
    )


def _letters() -> AnySelect:
    return (
        select(
            Letter.id,
            Letter.application_id,
            Application.reference,
            Organisation.name,
            Letter.kind,
            Letter.file_name,
            Letter.template,
            Letter.template_version,
            Letter.sha256,
            Letter.size,
            Person.full_name,
            Letter.made_at,
            Letter.current,
            Letter.printed_count,
        )
        .join(Application, Application.id == Letter.application_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(Person, Person.id == Letter.made_by)
    )


def _decided(connection: Connection, application_id: int) -> Row[*tuple[Any, ...]]:
    query = (
        select(
            Application.reference,
            Application.stage,
            Application.project_title,
            Application.amount_requested,
            Round.accept_within_days,
            Fund.name.label("fund_name"),
            Round.title.label("round_title"),
            Round.terms_id,
            Decision.reference.label("decision_reference"),
            Decision.decided_at,
            DecisionItem.outcome,
            DecisionItem.reasons,
            DecisionItem.feedback,
            Contact.name.label("contact_name"),
            Organisation.name.label("organisation_name"),
            Organisation.address,
            Organisation.town,
            Organisation.postcode,
        )
        .join(Fund, Fund.id == Application.fund_id)
        .join(Round, Round.id == Application.round_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .outerjoin(Contact, Contact.id == Application.main_contact_id)
        .join(DecisionItem, DecisionItem.application_id == Application.id)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(Application.id == application_id)
        .order_by(DecisionItem.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise Refused("The application has not been decided, so there is no letter to make.")
    return row


def _accept_by(row: Row[*tuple[Any, ...]], kept: date, day: date) -> date:
    # The applicant's time to accept runs from the first letter, not from the decision before it.
    if row.stage != Stage.APPROVED:
        return kept
    return max(kept, day + timedelta(days=row.accept_within_days))


def _addressee(row: Row[*tuple[Any, ...]]) -> Addressee:
    lines = [*row.address.split("\n"), row.town]
    return Addressee(
        name=row.contact_name or OFFICE_HOLDER,
        organisation=row.organisation_name,
        address=tuple(line for line in lines if line),
        postcode=row.postcode,
    )


def letterhead(connection: Connection, day: date) -> Letterhead:
    """Return the office as its papers show it on a day."""
    office = offices.office(connection, day)
    return Letterhead(
        name=office.name,
        address=office.address,
        postcode=office.postcode,
        telephone=office.phone,
        email=office.email,
        signatory_name=office.signatory_name,
        signatory_title=office.signatory_title,
        website=office.website,
    )


def _instalments(connection: Connection, award_id: int) -> tuple[Instalment, ...]:
    query = (
        select(Payment.instalment, Payment.amount, Payment.due_on)
        .where(Payment.award_id == award_id)
        .order_by(Payment.instalment)
    )
    return tuple(
        Instalment(row.instalment, row.amount, f"on or about {format_date(row.due_on)}")
        for row in connection.execute(query)
    )


def _wording(connection: Connection, code: str) -> LetterWording:
    _version, content = funds.latest_definition(connection, "letter", code)
    return wording_from(content)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
