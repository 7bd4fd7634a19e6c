"""Asked before the program is left while jobs run: wait, cancel them, or stay."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.jobs import Job


class Choice(Enum):
    """What the officer chose."""

    WAIT = auto()
    CANCEL = auto()
    STAY = auto()


def ask_about_jobs(parent: QWidget, running: Sequence[Job[object]]) -> Choice:
    """Ask what becomes of the jobs that still run; Esc stays.

    A job that cannot stop halfway is waited for whatever is chosen: nothing is left half done.
    """
    box = QMessageBox(parent)
    box.setWindowTitle("Jobs are running")
    answer_f1(box)
    one = len(running) == 1
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(
        f"“{running[0].title}” is still running." if one else f"{len(running)} jobs still run."
    )
    titles = "" if one else "\n".join(f"• {job.title}" for job in running) + "\n\n"
    box.setInformativeText(f"{titles}What is cancelled is undone whole; nothing stays half done.")
    wait = box.addButton("Wait, then close", QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton("Cancel and close", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(wait)
    box.setEscapeButton(stay)
    box.exec()
    chosen = box.clickedButton()
    if chosen is wait:
        return Choice.WAIT
    return Choice.CANCEL if chosen is stop else Choice.STAY
