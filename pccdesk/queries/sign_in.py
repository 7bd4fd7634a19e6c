"""Signing in: what the office set for it, who was in when, and who is locked out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pccdesk.domain.lockout import Attempts, person_key
from pccdesk.domain.passwords import HashCost, SignInRules
from pccdesk.domain.permissions import Permission, needs
from pccdesk.models.people import Person
from pccdesk.models.sign_in import SignInAttempt, SignInPolicy, SignInSession


@dataclass(frozen=True, slots=True)
class RulesRow:
    """What the office set for signing in, and the version that a change of it names."""

    rules: SignInRules
    version: int
    cost: HashCost


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One time that somebody was signed in."""

    id: int
    full_name: str
    username: str
    began_at: datetime
    ended_at: datetime | None
    workstation: str
    program_version: str


@dataclass(frozen=True, slots=True)
class LastSignIn:
    """When and where somebody was signed in last before now."""

    at: datetime
    workstation: str


def rules(connection: Connection) -> SignInRules:
    """Return what the office set for signing in."""
    return rules_row(connection).rules


def rules_row(connection: Connection) -> RulesRow:
    """Return what the office set for signing in, with its version."""
    row = connection.execute(select(SignInPolicy.__table__)).one()
    return RulesRow(
        SignInRules(row.idle_minutes, row.password_days, row.word_hours),
        row.version,
        HashCost(row.hash_memory, row.hash_passes, row.hash_lanes),
    )


def hash_cost(connection: Connection) -> HashCost:
    """Return how hard passwords are hashed in this office."""
    return rules_row(connection).cost


def measured_at(connection: Connection) -> datetime | None:
    """Return when a computer of the office was measured for that."""
    return connection.scalar(select(SignInPolicy.calibrated_at))


def attempts(connection: Connection, key: str) -> Attempts:
    """Return the wrong attempts in a row under a key."""
    row = connection.execute(
        select(SignInAttempt.count, SignInAttempt.last_at, SignInAttempt.locked_until).where(
            SignInAttempt.key == key
        )
    ).one_or_none()
    return Attempts() if row is None else Attempts(*row)


@needs(Permission.MANAGE_PEOPLE)
def locked_out(connection: Connection, now: datetime) -> dict[int, datetime]:
    """Return until when people are locked out, by their number."""
    found = connection.execute(
        select(SignInAttempt.key, SignInAttempt.locked_until).where(
            SignInAttempt.locked_until > now
        )
    )
    until = {row.key: row.locked_until for row in found}
    numbers = connection.scalars(select(Person.id))
    return {number: until[person_key(number)] for number in numbers if person_key(number) in until}


@needs(Permission.VIEW_SESSIONS)
def sessions(connection: Connection, limit: int = 200) -> tuple[SessionRow, ...]:
    """Return the newest sign-ins, the newest first."""
    query = (
        select(
            SignInSession.id,
            Person.full_name,
            Person.username,
            SignInSession.began_at,
            SignInSession.ended_at,
            SignInSession.workstation,
            SignInSession.program_version,
        )
        .join(Person, Person.id == SignInSession.person_id)
        .order_by(SignInSession.began_at.desc(), SignInSession.id.desc())
        .limit(limit)
    )
    return tuple(SessionRow(*row) for row in connection.execute(query))


def last_before(connection: Connection, person_id: int, session: int | None) -> LastSignIn | None:
    """Return somebody's sign-in before the present one."""
    query = (
        select(SignInSession.began_at, SignInSession.workstation)
        .where(SignInSession.person_id == person_id)
        .order_by(SignInSession.id.desc())
        .limit(1)
    )
    if session is not None:
        query = query.where(SignInSession.id < session)
    row = connection.execute(query).one_or_none()
    return None if row is None else LastSignIn(row.began_at, row.workstation)
