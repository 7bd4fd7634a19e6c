"""What tests of the command line share: a way to run commands, offices to run them in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pccdesk.bootstrap import open_desk
from pccdesk.cli.main import run
from pccdesk.domain.progress import Progress
from pccdesk.services.desk import Clock, Desk, system_clock
from tests.cli.running import Commands
from tests.new_office import PASSWORD


@pytest.fixture
def pccdesk(capsys: pytest.CaptureFixture[str]) -> Commands:
    """Give the program's commands, to be run in this process."""
    return Commands(capsys)


@pytest.fixture
def staffed_address(staffed_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the office's address, with everybody's password in the environment."""
    monkeypatch.setenv("PCCDESK_PASSWORD", PASSWORD)
    return staffed_address


@pytest.fixture(scope="session")
def quick_sample_office(sample_office_template: Path) -> Callable[..., Desk]:
    """Give what stands in for making the sample office: the one that was made already, copied."""

    def copy(address: str, progress: Progress, clock: Clock = system_clock) -> Desk:
        shutil.copyfile(sample_office_template, address)
        progress(1, 1)
        return open_desk(address, clock)

    return copy


@dataclass(frozen=True)
class DemonstrationRun:
    """One run of the demonstration: its folder, and what it says for a script."""

    folder: Path
    told: dict[str, Any]


@pytest.fixture(scope="session")
def demonstration(
    quick_sample_office: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory
) -> DemonstrationRun:
    """Run the demonstration once for all tests that read its files."""
    folder = tmp_path_factory.mktemp("demonstration") / "files"
    told: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pccdesk.services.sample.make_sample_office", quick_sample_office)
        patch.setattr("pccdesk.cli.commands.demo.say_json", told.append)
        assert run(["demo", "--json", "--out", str(folder)]) == 0
    return DemonstrationRun(folder, json.loads(json.dumps(told[0], default=str)))
