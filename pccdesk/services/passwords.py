"""Passwords: hashed as hard as the office's computers can bear, checked, and one-time words."""

import platform
import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.lockout import person_key
from pccdesk.domain.organisations import tidy
from pccdesk.domain.passwords import (
    CALIBRATED_AGAIN_AFTER,
    LEAST_COST,
    LONGEST_PASSWORD,
    WORD_GROUP,
    WORD_GROUPS,
    WORD_LETTERS,
    HashCost,
    SignInRules,
    calibrated,
    password_problem,
    tidy_word,
)
from pccdesk.domain.permissions import Actor, Permission, Role, RoleHeld, needs, open_to_all
from pccdesk.models.people import Person
from pccdesk.models.sign_in import SignInAttempt, SignInPolicy
from pccdesk.queries import people, sign_in
from pccdesk.resources import read_text
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work, change

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_COMMON = ("reference", "common_passwords.txt")


def hash_password(password: str, cost: HashCost) -> str:
    """Return a password's Argon2id hash at a cost."""
    return _hasher(cost).hash(_as_bytes(password))


def fits(hashed: str, password: str) -> bool:
    """Tell whether a password is the one that was hashed; takes as long either way."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher(LEAST_COST).verify(hashed, _as_bytes(password[:LONGEST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False


@cache
def never_fits(cost: HashCost) -> str:
    """Return a hash that no password has, to take the same time where there is no account."""
    return hash_password("no account has this password; it only takes the same time", cost)


def new_password_problems(password: str, username: str) -> tuple[FieldProblem, ...]:
    """Return what is wrong with a new password."""
    sentence = password_problem(password, username, common_passwords())
    return (FieldProblem("password", sentence),) if sentence else ()


def require_good_password(password: str, username: str) -> None:
    """Raise `Refused` for a new password that is too weak."""
    problems = new_password_problems(password, username)
    if problems:
        raise Refused(problems[0].sentence, problems)


@cache
def common_passwords() -> frozenset[str]:
    """Return what is guessed first, in lower case; shipped as a list."""
    lines = read_text(*_COMMON).splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


@needs(Permission.VIEW)
def change_own_password(desk: Desk, actor: Actor, old: str, new: str) -> None:
    """Set one's own password after giving the present one."""
    with desk.database.reading() as connection:
        hashed = connection.scalar(select(Person.password_hash).where(Person.id == actor.user_id))
        cost = sign_in.hash_cost(connection)
    desk.present(actor, Permission.VIEW)
    if hashed is not None and not fits(hashed, old):
        raise Refused("The present password is not right.")
    require_good_password(new, actor.username)
    if hashed is not None and old == new:
        sentence = "This is the present password. Choose another."
        raise Refused(sentence, (FieldProblem("password", sentence),))
    new_hash = hash_password(new, cost)
    with change(desk, actor, Permission.VIEW) as work:
        person = work.get(Person, actor.user_id, "Your account")
        if person.password_hash != hashed:
            raise Refused("The password was changed meanwhile. Nothing of this was saved.")
        keep_password(work, person, new_hash)
        work.audit("person.password", person, person.full_name)


def keep_password(work: Work, person: Person, hashed: str) -> None:
    """Write a new password's hash within an open change; a one-time word ends with it."""
    person.password_hash, person.password_changed_at = hashed, work.now
    person.word_hash = person.word_until = None
    person.version += 1


@needs(Permission.MANAGE_PEOPLE)
def give_word(desk: Desk, actor: Actor, person_id: int, version: int) -> str:
    """Give somebody a one-time word in place of their password and return it, this once.

    It counts for the hours that the office set, and only to choose a password. The sample
    office asks for none. A password that was forgotten no longer counts.
    """
    with desk.database.reading() as connection:
        cost = sign_in.hash_cost(connection)
    desk.present(actor, Permission.MANAGE_PEOPLE)
    word = new_word()
    hashed = hash_password(tidy_word(word), cost)
    with change(desk, actor, Permission.MANAGE_PEOPLE) as work:
        person = work.get(Person, person_id, "The person")
        work.require_version(person, version, person.full_name)
        if not person.active:
            raise Refused(f"{person.full_name}’s account is closed. Open it first.")
        if person_id == work.person.user_id:
            raise Refused("Change your own password under “My password”.")
        keep_word(work, person, hashed)
        work.audit("person.reset", person, person.full_name, until=person.word_until)
    return word


@dataclass(frozen=True, slots=True)
class GivenWord:
    """A one-time word as it was made, for whom, and until when it counts."""

    username: str
    word: str = field(repr=False)
    until: datetime


@open_to_all("Whoever runs it can write the database, and so change anything in it anyway.")
def rescue_administrator(desk: Desk, username: str, who: str) -> GivenWord:
    """Give a locked-out administrator a one-time word, from the command line, and log it.

    Only an administrator of all funds: everybody else is given one in the window. Their
    lock-out ends too.
    """
    with desk.database.reading() as connection:
        cost = sign_in.hash_cost(connection)
    word = new_word()
    hashed = hash_password(tidy_word(word), cost)
    with change(desk, None) as work:
        person = work.session.scalar(
            select(Person).where(Person.username == tidy(username).casefold(), Person.active)
        )
        role = RoleHeld(Role.ADMINISTRATOR)
        if person is None or role not in people.roles_of(work.session.connection(), person.id):
            raise Refused(
                f"“{username}” is no administrator who may sign in. An administrator gives "
                "everybody else a one-time word, in Settings, on the tab People."
            )
        keep_word(work, person, hashed)
        work.delete(SignInAttempt, key=person_key(person.id))
        work.audit(
            "person.rescue",
            person,
            person.full_name,
            by=tidy(who)[:60],
            workstation=tidy(platform.node())[:60],
            until=person.word_until,
        )
        return GivenWord(person.username, word, person.word_until or work.now)


def keep_word(work: Work, person: Person, hashed: str) -> None:
    """Write a one-time word's hash within an open change, and end the present password."""
    connection = work.session.connection()
    person.password_hash = None
    person.word_hash = hashed
    person.word_until = work.now + timedelta(hours=sign_in.rules(connection).word_hours)
    person.version += 1


def new_word() -> str:
    """Return a new one-time word, such as `k7mp-x3qd-9tfa`: about 59 bits."""
    groups = (
        "".join(secrets.choice(WORD_LETTERS) for _ in range(WORD_GROUP)) for _ in range(WORD_GROUPS)
    )
    return "-".join(groups)


@needs(Permission.MANAGE_OFFICE)
def change_rules(desk: Desk, actor: Actor, version: int, rules: SignInRules) -> None:
    """Set what the office wants for signing in: idle lock, a term for passwords, words' hours."""
    with change(desk, actor, Permission.MANAGE_OFFICE) as work:
        problems = tuple(FieldProblem(*each) for each in rules.problems())
        if problems:
            raise Refused(problems[0].sentence, problems)
        kept = work.get(SignInPolicy, 1, "What was set for signing in")
        work.require_version(kept, version, "What was set for signing in")
        before = sign_in.rules(work.session.connection())
        kept.idle_minutes, kept.password_days = rules.idle_minutes, rules.password_days
        kept.word_hours = rules.word_hours
        kept.version += 1
        changed = [
            name for name in SignInRules.__slots__ if getattr(before, name) != getattr(rules, name)
        ]
        work.audit("sign_in.rules", kept, "Signing in", fields=changed)


def measured_cost(least: HashCost = LEAST_COST) -> HashCost:
    """Return the cost that this computer bears: about a quarter of a second a hash."""
    return calibrated(_seconds_of, least)


def keep_cost(work: Work, cost: HashCost) -> None:
    """Write the office's cost within an open change, and when it was measured."""
    kept = work.get(SignInPolicy, 1, "What was set for signing in")
    kept.hash_memory, kept.hash_passes, kept.hash_lanes = cost.memory, cost.passes, cost.lanes
    kept.calibrated_at = work.now


@open_to_all("The sign-in measures the computer; nothing about anybody is read or changed.")
def calibrate_if_due(desk: Desk) -> HashCost:
    """Measure this computer where none was for a year, and return the office's cost.

    A slower computer never lowers what a quicker one has set.
    """
    with desk.database.reading() as connection:
        cost, measured_at = sign_in.hash_cost(connection), sign_in.measured_at(connection)
    if measured_at is not None and desk.clock() - measured_at < CALIBRATED_AGAIN_AFTER:
        return cost
    found = measured_cost(cost)
    with change(desk, None) as work:
        keep_cost(work, found)
        work.audit("sign_in.measure", None, "Signing in", cost=found.words)
    return found


def is_cheaper(hashed: str, cost: HashCost) -> bool:
    """Tell whether a hash was made at less than a cost, and is to be made again at sign-in."""
    from argon2 import extract_parameters
    from argon2.exceptions import InvalidHashError

    try:
        kept = extract_parameters(hashed)
    except InvalidHashError:
        return False
    return kept.memory_cost * kept.time_cost < cost.work


def _seconds_of(cost: HashCost) -> float:
    hasher = _hasher(cost)
    began = time.perf_counter()
    hasher.hash(b"how long does this take here?")
    return time.perf_counter() - began


@cache
def _hasher(cost: HashCost) -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(cost.passes, cost.memory, cost.lanes)


def _as_bytes(password: str) -> bytes:
    # A keyboard can send half a character; it is a wrong password, not a fault.
    return password.encode("utf-8", "surrogatepass")
