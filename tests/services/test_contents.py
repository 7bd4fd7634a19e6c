"""A file is written whole, and what a killed process left of it does not stay for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.services.contents import read_file, write_whole


def left(folder: Path, name: str, seconds: float) -> Path:
    """Put a file there that was last written so long ago."""
    path = folder / name
    path.write_bytes(b"half")
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))
    return path


def test_what_a_killed_process_left_is_removed_by_the_next_write(tmp_path: Path) -> None:
    old = left(tmp_path, ".batch [1].xlsx.abcdefgh.pccdesk-part", 3600)
    write_whole(tmp_path / "batch [1].xlsx", b"whole")
    assert not old.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["batch [1].xlsx"]


def test_what_somebody_else_may_still_write_stays(tmp_path: Path) -> None:
    kept = {
        left(tmp_path, ".batch.xlsx.abcdefgh.pccdesk-part", 5),
        left(tmp_path, ".other.xlsx.abcdefgh.pccdesk-part", 3600),
        left(tmp_path, ".batch.xlsx.original", 3600),
    }
    write_whole(tmp_path / "batch.xlsx", b"whole")
    assert set(tmp_path.iterdir()) == {*kept, tmp_path / "batch.xlsx"}


def test_a_name_that_no_file_can_have_is_a_sentence() -> None:
    with pytest.raises(EnvironmentFailed, match="no name of a file"):
        read_file(Path("a\0b"))
    with pytest.raises(EnvironmentFailed, match="cannot be"):
        read_file(Path("9" * 400))
