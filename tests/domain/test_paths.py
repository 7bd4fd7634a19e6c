"""What no file can be called is told before anybody asks the system for it."""

from __future__ import annotations

import pytest

from pccdesk.domain.paths import can_be_a_path


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "9" * 400, "a/" * 2_500 + "x"])
def test_what_no_file_can_be_called(text: str) -> None:
    assert not can_be_a_path(text)


@pytest.mark.parametrize("text", ["/a/b.xlsx", "C:\\a\\b.xlsx", "é" * 120, ".", "", "a b/ü.pdf"])
def test_any_other_name_can_be(text: str) -> None:
    assert can_be_a_path(text)
