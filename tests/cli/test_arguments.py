"""How the text of options is read."""

from __future__ import annotations

from argparse import ArgumentTypeError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.cli.arguments import file_path, financial_year


@given(st.integers(1900, 9998))
def test_a_financial_year_is_read_in_each_way_that_it_is_written(start: int) -> None:
    second = f"{(start + 1) % 100:02}"
    for text in (f"{start}-{second}", f"{start}/{second}", f" {start}-{second} "):
        assert financial_year(text).start_year == start


@pytest.mark.parametrize("text", ["2026-2027", "2099-2100"])
def test_both_years_may_be_written_in_full(text: str) -> None:
    assert financial_year(text).start_year == int(text[:4])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-",
        "2026-28",
        "26-27",
        "2026-26",
        "2026-27-28",
        "\u0662026-27",
        "0000-01",
        "x",
    ],
)
def test_what_is_no_financial_year_is_said_so(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="write it as 2026-27"):
        financial_year(text)


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "9" * 400])
def test_what_no_file_can_be_called_is_said_so(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="no name that a file can have"):
        file_path(text)
