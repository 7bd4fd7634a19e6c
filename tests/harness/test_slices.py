"""A small slice of each harness; the full runs are commands of their own.

Each runs in a fresh process: a test process, with its threads and its window, must not be forked.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.harness.promises import Summary, require, tell
from tests.repository import ROOT

needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the harnesses start their processes with fork"
)


def run(harness: str, *arguments: str) -> tuple[int, Any]:
    """Run a harness and return its exit code and the summary that it printed."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.harness.{harness}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@needs_fork
def test_what_is_killed_loses_nothing_that_was_acknowledged() -> None:
    code, summary = run("crash", "--kills", "4", "--seed", "7")
    assert (code, summary["kills"]) == (0, 4), summary


@needs_fork
def test_officers_who_work_at_once_lose_nothing() -> None:
    code, summary = run("contention", "--processes", "3", "--actions", "8")
    assert (code, summary["done"]) == (0, 24), summary


@needs_fork
def test_a_disk_that_fails_is_a_sentence_and_no_loss() -> None:
    code, summary = run("faults", "--kind", "disk full while a file is written", "--every", "4")
    assert code == 0, summary
    assert "write the batch" in json.dumps(summary)


@needs_fork
def test_a_disk_that_fails_under_the_database_is_a_sentence_and_no_loss() -> None:
    kind = "a write of the database fails"
    code, summary = run("faults", "--kind", kind, "--every", "30")
    assert code == 0, summary
    assert "not tried" in summary[kind] or summary[kind]["failures"]["import"]


@needs_fork
def test_damaged_input_is_taken_or_refused() -> None:
    code, summary = run("fuzz", "--inputs", "50", "--seed", "7")
    assert (code, summary["inputs"]) == (0, 50), summary


def test_random_officers_find_no_fault() -> None:
    code, summary = run("monkey", "--sessions", "4", "--seed", "7")
    assert (code, summary["sessions"]) == (0, 4), summary


def test_no_step_of_a_day_freezes_the_window() -> None:
    # The promise is 50 ms, kept by the full run on a machine of its own. Here other tests run at
    # the same time, and only a true standstill can be told from their noise.
    code, summary = run("watchdog", "--rows", "500", "--rounds", "2", "--limit", "0.5")
    assert code == 0, summary
    assert summary["steps"] > 100


@needs_fork
@pytest.mark.parametrize(("how", "said"), [("raise", "ZeroDivisionError"), ("die", "died")])
def test_the_fuzz_harness_notices_what_breaks(how: str, said: str) -> None:
    code, summary = run("broken_door", how)
    assert code == 1
    assert said in summary["broken"]


def test_a_broken_promise_ends_with_1_and_says_which(capsys: pytest.CaptureFixture[str]) -> None:
    def work(summary: Summary) -> None:
        summary["done"] = 3
        require(False, "A payment is in two batches.")

    assert tell("made up", work) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["done"], said["sound"]) == (3, False)
    assert said["broken"] == "A payment is in two batches."
