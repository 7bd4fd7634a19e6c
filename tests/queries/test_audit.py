"""Auditors narrow the log by kind and day, and read an entry before and after."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.domain.audit_kinds import AuditKind, kind_of
from pccdesk.domain.errors import NotFound
from pccdesk.queries import audit_detail, typed_words
from pccdesk.queries.audit_detail import Difference, told
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists import AUDIT
from pccdesk.queries.timelines import WORDS
from tests import way
from tests.clock import MORNING
from tests.office import Office


def test_every_kind_has_actions_and_what_is_read_is_of_the_reading_kind() -> None:
    assert {kind_of(each) for each in WORDS} == set(AuditKind)
    said = {each for each in WORDS if kind_of(each) is AuditKind.READING}
    for word in ("export", "copy", "see", "print", "join", "backup"):
        assert any(word in each for each in said)
    for action in WORDS:
        if action.endswith((".see", ".export", ".copy", ".print", ".reprint")):
            assert action in said


def test_the_log_is_narrowed_by_kind_and_by_days(office: Office) -> None:
    auditor = office.who("auditor")
    one = office.bring_to(Stage.DRAFT)
    way.keep_account(office, one)
    office.clock.now = MORNING + timedelta(days=2)
    office.bring_to(Stage.RECEIVED)
    day = office.desk.today().isoformat()
    read = office.desk.read
    kinds = {each.value: each.count for each in read(auditor, AUDIT.choices, "kind", Filter())}
    assert sum(kinds.values()) == read(auditor, AUDIT.totals, Filter()).count
    for kind, count in kinds.items():
        chosen = Filter(values={"kind": (kind,)})
        rows = read(auditor, AUDIT.first_rows, (), chosen, limit=1_000)
        assert len(rows) == count == read(auditor, AUDIT.totals, chosen).count
        assert {kind_of(each.action) for each in rows} == {kind}
    late = read(auditor, AUDIT.first_rows, (), Filter(values={"from": (day,)}), limit=1_000)
    early = read(auditor, AUDIT.totals, Filter(values={"to": (MORNING.date().isoformat(),)}))
    assert {each.at.date().isoformat() for each in late} == {day}
    assert len(late) + early.count == read(auditor, AUDIT.totals, Filter()).count


def test_before_and_after_stand_side_by_side() -> None:
    facts, differences = told(
        json.dumps(
            {
                "amount_awarded": "1140.00",
                "stage_before": "recommended",
                "stage_after": "approved",
                "fields": {"project_title": ["Old", "New"], "match_funding": [None, True]},
                "roles_before": ["officer of all funds"],
                "roles_after": [],
                "name_before": "Former",
            }
        )
    )
    assert facts == (("Amount awarded", "£1,140.00"),)
    assert set(differences) == {
        Difference("Stage", "Recommended", "Approved"),
        Difference("Project title", "Old", "New"),
        Difference("Match funding", "", "Yes"),
        Difference("Roles", "officer of all funds", ""),
        Difference("Name", "Former", "(as it is)"),
    }


@pytest.mark.parametrize("detail", ["", "no json", "[1]", "{", "null"])
def test_a_damaged_detail_is_shown_as_it_stands(detail: str) -> None:
    assert told(detail) == ((("Detail", detail),), ())


def test_an_entry_leads_to_its_record(office: Office) -> None:
    auditor = office.who("auditor")
    one = office.bring_to(Stage.DRAFT)
    way.keep_account(office, one)
    rows = office.desk.read(auditor, AUDIT.first_rows, (), Filter(), limit=1_000)
    places = {}
    for each in rows:
        entry = office.desk.read(auditor, audit_detail.entry, each.sequence)
        places[each.action] = (entry.page, entry.record_id)
    assert places["application.record"] == ("application", one)
    organisation = ("organisation", office.record(one).organisation_id)
    assert places["bank_account.check"] == places["organisation.add"] == organisation
    assert places["person.add"] == ("settings", None)
    with pytest.raises(NotFound):
        office.desk.read(auditor, audit_detail.entry, 10**9)


@pytest.mark.parametrize("common", [1, 3, 2_000])
def test_words_are_found_anywhere_in_who_and_whose_however_common_they_are(
    office: Office, monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    auditor = office.who("auditor")
    reference = office.record(office.bring_to(Stage.OFFERED)).reference
    way.keep_account(office, office.bring_to(Stage.RECEIVED))
    monkeypatch.setattr(typed_words, "_COMMON", common)
    read = office.desk.read
    lines = read(auditor, AUDIT.first_rows, (), Filter(), limit=1_000)
    who = {line.actor for line in lines}
    typed = [
        reference,
        reference.lower()[3:],
        reference[-3:],
        "e",
        "a e",
        "instalment",
        "%",
        "_",
        "\\",
    ]
    typed += [name for each in who for name in (each, each[2:5], f"{each} {reference[-3:]}")]
    typed += [f"{reference} {each.split()[0]}" for each in who] + ["no such words", "zzqq e"]
    found = 0
    for each in typed:
        expected = [
            line.sequence
            for line in lines
            if all(word.lower() in f"{line.subject}\n{line.actor}".lower() for word in each.split())
        ]
        assert list(read(auditor, AUDIT.ids, (), Filter(each))) == expected, each
        rows = read(auditor, AUDIT.first_rows, (), Filter(each), limit=5)
        assert [row.sequence for row in rows] == expected[:5], each
        assert read(auditor, AUDIT.totals, Filter(each)).count == len(expected)
        found += bool(expected)
    assert found > 10
