"""What tests of the command line share: a way to run commands, offices to run them in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pccdesk.cli.main import run
from pccdesk.settings import Settings, read_settings, remember_database
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


@dataclass(frozen=True)
class SampleRun:
    """The sample office as `pccdesk sample` made it, and what it said."""

    file: Path
    said: str
    settings: Settings


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """Make the sample office once for all tests, where another database was the last one."""
    folder = tmp_path_factory.mktemp("sample")
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(folder / "config"))
        patch.setattr("pccdesk.cli.commands.sample.say", lambda *lines: said.extend(lines))
        remember_database("/the/real/office.sqlite")
        assert run(["sample", "--database", str(folder / "sample.sqlite")]) == 0
        return SampleRun(folder / "sample.sqlite", "\n".join(said), read_settings())


@pytest.fixture
def sample_file(sample_run: SampleRun, tmp_path: Path) -> Path:
    """Give a sample office of one's own."""
    return Path(shutil.copyfile(sample_run.file, tmp_path / "sample.sqlite"))


@dataclass(frozen=True)
class DemonstrationRun:
    """One run of the demonstration: its folder and what it printed for a script."""

    folder: Path
    printed: str


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> DemonstrationRun:
    """Run the demonstration once for all tests that read its files."""
    folder = tmp_path_factory.mktemp("demonstration") / "files"
    printed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pccdesk.cli.terminal.say", lambda *lines: printed.extend(lines))
        assert run(["demo", "--json", "--out", str(folder)]) == 0
    return DemonstrationRun(folder, "\n".join(printed))
