import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from pccdesk.domain.errors import Cancelled, DeskError, Fault, Refused
from pccdesk.domain.progress import Progress
from pccdesk.ui import faults
from pccdesk.ui.jobs import Jobs, JobState, Steps


def test_a_query_reads_off_the_windows_thread_and_is_delivered_in_it(
    qtbot: QtBot, jobs: Jobs
) -> None:
    owner, seen = QObject(), list[tuple[int, int]]()
    jobs.run_query(
        owner, threading.get_ident, lambda read: seen.append((read, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    here = threading.get_ident()
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_nothing_is_delivered_to_a_page_that_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    gate, seen = threading.Event(), list[bool]()
    owner = QWidget()
    jobs.run_query(owner, gate.wait, seen.append)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert seen == []


def test_only_the_newest_query_under_a_key_is_delivered(qtbot: QtBot, jobs: Jobs) -> None:
    owner, seen = QObject(), list[str]()

    def slowly() -> str:
        time.sleep(0.05)
        return "old"

    jobs.run_query(owner, slowly, seen.append, key="list")
    jobs.run_query(owner, lambda: "new", seen.append, key="list")
    qtbot.waitUntil(lambda: not jobs.busy())
    assert seen == ["new"]


def test_a_change_tells_which_kinds_it_touched(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.touched) as touched:
        jobs.run_change(
            jobs, "Pay", lambda _progress: None, lambda _none: None, touches=("payments",)
        )
    assert touched.args == ["payments"]
    assert [(job.title, job.state) for job in jobs.history] == [("Pay", JobState.DONE)]


def test_a_job_that_ended_has_its_file_when_that_is_told(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    seen: list[Path | None] = []
    jobs.changed.connect(lambda: seen.extend(job.file for job in jobs.history))
    jobs.run_change(jobs, "Export", lambda _progress: tmp_path, lambda _path: None)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert seen == [tmp_path]


def test_a_refusal_is_told_and_touches_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    touched: list[str] = []
    jobs.touched.connect(touched.append)
    with qtbot.waitSignal(jobs.told) as told:
        jobs.run_change(jobs, "Pay", _refuse, lambda _none: None, touches=("payments",))
    assert told.args[0].sentence == "The round is closed."
    assert touched == []


def test_whoever_asks_for_the_refusal_gets_it_instead(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[DeskError] = []
    with qtbot.assertNotEmitted(jobs.told):
        jobs.run_change(jobs, "Pay", _refuse, lambda _none: None, failed=seen.append)
        qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], Refused)


def test_a_cancelled_job_stops_between_two_steps(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[DeskError] = []

    def work(progress: Progress) -> None:
        for step in range(10_000):
            progress(step, 10_000)
            time.sleep(0.001)

    job = jobs.run_change(jobs, "Import", work, lambda _none: None, failed=seen.append)
    qtbot.waitUntil(lambda: job.may_be_cancelled)
    job.cancel()
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], Cancelled)
    assert job.state is JobState.CANCELLED
    assert job.count < 10_000


def test_the_programs_own_fault_leaves_a_report_without_the_officers_words(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "_folder", [tmp_path])

    def fail(_progress: Progress) -> None:
        raise ValueError("Jane Doe, 3 High Street")

    with qtbot.waitSignal(jobs.told) as told:
        jobs.run_change(jobs, "Import", fail, lambda _none: None)
    assert isinstance(told.args[0], Fault)
    (kept,) = tmp_path.glob("fault-*.txt")
    report = kept.read_text(encoding="utf-8")
    assert kept.name in told.args[0].sentence
    assert "ValueError" in report
    assert "Jane Doe" not in report.replace('raise ValueError("Jane Doe, 3 High Street")', "")


def _refuse(_progress: Progress) -> None:
    raise Refused("The round is closed.")


def test_steps_are_taken_a_turn_at_a_time_and_count_as_work(qtbot: QtBot, jobs: Jobs) -> None:
    owner, seen = QObject(), list[str]()

    def lay_out(_read: None) -> Steps:
        seen.append("first")
        QTimer.singleShot(0, lambda: seen.append("the window’s own"))
        yield
        assert jobs.busy()
        seen.append("second")

    jobs.run_query(owner, lambda: None, lay_out)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert seen == ["first", "the window’s own", "second"]


def test_steps_end_where_something_newer_is_asked_for_or_their_owner_goes(
    qtbot: QtBot, jobs: Jobs
) -> None:
    owner, gone, seen = QObject(), QObject(), list[str]()

    def lay_out(words: str) -> Steps:
        seen.append(f"begin {words}")
        if words == "old":
            jobs.run_query(owner, lambda: "new", lay_out, key="page")
        if words == "gone":
            delete(gone)
        yield
        seen.append(f"end {words}")

    jobs.run_query(owner, lambda: "old", lay_out, key="page")
    qtbot.waitUntil(lambda: not jobs.busy())
    jobs.run_query(gone, lambda: "gone", lay_out)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert seen == ["begin old", "begin new", "end new", "begin gone"]


def test_steps_without_a_reading_begin_at_once_and_give_way_to_newer_ones(
    qtbot: QtBot, jobs: Jobs
) -> None:
    owner, seen = QObject(), list[str]()

    def lay_out(words: str) -> Steps:
        seen.append(f"begin {words}")
        yield
        seen.append(f"end {words}")

    jobs.take_steps(owner, lay_out("old"), key="cards")
    assert seen == ["begin old"]
    assert jobs.busy()
    jobs.take_steps(owner, lay_out("new"), key="cards")
    qtbot.waitUntil(lambda: not jobs.busy())
    assert seen == ["begin old", "begin new", "end new"]
