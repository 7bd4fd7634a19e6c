"""An office with people in every role, and the quick way for an application to any stage.

Everything is done through the services. What a test needs is one line: `office.bring_to(stage)`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.definitions import Criterion, FormDefinition, Question, QuestionKind
from pccdesk.domain.forms import ApplicationForm, BudgetLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.domain.permissions import Actor
from pccdesk.models.people import Person
from pccdesk.queries import applications as application_queries
from pccdesk.queries import funds, people
from pccdesk.queries.applications import ApplicationRecord
from pccdesk.services.desk import Desk
from tests.clock import Clock
from tests.way import bring_to

CAF_ROUND = "CAF-2026-1"
RRF_ROUND = "RRF-2026-1"
IN_TIME = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
"""When both rounds are open; the tests' clock stands later, on 1 June."""

_ANSWERS = {QuestionKind.YES_NO: "yes", QuestionKind.NUMBER: "12", QuestionKind.DATE: "1/4/2026"}


def complete_answers(definition: FormDefinition, criteria: tuple[Criterion, ...]) -> dict[str, str]:
    """Return an answer to every question of a fund's form, as the criteria want it."""
    wanted = {each.question: each.answer for each in criteria if each.question}
    return {each.code: wanted.get(each.code, _answer(each)) for each in definition.questions}


def _answer(question: Question) -> str:
    if question.choices:
        return question.choices[0]
    if question.kind is QuestionKind.MONEY:
        return "£250"
    return _ANSWERS.get(question.kind, f"Words about {question.code}.")


@dataclass
class Office:
    """An open desk, its clock, and its people by username: `office.who("officer")`."""

    desk: Desk
    clock: Clock
    made: int = 0

    @cached_property
    def _people(self) -> dict[str, Actor]:
        with self.desk.database.reading() as connection:
            numbers = connection.execute(select(Person.username, Person.id).where(Person.active))
            return {row.username: people.actor(connection, row.id) for row in numbers}

    def who(self, username: str) -> Actor:
        """Return somebody as if signed in, without the slow check of a password."""
        return self._people[username]

    def reread(self, username: str) -> Actor:
        """Return somebody signed in afresh, with roles and delegations as they are now."""
        self.__dict__.pop("_people", None)
        return self.who(username)

    def record(self, application_id: int) -> ApplicationRecord:
        """Return an application as it is now."""
        return self.desk.read(
            self.who("administrator"), application_queries.application, application_id
        )

    def version(self, application_id: int) -> int:
        """Return the version that an officer who opens the application now would see."""
        return self.record(application_id).version

    def stage(self, application_id: int) -> Stage:
        """Return where an application stands."""
        return self.record(application_id).stage

    def definition(self, round_code: str) -> FormDefinition:
        """Return the form that a round asks applicants to fill in."""
        administrator = self.who("administrator")
        chosen = self.desk.read(administrator, funds.round_by_code, round_code)
        return self.desk.read(administrator, funds.form_definition, chosen.form_id)

    def form(self, **changes: Any) -> ApplicationForm:
        """Return a complete form of a new applicant that meets every criterion, but for changes.

        Each form has an applicant of its own, so that criteria such as one a year are met.
        """
        self.made += 1
        round_code = changes.get("round_code", CAF_ROUND)
        administrator = self.who("administrator")
        chosen = self.desk.read(administrator, funds.round_by_code, round_code)
        criteria = self.desk.read(administrator, funds.criteria, chosen.criteria_id)
        answers = complete_answers(self.definition(round_code), criteria)
        boards = self.definition(round_code).boards
        form = _complete_form(round_code, answers, boards[0][0] if boards else "", self.made)
        return replace(form, **changes)

    def bring_to(self, stage: Stage, **changes: Any) -> int:
        """Record a new application and take it to a stage; return its number."""
        return bring_to(self, stage, self.form(**changes))


def _complete_form(
    round_code: str, answers: dict[str, str], board: str, number: int
) -> ApplicationForm:
    return ApplicationForm(
        round_code=round_code,
        organisation=OrganisationForm(
            f"Testshire Street Football Group {number}",
            address=("1 Promenade Road",),
            town="Lytham St Annes",
            postcode="FY8 1AA",
        ),
        main_contact=ContactForm("Jo Bloggs", "Chair", "jo@example.org", "01253 000000"),
        project_title=f"Friday football {number}",
        summary="Football on Friday evenings.",
        what="Two coached hours a week.",
        who="Young people aged 11 to 17.",
        where="The playing field.",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 3, 31),
        districts=("E07000119",),
        priorities=("2024-2029/2",),
        board=board,
        amount_requested=Decimal(2400),
        total_cost=Decimal(3000),
        reserves=Decimal(500),
        budget=(BudgetLine("Pitch and coaches", Decimal(3000), Decimal(2400)),),
        answers=answers,
        received_at=IN_TIME,
    )
