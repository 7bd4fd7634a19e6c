"""An office with an officer and a few organisations, as the form's tests start with."""

from __future__ import annotations

from datetime import UTC, datetime

from pccdesk.domain.definitions import Question, QuestionKind
from pccdesk.domain.organisations import OrganisationForm
from pccdesk.domain.permissions import Actor, Role, RoleHeld
from pccdesk.services.desk import Desk
from pccdesk.services.organisations import add_organisation
from pccdesk.services.people import PersonForm, add_person
from pccdesk.services.sign_in import sign_in
from tests.new_office import PASSWORD

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ROUND = "CAF-2026-3"
CLOSED_ROUND = "CAF-2026-1"
ORGANISATIONS = (
    OrganisationForm("Fylde Street Football", town="St Annes", postcode="FY8 1AA"),
    OrganisationForm("Burnley Boys & Girls Club", town="Burnley", charity_number="1123456"),
)


def new_officer(desk: Desk, username: str, full_name: str) -> Actor:
    """Add a grants officer and sign in."""
    administrator = sign_in(desk, "administrator", PASSWORD)
    roles = (RoleHeld(Role.OFFICER),)
    add_person(desk, administrator, PersonForm(username, full_name, "Officer", "", PASSWORD, roles))
    return sign_in(desk, username, PASSWORD)


def add_organisations(desk: Desk, officer: Actor) -> None:
    """Add the organisations that are found while typing."""
    for form in ORGANISATIONS:
        add_organisation(desk, officer, form)


def typed_answer(question: Question) -> object:
    """Return what an officer types or chooses for one of the fund's own questions."""
    return {
        QuestionKind.YES_NO: "yes",
        QuestionKind.CHOICE: (question.choices or ("",))[0],
        QuestionKind.CHOICES: list(question.choices[:1]),
        QuestionKind.NUMBER: "12",
        QuestionKind.DATE: "1/4/27",
        QuestionKind.MONEY: "100",
    }.get(question.kind, "Some words")
