"""A desktop of one's own: a virtual screen, a session bus, and the program on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.repository import ROOT

NEEDED = ("Xvfb", "dbus-daemon")
_REGISTRY = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


def what_is_missing() -> list[str]:
    """Return what this machine lacks to be read by a screen reader."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if not any(Path(each).exists() for each in _REGISTRY):
        missing.append("at-spi2-core")
    return missing


@contextmanager
def desktop(folder: Path) -> Iterator[dict[str, str]]:
    """Start a screen and a session bus; give the environment of a program that runs there."""
    home = folder / "home"
    environment = dict(os.environ)
    for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"):
        own = home / name.lower()
        own.mkdir(parents=True, mode=0o700)
        environment[f"XDG_{name}"] = str(own)
    environment |= {
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "xcb",
        # Without a desktop that says so, Qt must be told that somebody listens.
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    environment.pop("WAYLAND_DISPLAY", None)
    with _screen() as display:
        environment["DISPLAY"] = display
        with _session_bus(environment) as address:
            environment["DBUS_SESSION_BUS_ADDRESS"] = address
            yield environment


@contextmanager
def program(environment: dict[str, str], *arguments: str) -> Iterator[None]:
    """Start the program as a process of its own, and end it afterwards."""
    command = [sys.executable, "-m", "pccdesk", *arguments]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as running:
        try:
            yield
        finally:
            running.terminate()


@contextmanager
def _screen() -> Iterator[str]:
    told, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[tell], stderr=subprocess.DEVNULL) as running:
        os.close(tell)
        with os.fdopen(told) as number:
            display = f":{number.readline().strip()}"
        try:
            yield display
        finally:
            running.terminate()


@contextmanager
def _session_bus(environment: dict[str, str]) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        try:
            yield address
        finally:
            running.terminate()
