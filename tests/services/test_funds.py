"""A fund's definition from outside is taken whole, or refused in a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from pccdesk.resources import read_text
from pccdesk.services.definition_files import TakenIn, take_in_file
from tests.office import Office
from tests.services.untouched import refused_and_untouched

Change = Callable[[dict[str, Any]], object]


def definition() -> dict[str, Any]:
    """Return the definition of a fund that ships with the program."""
    return tomllib.loads(read_text("funds", "community_action_fund.toml"))


def as_another(content: dict[str, Any]) -> None:
    """Give a definition the code of a fund that is not there yet."""
    content["fund"] |= {"code": "another_fund", "prefix": "NEW"}
    for each in content["rounds"]:
        each["code"] = f"NEW-{each['code']}"


def take_in(office: Office, folder: Path, content: dict[str, Any]) -> TakenIn:
    """Take a definition in from a file."""
    path = folder / "definition.toml"
    path.write_text(tomli_w.dumps(content), encoding="utf-8")
    return take_in_file(office.desk, office.who("administrator"), path)


WRONG: dict[str, Change] = {
    "a text is a number": lambda content: content["fund"].update(name=5),
    "a label is a list": lambda content: content["form"]["questions"][0].update(label=["a"]),
    "a question is a text": lambda content: content["form"]["questions"].append("a"),
    "a number beyond bounds": lambda content: content["rounds"][0].update(budget=2**70),
    "no number": lambda content: content["rounds"][0].update(maximum=float("nan")),
    "no code": lambda content: content["fund"].update(code=""),
    "another fund's prefix": lambda content: content["fund"].update(prefix="CAF"),
    "another fund's round": lambda content: content["rounds"][0].update(code="CAF-2026-1"),
    "a round twice": lambda content: content["rounds"].append(content["rounds"][0]),
}


@pytest.mark.parametrize("wrong", list(WRONG))
def test_a_wrong_definition_is_refused_and_nothing_is_kept(
    sqlite_office: Office, tmp_path: Path, wrong: str
) -> None:
    content = definition()
    as_another(content)
    WRONG[wrong](content)
    with refused_and_untouched(sqlite_office.desk):
        take_in(sqlite_office, tmp_path, content)


@pytest.mark.parametrize("change", [{"code": ["award"]}, {"version": "²"}, {"version": 10**30}])
def test_a_wrong_wording_is_refused_and_nothing_is_kept(
    sqlite_office: Office, tmp_path: Path, change: dict[str, Any]
) -> None:
    content = tomllib.loads(read_text("letters", "award.toml")) | change
    with refused_and_untouched(sqlite_office.desk):
        take_in(sqlite_office, tmp_path, content)


def test_a_new_fund_is_taken_in_beside_the_others(sqlite_office: Office, tmp_path: Path) -> None:
    content = definition()
    as_another(content)
    taken = take_in(sqlite_office, tmp_path, content)
    assert taken.rounds == tuple(each["code"] for each in content["rounds"])
