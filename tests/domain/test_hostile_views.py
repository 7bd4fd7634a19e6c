"""What was kept of a view comes back as it was, or is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pccdesk.domain.errors import Refused
from pccdesk.domain.views import ChosenValue, ViewColumn, ViewContent, ViewSort, as_text, from_text

SOUND = ViewContent(
    "Preston",
    (ChosenValue("year", 2026, "2026/27"),),
    (ViewColumn("reference", 120),),
    (ViewSort("reference", descending=True),),
)


def changed(**parts: Any) -> str:
    """Return a sound view's text with parts exchanged."""
    return json.dumps({**json.loads(as_text(SOUND)), **parts})


def test_a_sound_view_comes_back() -> None:
    assert from_text(as_text(SOUND)) == SOUND


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", "NaN", "[" * 100_000, '{"text":' * 50_000,
        changed(columns=[["reference", "wide", True]]),
        changed(columns=[["reference", -1, True]]),
        changed(columns=[["reference", 10**9, True]]),
        changed(columns=[["reference", float("nan"), True]]),
        changed(columns=[["reference", 120, "yes"]]),
        changed(columns=[["reference", 120, True]] * 501),
        changed(columns=[[["reference"], 120, True]]),
        changed(sort=[["reference", 1]]), changed(sort=[[None, True]]),
        changed(chosen=[["year", {"a": 1}, "2026/27"]]),
        changed(chosen=[["year", 2**70, "2026/27"]]),
        changed(chosen=[["year", 2026, ["2026/27"]]]),
    ],
)  # fmt: skip
def test_a_view_that_was_tampered_with_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match="Delete it and save it anew"):
        from_text(text)
