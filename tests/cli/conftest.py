"""What tests of the command line share: a way to run commands, offices to run them in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pccdesk.bootstrap import open_desk
from pccdesk.cli.main import run
from pccdesk.domain.permissions import Role, RoleHeld
from pccdesk.services.people import PersonForm, add_person, sign_in
from pccdesk.services.sample import make_sample_office
from tests.cli.running import Commands
from tests.clock import MORNING
from tests.new_office import PASSWORD


@pytest.fixture
def pccdesk(capsys: pytest.CaptureFixture[str]) -> Commands:
    """Give the program's commands, to be run in this process."""
    return Commands(capsys)


@pytest.fixture
def staffed_address(database_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a new office, on both kinds of database, with an officer and somebody in finance.

    Their password stands in the environment.
    """
    desk = open_desk(database_address, lambda: MORNING)
    administrator = sign_in(desk, "administrator", PASSWORD)
    for name, role in (("ola.officer", Role.OFFICER), ("fay.finance", Role.FINANCE)):
        add_person(
            desk,
            administrator,
            PersonForm(name, name.title(), "", password=PASSWORD, roles=(RoleHeld(role),)),
        )
    desk.database.close()
    monkeypatch.setenv("PCCDESK_PASSWORD", PASSWORD)
    return database_address


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the sample office, made once and copied for each test."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    make_sample_office(str(path), lambda: MORNING).database.close()
    return path


@pytest.fixture
def sample_file(sample_template: Path, tmp_path: Path) -> Path:
    """Give a sample office of one's own."""
    return Path(shutil.copyfile(sample_template, tmp_path / "sample.sqlite"))


@dataclass(frozen=True)
class DemonstrationRun:
    """One run of the demonstration: its folder and what it printed for a script."""

    folder: Path
    printed: str


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> DemonstrationRun:
    """Run the demonstration once for all tests that read its files."""
    folder = tmp_path_factory.mktemp("demonstration") / "files"
    capture = pytest.MonkeyPatch()
    printed: list[str] = []
    with capture.context() as patch:
        patch.setattr("pccdesk.cli.terminal.say", lambda *lines: printed.extend(lines))
        assert run(["demo", "--json", "--out", str(folder)]) == 0
    return DemonstrationRun(folder, "\n".join(printed))
