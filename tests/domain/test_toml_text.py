"""A TOML file from outside is read in bounded time, or refused in words."""

from __future__ import annotations

import time

import pytest

from pccdesk.domain.toml_text import read_toml
from pccdesk.resources import resource_path

HOSTILE = {
    "a key of endless parts": b"a" + b".a" * 300_000 + b" = 1",
    "a table of endless parts": b"[[a" + b'."a"' * 200_000 + b"]]",
    "endless lists": b"a = " + b"[" * 300_000,
    "endless tables": b"a = " + b"{a=" * 200_000,
    "too large": b"#" * 2_000_000,
    "no text": b"\xff\xfe",
    "half a character": b'a = "\\ud800"',
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_file_is_refused_at_once(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(ValueError, match=r".{10}"):
        read_toml(HOSTILE[name])
    assert time.monotonic() - started < 5


def test_every_file_that_ships_is_read() -> None:
    paths = [*resource_path("funds").glob("*.toml"), *resource_path("letters").glob("*.toml")]
    assert paths
    assert all(read_toml(path.read_bytes()) for path in paths)
