"""The whole program as an officer starts it, with a day of its own and files chosen by the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pccdesk.services import desk
from pccdesk.ui.application import Program
from pccdesk.ui.dialogs import files
from pccdesk.ui.main_window import MainWindow
from pccdesk.ui.widgets import pdf_preview
from tests.end_to_end.file_dialogs import FileDialogs, PdfPrinter
from tests.end_to_end.officer import Officer
from tests.end_to_end.story import MONDAY
from tests.postgresql_server import PostgresqlServer

StartProgram = Callable[..., Officer]


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program's own clock say a Monday on which the winter round is open."""
    monkeypatch.setattr(desk, "datetime", SimpleNamespace(now=lambda _zone: MONDAY))


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> FileDialogs:
    """Answer the system's file dialogs with what the test puts into a queue."""
    made = FileDialogs()
    monkeypatch.setattr(files, "QFileDialog", made)
    return made


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give the file into which a printer of the system prints."""
    path = tmp_path / "printed.pdf"

    def ask(printer: QPrinter, _parent: object) -> PdfPrinter:
        return PdfPrinter(printer, path)

    monkeypatch.setattr(pdf_preview, "QPrintDialog", ask)
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give where a new database is to be, as an officer types it: a file's path, or a server's."""
    if request.param == "sqlite":
        yield str(tmp_path / "office.sqlite")
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    server.create("office_at_the_window")
    yield server.address("office_at_the_window")
    server.drop("office_at_the_window")


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, dialogs: FileDialogs, printed: Path
) -> Iterator[StartProgram]:
    """Give a way to start the program: `start()` or `start(address)`."""
    assert dialogs is not None
    assert printed is not None
    running: list[Program] = []

    def begin(address: str | None = None) -> Officer:
        program = Program(qapp)
        running.append(program)
        assert program.begin(address)
        return Officer(program)

    yield begin
    for program in running:
        _end(program)
    qtbot.wait(1)


def _end(program: Program) -> None:
    front = program.front
    if front is not None:
        jobs = front.context.jobs if isinstance(front, MainWindow) else front.jobs  # type: ignore[attr-defined] # a start window
        jobs.shut_down()
        front.hide()
        front.deleteLater()
    program._end()
    program.deleteLater()
