"""People: who signs in, with roles and delegations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.domain.errors import NotPermitted
from pccdesk.domain.permissions import Actor, DecisionSeries, Delegation, Role, RoleHeld
from pccdesk.models.funds import Fund
from pccdesk.models.offices import DatabaseInfo
from pccdesk.models.people import Person, PersonDelegation, PersonRole

# Read at each change, so they are made once: that takes longer than to run them.
_ACTOR = select(Person.username, Person.full_name, Person.job_title, Person.version).where(
    Person.id == bindparam("person"), Person.active
)
_ROLES = (
    select(PersonRole.person_id, PersonRole.role, Fund.code)
    .outerjoin(Fund, Fund.id == PersonRole.fund_id)
    .order_by(PersonRole.id)
)
_ONES_ROLES = _ROLES.where(PersonRole.person_id == bindparam("person"))
_DELEGATIONS = (
    select(
        PersonDelegation.person_id,
        PersonDelegation.limit,
        PersonDelegation.series,
        PersonDelegation.valid_from,
        PersonDelegation.valid_to,
        Fund.code.label("fund_code"),
    )
    .outerjoin(Fund, Fund.id == PersonDelegation.fund_id)
    .order_by(PersonDelegation.id)
)
_ONES_DELEGATIONS = _DELEGATIONS.where(PersonDelegation.person_id == bindparam("person"))
_VERSION = KeptStatement(
    select(Person.version).where(Person.id == bindparam("number"), Person.active)
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as lists and the sign-in window show them."""

    id: int
    username: str
    full_name: str
    job_title: str
    email: str
    active: bool
    asks_password: bool
    word_until: datetime | None
    version: int
    roles: tuple[RoleHeld, ...]
    delegations: tuple[Delegation, ...]

    @property
    def role_words(self) -> str:
        """The roles in words."""
        return ", ".join(dict.fromkeys(held.role.label for held in self.roles))


def is_sample_office(connection: Connection) -> bool:
    """Tell whether the database is the sample office, where signing in asks no password."""
    return bool(connection.scalar(select(DatabaseInfo.is_sample)))


def people(connection: Connection, *, active_only: bool = False) -> tuple[PersonRow, ...]:
    """Return everybody, by name."""
    query = select(Person.__table__).order_by(Person.full_name, Person.id)
    if active_only:
        query = query.where(Person.active)
    rows = connection.execute(query).all()
    roles = _roles(connection)
    delegations = _delegations(connection)
    return tuple(
        PersonRow(
            row.id,
            row.username,
            row.full_name,
            row.job_title,
            row.email,
            row.active,
            row.password_hash is not None,
            row.word_until,
            row.version,
            tuple(roles.get(row.id, ())),
            tuple(delegations.get(row.id, ())),
        )
        for row in rows
    )


def actor(connection: Connection, user_id: int) -> Actor:
    """Return a person as the actor of a change; raises `NotPermitted` if no longer active."""
    row = connection.execute(_ACTOR, {"person": user_id}).one_or_none()
    if row is None:
        raise NotPermitted("Your account is no longer active. Ask an administrator.")
    return Actor(
        user_id,
        row.username,
        row.full_name,
        row.job_title,
        tuple(_roles(connection, user_id).get(user_id, ())),
        tuple(_delegations(connection, user_id).get(user_id, ())),
        row.version,
    )


def as_of_now(connection: Connection, known: Actor) -> Actor:
    """Return an actor with the roles of this moment; read again only if the account changed.

    Raises `NotPermitted` if the account is no longer active.
    """
    row = _VERSION.row(connection, number=known.user_id)
    if row is not None and row.version == known.version:
        return known
    return replace(actor(connection, known.user_id), session=known.session)


def roles_of(connection: Connection, user_id: int) -> tuple[RoleHeld, ...]:
    """Return the roles that a person holds, active or not."""
    return tuple(_roles(connection, user_id).get(user_id, ()))


def delegations_of(connection: Connection, user_id: int) -> tuple[Delegation, ...]:
    """Return the authority to decide that a person holds, active or not."""
    return tuple(_delegations(connection, user_id).get(user_id, ()))


def username_exists(connection: Connection, username: str) -> bool:
    """Tell whether a username is taken."""
    return connection.scalar(select(Person.id).where(Person.username == username)) is not None


def _roles(connection: Connection, user_id: int | None = None) -> dict[int, list[RoleHeld]]:
    rows = connection.execute(_ROLES if user_id is None else _ONES_ROLES, {"person": user_id})
    found: dict[int, list[RoleHeld]] = {}
    for person_id, role, fund_code in rows:
        found.setdefault(person_id, []).append(RoleHeld(Role(role), fund_code))
    return found


def _delegations(connection: Connection, user_id: int | None = None) -> dict[int, list[Delegation]]:
    query = _DELEGATIONS if user_id is None else _ONES_DELEGATIONS
    found: dict[int, list[Delegation]] = {}
    for row in connection.execute(query, {"person": user_id}):
        found.setdefault(row.person_id, []).append(
            Delegation(
                row.limit,
                DecisionSeries(row.series),
                row.fund_code,
                row.valid_from or date.min,
                row.valid_to or date.max,
            )
        )
    return found


def names(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the full names of people by number."""
    query = select(Person.id, Person.full_name).where(Person.id.in_(ids))
    return {row.id: row.full_name for row in connection.execute(query)}
