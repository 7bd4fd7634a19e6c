"""An older office is opened in the window: what is done to it is told, and it can be stopped."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from pccdesk.database.creation import open_unchanged
from pccdesk.services import search_filling
from pccdesk.ui.start import bringing_up
from pccdesk.ui.start.open_step import OpenStep
from pccdesk.ui.start.remembered import Remembered, remember
from pccdesk.ui.start.sign_in_step import SignInStep
from pccdesk.ui.start.start_window import StartWindow
from pccdesk.ui.start.working_step import WorkingStep
from pccdesk.ui.window_settings import WindowSettings
from tests.database import kept_office

Start = Callable[..., StartWindow]


class Gate:
    """Holds the filling of the index after its first records until it is opened."""

    def __init__(self) -> None:
        self._open = threading.Event()

    def open(self) -> None:
        """Let it go on."""
        self._open.set()

    def hold(self) -> None:
        """Wait here, as so much work would."""
        self._open.wait(20)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Give what holds the filling of an index."""
    made, entries = Gate(), search_filling._entries

    def held(*arguments: object) -> object:
        made.hold()
        return entries(*arguments)  # type: ignore[arg-type] # as they came

    monkeypatch.setattr(search_filling, "_entries", held)
    monkeypatch.setattr(bringing_up, "_SHOWN_AFTER", 0)
    yield made
    made.open()


@pytest.fixture
def old_office(tmp_path: Path) -> Path:
    """Give an office of the first schema."""
    return kept_office.unpack(kept_office.REVISIONS[0], tmp_path / "old.sqlite")


def working(qtbot: QtBot, window: StartWindow) -> WorkingStep:
    qtbot.waitUntil(
        lambda: isinstance(window.step, WorkingStep) and "findable" in window.step.count.text(),
        timeout=20_000,
    )
    step = window.step
    assert isinstance(step, WorkingStep)
    return step


def test_an_older_office_says_what_is_done_to_it_and_then_asks_to_sign_in(
    qtbot: QtBot, start: Start, gate: Gate, old_office: Path
) -> None:
    window = start(str(old_office))
    step = working(qtbot, window)
    assert step.heading.text() == "Bringing the database up to date …"
    assert "nothing is lost" in step.lead.text()
    assert step.count.text() == "Making records findable …"
    gate.open()
    qtbot.waitUntil(lambda: isinstance(window.step, SignInStep), timeout=20_000)


def test_what_was_typed_into_the_sign_in_meanwhile_stands_there_again(
    qtbot: QtBot,
    start: Start,
    gate: Gate,
    old_office: Path,
    window_settings: WindowSettings,
) -> None:
    remember(window_settings, str(old_office), Remembered("The office", "officer", is_sample=False))
    window = start()
    window._bringing_up._timer.setInterval(100_000)
    window.open(str(old_office))
    window.step.form.set_values({"username": "somebody", "password": "half a pass"})
    window._bringing_up._timer.setInterval(20)
    working(qtbot, window)
    gate.open()
    qtbot.waitUntil(lambda: isinstance(window.step, SignInStep), timeout=20_000)
    assert window.step.form.values() == {"username": "somebody", "password": "half a pass"}


def test_stopped_it_says_that_nothing_is_lost_and_goes_on_the_next_time(
    qtbot: QtBot, start: Start, gate: Gate, old_office: Path
) -> None:
    window = start(str(old_office))
    working(qtbot, window).back.click()
    assert not window.step.back.isEnabled()
    gate.open()
    qtbot.waitUntil(lambda: isinstance(window.step, OpenStep), timeout=20_000)
    assert "Nothing is lost" in window.step.summary.accessibleName()
    window.open(str(old_office))
    qtbot.waitUntil(lambda: isinstance(window.step, SignInStep), timeout=20_000)


def test_closed_halfway_it_asks_first_and_leaves_an_office_that_opens(
    qtbot: QtBot,
    start: Start,
    gate: Gate,
    old_office: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = start(str(old_office))
    working(qtbot, window)
    asked: list[str] = []
    presses = iter(["Go on", "Stop and close"])

    def press(box: QMessageBox) -> int:
        asked.append(box.informativeText())
        wanted = next(presses)
        next(each for each in box.buttons() if each.text() == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    window.close()
    assert window.isVisible()
    threading.Timer(0.2, gate.open).start()
    window.close()
    assert not window.isVisible()
    assert len(asked) == 2
    assert all("Nothing is lost" in each for each in asked)
    open_unchanged(str(old_office)).close()  # the schema is whole, and the newest


def test_an_office_of_the_present_schema_is_opened_without_a_word(
    qtbot: QtBot, start: Start, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing_up, "_SHOWN_AFTER", 0)
    window = start(sqlite_address)
    qtbot.waitUntil(lambda: isinstance(window.step, SignInStep), timeout=20_000)
    assert window._bringing_up._stage is None
    assert window._bringing_up.may_close()
