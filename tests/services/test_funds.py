"""A fund's definition from outside is taken whole, or refused in a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from pccdesk.resources import read_text
from pccdesk.services import funds
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
    sqlite_office: Office, wrong: str
) -> None:
    content = definition()
    as_another(content)
    WRONG[wrong](content)
    with refused_and_untouched(sqlite_office.desk):
        funds.load_fund(sqlite_office.desk, sqlite_office.who("administrator"), content)


def test_a_new_fund_is_taken_in_beside_the_others(sqlite_office: Office) -> None:
    content = definition()
    as_another(content)
    administrator = sqlite_office.who("administrator")
    assert funds.load_fund(sqlite_office.desk, administrator, content) == "another_fund"
