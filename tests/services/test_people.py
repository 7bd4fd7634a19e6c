"""Signing in, passwords, and who stays in charge."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import DeskError, NotPermitted, Refused
from pccdesk.domain.permissions import DecisionSeries, Delegation, Role, RoleHeld
from pccdesk.models.offices import AuditEntry
from pccdesk.queries import people as people_queries
from pccdesk.queries.people import PersonRow
from pccdesk.services import applications, awards, passwords, people
from pccdesk.services.people import PersonForm
from pccdesk.services.sign_in import sign_in
from tests.new_office import PASSWORD
from tests.office import Office
from tests.services.untouched import audit_entries, refused_and_untouched
from tests.staff import CAF, person

NOT_RIGHT = "The username or the password is not right."


def row(office: Office, username: str) -> PersonRow:
    """Return a person as lists show them."""
    everybody = office.desk.read(office.who("administrator"), people_queries.people)
    return next(each for each in everybody if each.username == username)


def change(
    office: Office, username: str, *, active: bool = True, reason: str = "", **changes: Any
) -> None:
    """Change somebody as the administrator would."""
    kept = row(office, username)
    form = PersonForm(
        kept.username, kept.full_name, kept.job_title, kept.email, None, kept.roles,
        kept.delegations,
    )  # fmt: skip
    administrator = office.who("administrator")
    people.change_person(
        office.desk,
        administrator,
        kept.id,
        kept.version,
        replace(form, **changes),
        active=active,
        reason=reason,
    )


def test_somebody_signs_in_in_any_case_and_it_is_recorded(office: Office) -> None:
    before = audit_entries(office.desk)
    actor = sign_in(office.desk, " OFFICER ", PASSWORD)
    assert actor == office.who("officer")
    assert audit_entries(office.desk) == before + 1


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("officer", "wrong"),
        ("officer", ""),
        ("nobody", PASSWORD),
        ("", ""),
        ("offi\x00cer", PASSWORD),
        ("\x00", "\x00"),
        ("\ud800", PASSWORD),
        ("officer", "\ud800"),
        ("x" * 5000, "y" * 5000),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    office: Office, username: str, password: str
) -> None:
    before = audit_entries(office.desk)
    with pytest.raises(NotPermitted) as refused:
        sign_in(office.desk, username, password)
    assert refused.value.sentence == NOT_RIGHT
    assert audit_entries(office.desk) == before + 1


def test_an_inactive_person_cannot_sign_in_and_an_open_session_changes_nothing(
    office: Office,
) -> None:
    session, one = office.who("officer"), office.bring_to(Stage.RECEIVED)
    change(office, "officer", active=False)
    with pytest.raises(NotPermitted, match="not right"):
        sign_in(office.desk, "officer", PASSWORD)
    with refused_and_untouched(office.desk) as refused:
        awards.withdraw(office.desk, session, one, office.version(one), "Why.")
    assert "no longer active" in refused.value.sentence


def test_a_role_that_was_taken_away_counts_no_more_in_an_open_session(office: Office) -> None:
    session = office.who("officer")
    change(office, "officer", roles=(RoleHeld(Role.AUDITOR),))
    form = office.form()
    with refused_and_untouched(office.desk, NotPermitted):
        applications.save_new(office.desk, session, form)


@pytest.mark.parametrize(
    "changes",
    [
        {"active": False},
        {"roles": (RoleHeld(Role.OFFICER),)},
        {"roles": (RoleHeld(Role.ADMINISTRATOR, CAF),)},
    ],
)
def test_the_last_administrator_stays(office: Office, changes: dict[str, Any]) -> None:
    with refused_and_untouched(office.desk) as refused:
        change(office, "administrator", **changes)
    assert "last administrator" in refused.value.sentence
    form = person("second", "Sana Second", Role.ADMINISTRATOR)
    people.add_person(office.desk, office.who("administrator"), form)
    change(office, "administrator", **changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "new person"}, "username"),
        ({"username": "zoë"}, "username"),
        ({"username": "officer"}, "username"),
        ({"username": "OFFICER"}, "username"),
        ({"username": "a\x00"}, "username"),
        ({"full_name": " \x00"}, "full_name"),
        ({"full_name": "x" * 81}, "full_name"),
        ({"roles": ()}, "roles"),
        ({"password": "short"}, "password"),
        ({"password": "x" * 201}, "password"),
    ],
)
def test_a_wrong_field_of_a_person_is_named(
    shared_office: Office, changes: dict[str, Any], field: str
) -> None:
    form = replace(person("newcomer", "Nel New", Role.OFFICER), **changes)
    with refused_and_untouched(shared_office.desk) as refused:
        people.add_person(shared_office.desk, shared_office.who("administrator"), form)
    assert [each.field for each in refused.value.problems] == [field]


@pytest.mark.parametrize("field", ["email", "job_title"])
def test_control_characters_in_a_persons_lines_do_no_harm(office: Office, field: str) -> None:
    dirt: dict[str, Any] = {field: "a\x00b\ud800"}
    form = replace(person("newcomer", "Nel New", Role.OFFICER), **dirt)
    people.add_person(office.desk, office.who("administrator"), form)
    assert getattr(row(office, "newcomer"), field) == "a b"


@pytest.mark.parametrize("username", ["officer", "finance", "auditor", "commissioner"])
def test_only_an_administrator_adds_people(shared_office: Office, username: str) -> None:
    form = person("newcomer", "Nel New", Role.ADMINISTRATOR)
    with refused_and_untouched(shared_office.desk, NotPermitted):
        people.add_person(shared_office.desk, shared_office.who(username), form)


def test_ones_own_password_changes_with_the_present_one_only(office: Office) -> None:
    officer = office.who("officer")
    with refused_and_untouched(office.desk) as refused:
        passwords.change_own_password(office.desk, officer, "wrong", "another long password")
    assert "present password" in refused.value.sentence
    passwords.change_own_password(office.desk, officer, PASSWORD, "another long password")
    assert sign_in(office.desk, "officer", "another long password") == officer
    with pytest.raises(Refused):
        sign_in(office.desk, "officer", PASSWORD)


def test_passwords_are_kept_as_argon2_and_never_in_the_log(office: Office) -> None:
    from sqlalchemy import text

    with office.desk.database.reading() as connection:
        hashes = connection.execute(text("SELECT password_hash FROM person")).scalars().all()
        log = connection.execute(text("SELECT subject, detail FROM audit_entry")).all()
    assert all(each.startswith("$argon2id$") for each in hashes)
    assert PASSWORD not in repr(log)
    assert "argon2" not in repr(log)


def test_a_stale_change_of_a_person_is_refused(office: Office) -> None:
    seen = row(office, "officer")
    change(office, "officer", job_title="Grants officer")
    form = PersonForm("officer", "Olive", "Job", roles=seen.roles)
    with pytest.raises(DeskError, match=r"Olive Officer was changed by Alex Admin on 1 June 2026"):
        people.change_person(office.desk, office.who("administrator"), seen.id, seen.version, form)


def details(office: Office, action: str) -> list[tuple[str, str]]:
    """Return subject and detail of the audit entries of an action, the newest first."""
    query = select(AuditEntry.subject, AuditEntry.detail).where(AuditEntry.action == action)
    with office.desk.database.reading() as connection:
        rows = connection.execute(query.order_by(AuditEntry.sequence.desc()))
        return [(row.subject, row.detail) for row in rows]


def test_what_somebody_may_decide_stands_in_the_log_before_and_after(office: Office) -> None:
    wider = Delegation(None, DecisionSeries.DELEGATED, CAF, date(2026, 4, 1), date(2027, 3, 31))
    change(office, "chief", delegations=(wider,))
    _subject, detail = details(office, "person.change")[0]
    assert '"authority_before":["delegated: up to £1,000 in all funds"]' in detail
    after = f"delegated: any amount in {CAF} from 2026-04-01 to 2027-03-31"
    assert f'"authority_after":["{after}"]' in detail
    added = [
        detail for subject, detail in details(office, "person.add") if subject == "Chris Chief"
    ]
    assert "delegated: up to £1,000 in all funds" in added[0]


def test_a_name_that_is_nobodys_is_not_kept_it_may_be_a_password(office: Office) -> None:
    for username in (PASSWORD, "officer"):
        with pytest.raises(NotPermitted):
            sign_in(office.desk, username, "wrong")
    subjects = [subject for subject, _detail in details(office, "person.sign_in_refused")]
    assert subjects == ["officer", "An unknown name"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"full_name": " "}, "full_name"), ({"roles": ()}, "roles"),
     ({"job_title": "x" * 81}, "full_name")],
)  # fmt: skip
def test_a_change_of_a_person_is_looked_at_like_a_new_one(
    shared_office: Office, changes: dict[str, Any], field: str
) -> None:
    with refused_and_untouched(shared_office.desk) as refused:
        change(shared_office, "officer2", **changes)
    assert [each.field for each in refused.value.problems] == [field]


SPENDING = (
    {"roles": (RoleHeld(Role.ADMINISTRATOR), RoleHeld(Role.FINANCE))},
    {"roles": (RoleHeld(Role.ADMINISTRATOR), RoleHeld(Role.DECISION_MAKER, CAF))},
    {"delegations": (Delegation(None, DecisionSeries.COMMISSIONER),)},
)


@pytest.mark.parametrize("changes", SPENDING, ids=["finance", "decisions", "a limit"])
def test_an_administrator_gets_what_spends_money_from_another_one(
    office: Office, changes: dict[str, Any]
) -> None:
    form = person("second", "Sana Second", Role.ADMINISTRATOR)
    people.add_person(office.desk, office.who("administrator"), form)
    with refused_and_untouched(office.desk, NotPermitted) as refused:
        change(office, "administrator", **changes)
    assert "Another administrator must" in refused.value.sentence
    kept = row(office, "administrator")
    given = replace(form, username="administrator", full_name=kept.full_name, roles=kept.roles)
    second = office.reread("second")
    people.change_person(
        office.desk, second, kept.id, kept.version, replace(given, **changes), active=True
    )
    assert details(office, "person.self_given") == []


@pytest.mark.parametrize("changes", SPENDING, ids=["finance", "decisions", "a limit"])
def test_the_only_administrator_gives_a_reason_that_the_auditor_sees(
    office: Office, changes: dict[str, Any]
) -> None:
    with refused_and_untouched(office.desk) as refused:
        change(office, "administrator", **changes)
    assert [each.field for each in refused.value.problems] == ["reason"]
    change(office, "administrator", reason="Fay is ill until July.", **changes)
    ((subject, detail),) = details(office, "person.self_given")
    assert subject == "Alex Admin"
    assert "Fay is ill until July." in detail
    kept = {"roles": row(office, "administrator").roles} | changes
    change(office, "administrator", job_title="Keeps what was given", **kept)


@pytest.mark.parametrize("way_out", [{"active": False}, {"roles": (RoleHeld(Role.OFFICER),)}])
def test_two_administrators_who_remove_each_other_at_once_leave_one(
    office: Office, way_out: dict[str, Any]
) -> None:
    form = person("second", "Sana Second", Role.ADMINISTRATOR)
    people.add_person(office.desk, office.who("administrator"), form)
    pairs = (("administrator", "second"), ("second", "administrator"))
    office.reread("second")
    together = Barrier(2)

    def remove(pair: tuple[str, str]) -> str:
        actor, other = office.who(pair[0]), row(office, pair[1])
        kept = PersonForm(other.username, other.full_name, "", roles=other.roles)
        wanted: dict[str, Any] = {"active": True, "roles": other.roles} | way_out
        together.wait(10)
        try:
            people.change_person(
                office.desk, actor, other.id, other.version,
                replace(kept, roles=wanted["roles"]), active=wanted["active"],
            )  # fmt: skip
        except NotPermitted as refused:
            return refused.sentence
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(remove, pairs))
    assert sorted(map(bool, said)) == [False, True]
    with office.desk.database.reading() as connection:
        left = [
            each
            for each in people_queries.people(connection, active_only=True)
            if RoleHeld(Role.ADMINISTRATOR) in each.roles
        ]
    assert len(left) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "0fficer"}, "username"),
        ({"full_name": "OIive Officer"}, "full_name"),
        ({"full_name": "\u041elive \u041efficer"}, "full_name"),
        ({"full_name": "Nel\u200bNew"}, "full_name"),
        ({"full_name": "Nel \u202ewen"}, "full_name"),
    ],
)
def test_a_name_that_can_be_taken_for_anothers_is_refused(
    shared_office: Office, changes: dict[str, Any], field: str
) -> None:
    form = replace(person("newcomer", "Nel New", Role.OFFICER), **changes)
    with refused_and_untouched(shared_office.desk) as refused:
        people.add_person(shared_office.desk, shared_office.who("administrator"), form)
    assert [each.field for each in refused.value.problems] == [field]
