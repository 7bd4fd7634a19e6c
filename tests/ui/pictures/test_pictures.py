"""Every page looks as it did, on both screens, light and dark, whatever stands in the office."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT
from tests.ui.pictures.__main__ import KEPT, environment_of
from tests.ui.pictures.taking import SCREENS

MOST_KEPT = 3_000_000
"""Bytes of all kept pictures together."""


@pytest.mark.parametrize("screen", SCREENS, ids=lambda each: each.name)
def test_nothing_is_cut_and_all_looks_as_kept(
    screen: object, sample_office_template: Path, tmp_path: Path
) -> None:
    assert hasattr(screen, "name")
    assert hasattr(screen, "scale")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.ui.pictures", "--screen", screen.name),
            *("--compare", "--differences", str(tmp_path / "differences")),
            *("--sample", str(sample_office_template)),
        ],
        cwd=ROOT,
        env=environment_of(screen.scale) | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    faults = json.loads(done.stdout)["faults"]
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_kept_pictures_take_little_room() -> None:
    assert sum(each.stat().st_size for each in KEPT.rglob("*.png")) < MOST_KEPT
