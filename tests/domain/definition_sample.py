"""A small form, scoring scheme and application that tests change one thing of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pccdesk.domain.definitions import (
    Band,
    FormDefinition,
    Question,
    QuestionKind,
    ScoringCriterion,
    ScoringScheme,
)
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.organisations import ContactForm


def question(kind: QuestionKind, *, required: bool = True, word_limit: int = 0) -> Question:
    """Return a question of a kind, with its kind as its code."""
    choices = ("Red", "Green") if kind in {QuestionKind.CHOICE, QuestionKind.CHOICES} else ()
    label = f"A {kind.value}?"
    return Question(
        kind.value, label, kind, word_limit=word_limit, required=required, choices=choices
    )


DEFINITION = FormDefinition(
    version=1,
    summary_words=5,
    text_words=6,
    questions=(
        question(QuestionKind.YES_NO),
        question(QuestionKind.LONG_TEXT, required=False, word_limit=3),
    ),
    documents=(),
)
WITH_BOARDS = FormDefinition(1, 0, 0, (), (), (("north", "North"), ("east", "East")))
COMPLETE = ApplicationForm(
    "CAF-2026-1",
    organisation_id=1,
    main_contact=ContactForm("Jo Bloggs", email="jo@example.org"),
    project_title="Friday football",
    summary="Football on Fridays.",
    what="Coached hours.",
    who="Young people.",
    where="The field.",
    starts_on=date(2026, 9, 1),
    ends_on=date(2026, 9, 1),
    districts=("E07000119",),
    priorities=("2024-2029/2",),
    amount_requested=Decimal(2400),
    total_cost=Decimal(3000),
    reserves=Decimal(0),
    answers={"yes_no": "yes"},
)
SCHEME = ScoringScheme(
    version=1,
    maximum_mark=10,
    assessors_needed=2,
    criteria=(
        ScoringCriterion("need", "Need", weight=2),
        ScoringCriterion("value", "Value", weight=1),
    ),
    bands=(Band(0, "Weak"), Band(50, "Fair"), Band(70, "Strong")),
)
