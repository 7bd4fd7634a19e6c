"""Being signed in: wrong attempts counted before they are looked at, sessions, the idle lock."""

import platform
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pccdesk import __version__
from pccdesk.domain.errors import NotPermitted
from pccdesk.domain.lockout import (
    ACCOUNT,
    WORKSTATION,
    Attempts,
    LockOutRule,
    lock_sentence,
    person_key,
    workstation_key,
)
from pccdesk.domain.organisations import tidy
from pccdesk.domain.permissions import Actor, Permission, needs, open_to_all
from pccdesk.models.people import Person
from pccdesk.models.sign_in import SignInAttempt, SignInSession
from pccdesk.queries import people, sign_in
from pccdesk.services.desk import Desk
from pccdesk.services.passwords import fits
from pccdesk.services.work import Work, change

NOT_RIGHT = "The username or the password is not right."


@dataclass(frozen=True, slots=True)
class Station:
    """The computer that somebody signs in at, and the program's version there."""

    workstation: str
    program_version: str = __version__


def this_station() -> Station:
    """Return the computer that the program runs on."""
    return Station(tidy(platform.node())[:60] or "unnamed")


@open_to_all("It is what slows down whoever is not signed in yet.")
def count_attempt(desk: Desk, key: str, station: Station) -> None:
    """Count an attempt before it is looked at; raises `NotPermitted` while one must wait.

    Counted first, in a transaction of its own, so that many guesses at once are no way round.
    An attempt that proves right is forgotten again. One that is turned away only adds to a
    number, which the next entry in the log tells: a flood cannot fill the log.
    """
    now = desk.clock()
    ruled = ((key, ACCOUNT), (workstation_key(station.workstation), WORKSTATION))
    waiting = []
    with desk.database.changing() as session:
        for each, _rule in ruled:
            kept = sign_in.attempts(session.connection(), each)
            if kept.locked_until is not None and kept.is_locked(now):
                waiting.append(kept.locked_until)
                session.get_one(SignInAttempt, each).turned_away += 1
        if not waiting:
            for each, rule in ruled:
                _count(session, each, rule, desk)
    if waiting:
        raise NotPermitted(lock_sentence(max(waiting), now))


def _count(session: Session, key: str, rule: LockOutRule, desk: Desk) -> None:
    more = sign_in.attempts(session.connection(), key).one_more(rule, desk.clock())
    row = session.get(SignInAttempt, key)
    if row is None:
        row = SignInAttempt(key=key, turned_away=0)
        session.add(row)
    row.count, row.last_at, row.locked_until = more.count, desk.clock(), more.locked_until


@open_to_all("It is what records whoever was not let in.")
def record_wrong(desk: Desk, key: str, station: Station, name: str, action: str) -> None:
    """Put a wrong attempt into the log, with how many were turned away unread before it."""
    with change(desk, None) as work:
        row = work.session.get(SignInAttempt, key)
        turned_away = row.turned_away if row is not None else 0
        if row is not None:
            row.turned_away = 0
        kept = sign_in.attempts(work.session.connection(), key)
        work.audit(
            action,
            None,
            name,
            workstation=station.workstation,
            in_a_row=kept.count,
            turned_away=turned_away,
            locked_until=kept.locked_until,
        )


def forget_attempts(work: Work, key: str, station: Station) -> None:
    """Forget an account's wrong attempts within an open change; its computer's by one."""
    work.delete(SignInAttempt, key=key)
    row = work.session.get(SignInAttempt, workstation_key(station.workstation))
    if row is not None and row.count > 1:
        row.count, row.locked_until = row.count - 1, None
    elif row is not None:
        work.session.delete(row)


def begin_session(work: Work, person: Person, station: Station) -> int:
    """Write that somebody is in from now on, within an open change; return its number."""
    session = SignInSession(
        person_id=person.id,
        began_at=work.now,
        workstation=station.workstation,
        program_version=station.program_version,
    )
    work.session.add(session)
    work.audit(
        "person.sign_in",
        person,
        person.full_name,
        workstation=station.workstation,
        program_version=station.program_version,
    )
    return session.id


@open_to_all("Leaving is never refused, least of all to one whose account was closed.")
def sign_out(desk: Desk, actor: Actor) -> None:
    """Record that somebody left; one whose account was closed meanwhile leaves too."""
    with change(desk, None) as work:
        row = work.session.get(SignInSession, actor.session) if actor.session else None
        if row is not None and row.ended_at is None:
            row.ended_at = work.now
        _own_entry(work, actor, "person.sign_out")


@needs(Permission.VIEW)
def record_lock(desk: Desk, actor: Actor) -> None:
    """Record that the window was covered, by its owner or because nobody was there."""
    desk.present(actor, Permission.VIEW)
    with change(desk, None) as work:
        _own_entry(work, actor, "person.lock")


def _own_entry(work: Work, actor: Actor, action: str) -> None:
    work.actor = actor
    person = work.get(Person, actor.user_id, "Your account")
    work.audit(action, person, person.full_name)


@needs(Permission.VIEW)
def unlock(desk: Desk, actor: Actor, password: str) -> None:
    """Take the cover off again for the person who is signed in, by their password.

    Wrong ones are counted like those of the sign-in. The sample office asks for none.
    """
    desk.present(actor, Permission.VIEW)
    station, key = this_station(), person_key(actor.user_id)
    with desk.database.reading() as connection:
        is_sample = people.is_sample_office(connection)
        hashed = connection.scalar(select(Person.password_hash).where(Person.id == actor.user_id))
    if not (is_sample and hashed is None):
        count_attempt(desk, key, station)
        if hashed is None or not fits(hashed, password):
            record_wrong(desk, key, station, actor.full_name, "person.unlock_refused")
            raise NotPermitted("The password is not right.")
    with change(desk, actor, Permission.VIEW) as work:
        forget_attempts(work, key, station)
        _own_entry(work, work.person, "person.unlock")


@needs(Permission.MANAGE_PEOPLE)
def let_in(desk: Desk, actor: Actor, person_id: int) -> None:
    """End somebody's lock-out at once, with all wrong attempts that were counted."""
    with change(desk, actor, Permission.MANAGE_PEOPLE) as work:
        person = work.get(Person, person_id, "The person")
        row = work.session.get(SignInAttempt, person_key(person_id))
        kept = Attempts(row.count) if row is not None else Attempts()
        if row is not None:
            work.session.delete(row)
        work.audit("person.let_in", person, person.full_name, in_a_row=kept.count)


@open_to_all("Leaving is never refused.")
def end_quietly(desk: Desk, actor: Actor) -> None:
    """Record leaving where it can be; a database that has gone keeps nobody in the window."""
    from pccdesk.domain.errors import DeskError

    with suppress(DeskError):
        sign_out(desk, actor)
