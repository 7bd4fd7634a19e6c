"""The people of the office: adding them, and changing their roles and limits."""

from dataclasses import dataclass

from sqlalchemy import select

from pccdesk.domain.errors import FieldProblem, NotPermitted, Refused
from pccdesk.domain.names import looks_like, name_problem
from pccdesk.domain.organisations import tidy
from pccdesk.domain.permissions import (
    Actor,
    Delegation,
    Permission,
    Role,
    RoleHeld,
    needs,
    self_given,
)
from pccdesk.models.funds import Fund
from pccdesk.models.people import Person, PersonDelegation, PersonRole
from pccdesk.queries import people, sign_in
from pccdesk.services import passwords
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work, change


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


@needs(Permission.MANAGE_PEOPLE)
def add_person(desk: Desk, actor: Actor, form: PersonForm) -> int:
    """Add somebody; return their number. Without a password they need a one-time word."""
    desk.present(actor, Permission.MANAGE_PEOPLE)
    problems = person_problems(form)
    if form.password is not None:
        problems += passwords.new_password_problems(form.password, form.username)
    if problems:
        raise Refused(problems[0].sentence, problems)
    with desk.database.reading() as connection:
        cost = sign_in.hash_cost(connection)
    hashed = passwords.hash_password(form.password, cost) if form.password is not None else None
    with change(desk, actor, Permission.MANAGE_PEOPLE) as work:
        return keep_person(work, form, hashed).id


def keep_person(work: Work, form: PersonForm, hashed: str | None) -> Person:
    """Write a new person within an open change; raises `Refused` for a username that is taken."""
    username = form.username.strip().casefold()
    if people.username_exists(work.session.connection(), username):
        sentence = f"The username “{username}” is taken. Choose another."
        raise Refused(sentence, (FieldProblem("username", sentence),))
    _require_unlike(work, username, tidy(form.full_name), None)
    person = Person(
        username=username,
        full_name=tidy(form.full_name),
        job_title=tidy(form.job_title),
        email=tidy(form.email),
        password_hash=hashed,
        created_at=work.now,
        password_changed_at=work.now if hashed else None,
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


@needs(Permission.MANAGE_PEOPLE)
def change_person(
    desk: Desk,
    actor: Actor,
    person_id: int,
    version: int,
    form: PersonForm,
    *,
    active: bool = True,
    reason: str = "",
) -> None:
    """Change a person's name, roles, delegations, or whether they may sign in.

    The last active administrator stays one. Nobody gives themselves what spends money: another
    administrator does, or, where there is none, they give a `reason` that the log tells apart.
    """
    desk.present(actor, Permission.MANAGE_PEOPLE)
    problems = person_problems(form)
    if problems:
        raise Refused(problems[0].sentence, problems)
    with change(desk, actor, Permission.MANAGE_PEOPLE) as work:
        person = work.get(Person, person_id, "The person")
        work.require_version(person, version, person.full_name)
        keeps_role = active and RoleHeld(Role.ADMINISTRATOR) in form.roles
        if not keeps_role and _administrators(work) == {person_id}:
            raise Refused("This is the last administrator. Make somebody else one first.")
        _require_unlike(work, person.username, tidy(form.full_name), person_id)
        _require_not_self_given(work, person, form, reason)
        _write_change(work, person, form, active=active)


def _write_change(work: Work, person: Person, form: PersonForm, *, active: bool) -> None:
    connection = work.session.connection()
    before = _role_words(people.roles_of(connection, person.id))
    authority_before = [each.words for each in people.delegations_of(connection, person.id)]
    name_before, active_before = person.full_name, person.active
    person.full_name, person.job_title = tidy(form.full_name), tidy(form.job_title)
    person.email, person.active = tidy(form.email), active
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
        active_before=active_before,
        active=active,
    )


def _require_not_self_given(work: Work, person: Person, form: PersonForm, reason: str) -> None:
    """Raise unless another administrator gives what spends money, or there is none but reason."""
    connection = work.session.connection()
    if person.id != work.person.user_id:
        return
    given = self_given(
        people.roles_of(connection, person.id),
        form.roles,
        people.delegations_of(connection, person.id),
        form.delegations,
    )
    if not given:
        return
    if _administrators(work) - {person.id}:
        raise NotPermitted(
            f"{person.full_name} cannot give themselves {', '.join(given)}. "
            "Another administrator must."
        )
    why = tidy(reason)
    if not why:
        sentence = (
            "You would give yourself what another administrator should give, and there is none. "
            "Give a reason: the audit log shows it to the auditor."
        )
        raise Refused(sentence, (FieldProblem("reason", sentence),))
    work.audit("person.self_given", person, person.full_name, reason=why[:400], given=list(given))


def _require_unlike(work: Work, username: str, full_name: str, person_id: int | None) -> None:
    """Raise `Refused` for a name that can be taken for somebody else's."""
    others = work.session.execute(
        select(Person.username, Person.full_name).where(Person.id != (person_id or 0))
    )
    for other in others:
        if person_id is None and looks_like(username, other.username):
            sentence = f"“{username}” looks like the username “{other.username}”. Choose another."
            raise Refused(sentence, (FieldProblem("username", sentence),))
        if looks_like(full_name, other.full_name):
            sentence = f"“{full_name}” looks like “{other.full_name}”, who is somebody else."
            raise Refused(sentence, (FieldProblem("full_name", sentence),))


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
    elif sentence := name_problem(tidy(form.full_name)):
        found.append(FieldProblem("full_name", sentence))
    if max(map(len, (form.username, form.full_name, form.job_title, form.email))) > 80:  # noqa: PLR2004
        found.append(FieldProblem("full_name", "Shorten each line to 80 characters."))
    if not form.roles:
        found.append(FieldProblem("roles", "Choose at least one role."))
    return tuple(found)


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


def _administrators(work: Work) -> set[int]:
    return set(
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


def _role_words(roles: tuple[RoleHeld, ...]) -> list[str]:
    return [f"{held.role.value} of {held.fund_code or 'all funds'}" for held in roles]
