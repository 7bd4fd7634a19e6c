"""Everything that may be wrong with an application is found, field by field, in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pccdesk.domain.definitions import QuestionKind
from pccdesk.domain.errors import Refused
from pccdesk.domain.forms import (
    ROWS_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    BudgetLine,
    MatchLine,
    answer_problems,
    blocking,
    draft_problems,
    form_problems,
    require_no_problems,
    word_count,
)
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from tests.domain.definition_sample import COMPLETE, DEFINITION, WITH_BOARDS, question

LINE = BudgetLine("Pitch", Decimal(3000), Decimal(2400))
MATCH = MatchLine("Parish council", Decimal(100))


def test_a_complete_form_has_no_problems() -> None:
    assert form_problems(COMPLETE, DEFINITION) == ()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"organisation_id": None}, "organisation", "Choose the applicant"),
        ({"organisation": OrganisationForm("")}, "organisation.name", "name"),
        ({"project_title": " \t"}, "project_title", "Enter the project’s title"),
        ({"project_title": "x" * (TITLE_LIMIT + 1)}, "project_title", "140 characters"),
        ({"main_contact": None}, "main_contact.name", "Enter the main contact"),
        ({"second_contact": ContactForm("")}, "second_contact.name", "contact’s name"),
        ({"summary": " "}, "summary", "Enter “Summary”"),
        ({"what": ""}, "what", "Enter “What will be done”"),
        ({"who": "x" * (TEXT_LIMIT + 1)}, "who", "20,000 characters"),
        ({"where": "x" * (TEXT_LIMIT + 1)}, "where", "20,000 characters"),
        ({"starts_on": None}, "starts_on", "day the project starts"),
        ({"ends_on": None}, "ends_on", "day the project ends"),
        ({"ends_on": date(2026, 8, 31)}, "ends_on", "ends before it starts"),
        ({"ends_on": date(9999, 12, 31)}, "ends_on", "between 2000 and 2100"),
        ({"starts_on": date(1026, 9, 1)}, "starts_on", "between 2000 and 2100"),
        ({"districts": ()}, "districts", "at least one district"),
        ({"priorities": ()}, "priorities", "at least one priority"),
        ({"amount_requested": None}, "amount_requested", "more than £0"),
        ({"amount_requested": Decimal(0)}, "amount_requested", "more than £0"),
        ({"amount_requested": Decimal(-1)}, "amount_requested", "£0 or more"),
        ({"amount_requested": Decimal("0.005")}, "amount_requested", "whole pence"),
        ({"total_cost": Decimal("1e12")}, "total_cost", "under one thousand million"),
        ({"total_cost": Decimal(2399)}, "total_cost", "less than the £2,400"),
        ({"reserves": None}, "reserves", "£0 if there are none"),
        ({"reserves": Decimal("-0.01")}, "reserves", "£0 or more"),
        ({"budget": (replace(LINE, cost=Decimal(-1)), replace(LINE, cost=Decimal(3001)))},
         "budget", "£0 or more"),
        ({"budget": (replace(LINE, from_grant=Decimal("1.001")),)}, "budget", "whole pence"),
        ({"budget": (replace(LINE, description="x" * 501),)}, "budget", "500 characters"),
        ({"budget": (replace(LINE, cost=Decimal(50)),) * (ROWS_LIMIT + 1)}, "budget", "60 lines"),
        ({"match": (replace(MATCH, amount=Decimal(-1)),)}, "match", "£0 or more"),
        ({"match": (replace(MATCH, amount=Decimal("1e12")),)}, "match", "thousand million"),
        ({"match": (MATCH,) * (ROWS_LIMIT + 1)}, "match", "60 lines"),
        ({"answers": {}}, "answers.yes_no", "Answer “A yes_no?”"),
        ({"answers": {"yes_no": "perhaps"}}, "answers.yes_no", "answer yes or no"),
        ({"answers": {"yes_no": "yes", "other": "x" * (TEXT_LIMIT + 1)}}, "answers.other",
         "20,000 characters"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_what_to_do(
    changes: dict[str, Any], field: str, words: str
) -> None:
    form = replace(COMPLETE, **changes)
    problems = blocking(form_problems(form, DEFINITION))
    assert form_problems(form, DEFINITION, warnings=False) == problems
    assert [each.field for each in problems] == [field]
    assert words in problems[0].sentence
    assert problems[0].sentence.endswith(".")


@pytest.mark.parametrize("board", ["", "west", "North"])
def test_a_fund_with_boards_wants_one_of_them(board: str) -> None:
    problems = form_problems(replace(COMPLETE, board=board), WITH_BOARDS)
    assert [each.field for each in problems] == ["board"]
    assert not form_problems(replace(COMPLETE, board="east"), WITH_BOARDS)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"summary": "one two three four five six"}, "summary", "6 words; the limit is 5"),
        ({"where": "a b c d e f g"}, "where", "7 words; the limit is 6"),
        ({"answers": {"yes_no": "no", "long_text": "a b c d"}}, "answers.long_text", "4 words"),
        ({"budget": (replace(LINE, cost=Decimal(2000)),)}, "budget", "adds up to £2,000"),
        ({"main_contact": ContactForm("Jo")}, "main_contact.email", "telephone"),
    ],
)
def test_what_is_odd_is_a_warning_that_stops_nothing(
    changes: dict[str, Any], field: str, words: str
) -> None:
    problems = form_problems(replace(COMPLETE, **changes), DEFINITION)
    assert [(each.field, each.warning) for each in problems] == [(field, True)]
    assert words in problems[0].sentence
    require_no_problems(problems, "Not saved.")
    assert form_problems(replace(COMPLETE, **changes), DEFINITION, warnings=False) == ()


def test_what_is_wrong_is_the_same_whether_or_not_somebody_is_to_be_warned() -> None:
    odd = OrganisationForm("Молоко Milk", charity_number="12", company_number="9", phone="1")
    for name in ("Молоко Milk", "A\u202eclub", "Мilk", ""):
        for email in ("jo at home", "jo@gmial.com", ""):
            form = replace(
                COMPLETE,
                organisation_id=None,
                organisation=replace(odd, name=name, email=email),
                main_contact=ContactForm("Jo", email=email, phone="2"),
                second_contact=ContactForm(" ", email=email),
                summary="one two three four five six",
                answers={"yes_no": "perhaps", "long_text": "a b c d"},
                budget=(replace(LINE, cost=Decimal(2000)),),
            )
            told = form_problems(form, DEFINITION)
            assert form_problems(form, DEFINITION, warnings=False) == blocking(told) != told


def test_exactly_the_word_limit_is_within_it() -> None:
    assert not form_problems(replace(COMPLETE, summary="one two three four five"), DEFINITION)
    assert word_count(" one\ntwo\u00a0three  ") == 3


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (QuestionKind.YES_NO, ("yes", "no", " yes "), ("Yes!", "true", "1")),
        (QuestionKind.CHOICE, ("Red", "Green"), ("Blue", "Red\nGreen", "red")),
        (QuestionKind.CHOICES, ("Red", "Red\nGreen"), ("Red\nBlue", "Red, Green")),
        (QuestionKind.NUMBER, ("0", "12"), ("-1", "1.5", "twelve", "٣", "²")),
        (QuestionKind.DATE, ("1/4/2026", "1 April 2026"), ("31 February 2026", "soon")),
        (QuestionKind.MONEY, ("£250", "0"), ("£-1", "lots", "1.001")),
        (QuestionKind.TEXT, ("=cmd|' /C calc'!A0", "<b>&"), ()),
        (QuestionKind.LONG_TEXT, ("\u202eright to left", "🙂"), ()),
    ],
)
def test_each_kind_of_question_knows_its_answers(
    kind: QuestionKind, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    asked = question(kind)
    for answer in good:
        assert not list(answer_problems(asked, answer)), answer
    for answer in bad:
        (problem,) = answer_problems(asked, answer)
        assert problem.field == f"answers.{kind.value}"
        assert asked.label in problem.sentence


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_only_a_required_question_must_be_answered(kind: QuestionKind) -> None:
    assert len(list(answer_problems(question(kind), " \n"))) == 1
    assert not list(answer_problems(question(kind, required=False), " \n"))


def test_a_draft_needs_no_more_than_applicant_and_title() -> None:
    bare = replace(
        COMPLETE, summary="", what="", starts_on=None, districts=(), amount_requested=None,
        answers={}, main_contact=None, reserves=None,
    )  # fmt: skip
    assert draft_problems(bare) == ()
    nobody = replace(bare, project_title="", organisation_id=None)
    fields = [each.field for each in draft_problems(nobody)]
    assert fields == ["organisation", "project_title"]


@pytest.mark.parametrize("amount", ["-1", "0.001", "1e12", "NaN"])
def test_a_draft_keeps_no_sum_that_the_database_could_not(amount: str) -> None:
    problems = draft_problems(replace(COMPLETE, amount_requested=Decimal(amount)))
    assert [each.field for each in problems] == ["amount_requested"]


def test_a_refusal_carries_each_problem_and_says_the_first() -> None:
    problems = form_problems(replace(COMPLETE, districts=(), reserves=None), DEFINITION)
    with pytest.raises(Refused) as refused:
        require_no_problems(problems, "It cannot be saved.")
    assert refused.value.sentence == "It cannot be saved. Choose at least one district."
    assert [each.field for each in refused.value.problems] == ["districts", "reserves"]
