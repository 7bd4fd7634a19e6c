"""Completion from what was typed before, and organisations that look alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.domain.forms import MatchLine
from pccdesk.domain.money import parse_money
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.queries.look_alikes import look_alikes
from pccdesk.queries.typed_before import TypedBefore, typed_before
from pccdesk.services.applications import save_changes
from pccdesk.services.organisations import add_organisation
from tests.office import Office


def write(office: Office, role: str, funder: str) -> None:
    """Record an application with a contact's role and a funder."""
    one = office.bring_to(Stage.DRAFT)
    form = replace(
        office.record(one).form,
        main_contact=ContactForm(f"Person {one}", role, "a@example.org", ""),
        match=(MatchLine(funder, parse_money("100")),),
    )
    save_changes(office.desk, office.who("officer"), one, office.version(one), form)


def test_the_most_recent_comes_first_and_each_once(office: Office) -> None:
    for role, funder in (
        ("Treasurer", "Lottery Fund"),
        ("Trustee", "Town council"),
        ("Treasurer", "The Lottery Fund"),
    ):
        write(office, role, funder)
    officer = office.who("officer")
    roles = office.desk.read(officer, typed_before, TypedBefore.JOB_TITLE, "tr")
    assert roles == ("Treasurer", "Trustee")
    funders = office.desk.read(officer, typed_before, TypedBefore.FUNDER, "lott")
    assert funders == ("The Lottery Fund", "Lottery Fund")
    assert office.desk.read(officer, typed_before, TypedBefore.FUNDER, "town council") == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (OrganisationForm("Something else", charity_number="1123456"), True),
        (OrganisationForm("Something else", charity_number=" 112 3456"), True),
        (OrganisationForm("Fylde Street Footbal Club", postcode="fy81aa"), True),
        (OrganisationForm("Preston Residents", postcode="FY8 1AA"), False),
        (OrganisationForm("Fylde Street Football", postcode="PR1 8XJ"), False),
        (OrganisationForm("Fylde Street Football"), True),
    ],
)
def test_an_organisation_that_looks_like_another_is_found(
    office: Office,
    typed: OrganisationForm,
    found: bool,
) -> None:
    officer = office.who("officer")
    form = OrganisationForm("Fylde Street Football", postcode="FY8 1AA", charity_number="1123456")
    number = add_organisation(office.desk, officer, form)
    matches = office.desk.read(officer, look_alikes, typed)
    assert [each.id for each in matches] == ([number] if found else [])
    assert office.desk.read(officer, look_alikes, typed, number) == ()
