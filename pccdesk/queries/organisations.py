"""Organisations: found while typing, and each with its contacts, accounts and history."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, bindparam, func, or_, select

from pccdesk.domain.errors import NotFound
from pccdesk.domain.organisations import (
    OrganisationForm,
    comparable_name,
    tidy,
    tidy_postcode,
)
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Award
from pccdesk.models.funds import Fund
from pccdesk.models.offices import PublishedAward
from pccdesk.models.organisations import Contact, FormerName, Organisation
from pccdesk.queries.bank_accounts import current_account
from pccdesk.queries.rows import AnySelect, records

_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """An organisation found while typing, with what tells it from its namesakes."""

    id: int
    name: str
    town: str
    postcode: str
    charity_number: str
    company_number: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact of an organisation."""

    id: int
    name: str
    role: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class PastApplication:
    """One of an organisation's applications."""

    id: int
    reference: str
    project_title: str
    fund_name: str
    financial_year: int
    stage: str
    amount_requested: Decimal | None
    amount_awarded: Decimal | None


@dataclass(frozen=True, slots=True)
class PastAward:
    """An award that the office published before its records began here."""

    fund_name: str
    year: int
    amount: Decimal
    place: str
    source: str


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """One organisation as its page shows it."""

    id: int
    version: int
    form: OrganisationForm
    former_names: tuple[str, ...]
    contacts: tuple[ContactRow, ...]
    applications: tuple[PastApplication, ...]
    published: tuple[PastAward, ...]
    has_account: bool
    account_checked: bool


def search(connection: Connection, typed: str, limit: int = 12) -> tuple[OrganisationMatch, ...]:
    """Return organisations whose name, former name, number or postcode fits what is typed."""
    typed = tidy(typed)
    wanted = comparable_name(typed)
    if not wanted:
        return ()
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{escaped}%"
    former = select(FormerName.organisation_id).where(
        FormerName.comparable_name.like(pattern, escape="\\")
    )
    query = (
        matches_query()
        .where(
            or_(
                Organisation.comparable_name.like(pattern, escape="\\"),
                Organisation.id.in_(former),
                Organisation.charity_number == typed,
                Organisation.company_number == typed.upper(),
                Organisation.postcode == tidy_postcode(typed),
            )
        )
        .order_by(Organisation.sort_name, Organisation.id)
        .limit(limit)
    )
    return records(connection, query, OrganisationMatch)


def same_organisation(connection: Connection, form: OrganisationForm) -> OrganisationMatch | None:
    """Return the organisation that a form means: by number, else by name and postcode."""
    return KnownOrganisations(connection, [form]).same(form)


class KnownOrganisations:
    """The organisations that some forms may mean, read together.

    It takes `add` for one that is about to be written, so that a later form can mean it.
    """

    def __init__(self, connection: Connection, forms: Sequence[OrganisationForm]) -> None:
        self.ids: set[int] = set()
        self._by_charity: dict[str, OrganisationMatch] = {}
        self._by_company: dict[str, OrganisationMatch] = {}
        self._by_name: dict[str, list[OrganisationMatch]] = {}
        for start in range(0, len(forms), _ASKED_AT_ONCE):
            for each in _alike(connection, forms[start : start + _ASKED_AT_ONCE]):
                if each.id not in self.ids:
                    self.add(each)

    def add(self, each: OrganisationMatch) -> None:
        """Know one more organisation."""
        self.ids.add(each.id)
        self._by_name.setdefault(comparable_name(each.name), []).append(each)
        if each.charity_number:
            self._by_charity.setdefault(each.charity_number, each)
        if each.company_number:
            self._by_company.setdefault(each.company_number, each)

    def same(self, form: OrganisationForm) -> OrganisationMatch | None:
        """Return the one that a form means: by number, else by name and postcode."""
        for known, number in (
            (self._by_charity, form.charity_number),
            (self._by_company, form.company_number),
        ):
            if number and number in known:
                return known[number]
        named = self._by_name.get(comparable_name(form.name))
        if named is None:
            return None
        postcode = tidy_postcode(form.postcode)
        fitting = [each for each in named if not postcode or each.postcode in {"", postcode}]
        return fitting[0] if len(fitting) == 1 else None


def _alike(
    connection: Connection, forms: Sequence[OrganisationForm]
) -> tuple[OrganisationMatch, ...]:
    wanted = (
        (Organisation.comparable_name, {comparable_name(each.name) for each in forms}),
        (Organisation.charity_number, {each.charity_number for each in forms} - {""}),
        (Organisation.company_number, {each.company_number for each in forms} - {""}),
    )
    # Each in one parameter: SQLAlchemy would look at each value for what it may be.
    among = (
        column.in_(bindparam(None, tuple(values), expanding=True))
        for column, values in wanted
        if values
    )
    fitting = or_(*among)
    return records(
        connection, matches_query().where(fitting).order_by(Organisation.id), OrganisationMatch
    )


def organisation(connection: Connection, organisation_id: int) -> OrganisationRecord:
    """Return one organisation; raises `NotFound`."""
    row = connection.execute(
        select(Organisation.__table__).where(Organisation.id == organisation_id)
    ).one_or_none()
    if row is None:
        raise NotFound("The organisation is not there any more.")
    account = current_account(connection, organisation_id)
    return OrganisationRecord(
        id=row.id,
        version=row.version,
        form=OrganisationForm(
            row.name,
            row.kind,
            tuple(row.address.split("\n")) if row.address else (),
            row.town,
            row.postcode,
            row.district,
            row.charity_number,
            row.company_number,
            row.email,
            row.phone,
            row.website,
            row.otherwise_funded,
        ),
        former_names=tuple(
            connection.scalars(
                select(FormerName.name).where(FormerName.organisation_id == organisation_id)
            )
        ),
        contacts=contacts(connection, organisation_id),
        applications=_applications(connection, organisation_id),
        published=_published(connection, row.comparable_name),
        has_account=account is not None,
        account_checked=account is not None and account.checked_by is not None,
    )


def contacts(connection: Connection, organisation_id: int) -> tuple[ContactRow, ...]:
    """Return the contacts of an organisation by name."""
    query = (
        select(Contact.id, Contact.name, Contact.role, Contact.email, Contact.phone)
        .where(Contact.organisation_id == organisation_id)
        .order_by(Contact.name, Contact.id)
    )
    return records(connection, query, ContactRow)


def matches_query() -> AnySelect:
    """Return the query of every organisation as a search shows it."""
    return select(
        Organisation.id,
        Organisation.name,
        Organisation.town,
        Organisation.postcode,
        Organisation.charity_number,
        Organisation.company_number,
    )


def _applications(connection: Connection, organisation_id: int) -> tuple[PastApplication, ...]:
    query = (
        select(
            Application.id,
            Application.reference,
            Application.project_title,
            Fund.name,
            Application.financial_year,
            Application.stage,
            Application.amount_requested,
            Award.amount,
        )
        .join(Fund, Fund.id == Application.fund_id)
        .outerjoin(Award, Award.application_id == Application.id)
        .where(Application.organisation_id == organisation_id)
        .order_by(Application.id.desc())
    )
    return records(connection, query, PastApplication)


def _published(connection: Connection, name: str) -> tuple[PastAward, ...]:
    query = (
        select(
            PublishedAward.fund_name,
            PublishedAward.year,
            PublishedAward.amount,
            PublishedAward.place,
            PublishedAward.source,
        )
        .where(PublishedAward.comparable_name == name)
        .order_by(PublishedAward.year.desc())
    )
    return records(connection, query, PastAward)


def count(connection: Connection) -> int:
    """Return how many organisations there are."""
    return connection.scalar(select(func.count()).select_from(Organisation)) or 0
