"""What is typed into a record's dialog survives a crash, and is offered with its time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from pccdesk.domain.applications import Action, Stage
from pccdesk.ui.dialogs.assessment_dialog import AssessmentDialog
from pccdesk.ui.dialogs.command_dialog import CommandDialog
from pccdesk.ui.form.dialog_draft import DialogDraft
from pccdesk.ui.form.kept_drafts import drafts_folder
from pccdesk.ui.record.steps import ASSESS
from tests.office import Office
from tests.ui.record.seat import Seat

Sit = Callable[..., Seat]


def keep(dialog: CommandDialog) -> None:
    """Let the seconds pass after which a draft is kept."""
    draft = next(iter(dialog.findChildren(DialogDraft)))
    draft.keep_now()


def words(dialog: CommandDialog) -> str:
    """Return all that the dialog says."""
    return " ".join(each.text() for each in dialog.findChildren(QLabel))


def test_marks_come_back_after_a_crash(sit: Sit, office: Office) -> None:
    one = office.bring_to(Stage.ASSESSMENT)
    seat = sit("assessor", one)
    seat.take(ASSESS)
    dialog = seat.dialog()
    assert isinstance(dialog, AssessmentDialog)
    first = dialog.form.names()[0]
    dialog.form.control(first).put_typed(["7", "Half a reas"])  # type: ignore[attr-defined]
    dialog.comment.set_value("Not yet sure.")
    keep(dialog)
    # The program is killed here: nothing is closed, nothing more is written.
    again = sit("assessor", one)
    again.take(ASSESS)
    found = again.dialog()
    assert isinstance(found, AssessmentDialog)
    assert found.form.control(first).typed() == ["7", "Half a reas"]  # type: ignore[attr-defined]
    assert found.comment.value() == "Not yet sure."
    assert "Recovered draft from" in words(found)
    seat.dialog().reject()
    found.reject()


def test_what_was_sent_is_kept_no_longer(sit: Sit, office: Office) -> None:
    seat = sit("officer", office.bring_to(Stage.RECEIVED))
    seat.take(Action.WITHDRAW)
    form = seat.dialog().form
    form.set_values({form.names()[0]: "They asked for it."})
    keep(seat.dialog())
    assert list(drafts_folder().glob("*"))
    seat.send()
    assert seat.stage() is Stage.WITHDRAWN
    assert not list(drafts_folder().glob("*"))
