import itertools
import tomllib

import pytest

from pccdesk.domain.definitions import CriterionKind, FundDefinition, QuestionKind, parse_fund
from pccdesk.resources import read_text, resource_path

FUNDS = sorted(path.name for path in resource_path("funds").glob("*.toml"))


def fund(name: str) -> FundDefinition:
    return parse_fund(tomllib.loads(read_text("funds", name)))


def test_both_funds_are_there() -> None:
    assert FUNDS == ["community_action_fund.toml", "reducing_reoffending_fund.toml"]


@pytest.mark.parametrize("name", FUNDS)
def test_codes_are_unique_within_each_list(name: str) -> None:
    parsed = fund(name)
    for codes in (
        [each.code for each in parsed.form.questions],
        [each.code for each in parsed.form.documents],
        [each.code for each in parsed.criteria],
        [each.code for each in parsed.scoring.criteria],
        [each.code for each in parsed.rounds],
    ):
        assert codes
        assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", FUNDS)
def test_long_texts_have_a_word_limit_that_their_hint_names(name: str) -> None:
    for question in fund(name).form.questions:
        if question.kind is QuestionKind.LONG_TEXT:
            assert f"Up to {question.word_limit} words" in question.hint


@pytest.mark.parametrize("name", FUNDS)
def test_only_choice_questions_have_choices(name: str) -> None:
    for question in fund(name).form.questions:
        has_choices = question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}
        assert bool(question.choices) == has_choices
        assert question.section
        assert question.hint


@pytest.mark.parametrize("name", FUNDS)
def test_a_criterion_on_an_answer_names_a_question_of_the_form(name: str) -> None:
    parsed = fund(name)
    for criterion in parsed.criteria:
        assert criterion.source
        if criterion.kind is CriterionKind.ANSWER_IS:
            question = parsed.form.question(criterion.question)
            assert question is not None
            assert question.kind is not QuestionKind.YES_NO or criterion.answer in {"yes", "no"}


def test_the_community_action_fund_keeps_its_published_limits() -> None:
    criteria = {each.kind: each for each in fund("community_action_fund.toml").criteria}
    assert criteria[CriterionKind.TOTAL_COST_AT_MOST].amount == 10_000
    assert criteria[CriterionKind.RESERVES_AT_MOST].amount == 25_000
    assert set(CriterionKind) == set(criteria)


@pytest.mark.parametrize(
    ("name", "maximum"),
    [("community_action_fund.toml", 2_500), ("reducing_reoffending_fund.toml", 25_000)],
)
def test_every_round_runs_forward_in_time_and_within_its_year(name: str, maximum: int) -> None:
    rounds = fund(name).rounds
    assert {each.financial_year for each in rounds} == {2024, 2025, 2026}
    for each in rounds:
        assert each.opens < each.closes
        assert each.decide_by is not None
        assert each.closes.date() < each.decide_by
        assert each.code.split("-")[1] == str(each.financial_year)
        assert each.opens.year == each.financial_year
        assert 0 < each.minimum < each.maximum == maximum < each.budget


@pytest.mark.parametrize("name", FUNDS)
def test_rounds_of_a_fund_do_not_overlap(name: str) -> None:
    rounds = fund(name).rounds
    for earlier, later in itertools.pairwise(rounds):
        assert earlier.closes < later.opens


@pytest.mark.parametrize("name", FUNDS)
def test_instalments_add_up_to_the_whole(name: str) -> None:
    assert sum(fund(name).instalments) == 100


@pytest.mark.parametrize("name", FUNDS)
def test_score_bands_rise_from_nothing(name: str) -> None:
    starts = [band.from_percent for band in fund(name).scoring.bands]
    assert starts == sorted(set(starts))
    assert starts[0] == 0


@pytest.mark.parametrize("name", FUNDS)
def test_terms_are_short_enough_for_a_two_page_letter(name: str) -> None:
    terms = fund(name).terms
    assert 10 <= len(terms) <= 14
    assert max(len(each) for each in terms) <= 110


def test_only_the_reducing_reoffending_fund_works_through_boards() -> None:
    assert fund("community_action_fund.toml").form.boards == ()
    assert [code for code, _ in fund("reducing_reoffending_fund.toml").form.boards] == [
        "north",
        "east",
        "south",
        "west",
    ]
