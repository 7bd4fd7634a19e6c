"""Outside text within the window's sentences."""

from __future__ import annotations

import pytest

from pccdesk.ui.plain_text import isolated


@pytest.mark.parametrize("name", ["", "Ada King", "Świetlica", "Zoë O’Neill", "日本", "🎈"])
def test_a_name_from_left_to_right_stays_as_it_is(name: str) -> None:
    assert isolated(name) == name


@pytest.mark.parametrize("name", ["שלום", "جمعية الأمل", "Hope جمعية", "evil\u202egpj.exe"])
def test_a_name_that_turns_the_line_is_isolated(name: str) -> None:
    assert isolated(name) == f"\u2068{name}\u2069"
