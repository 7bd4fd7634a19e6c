"""One person's window with an application's record in front."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pccdesk.domain.applications import Stage
from pccdesk.queries.records import RecordView
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.command_dialog import CommandDialog
from pccdesk.ui.main_window import MainWindow
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.record.steps import blocked_sentences, steps


@dataclass
class Seat:
    """One person's window with an application's record in front."""

    qtbot: QtBot
    window: MainWindow
    page: ApplicationPage
    went_to: list[Target]

    def settle(self) -> None:
        """Wait until nothing is read or changed any more, and what came of it is shown."""
        jobs = self.window.context.jobs
        self.qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)
        QApplication.processEvents()

    @property
    def view(self) -> RecordView:
        """The record as the page shows it."""
        return self.page.changes.record

    def stage(self) -> Stage:
        """Return where the application stands by the page."""
        return self.view.stage

    def take(self, code: str) -> None:
        """Press a step's button in the side panel."""
        self.page.panel.buttons[code].click()
        self.settle()

    def dialog(self) -> CommandDialog:
        """Return the dialog that is open."""
        dialog = self.page.changes.dialog
        assert dialog is not None
        return dialog

    def is_asking(self) -> bool:
        """Whether a dialog is open."""
        return self.page.changes.dialog is not None

    def send(self) -> None:
        """Press the dialog's verb and wait for the service."""
        self.dialog().verb.click()
        self.settle()

    def said(self) -> list[str]:
        """Return the messages above the page."""
        return self.window.message_area.texts()

    def blocked(self) -> str:
        """Return all that the panel says about steps that are blocked."""
        context = self.page.context
        return " ".join(blocked_sentences(steps(self.view, context.actor, context.today())))

    def show_tab(self, code: str) -> None:
        """Bring a tab to the front."""
        self.page.go_to_tab(code)
        self.settle()
