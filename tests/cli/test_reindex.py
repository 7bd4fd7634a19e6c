"""`pccdesk reindex` makes a damaged index whole."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pccdesk.cli.main import run


def test_a_damaged_index_is_found_and_made_anew(
    sample_office_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = ["--database", str(sample_office_file)]
    assert run([*address, "verify"]) == 0
    with sqlite3.connect(sample_office_file) as connection:
        connection.execute("DELETE FROM search_entry WHERE id % 7 = 0")
    connection.close()
    assert run([*address, "verify"]) == 1
    assert "pccdesk reindex" in capsys.readouterr().out
    assert run([*address, "reindex"]) == 0
    assert "records can be found" in capsys.readouterr().out
    assert run([*address, "verify"]) == 0
