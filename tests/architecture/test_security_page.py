"""SECURITY.md names only what is there, and no promise without what tries to break it."""

from __future__ import annotations

import re

from tests.repository import ROOT

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PATH = re.compile(r"\b(?:pccdesk|tests)/[\w/]+\.py\b")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| Promise"))
]


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(PATH.findall(PAGE))
    missing = sorted(each for each in named if not (ROOT / each).is_file())
    assert len(named) > 40
    assert not missing, f"SECURITY.md names what is not there: {missing}"


def test_every_promise_has_its_rule_and_what_tries_to_break_it() -> None:
    assert len(ROWS) > 25
    for row in ROWS:
        assert len(row) == 3, row
        promise, rule, proof = row
        assert promise.endswith("."), promise
        assert rule, promise
        assert any(each.startswith("tests/") for each in PATH.findall(proof)), promise


def test_what_is_not_promised_is_said_too() -> None:
    assert PAGE.index("## What is not promised") > PAGE.index("## Bad input")
