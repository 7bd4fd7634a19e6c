"""Signing in: by a password, or by a one-time word that must be followed by one."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from pccdesk.domain.errors import FieldProblem, NotPermitted, PasswordDue, Refused
from pccdesk.domain.lockout import person_key, unknown_name_key
from pccdesk.domain.organisations import tidy
from pccdesk.domain.passwords import tidy_word
from pccdesk.domain.permissions import Actor, open_to_all
from pccdesk.models.people import Person
from pccdesk.queries import people
from pccdesk.queries import sign_in as reads
from pccdesk.services import passwords, sessions
from pccdesk.services.desk import Desk
from pccdesk.services.sessions import NOT_RIGHT, Station, this_station
from pccdesk.services.work import change


@open_to_all("Nobody is signed in before; wrong attempts are counted and slowed down.")
def sign_in(desk: Desk, username: str, password: str, station: Station | None = None) -> Actor:
    """Return the person who signs in, and record it; raises `NotPermitted` if not let in.

    The sentence is the same for an unknown name and a wrong password, and takes as long, as does
    the wait after several. Raises `PasswordDue` where a new password must be chosen first.
    """
    here = station or this_station()
    row = _proven(desk, username, password, here)
    if row.password_hash is None and not row.is_sample:
        raise PasswordDue("The one-time word is right. Now choose a password of your own.")
    if row.password_is_old:
        raise PasswordDue("Your password is older than this office allows. Choose a new one.")
    return _signed_in(desk, row.id, here, password)


@open_to_all("Nobody is signed in before; the present password or one-time word is asked for.")
def sign_in_anew(
    desk: Desk, username: str, present: str, new: str, station: Station | None = None
) -> Actor:
    """Set a new password by the present one, or a one-time word, and sign in with it."""
    here = station or this_station()
    row = _proven(desk, username, present, here)
    passwords.require_good_password(new, row.username)
    if tidy_word(new) == tidy_word(present):
        sentence = "Choose another password than the present one."
        raise Refused(sentence, (FieldProblem("password", sentence),))
    with desk.database.reading() as connection:
        hashed = passwords.hash_password(new, reads.hash_cost(connection))
    with change(desk, None) as work:
        person = work.get(Person, row.id, "The account")
        if (person.password_hash, person.word_hash) != (row.password_hash, row.word_hash):
            raise NotPermitted(NOT_RIGHT)
        passwords.keep_password(work, person, hashed)
        work.actor = people.actor(work.session.connection(), person.id)
        work.audit(
            "person.password", person, person.full_name, one_time_word=row.password_hash is None
        )
    return _signed_in(desk, row.id, here, "")


def _proven(desk: Desk, username: str, password: str, station: Station) -> "_Account":
    """Return the account whose password, or one-time word while it counts, is given."""
    tried = tidy(username).casefold()
    account, cost_hash = _account(desk, tried)
    if account is not None and account.is_sample and account.password_hash is None:
        return account
    key = person_key(account.id) if account is not None else unknown_name_key(tried)
    sessions.count_attempt(desk, key, station)
    hashed, given = cost_hash, password
    if account is not None and account.password_hash is not None:
        hashed = account.password_hash
    elif account is not None and account.word_counts:
        hashed, given = account.word_hash or cost_hash, tidy_word(password)
    right = passwords.fits(hashed, given)
    if account is None or not right:
        # A name that is nobody's is not kept: somebody may have typed a password there.
        name = tried if account is not None else "An unknown name"
        sessions.record_wrong(desk, key, station, name, "person.sign_in_refused")
        raise NotPermitted(NOT_RIGHT)
    return account


@dataclass(frozen=True, slots=True)
class _Account:
    """An active account as the sign-in reads it."""

    id: int
    username: str
    password_hash: str | None
    word_hash: str | None
    word_counts: bool
    is_sample: bool
    password_is_old: bool


def _account(desk: Desk, username: str) -> tuple[_Account | None, str]:
    """Return an active account, or None, and a hash of the usual cost that fits nothing."""
    now = desk.clock()
    with desk.database.reading() as connection:
        row = connection.execute(
            select(Person.__table__).where(Person.username == username, Person.active)
        ).one_or_none()
        is_sample, rules = people.is_sample_office(connection), reads.rules(connection)
        never = passwords.never_fits(reads.hash_cost(connection))
    if row is None:
        return None, never
    term = timedelta(days=rules.password_days or 0)
    is_old = bool(term and row.password_changed_at and now - row.password_changed_at > term)
    counts = row.word_until is not None and now < row.word_until
    return (
        _Account(row.id, row.username, row.password_hash, row.word_hash, counts, is_sample, is_old),
        never,
    )


def _signed_in(desk: Desk, user_id: int, station: Station, password: str) -> Actor:
    """Begin a session; a hash that is cheaper than the office's is made again on the way."""
    with desk.database.reading() as connection:
        signed_in = people.actor(connection, user_id)
        hashed = connection.scalar(select(Person.password_hash).where(Person.id == user_id))
    anew = None
    if hashed is not None:
        cost = passwords.calibrate_if_due(desk)
        if password and passwords.is_cheaper(hashed, cost):
            anew = passwords.hash_password(password, cost)
    with change(desk, signed_in) as work:
        person = work.get(Person, user_id, "The account")
        if anew is not None and person.password_hash == hashed:
            person.password_hash = anew  # the same password: neither a change nor a version
        if hashed is not None:
            sessions.forget_attempts(work, person_key(user_id), station)
        session = sessions.begin_session(work, person, station)
        return replace(work.person, session=session)
