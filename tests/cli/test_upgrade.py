"""`pccdesk upgrade` brings an older office up to date, and says on a terminal how far it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pccdesk.database.schema import known_revisions
from tests.cli.running import Commands
from tests.database import kept_office

DONE = [
    "Keeping a backup of it as it is:",
    "Bringing the database up to date:",
    "Reading letters and documents:",
    "Making records findable:",
    "Putting the words in order:",
]


def test_an_older_office_is_brought_up_to_date_with_a_line_for_each_piece_of_work(
    pccdesk: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oldest = kept_office.REVISIONS[0]
    path = kept_office.unpack(oldest, tmp_path / "old.sqlite")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    done = pccdesk("--database", path, "upgrade")
    assert done.code == 0
    assert done.out == f"“old.sqlite” has the schema {known_revisions()[-1]}.\n"
    lines = done.err.splitlines()
    ends = [line.rpartition("\r")[2].rstrip() for line in lines if line]
    steps = len(known_revisions())
    assert f"Bringing the database up to date: {steps} of {steps}" in ends
    told = [what for what in DONE if any(each.startswith(what) for each in ends)]
    assert told == DONE
    again = pccdesk("--database", path, "upgrade")
    assert (again.code, again.err) == (0, "")
