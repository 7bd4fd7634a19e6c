import tomllib
from datetime import date, timedelta

import pytest

from pccdesk import reference
from pccdesk.resources import read_text, resource_path


@pytest.mark.parametrize(
    ("postcode", "name"),
    [
        ("PR1 8XJ", "Preston"),
        ("BB1 1AA", "Blackburn with Darwen"),
        ("FY1 1AD", "Blackpool"),
        ("LA1 1AA", "Lancaster"),
        ("PR1 0LD", "Preston"),  # the office
        ("M1 1AE", None),  # Manchester,
    ],
)
def test_a_postcode_suggests_its_district(postcode: str, name: str | None) -> None:
    names = {each.code: each.name for each in reference.districts()}
    code = reference.suggest_district(postcode)
    assert (names[code] if code else None) == name


@pytest.mark.parametrize("typed", ["pr1 8xj", "PR18XJ", " pr1  8XJ "])
def test_a_postcode_may_be_typed_in_any_way(typed: str) -> None:
    assert reference.suggest_district(typed) == "E07000123"


@pytest.mark.parametrize("typed", ["", "PR1", "PR1 OLD", "é"])
def test_what_is_no_postcode_suggests_nothing(typed: str) -> None:
    assert reference.suggest_district(typed) is None


def test_there_are_fourteen_districts_in_three_divisions() -> None:
    assert len(reference.districts()) == 14
    assert {each.division for each in reference.districts()} == {"East", "South", "West"}


def test_every_day_from_the_first_plan_on_has_the_priorities_of_one_plan() -> None:
    everything = reference.priorities()
    day = min(each.valid_from for each in everything)
    while day <= max(each.valid_to for each in everything):
        assert len({each.plan for each in reference.priorities_on(day)}) == 1
        day += timedelta(days=1)


def test_the_plan_of_today_has_its_two_priorities_in_order() -> None:
    codes = [each.code for each in reference.priorities_on(date(2026, 11, 22))]
    assert codes == ["2024-2029/1", "2024-2029/2"]


def test_the_boards_share_out_every_district_once() -> None:
    shared = [code for board in reference.boards() for code in board.districts]
    assert sorted(shared) == sorted(each.code for each in reference.districts())


def test_kinds_of_organisation_say_which_number_they_have() -> None:
    kinds = {each.code: each for each in reference.organisation_kinds()}
    assert kinds["charity"].registered_with == "charity"
    assert kinds["parish_or_town_council"].public_body
    assert not kinds["voluntary_group"].public_body


def test_the_extract_is_small_and_attributed() -> None:
    assert resource_path("reference", "postcode_districts.txt.xz").stat().st_size < 30_000
    sources = read_text("reference", "SOURCES.md")
    assert "Office for National Statistics licensed under the Open Government Licence v3.0" in (
        sources
    )


def test_every_help_page_is_in_the_index_and_every_screen_has_one_page() -> None:
    pages = tomllib.loads(read_text("help", "index.toml"))["pages"]
    files = {path.stem for path in resource_path("help").glob("*.md")}
    assert {page["id"] for page in pages} == files
    screens = [screen for page in pages for screen in page["screens"]]
    assert len(set(screens)) == len(screens)
    for page in pages:
        text = read_text("help", f"{page['id']}.md")
        assert text.startswith("# ")
        assert 15 <= text.count("\n") <= 50
