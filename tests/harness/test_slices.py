"""A small slice of each harness; the full runs are commands of their own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.harness import contention, crash, faults, fuzz
from tests.harness.doors import DOORS, Seeds
from tests.harness.promises import Summary, require, tell
from tests.harness.ready_office import make_staffed_office
from tests.office import Office

pytestmark = [
    pytest.mark.skipif(
        not hasattr(os, "fork"), reason="the harnesses start their processes with fork"
    ),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # their processes stay apart
]


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """Return the summary that a harness printed."""
    return json.loads(capsys.readouterr().out)


def test_what_is_killed_loses_nothing_that_was_acknowledged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert crash.main(["--kills", "4", "--seed", "7"]) == 0
    assert told(capsys)["kills"] == 4


def test_officers_who_work_at_once_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert contention.main(["--processes", "3", "--actions", "8"]) == 0
    assert told(capsys)["done"] == 24


def test_a_disk_that_fails_is_a_sentence_and_no_loss(capsys: pytest.CaptureFixture[str]) -> None:
    kind = "disk full while a file is written"
    assert faults.main(["--kind", kind, "--every", "4"]) == 0
    assert "write the batch" in json.dumps(told(capsys))


def test_damaged_input_is_taken_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--inputs", "50", "--seed", "7"]) == 0
    assert told(capsys)["inputs"] == 50


def test_a_broken_promise_ends_with_1_and_says_which(capsys: pytest.CaptureFixture[str]) -> None:
    def work(summary: Summary) -> None:
        summary["done"] = 3
        require(False, "A payment is in two batches.")

    assert tell("made up", work) == 1
    said = told(capsys)
    assert (said["done"], said["sound"]) == (3, False)
    assert said["broken"] == "A payment is in two batches."


@pytest.mark.parametrize("how", ["raise", "die"])
def test_the_fuzz_harness_notices_what_breaks(
    how: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        if how == "die":
            os.kill(os.getpid(), 9)
        raise ZeroDivisionError

    def prepare(folder: Path) -> None:
        make_staffed_office(str(folder / "office.sqlite"))
        (folder / "seed.sqlite").touch()

    def seeds(folder: Path, office: Office) -> Seeds:
        return Seeds(folder, office, 0, b"", b"", b"", b"")

    monkeypatch.setattr(fuzz, "prepare", prepare)
    monkeypatch.setattr(fuzz, "read_seeds", seeds)
    monkeypatch.setattr(fuzz, "DOORS", dict.fromkeys(DOORS, (broken, 1)))
    assert fuzz.main(["--inputs", "1"]) == 1
    assert {"raise": "ZeroDivisionError", "die": "died"}[how] in told(capsys)["broken"]
