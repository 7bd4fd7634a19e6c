"""Running the program's commands in tests, in this process or in one of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from pccdesk.cli.main import run
from tests.repository import ROOT


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The result for a script."""
        return json.loads(self.out)


class Commands:
    """Runs commands in this process and catches what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Outcome:
        """Run one command to its end."""
        self._capsys.readouterr()
        code = run([str(each) for each in arguments])
        return Outcome(code, *self._capsys.readouterr())


def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "pccdesk", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def run_apart(*arguments: object, **environment: str) -> Outcome:
    """Run a command in a process of its own, to its end."""
    process = start(*arguments, **environment)
    out, err = process.communicate(timeout=120)
    return Outcome(process.returncode, out, err)
