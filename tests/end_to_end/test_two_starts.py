"""Two real processes on a virtual screen: the second brings the first to the front, and ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("Xvfb") or not shutil.which("xdotool"),
    reason="needs Xvfb and xdotool",
)
LONGEST = 40
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def screen() -> Iterator[str]:
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    yield display
    server.terminate()
    server.wait()


@pytest.fixture
def start(screen: str, tmp_path: Path) -> Iterator[Start]:
    environment = dict(os.environ, DISPLAY=screen, QT_QPA_PLATFORM="xcb", PYTHONPATH=str(ROOT))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        environment[f"XDG_{name}_HOME"] = str(tmp_path)
    made: list[subprocess.Popen[bytes]] = []

    def begin() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "pccdesk", "--database", str(tmp_path / "office.sqlite")]
        made.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        return made[-1]

    yield begin
    for each in made:
        if each.poll() is None:
            each.kill()
        each.wait()


def windows_of(screen: str, process: "subprocess.Popen[bytes]") -> list[str]:
    search = ["xdotool", "search", "--all", "--onlyvisible", "--pid", str(process.pid)]
    search += ["--name", "PCC"]  # the pattern comes last
    found = subprocess.run(
        search, env=dict(os.environ, DISPLAY=screen), capture_output=True, text=True, check=False
    )
    return found.stdout.split()


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST
    while not what():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def test_a_second_start_ends_and_leaves_the_first_in_front(screen: str, start: Start) -> None:
    first = start()
    wait_for(lambda: bool(windows_of(screen, first)))
    second = start()
    assert second.wait(LONGEST) == 0
    assert windows_of(screen, second) == []
    assert first.poll() is None
    assert windows_of(screen, first)


def test_two_starts_at_once_make_one_window(screen: str, start: Start) -> None:
    both = [start(), start()]
    wait_for(lambda: any(each.poll() is not None for each in both))
    (ended,) = [each for each in both if each.poll() is not None]
    (stays,) = [each for each in both if each is not ended]
    assert ended.returncode == 0
    wait_for(lambda: bool(windows_of(screen, stays)))


def test_after_the_first_was_killed_the_next_start_opens(screen: str, start: Start) -> None:
    first = start()
    wait_for(lambda: bool(windows_of(screen, first)))
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = start()
    wait_for(lambda: bool(windows_of(screen, second)))
    third = start()
    assert third.wait(LONGEST) == 0
    assert second.poll() is None
