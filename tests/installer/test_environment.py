"""What `run` and `check` do on a bare machine, played with stand-ins for the system's programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has environment.bat")

ALL_BUT_LIBEGL = (
    'shift 3; for name; do [ "$name" = libegl1 ] || echo "install ok installed $name"; done'
)


class Machine:
    """A machine whose system programs answer as told, and a copy of the project on it."""

    def __init__(self, folder: Path) -> None:
        """Make the folders; programs come one by one."""
        self.project = folder / "a project"
        self.programs = folder / "programs"
        self.calls = folder / "calls"
        self.programs.mkdir(parents=True)
        shutil.copytree(ROOT / "installer", self.project / "installer")
        for name in ("requirements.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, self.project / name)
        self.program("apt-cache", "exit 0")

    def program(self, name: str, script: str) -> None:
        """Put a stand-in for a program before the real one."""
        path = self.programs / name
        path.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def do(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a script that begins as `run` does."""
        begin = f'set -euo pipefail; project="{self.project}"'
        source = 'source "$project/installer/environment.sh"'
        path = f"{self.programs}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-c", f"{begin}\n{source}\n{script}"],
            env={"PATH": path, "CALLS": str(self.calls), "HOME": str(self.programs)},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_somebody_who_may_not_install_is_told_the_line_that_does(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    machine.program("dpkg-query", ALL_BUT_LIBEGL + "; exit 1")
    machine.program("apt-get", 'echo "$@" >>"$CALLS"')
    done = machine.do("need_packages offscreen; echo went on")
    assert done.returncode == 1
    assert "apt-get install -y --no-install-recommends libegl1\n" in done.stderr
    assert "went on" not in done.stdout
    assert not machine.calls.exists()


def test_root_installs_what_is_missing_and_fetches_the_lists_only_if_it_must(
    machine: Machine,
) -> None:
    machine.program("id", "echo 0")
    machine.program("dpkg-query", ALL_BUT_LIBEGL + "; exit 1")
    machine.program("apt-get", 'echo "$*" >>"$CALLS"; [ "$(wc -l <"$CALLS")" -gt 1 ]')
    done = machine.do("need_packages offscreen; echo went on")
    assert "went on" in done.stdout, done.stderr
    first, second, third = machine.calls.read_text(encoding="utf-8").splitlines()
    assert first == third
    assert first.startswith("install")
    assert first.endswith(" libegl1")
    assert second.startswith("update")


def test_tests_go_on_without_what_only_they_need(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    machine.program("dpkg-query", "exit 1")
    machine.program("apt-get", "exit 1")
    done = machine.do("want_packages tests; echo went on")
    assert "Some tests will be skipped" in done.stdout
    assert "poppler-utils" in done.stdout
    assert "went on" in done.stdout


def test_a_machine_with_everything_hears_nothing(machine: Machine) -> None:
    machine.program("dpkg-query", 'shift 3; for name; do echo "install ok installed $name"; done')
    machine.program("apt-get", 'echo "$@" >>"$CALLS"')
    done = machine.do("need_packages offscreen window tests postgresql")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not machine.calls.exists()


def test_a_machine_without_a_suitable_python_is_told_which_one(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        machine.program(name, "exit 1")
    done = machine.do("prepare_python")
    assert done.returncode == 1
    assert "needs Python 3.11 to 3.14" in done.stderr


def test_libraries_are_installed_once_and_again_only_if_the_lock_changed(machine: Machine) -> None:
    prepare = f"""
        install_parts() {{
            echo parts
            mkdir -p "$environment/bin"
            ln -sf "{sys.executable}" "$environment/bin/python"
        }}
        install_program() {{ echo program; }}
        prepare_python
    """
    assert machine.do(prepare).stdout.split() == ["parts", "program"]
    assert machine.do(prepare).stdout.split() == []
    with (machine.project / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert machine.do(prepare).stdout.split()[0] == "parts"


def test_an_interrupted_installation_is_begun_again(machine: Machine) -> None:
    interrupted = f"""
        install_parts() {{
            mkdir -p "$environment/bin"
            ln -sf "{sys.executable}" "$environment/bin/python"
            exit 1
        }}
        prepare_python
    """
    assert machine.do(interrupted).returncode == 1
    again = "install_parts() { echo again; }; install_program() { :; }; prepare_python"
    assert "again" in machine.do(again).stdout
