"""The program from its start to its main window, and its picture."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pccdesk.domain.errors import EnvironmentFailed, Fault
from pccdesk.domain.permissions import Actor
from pccdesk.services.backups import restore
from pccdesk.services.desk import Desk
from pccdesk.settings import data_folder, read_settings
from pccdesk.ui.application import Program
from pccdesk.ui.context import Target
from pccdesk.ui.form.kept_drafts import DraftKeeper
from pccdesk.ui.form.left_drafts import left_drafts
from pccdesk.ui.help_window import HelpWindow
from pccdesk.ui.messages import MessageBar
from pccdesk.ui.picture import picture
from pccdesk.ui.start.office_window import OfficeWindow
from pccdesk.ui.start.sign_in_step import SignInStep
from pccdesk.ui.start.start_window import StartWindow
from tests.new_office import PASSWORD


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[], Program]]:
    made: list[Program] = []

    def build() -> Program:
        found = Program(qapp)
        made.append(found)
        return found

    yield build
    for each in made:
        each._end()
        if each.front is not None:
            each.front.close()
            each.front.deleteLater()
    qtbot.wait(1)


def sign_in(qtbot: QtBot, program: Program) -> OfficeWindow:
    front = program.front
    assert isinstance(front, StartWindow)
    qtbot.waitUntil(lambda: isinstance(front.step, SignInStep), timeout=20_000)
    front.step.form.set_values({"username": "administrator", "password": PASSWORD})
    front.step.primary.click()
    qtbot.waitUntil(lambda: isinstance(program.front, OfficeWindow), timeout=20_000)
    window = program.front
    assert isinstance(window, OfficeWindow)
    qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=20_000)
    return window


def test_what_a_crash_left_is_told_at_the_sign_in_with_the_way_to_it(
    qtbot: QtBot, program: Callable[[], Program], sqlite_address: str
) -> None:
    running = program()
    running.begin(sqlite_address)
    first = sign_in(qtbot, running)
    desk, actor = first.context.desk, first.context.actor
    now = desk.clock()
    DraftKeeper(desk, actor.user_id, 4, "assess").keep(now, 1, "Assess, CAF-2026-0004", {})
    late = now + timedelta(minutes=1)
    DraftKeeper(desk, actor.user_id, None).keep(late, 0, "Street games", {})
    first.sign_out()
    starting(qtbot, running)
    window = sign_in(qtbot, running)
    (said,) = window.message_area.texts()
    assert said.startswith("Recovered draft from ")
    assert said.endswith(": Street games. There is 1 more.")
    (bar,) = window.message_area.findChildren(MessageBar)
    assert bar.message.action is not None
    bar.message.action()
    assert window.history.here == Target("application_form")
    places = [place for _draft, place in left_drafts(desk, actor.user_id)]
    assert places == [Target("application_form"), Target("application", 4)]


def starting(qtbot: QtBot, program: Program) -> StartWindow:
    """Wait for the start window, which comes once the last backup was made."""
    qtbot.waitUntil(lambda: isinstance(program.front, StartWindow), timeout=20_000)
    assert isinstance(program.front, StartWindow)
    return program.front


def test_signing_in_opens_the_main_window_and_remembers_the_database(
    qtbot: QtBot, program: Callable[[], Program], sqlite_address: str
) -> None:
    running = program()
    assert running.begin(sqlite_address)
    window = sign_in(qtbot, running)
    assert "Testshire" in window.windowTitle()
    kept = read_settings()
    assert kept.last_database == sqlite_address.removeprefix("sqlite:///")
    assert PASSWORD not in kept.last_database
    running.come_to_front()
    assert window.isVisible()


def test_signing_out_returns_to_the_sign_in_with_the_name_filled_in(
    qtbot: QtBot, program: Callable[[], Program], sqlite_address: str
) -> None:
    running = program()
    running.begin(sqlite_address)
    sign_in(qtbot, running).sign_out()
    front = starting(qtbot, running)
    assert front.step.form.values()["username"] == "administrator"
    sign_in(qtbot, running).open_database()
    assert starting(qtbot, running).step.recent  # type: ignore[attr-defined] # the step that opens


def test_an_office_is_backed_up_when_opened_and_a_restored_one_opened_in_its_place(
    qtbot: QtBot, program: Callable[[], Program], sqlite_address: str, tmp_path: Path
) -> None:
    running = program()
    running.begin(sqlite_address)
    window = sign_in(qtbot, running)
    (backup,) = (data_folder() / "backups").iterdir()
    restore(backup, tmp_path / "restored.sqlite")
    window.open_address(str(tmp_path / "restored.sqlite"))
    starting(qtbot, running)
    opened = sign_in(qtbot, running)
    assert opened.context.desk.database.file == tmp_path / "restored.sqlite"


def test_a_second_start_brings_the_first_to_the_front_and_ends(
    qtbot: QtBot, program: Callable[[], Program], sqlite_address: str
) -> None:
    first, heard = program(), []
    assert first.begin(sqlite_address)
    assert first._copy is not None
    first._copy.knocked.connect(lambda: heard.append(True))
    first._copy.listen()  # as it does by itself once it is painted
    second = program()
    assert not second.begin(sqlite_address)
    assert second.front is None
    qtbot.waitUntil(lambda: bool(heard))


def test_an_unexpected_fault_is_told_in_the_window_in_front(
    qtbot: QtBot, program: Callable[[], Program], sqlite_address: str
) -> None:
    running = program()
    running.begin(sqlite_address)
    window = sign_in(qtbot, running)
    running.fault.emit(Fault("Something went wrong in the program."))
    assert "Something went wrong in the program." in window.message_area.texts()


def test_f1_opens_the_help_of_the_page_in_front_and_does_not_keep_the_program_open(
    qtbot: QtBot, program: Callable[[], Program], sqlite_address: str
) -> None:
    running = program()
    running.begin(sqlite_address)
    window = sign_in(qtbot, running)
    window.navigate(Target("settings"))
    window.menus.actions["help"].trigger()
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, HelpWindow)]
    opened = [each for each in shown if each.isVisible()]
    assert [each.page.toPlainText().splitlines()[0] for each in opened] == ["Settings"]
    assert not opened[0].testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    opened[0].close()


def test_the_picture_is_the_same_on_every_run_and_differs_in_the_dark(
    sample_desk: Desk, sample_officer: Actor, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("one.png", "two.png", "dark.png")]
    for path in paths:
        picture(sample_desk, sample_officer, path, page="applications", dark=path.stem == "dark")
    one, two, dark = (path.read_bytes() for path in paths)
    assert one == two
    assert one != dark
    drawn = QImage(str(paths[0]))
    assert (drawn.width(), drawn.height()) == (1440, 900)


def test_a_picture_that_cannot_be_saved_is_told(
    sample_desk: Desk, sample_officer: Actor, tmp_path: Path
) -> None:
    with pytest.raises(EnvironmentFailed, match="cannot be saved"):
        picture(sample_desk, sample_officer, tmp_path / "no" / "picture.png")


@pytest.fixture
def sample_officer(sample_desk: Desk) -> Actor:
    from pccdesk.services.sign_in import sign_in as enter

    return enter(sample_desk, "officer", "")
