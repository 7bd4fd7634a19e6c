"""Guessing is slowed down alike for every name, sessions are kept, and hashes follow hardware."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from pccdesk.domain.errors import NotPermitted, PasswordDue, Refused
from pccdesk.domain.passwords import LEAST_COST, HashCost, SignInRules
from pccdesk.domain.permissions import Role, RoleHeld
from pccdesk.models.offices import AuditEntry
from pccdesk.models.people import Person
from pccdesk.models.sign_in import SignInAttempt, SignInPolicy
from pccdesk.queries import people as people_queries
from pccdesk.queries import sign_in as reads
from pccdesk.services import passwords, sessions
from pccdesk.services.sessions import Station, this_station
from pccdesk.services.sign_in import sign_in, sign_in_anew
from tests.new_office import PASSWORD
from tests.office import Office
from tests.services.test_people import change
from tests.services.untouched import audit_entries, refused_and_untouched

HERE = Station("desk-1", "1.2.3")
NEW = "four green boats sail"


def try_wrong(office: Office, username: str, times: int, station: Station = HERE) -> list[str]:
    """Give a wrong password several times; return what was said each time."""
    said = []
    for _ in range(times):
        with pytest.raises(NotPermitted) as refused:
            sign_in(office.desk, username, "wrong", station)
        said.append(refused.value.sentence)
    return said


def row(office: Office, username: str) -> Person:
    """Return an account as it is kept."""
    with office.desk.database.changing() as session:
        found = session.scalars(select(Person).where(Person.username == username)).one()
        session.expunge(found)
        return found


def details(office: Office, action: str) -> list[str]:
    """Return the details of an action's entries, the oldest first."""
    query = select(AuditEntry.detail).where(AuditEntry.action == action)
    with office.desk.database.reading() as connection:
        return list(connection.scalars(query.order_by(AuditEntry.sequence)))


def test_a_known_and_an_unknown_name_are_slowed_down_alike(office: Office) -> None:
    known = try_wrong(office, "officer", 7, Station("a"))
    unknown = try_wrong(office, "nobody.at.all", 7, Station("b"))
    assert known == unknown
    assert "Try again in 30 seconds" in known[5]


def test_the_wait_grows_and_the_right_password_must_wait_too(office: Office) -> None:
    try_wrong(office, "officer", 5)
    with pytest.raises(NotPermitted, match="Try again in 30 seconds"):
        sign_in(office.desk, "officer", PASSWORD, HERE)
    office.clock.advance(seconds=31)
    try_wrong(office, "officer", 1)
    office.clock.advance(seconds=31)
    with pytest.raises(NotPermitted, match="Try again in 29 seconds"):
        sign_in(office.desk, "officer", PASSWORD, HERE)
    office.clock.advance(seconds=30)
    assert sign_in(office.desk, "officer", PASSWORD, HERE).username == "officer"
    assert "right" in try_wrong(office, "officer", 2)[1]  # all was forgotten


def test_attempts_turned_away_write_nothing_to_the_log_but_are_told_later(office: Office) -> None:
    try_wrong(office, "officer", 5)
    before = audit_entries(office.desk)
    try_wrong(office, "officer", 20)
    assert audit_entries(office.desk) == before
    office.clock.advance(minutes=1)
    try_wrong(office, "officer", 1)
    assert '"turned_away":20' in details(office, "person.sign_in_refused")[-1]


def test_a_machine_that_tries_many_names_is_slowed_down_by_its_workstation(office: Office) -> None:
    said = [try_wrong(office, f"name{number}", 1)[0] for number in range(27)]
    assert "Too many" in said[-1]
    assert "Too many" not in said[24]
    with pytest.raises(NotPermitted, match="Too many"):
        sign_in(office.desk, "officer", PASSWORD, HERE)
    sign_in(office.desk, "officer", PASSWORD, Station("another desk"))


def test_many_guesses_at_once_are_no_way_round(office: Office) -> None:
    def guess(number: int) -> str:
        try:
            sign_in(office.desk, "officer", f"wrong {number}", Station(f"desk {number}"))
        except NotPermitted as refused:
            return refused.sentence
        return ""

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(guess, range(16)))
    assert sum("not right" in each for each in said) == 5
    assert sum("Too many" in each for each in said) == 11


def test_an_administrator_lets_somebody_in_at_once(office: Office) -> None:
    try_wrong(office, "officer", 6)
    administrator, officer = office.who("administrator"), office.who("officer")
    now = office.desk.clock()
    assert set(office.desk.read(administrator, reads.locked_out, now)) == {officer.user_id}
    sessions.let_in(office.desk, administrator, officer.user_id)
    assert office.desk.read(administrator, reads.locked_out, now) == {}
    assert sign_in(office.desk, "officer", PASSWORD, HERE) == officer


def test_no_name_that_is_nobodys_is_kept(office: Office) -> None:
    try_wrong(office, "my secret password", 3)
    with office.desk.database.reading() as connection:
        keys = set(connection.scalars(select(SignInAttempt.key)))
        log = connection.scalars(select(AuditEntry.subject + AuditEntry.detail)).all()
    assert "secret" not in repr(keys) + repr(log)


def test_a_session_is_kept_with_computer_and_version_and_ends_by_signing_out(
    office: Office,
) -> None:
    first = sign_in(office.desk, "officer", PASSWORD, HERE)
    office.clock.advance(hours=3)
    sessions.sign_out(office.desk, first)
    second = sign_in(office.desk, "officer", PASSWORD, Station("desk-2", "1.2.4"))
    newest, older = office.desk.read(office.who("auditor"), reads.sessions)[:2]
    assert (newest.ended_at, newest.workstation) == (None, "desk-2")
    assert (older.workstation, older.program_version) == ("desk-1", "1.2.3")
    assert older.ended_at is not None
    assert older.ended_at - older.began_at == timedelta(hours=3)
    last = office.desk.read(second, reads.last_before, second.user_id, second.session)
    assert last is not None
    assert last.workstation == "desk-1"
    assert '"workstation":"desk-1"' in details(office, "person.sign_in")[-2]
    assert len(details(office, "person.sign_out")) == 1


def test_who_was_closed_meanwhile_still_signs_out_but_reads_nothing(office: Office) -> None:
    actor = sign_in(office.desk, "officer", PASSWORD, HERE)
    with office.desk.database.changing() as session:
        session.get_one(Person, actor.user_id).active = False
    with pytest.raises(NotPermitted, match="no longer active"):
        office.desk.read(actor, people_queries.people)
    sessions.sign_out(office.desk, actor)
    assert len(details(office, "person.sign_out")) == 1


def test_unlocking_asks_the_same_persons_password_and_counts_wrong_ones(office: Office) -> None:
    actor = sign_in(office.desk, "officer", PASSWORD, this_station())
    sessions.record_lock(office.desk, actor)
    for _ in range(5):
        with pytest.raises(NotPermitted, match="not right"):
            sessions.unlock(office.desk, actor, "wrong")
    with pytest.raises(NotPermitted, match="Too many"):
        sessions.unlock(office.desk, actor, PASSWORD)
    office.clock.advance(minutes=1)
    sessions.unlock(office.desk, actor, PASSWORD)
    counted = [len(details(office, f"person.{each}")) for each in ("lock", "unlock")]
    assert counted == [1, 1]
    assert len(details(office, "person.unlock_refused")) == 5


def give_word(office: Office, username: str = "officer") -> str:
    """Give somebody a one-time word as the administrator would."""
    kept = row(office, username)
    return passwords.give_word(office.desk, office.who("administrator"), kept.id, kept.version)


def test_a_one_time_word_lets_its_holder_choose_a_password_once(office: Office) -> None:
    word = give_word(office)
    with pytest.raises(NotPermitted, match="not right"):
        sign_in(office.desk, "officer", PASSWORD, HERE)
    with pytest.raises(PasswordDue):
        sign_in(office.desk, "officer", word, HERE)
    with pytest.raises(Refused, match="12 characters"):
        sign_in_anew(office.desk, "officer", word, "short", HERE)
    actor = sign_in_anew(office.desk, "officer", word.replace("-", " ").upper(), NEW, HERE)
    assert sign_in(office.desk, "officer", NEW, HERE) == actor
    with pytest.raises(NotPermitted):
        sign_in_anew(office.desk, "officer", word, "five green boats sail", HERE)


def test_a_one_time_word_runs_out_and_stands_nowhere(office: Office) -> None:
    word = give_word(office)
    kept = row(office, "officer")
    assert word.replace("-", "") not in f"{kept.word_hash} {details(office, 'person.reset')}"
    office.clock.advance(hours=73)
    with pytest.raises(NotPermitted, match="not right"):
        sign_in_anew(office.desk, "officer", word, NEW, HERE)


def test_nobody_gives_a_one_time_word_to_themselves_or_by_a_stale_page(office: Office) -> None:
    administrator = office.who("administrator")
    kept = row(office, "administrator")
    with refused_and_untouched(office.desk):
        passwords.give_word(office.desk, administrator, kept.id, kept.version)
    with refused_and_untouched(office.desk):
        passwords.give_word(office.desk, administrator, row(office, "officer").id, 99)


def set_rules(office: Office, rules: SignInRules) -> None:
    """Set the office's rules as the administrator would."""
    administrator = office.who("administrator")
    version = office.desk.read(administrator, reads.rules_row).version
    passwords.change_rules(office.desk, administrator, version, rules)


def test_passwords_do_not_expire_unless_the_office_sets_a_term(office: Office) -> None:
    office.clock.advance(days=360)
    sign_in(office.desk, "officer", PASSWORD, HERE)
    set_rules(office, SignInRules(password_days=90))
    with pytest.raises(PasswordDue, match="older"):
        sign_in(office.desk, "officer", PASSWORD, HERE)
    with pytest.raises(Refused, match="another password"):
        sign_in_anew(office.desk, "officer", PASSWORD, PASSWORD, HERE)
    sign_in_anew(office.desk, "officer", PASSWORD, NEW, HERE)
    sign_in(office.desk, "officer", NEW, HERE)


@pytest.mark.parametrize(
    "wrong", [{"idle_minutes": 241}, {"password_days": 1}, {"word_hours": 0}], ids=str
)
def test_rules_out_of_bounds_are_refused(office: Office, wrong: dict[str, int]) -> None:
    with refused_and_untouched(office.desk) as refused:
        set_rules(office, replace(SignInRules(), **wrong))
    assert [each.field for each in refused.value.problems] == list(wrong)


def test_a_hash_is_made_again_at_sign_in_when_the_offices_cost_grew(office: Office) -> None:
    before = row(office, "officer")
    with office.desk.database.changing() as session:
        session.execute(update(SignInPolicy).values(hash_passes=3))
    sign_in(office.desk, "officer", PASSWORD, HERE)
    after = row(office, "officer")
    assert "t=2" in str(before.password_hash)
    assert "t=3" in str(after.password_hash)
    assert after.version == before.version
    sign_in(office.desk, "officer", PASSWORD, HERE)
    assert row(office, "officer").password_hash == after.password_hash


def test_a_year_later_the_computer_is_measured_again_and_never_lowers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = HashCost(LEAST_COST.memory, 3)
    monkeypatch.setattr(passwords, "measured_cost", lambda least: max(least, more, key=_work))
    sign_in(office.desk, "officer", PASSWORD, HERE)
    assert details(office, "sign_in.measure") == []
    office.clock.advance(days=366)
    sign_in(office.desk, "officer", PASSWORD, HERE)
    assert office.desk.read(office.who("officer"), reads.hash_cost) == more
    assert len(details(office, "sign_in.measure")) == 1


def _work(cost: HashCost) -> int:
    return cost.work


def test_an_office_of_the_first_schema_is_measured_at_its_first_sign_in(office: Office) -> None:
    with office.desk.database.changing() as session:
        session.execute(update(SignInPolicy).values(calibrated_at=None))
    sign_in(office.desk, "officer", PASSWORD, HERE)
    with office.desk.database.reading() as connection:
        assert reads.measured_at(connection) == office.desk.clock()
        assert reads.hash_cost(connection).work >= LEAST_COST.work


def test_a_role_given_or_taken_counts_for_the_very_next_read(office: Office) -> None:
    officer = office.who("officer")
    with pytest.raises(NotPermitted, match="see who signed in"):
        office.desk.read(officer, reads.sessions)
    change(office, "officer", roles=(RoleHeld(Role.AUDITOR),))
    assert isinstance(office.desk.read(officer, reads.sessions), tuple)


def test_a_flood_of_unknown_names_fills_no_more_than_its_keys(office: Office) -> None:
    for number in range(12):
        try_wrong(office, f"x{number}", 1, Station(f"s{number}"))
    with office.desk.database.reading() as connection:
        kept = connection.scalar(select(func.count()).select_from(SignInAttempt))
    assert kept == 24
