"""The people of the office: adding them, signing in, passwords."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from pccdesk.domain.errors import FieldProblem, NotPermitted, Refused
from pccdesk.domain.organisations import tidy
from pccdesk.domain.permissions import Actor, Delegation, Permission, Role, RoleHeld
from pccdesk.models.funds import Fund
from pccdesk.models.people import Person, PersonDelegation, PersonRole
from pccdesk.queries import people
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work, change

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person as an administrator types one; `password` None only in the sample office."""

    username: str
    full_name: str
    job_title: str
    email: str = ""
    password: str | None = None
    roles: tuple[RoleHeld, ...] = ()
    delegations: tuple[Delegation, ...] = ()


def add_person(desk: Desk, actor: Actor, form: PersonForm) -> int:
    """Add somebody who may sign in; return the person's number."""
    hashed = _checked_hash(desk, form)
    with change(desk, actor, Permission.MANAGE_PEOPLE) as work:
        return keep_person(work, form, hashed).id


def keep_person(work: Work, form: PersonForm, hashed: str | None) -> Person:
    """Write a new person within an open change; raises `Refused` for a username that is taken."""
    username = form.username.strip().casefold()
    if people.username_exists(work.session.connection(), username):
        sentence = f"The username “{username}” is taken. Choose another."
        raise Refused(sentence, (FieldProblem("username", sentence),))
    person = Person(
        username=username,
        full_name=tidy(form.full_name),
        job_title=tidy(form.job_title),
        email=tidy(form.email),
        password_hash=hashed,
        created_at=work.now,
    )
    work.session.add(person)
    _keep_roles(work, person, form.roles, form.delegations)
    work.audit(
        "person.add",
        person,
        person.full_name,
        roles=_role_words(form.roles),
        authority=[each.words for each in form.delegations],
    )
    return person


def change_person(
    desk: Desk,
    actor: Actor,
    person_id: int,
    version: int,
    form: PersonForm,
    *,
    active: bool = True,
) -> None:
    """Change a person's name, roles, delegations, or whether they may sign in.

    The last active administrator stays one. A password is set only where the form has one.
    """
    problems = person_problems(form)
    if problems:
        raise Refused(problems[0].sentence, problems)
    hashed = hash_password(form.password) if form.password else None
    with change(desk, actor, Permission.MANAGE_PEOPLE) as work:
        person = work.get(Person, person_id, "The person")
        work.require_version(person, version, person.full_name)
        keeps_role = active and RoleHeld(Role.ADMINISTRATOR) in form.roles
        if not keeps_role and _is_last_administrator(work, person_id):
            raise Refused("This is the last administrator. Make somebody else one first.")
        connection = work.session.connection()
        before = _role_words(people.roles_of(connection, person_id))
        authority_before = [each.words for each in people.delegations_of(connection, person_id)]
        name_before = person.full_name
        person.full_name, person.job_title = tidy(form.full_name), tidy(form.job_title)
        person.email, person.active = tidy(form.email), active
        person.password_hash = hashed or person.password_hash
        person.version += 1
        person.roles.clear()
        person.delegations.clear()
        work.session.flush()
        _keep_roles(work, person, form.roles, form.delegations)
        work.audit(
            "person.change",
            person,
            person.full_name,
            name_before=name_before,
            roles_before=before,
            roles_after=_role_words(form.roles),
            authority_before=authority_before,
            authority_after=[each.words for each in form.delegations],
            active=active,
            password_set=hashed is not None,
        )


def change_own_password(desk: Desk, actor: Actor, old: str, new: str) -> None:
    """Set one's own password after giving the present one."""
    with desk.database.reading() as connection:
        hashed = connection.scalar(select(Person.password_hash).where(Person.id == actor.user_id))
    if hashed is not None and not _verified(hashed, old):
        raise Refused("The present password is not right.")
    new_hash = hash_password(new)
    with change(desk, actor) as work:
        person = work.get(Person, actor.user_id, "Your account")
        person.password_hash = new_hash
        person.version += 1
        work.audit("person.password", person, person.full_name)


def sign_in(desk: Desk, username: str, password: str) -> Actor:
    """Return the person who signs in, and record it; raises `NotPermitted` if not let in.

    The sentence is the same for an unknown name and a wrong password, and takes as long.
    """
    with desk.database.reading() as connection:
        row = connection.execute(
            select(Person.id, Person.password_hash, Person.active).where(
                Person.username == tidy(username).casefold()
            )
        ).one_or_none()
        is_sample = people.is_sample_office(connection)
    hashed = row.password_hash if row else None
    if row is not None and row.active and hashed is None and is_sample:
        return _signed_in(desk, row.id)
    fits = _verified(hashed or _never_fits(), password)
    if row is None or hashed is None or not fits or not row.active:
        _record_refusal(desk, username)
        raise NotPermitted("The username or the password is not right.")
    return _signed_in(desk, row.id)


def hash_password(password: str) -> str:
    """Return a password's Argon2 hash; raises `Refused` for one that is too short or long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        sentence = f"Choose a password of at least {SHORTEST_PASSWORD} characters."
        raise Refused(sentence, (FieldProblem("password", sentence),))
    return _hasher().hash(_as_bytes(password))


def _checked_hash(desk: Desk, form: PersonForm) -> str | None:
    problems = person_problems(form)
    if problems:
        raise Refused(problems[0].sentence, problems)
    if form.password is not None:
        return hash_password(form.password)
    with desk.database.reading() as connection:
        if people.is_sample_office(connection):
            return None
    sentence = "Give the person a first password."
    raise Refused(sentence, (FieldProblem("password", sentence),))


def person_problems(form: PersonForm) -> tuple[FieldProblem, ...]:
    """Return what is wrong with a person's form."""
    found = []
    username = form.username.strip()
    if not username.isascii() or not username.replace(".", "").replace("-", "").isalnum():
        found.append(
            FieldProblem("username", "Choose a username of letters a to z, digits and full stops.")
        )
    if not tidy(form.full_name):
        found.append(FieldProblem("full_name", "Enter the full name."))
    if max(map(len, (form.username, form.full_name, form.job_title, form.email))) > 80:  # noqa: PLR2004
        found.append(FieldProblem("full_name", "Shorten each line to 80 characters."))
    if not form.roles:
        found.append(FieldProblem("roles", "Choose at least one role."))
    return tuple(found)


def _signed_in(desk: Desk, user_id: int) -> Actor:
    with desk.database.reading() as connection:
        signed_in = people.actor(connection, user_id)
    with change(desk, signed_in) as work:
        person = work.get(Person, user_id, "The account")
        work.audit("person.sign_in", person, person.full_name)
    return signed_in


def _record_refusal(desk: Desk, username: str) -> None:
    with change(desk, None) as work:
        # A name that is nobody's is not kept: somebody may have typed a password there.
        tried = tidy(username).casefold()
        known = people.username_exists(work.session.connection(), tried)
        work.audit("person.sign_in_refused", None, tried if known else "An unknown name")


def _keep_roles(
    work: Work, person: Person, roles: tuple[RoleHeld, ...], delegations: tuple[Delegation, ...]
) -> None:
    codes = {each.fund_code for each in roles} | {each.fund_code for each in delegations}
    named = work.session.execute(
        select(Fund.code, Fund.id).where(Fund.code.in_([each for each in codes if each]))
    )
    funds = {row.code: row.id for row in named}
    if unknown := sorted(codes - {None, *funds}, key=str):
        sentence = f"There is no fund “{unknown[0]}”, so no role can be held in it."
        raise Refused(sentence, (FieldProblem("roles", sentence),))
    person.roles = [
        PersonRole(role=held.role.value, fund_id=funds[held.fund_code] if held.fund_code else None)
        for held in dict.fromkeys(roles)
    ]
    person.delegations = [
        PersonDelegation(
            fund_id=funds[each.fund_code] if each.fund_code else None,
            limit=each.limit,
            series=each.series.value,
            valid_from=each.valid_from,
            valid_to=each.valid_to,
        )
        for each in delegations
    ]


def _is_last_administrator(work: Work, person_id: int) -> bool:
    administrators = set(
        work.session.scalars(
            select(PersonRole.person_id)
            .join(Person, Person.id == PersonRole.person_id)
            .where(
                PersonRole.role == Role.ADMINISTRATOR.value,
                PersonRole.fund_id.is_(None),
                Person.active,
            )
        )
    )
    return administrators == {person_id}


def _role_words(roles: tuple[RoleHeld, ...]) -> list[str]:
    return [f"{held.role.value} of {held.fund_code or 'all funds'}" for held in roles]


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _never_fits() -> str:
    return _hasher().hash("no account has this password; it only takes the same time")


def _as_bytes(password: str) -> bytes:
    # A keyboard can send half a character; it is a wrong password, not a fault.
    return password.encode("utf-8", "surrogatepass")


def _verified(hashed: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed, _as_bytes(password[:LONGEST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False
