"""Windows on the sample office, and on an office in which nothing happened yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pccdesk.services.desk import Desk
from tests.office import Office
from tests.ui.pages.desk_window import DeskWindow, opened

Sit = Callable[[str], DeskWindow]


@pytest.fixture
def sit(qtbot: QtBot, sample_desk: Desk, tmp_path: Path) -> Iterator[Sit]:
    """Give a way to sit down in the sample office: `sit("officer")`."""
    with ExitStack() as windows:

        def sit_down(username: str) -> DeskWindow:
            settings = tmp_path / f"{username}.ini"
            return windows.enter_context(opened(qtbot, sample_desk, username, settings))

        yield sit_down


@pytest.fixture
def sit_in_empty(qtbot: QtBot, sqlite_office: Office, tmp_path: Path) -> Iterator[Sit]:
    """Give a way to sit down in an office that has people and funds and nothing else."""
    with ExitStack() as windows:

        def sit_down(username: str) -> DeskWindow:
            settings = tmp_path / f"{username}.ini"
            return windows.enter_context(opened(qtbot, sqlite_office.desk, username, settings))

        yield sit_down


@pytest.fixture
def offered_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Answer every question of where to save with one path, and return it."""
    path = tmp_path / "saved.file"
    for page in ("payments", "letters", "funds", "reports"):
        monkeypatch.setattr(f"pccdesk.ui.pages.{page}_page.ask_save", lambda *_asked: path)
    return path
