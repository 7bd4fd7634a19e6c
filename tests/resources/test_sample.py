import csv
import tomllib
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from pccdesk import reference
from pccdesk.domain.definitions import QuestionKind, parse_fund
from pccdesk.domain.organisations import is_postcode
from pccdesk.domain.permissions import Role
from pccdesk.resources import read_text, resource_path

PROJECT_FILES = {
    "projects_caf.toml": ("community_action_fund.toml", 300, 2_500),
    "projects_rrf.toml": ("reducing_reoffending_fund.toml", 4_000, 25_000),
}


def organisations() -> list[dict[str, str]]:
    lines = read_text("sample", "organisations.csv").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads(read_text("sample", name))


def projects(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = toml(name)["projects"]
    return found


def test_every_district_has_at_least_five_organisations() -> None:
    counts = Counter(row["district"] for row in organisations())
    assert set(counts) == {each.code for each in reference.districts()}
    assert min(counts.values()) >= 5


def test_organisations_have_names_kinds_and_keys_of_their_own() -> None:
    rows = organisations()
    kinds = {each.code for each in reference.organisation_kinds()}
    assert {row["kind"] for row in rows} == kinds
    for column in ("key", "name", "postcode", "contact_email"):
        present = [row[column] for row in rows if row[column]]
        assert len(set(present)) == len(present)


def test_postcodes_of_organisations_are_well_formed_and_suggest_their_district() -> None:
    for row in organisations():
        assert is_postcode(row["postcode"]), row["postcode"]
        assert reference.suggest_district(row["postcode"]) == row["district"]


def test_people_of_the_sample_cannot_be_reached() -> None:
    for row in organisations():
        for column in ("email", "contact_email", "second_email"):
            assert not row[column] or row[column].endswith("@example.org")
        for column in ("phone", "contact_phone", "second_phone"):
            assert not row[column] or row[column].startswith(("01632 960", "07700 900"))


def test_numbers_of_organisations_are_formatted_right() -> None:
    for row in organisations():
        charity, company = row["charity_number"], row["company_number"]
        assert not charity or (charity.isdigit() and len(charity) in {6, 7})
        assert not company or (company.isdigit() and len(company) == 8)
        assert bool(charity) == (row["kind"] == "charity")


def test_the_sample_holds_names_that_are_hard_to_print() -> None:
    names = [row["name"] for row in organisations()]
    assert max(len(name) for name in names) > 120
    assert max(len(name) for name in names) <= 200
    for mark in ("'", "&", "ŷ", "Ś"):
        assert any(mark in name for name in names), mark
    assert any(row["postcode"].startswith("L") for row in organisations())


def test_the_promised_usernames_and_every_role_are_there() -> None:
    officers = toml("officers.toml")["officers"]
    usernames = [each["username"] for each in officers]
    assert set(usernames) >= {
        "officer",
        "assessor",
        "commissioner",
        "finance",
        "administrator",
        "auditor",
        "chief.executive",
    }
    assert len(set(usernames)) == len(usernames)
    assert {each["role"] for each in officers} == {each.value for each in Role}
    for each in officers:
        assert ("limit" in each) == (each["role"] == Role.DECISION_MAKER)


@pytest.mark.parametrize("name", PROJECT_FILES)
def test_projects_suit_their_fund_and_their_sums_agree(name: str) -> None:
    _, least, most = PROJECT_FILES[name]
    found = projects(name)
    assert len({each["code"] for each in found}) == len(found)
    for each in found:
        lines = [(Decimal(cost), Decimal(grant)) for _, cost, grant in each["budget"]]
        cost = sum(line[0] for line in lines)
        grant = sum(line[1] for line in lines)
        cash = sum(Decimal(sum_) for _, sum_, kind in each.get("match", ()) if kind == "cash")
        assert least <= grant <= most, each["code"]
        assert cost - grant == cash, each["code"]
        assert cost <= 10_000 or most == 25_000


@pytest.mark.parametrize("name", PROJECT_FILES)
def test_projects_keep_the_word_limits_of_their_fund(name: str) -> None:
    fund_file, _, _ = PROJECT_FILES[name]
    form = parse_fund(tomllib.loads(read_text("funds", fund_file))).form
    limits = {question.code: question.word_limit for question in form.questions}
    for each in projects(name):
        assert len(each["summary"].split()) <= form.summary_words
        for field in ("what", "who", "where"):
            assert len(each[field].split()) <= form.text_words
        assert len(each["need"].split()) <= limits["evidence_of_need"]
        assert len(each["outcomes"].split()) <= limits["outcomes"]
        assert len(each.get("partners", "").split()) <= limits.get("partners", 0)


def test_answers_fit_the_questions_of_the_funds() -> None:
    answers = toml("answers.toml")
    for fund_file, _, _ in PROJECT_FILES.values():
        form = parse_fund(tomllib.loads(read_text("funds", fund_file))).form
        for question in form.questions:
            for text in answers["text"].get(question.code, ()):
                assert len(text.split()) <= question.word_limit, question.code
            for answer in answers["choice"].get(question.code, ()):
                allowed = question.choices or ("yes", "no")
                assert question.kind in {QuestionKind.YES_NO, QuestionKind.CHOICE}
                assert answer in allowed
            if question.code == "people_served" and fund_file.startswith("community"):
                served = {each for group in answers["people_served"].values() for each in group}
                assert served <= set(question.choices)


def test_project_choices_are_choices_of_the_form() -> None:
    form = parse_fund(tomllib.loads(read_text("funds", "reducing_reoffending_fund.toml"))).form
    strand, served = form.question("strand"), form.question("people_served")
    assert strand is not None
    assert served is not None
    for each in projects("projects_rrf.toml"):
        assert each["strand"] in strand.choices
        assert set(each["served"]) <= set(served.choices)


@pytest.mark.parametrize("name", PROJECT_FILES)
def test_every_project_finds_an_organisation_with_one_of_its_themes(name: str) -> None:
    themes = {theme for row in organisations() for theme in row["themes"].split()}
    priorities = toml("phrases.toml")["priorities"]
    for each in projects(name):
        assert set(each["themes"]) & themes
        assert each["priority"] in priorities


def test_priority_words_stand_for_priorities_that_exist() -> None:
    codes = {each.code for each in reference.priorities()}
    for named in toml("phrases.toml")["priorities"].values():
        assert set(named) <= codes


def test_every_scoring_criterion_has_words_for_each_level() -> None:
    words = toml("phrases.toml")["assessors"]
    for fund_file, _, _ in PROJECT_FILES.values():
        for criterion in parse_fund(tomllib.loads(read_text("funds", fund_file))).scoring.criteria:
            assert set(words[criterion.code]) == {"low", "middle", "high"}, criterion.code


def test_history_is_the_published_awards_each_with_its_source() -> None:
    rows = list(csv.DictReader(read_text("sample", "history.csv").splitlines()))
    assert len(rows) == 15
    assert all(row["source"] and int(row["amount_gbp"]) > 0 for row in rows)


def test_everything_in_the_sample_is_documented() -> None:
    sources = read_text("sample", "SOURCES.md")
    for path in resource_path("sample").iterdir():
        assert path.name == "SOURCES.md" or path.name in sources
