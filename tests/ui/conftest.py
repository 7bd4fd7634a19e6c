"""A window without a database: a made-up officer, a fixed day, settings in a temporary file."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.database.engine import connect
from pccdesk.domain.permissions import Actor, Role, RoleHeld
from pccdesk.services.desk import Desk
from pccdesk.ui import theme
from pccdesk.ui.context import Changes, Context, Target
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.messages import Messages
from pccdesk.ui.palettes import Mode
from pccdesk.ui.window_settings import WindowSettings

TODAY = date(2026, 5, 12)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    theme.apply(qapp, Mode.LIGHT)


@pytest.fixture(autouse=True)
def keys_are_up(qapp: QApplication) -> None:
    """Let no key of an earlier test be held: Qt still takes Shift of its last key for pressed."""
    QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)
    assert qapp.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shut_down()
    qtbot.wait(1)


@pytest.fixture
def actor() -> Actor:
    roles = (RoleHeld(Role.OFFICER), RoleHeld(Role.ADMINISTRATOR))
    return Actor(1, "officer", "Amina Hussain", "Grants officer", roles)


@pytest.fixture
def places() -> list[Target]:
    return []


@pytest.fixture
def make_context(jobs: Jobs, actor: Actor, tmp_path: Path) -> Callable[..., Context]:
    def make(navigate: Callable[[Target], None]) -> Context:
        return Context(
            desk=Desk(connect(str(tmp_path / "never opened.sqlite"))),
            actor=actor,
            jobs=jobs,
            messages=Messages(),
            changes=Changes(),
            settings=WindowSettings(tmp_path / "window.ini"),
            navigate=navigate,
            today=lambda: TODAY,
        )

    return make


@pytest.fixture
def context(make_context: Callable[..., Context], places: list[Target]) -> Context:
    return make_context(places.append)
