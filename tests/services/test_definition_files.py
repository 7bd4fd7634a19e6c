"""Next year's rounds and new wording come in from files, by an administrator, without new code."""

from __future__ import annotations

from pathlib import Path

import pytest

from pccdesk.domain.errors import EnvironmentFailed, NotPermitted
from pccdesk.queries import funds
from pccdesk.resources import resource_path
from pccdesk.services import definition_files
from tests.office import Office
from tests.services.untouched import refused_and_untouched

NEXT_ROUND = """
[[rounds]]
code = "CAF-2027-1"
title = "Spring 2027"
financial_year = 2027
opens = "2026-05-01T09:00"
closes = "2027-05-14T12:00"
maximum = "3000"
minimum = "300"
budget = "25000"
decide_by = "2027-06-11"
accept_within_days = 28
"""


def fund_text() -> str:
    return resource_path("funds", "community_action_fund.toml").read_text(encoding="utf-8")


def letter_text() -> str:
    return resource_path("letters", "award.toml").read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "file.toml"
    path.write_text(text, encoding="utf-8")
    return path


def take_in(office: Office, path: Path, who: str = "administrator") -> definition_files.TakenIn:
    return definition_files.take_in_file(office.desk, office.who(who), path)


def test_next_years_round_takes_applications_once_its_file_is_taken_in(
    office: Office, tmp_path: Path
) -> None:
    taken = take_in(office, written(tmp_path, fund_text() + NEXT_ROUND))
    assert taken.rounds == ("CAF-2027-1",)
    assert taken.versions == ()
    assert "rounds CAF-2027-1" in taken.sentence
    opened = office.desk.read(office.who("officer"), funds.round_by_code, "CAF-2027-1")
    assert opened.maximum == 3000
    assert take_in(office, written(tmp_path, fund_text() + NEXT_ROUND)).rounds == ()


def test_a_changed_part_needs_a_new_version(office: Office, tmp_path: Path) -> None:
    changed = written(tmp_path, fund_text().replace('amount = "10000"', 'amount = "12000"', 1))
    with refused_and_untouched(office.desk) as refused:
        take_in(office, changed)
    assert "Give the changed one a new version" in str(refused.value)


def test_a_new_version_of_the_terms_leaves_open_rounds_as_they_are(
    office: Office, tmp_path: Path
) -> None:
    before = office.desk.read(office.who("officer"), funds.round_by_code, "CAF-2026-3").terms_id
    text = fund_text().replace("[terms]\nversion = 1", "[terms]\nversion = 2") + NEXT_ROUND
    taken = take_in(office, written(tmp_path, text))
    assert taken.versions == ("terms",)
    read = office.desk.read
    assert read(office.who("officer"), funds.round_by_code, "CAF-2026-3").terms_id == before
    assert read(office.who("officer"), funds.round_by_code, "CAF-2027-1").terms_id != before


def test_a_letters_new_wording_is_the_one_that_letters_use_from_then_on(
    office: Office, tmp_path: Path
) -> None:
    text = letter_text().replace("version = 1", "version = 2", 1)
    assert take_in(office, written(tmp_path, text)).versions == ("its wording",)
    with office.desk.database.reading() as connection:
        assert funds.latest_definition(connection, "letter", "award")[0] == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "neither a fund nor the wording"),
        ("= 1", "no file of a fund or a letter"),
        ("code = 'ransom'", "neither a fund nor the wording"),
        ("[fund]\ncode = 'x'", "not usable"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(
    office: Office, tmp_path: Path, text: str, sentence: str
) -> None:
    with refused_and_untouched(office.desk) as refused:
        take_in(office, written(tmp_path, text))
    assert sentence in str(refused.value)


def test_wording_with_a_placeholder_that_no_letter_knows_is_refused(
    office: Office, tmp_path: Path
) -> None:
    text = letter_text().replace("version = 1", "version = 2", 1).replace("{amount}", "{sum}", 1)
    with refused_and_untouched(office.desk) as refused:
        take_in(office, written(tmp_path, text))
    assert "{sum}" in str(refused.value)


def test_a_file_that_is_not_there_is_a_sentence(office: Office, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match="There is no file"):
        take_in(office, tmp_path / "nowhere.toml")


@pytest.mark.parametrize("who", ["officer", "commissioner", "finance", "auditor", "everything"])
def test_only_an_administrator_takes_files_in(office: Office, who: str) -> None:
    with pytest.raises(NotPermitted):
        take_in(office, resource_path("letters", "award.toml"), who)


def test_what_ships_is_all_there_in_a_new_office(office: Office) -> None:
    taken = definition_files.take_in_shipped(office.desk, office.who("administrator"))
    assert len(taken) == 4
    assert not any(each.rounds or each.versions for each in taken)
    assert "nothing in it was new" in taken[0].sentence


def test_a_shipped_funds_file_is_saved_to_be_changed(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "fund.toml"
    administrator = office.who("administrator")
    definition_files.write_fund_file(administrator, "community_action_fund", path)
    assert take_in(office, path).rounds == ()
    assert definition_files.is_shipped("community_action_fund")
    assert not definition_files.is_shipped("someone_elses_fund")
