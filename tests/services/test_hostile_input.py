"""Text of any kind is kept as data or refused in a sentence; never a fault, nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import Refused
from pccdesk.domain.forms import BudgetLine, MatchLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.queries import organisations as organisation_queries
from pccdesk.queries.eligibility import findings
from pccdesk.services import (
    applications,
    assessments,
    awards,
    decisions,
    eligibility,
    organisations,
    recommendations,
)
from tests import way
from tests.office import Office
from tests.services.untouched import refused_and_untouched

TEXTS = {
    "formula": "=cmd|' /C calc'!A0",
    "markup": "<b>&amp; <script>alert(1)</script>",
    "emoji": "Football ⚽👩‍👩‍👧‍👦 for all",
    "right to left": "\u202eevil\u202c كرة القدم",
    "quotes": "O'Brien \"; DROP TABLE person; --",
    "braces": "{amount} %s ${x} **bold**",
}
NAMES = TEXTS | {"right to left": "كرة القدم"}
"""An organisation's name may not turn the line around it: that is how one passes for another."""
DIRT = "a\x00b\ud800\ue000 c\x07"
"""A NUL, half a character, a private one, a bell: tidied to `a b c`."""


def received(office: Office, **changes: Any) -> int:
    """Receive a new application."""
    return applications.receive_new(office.desk, office.who("officer"), office.form(**changes))


@pytest.mark.parametrize("kind", list(TEXTS))
def test_odd_text_comes_back_as_it_was_written(shared_office: Office, kind: str) -> None:
    said, name = TEXTS[kind], f"{NAMES[kind]} {kind}"
    one = received(
        shared_office,
        organisation=OrganisationForm(name),
        main_contact=ContactForm(said, said, phone=said),
        project_title=said,
        summary=said,
        what=said,
        budget=(BudgetLine(said, Decimal(3000)),),
        match=(MatchLine(said, Decimal(1)),),
    )
    record = shared_office.record(one)
    assert record.organisation_name == name
    form = record.form
    assert (form.project_title, form.summary, form.what) == (said, said, said)
    assert (form.budget[0].description, form.match[0].source) == (said, said)
    assert form.main_contact == ContactForm(said, said, "", said)


@pytest.mark.parametrize("kind", list(TEXTS))
def test_a_letter_is_drawn_whatever_the_applicant_is_called(office: Office, kind: str) -> None:
    one = office.bring_to(
        Stage.OFFERED,
        organisation=OrganisationForm(NAMES[kind], address=(TEXTS[kind],)),
        project_title=TEXTS[kind],
    )
    assert office.stage(one) is Stage.OFFERED


def test_dirt_is_tidied_away_everywhere(shared_office: Office) -> None:
    officer = shared_office.who("officer")
    answers = {**shared_office.form().answers, "group_purpose": DIRT}
    one = received(
        shared_office,
        organisation=OrganisationForm(
            f"{DIRT} dirty", kind=DIRT, address=(DIRT,), town=DIRT, district=DIRT,
            charity_number=DIRT, company_number=DIRT, phone=DIRT, website=DIRT,
        ),
        main_contact=ContactForm(DIRT, DIRT, phone=DIRT),
        project_title=DIRT,
        summary=DIRT,
        what=DIRT,
        who=DIRT,
        where=DIRT,
        board=DIRT,
        channel=DIRT,
        budget=(BudgetLine(DIRT, Decimal(3000)),),
        match=(MatchLine(DIRT, Decimal(1)),),
        answers=answers,
    )  # fmt: skip
    record = shared_office.record(one)
    assert record.form.project_title == record.form.what == "a b c"
    assert record.form.answers["group_purpose"] == "a b c"
    kept = shared_office.desk.read(
        officer, organisation_queries.organisation, record.organisation_id
    )
    assert (kept.form.kind, kept.form.phone) == ("a b c",) * 2
    assert (kept.form.charity_number, kept.form.company_number) == ("ABC",) * 2
    assert record.form.board == record.form.channel == "a b c"


LONG = "x" * 30_000
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no title": ({"project_title": ""}, "project_title"),
    "long title": ({"project_title": LONG}, "project_title"),
    "long text": ({"what": LONG}, "what"),
    "long name": ({"organisation": OrganisationForm(LONG)}, "organisation.name"),
    "long contact": ({"main_contact": ContactForm(LONG, phone="1")}, "main_contact.name"),
    "long number": ({"organisation": OrganisationForm("A", charity_number=LONG)},
                    "organisation.charity_number"),
    "long kind": ({"organisation": OrganisationForm("A", kind=LONG)}, "organisation.kind"),
    "long board": ({"board": LONG}, "board"),
    "long channel": ({"channel": LONG}, "channel"),
    "long line": ({"budget": (BudgetLine(LONG, Decimal(3000)),)}, "budget"),
    "letter O": ({"organisation": OrganisationForm("A", postcode="PR1 OLD")},
                 "organisation.postcode"),
    "less than nothing": ({"amount_requested": Decimal(-1)}, "amount_requested"),
    "part of a penny": ({"reserves": Decimal("0.001")}, "reserves"),
    "huge": ({"total_cost": Decimal("1e40")}, "total_cost"),
    "no number": ({"total_cost": Decimal("NaN")}, "total_cost"),
    "ends before it starts": ({"ends_on": date(2026, 1, 1)}, "ends_on"),
    "far future": ({"ends_on": date(9999, 12, 31)}, "ends_on"),
    "received tomorrow": ({"received_at": datetime(2026, 6, 2, tzinfo=UTC)}, "received_at"),
    "no round": ({"round_code": ""}, "round_code"),
    "round not open": ({"round_code": "CAF-2026-2"}, "round_code"),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(WRONG))
def test_a_wrong_form_is_refused_field_by_field_and_keeps_nothing(
    shared_office: Office, kind: str
) -> None:
    changes, field = WRONG[kind]
    form = replace(shared_office.form(), **changes)
    officer = shared_office.who("officer")
    with refused_and_untouched(shared_office.desk) as refused:
        applications.receive_new(shared_office.desk, officer, form)
    assert field in [each.field for each in refused.value.problems]


@pytest.mark.parametrize(
    "changes",
    [{"round_code": "NO-SUCH-ROUND"}, {"districts": ("E1",)}, {"priorities": ("2024-2029/99",)},
     {"organisation": None, "organisation_id": 999}, {"round_code": "a\x00b"}],
)  # fmt: skip
def test_what_does_not_exist_is_refused(shared_office: Office, changes: dict[str, Any]) -> None:
    form = replace(shared_office.form(), **changes)
    with refused_and_untouched(shared_office.desk):
        applications.receive_new(shared_office.desk, shared_office.who("officer"), form)


def test_what_comes_after_closing_time_is_received_and_found_late(office: Office) -> None:
    one = received(office, received_at=None)
    way.start_checks(office, one)
    late = [each for each in office.desk.read(office.who("officer"), findings, one)
            if each.criterion == "in_time"]  # fmt: skip
    assert late[0].outcome == "not_met"
    assert "after the round closed on 15 May 2026 at 12:00" in late[0].explanation


REASONS: dict[str, tuple[Stage, Callable[[Office, int, str], object]]] = {
    "withdraw": (Stage.RECEIVED, lambda office, one, why: awards.withdraw(
        office.desk, office.who("officer"), one, office.version(one), why)),
    "defer": (Stage.RECOMMENDED, lambda office, one, why: decisions.defer(
        office.desk, office.who("commissioner"), one, office.version(one), why)),
    "approve": (Stage.RECOMMENDED, lambda office, one, why: decisions.approve(
        office.desk, office.who("commissioner"), one, office.version(one),
        replace(way.approval(), reasons=why))),
    "feedback": (Stage.RECOMMENDED, lambda office, one, why: decisions.decline(
        office.desk, office.who("commissioner"), one, office.version(one),
        replace(way.REFUSAL, feedback=why))),
    "recommend": (Stage.ASSESSMENT, lambda office, one, why: recommendations.recommend(
        office.desk, office.who("officer"), one, office.version(one),
        replace(way.recommendation(), reason=why))),
    "override": (Stage.ELIGIBILITY, lambda office, one, why: eligibility.override(
        office.desk, office.who("officer"), one, office.version(one), "in_time", why)),
    "slip": (Stage.OFFERED, lambda office, one, why: awards.accept(
        office.desk, office.who("officer"), one, office.version(one),
        awards.Acceptance(office.desk.today(), why))),
}  # fmt: skip


@pytest.mark.parametrize("name", list(REASONS))
def test_a_reason_is_neither_missing_nor_endless(shared_office: Office, name: str) -> None:
    stage, act = REASONS[name]
    one = shared_office.bring_to(stage, **({"received_at": None} if name == "override" else {}))
    if name == "recommend":
        way.assess(shared_office, one)
    for reason in ("", " \n\t", "\x00\x07", "x" * 5000):
        with refused_and_untouched(shared_office.desk):
            act(shared_office, one, reason)
    act(shared_office, one, f"{DIRT} <b>&")


def test_an_undeclared_interest_stops_a_decision(shared_office: Office) -> None:
    one = shared_office.bring_to(Stage.RECOMMENDED)
    form = replace(way.approval(), no_interest=False)
    commissioner, version = shared_office.who("commissioner"), shared_office.version(one)
    with refused_and_untouched(shared_office.desk) as refused:
        decisions.approve(shared_office.desk, commissioner, one, version, form)
    assert refused.value.problems[0].field == "no_interest"


def test_a_dirty_assessment_is_tidied(shared_office: Office) -> None:
    one = shared_office.bring_to(Stage.ASSESSMENT)
    marks = way.marks(shared_office, one)
    given = {code: replace(mark, justification=DIRT) for code, mark in marks.marks.items()}
    form = assessments.AssessmentForm(given, DIRT)
    assessor, version = shared_office.who("assessor"), shared_office.version(one)
    assessments.submit(shared_office.desk, assessor, one, version, form)


@pytest.mark.parametrize("typed", ["", " ", "\x00", DIRT, "%", "_", "\\", "'", "=1", "x" * 9999])
def test_any_search_finds_something_or_nothing(shared_office: Office, typed: str) -> None:
    found = shared_office.desk.read(
        shared_office.who("officer"), organisation_queries.search, typed
    )
    assert len(found) <= 12


def test_a_group_that_is_there_already_is_not_added_again(shared_office: Office) -> None:
    desk, officer = shared_office.desk, shared_office.who("officer")
    form = OrganisationForm("Wyre Boxing CIC", postcode="FY7 6AA", charity_number="1234567")
    number = organisations.add_organisation(desk, officer, form)
    for same in (
        OrganisationForm("the wyre boxing", postcode="fy76aa"),
        OrganisationForm("Another name", charity_number=" 1234567 "),
    ):
        with refused_and_untouched(desk) as refused:
            organisations.add_organisation(desk, officer, same)
        assert "“Wyre Boxing CIC” is there already" in refused.value.sentence
    renamed = replace(form, name="Fleetwood Boxing")
    organisations.change_organisation(desk, officer, number, 1, renamed)
    record = desk.read(officer, organisation_queries.organisation, number)
    assert (record.form.name, record.former_names) == ("Fleetwood Boxing", ("Wyre Boxing CIC",))
    for typed in ("wyre box", "fleetwood", "1234567", "FY7 6AA"):
        (found,) = desk.read(officer, organisation_queries.search, typed)
        assert found.id == number
    with pytest.raises(Refused):
        organisations.change_organisation(desk, officer, number, 1, form)
