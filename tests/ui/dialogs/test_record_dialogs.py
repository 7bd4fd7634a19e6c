"""Each dialog of the record returns a frozen command, or says beside each field what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pccdesk.domain.applications import NEEDS_REASON, Action
from pccdesk.domain.definitions import Band, DocumentWanted, ScoringCriterion, ScoringScheme
from pccdesk.domain.errors import FieldProblem, NotPermitted, Refused
from pccdesk.services.assessments import AssessmentForm
from pccdesk.services.awards import Acceptance
from pccdesk.services.decisions import Approval, Refusal
from pccdesk.services.recommendations import RecommendationForm
from pccdesk.ui.dialogs.assessment_dialog import AssessmentDialog
from pccdesk.ui.dialogs.attach_dialog import AttachDialog, AttachFiles
from pccdesk.ui.dialogs.award_dialogs import AcceptanceDialog, ConfirmDialog, Confirmed
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords, LeftTyped
from pccdesk.ui.dialogs.decision_dialogs import ApproveDialog, DeclineDialog, Proposal
from pccdesk.ui.dialogs.reason_dialog import REASONS, Reason, ReasonDialog
from pccdesk.ui.dialogs.recommendation_dialog import RecommendationDialog
from pccdesk.ui.widgets.mark_field import MarkField, MarkTyped

TODAY = date(2026, 6, 1)
PROPOSAL = Proposal("CAF-2026-0001", "<b>Group", "Friday football", Decimal(2400), "Count")
SCHEME = ScoringScheme(
    1,
    10,
    1,
    (ScoringCriterion("need", "Need", "0–4: none", 2), ScoringCriterion("value", "Value")),
    (Band(0, "Not recommended"), Band(70, "Recommended")),
)


class Sent(list[object]):
    """The commands that a dialog sent."""


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[list[CommandDialog]]:
    dialogs: list[CommandDialog] = []
    yield dialogs
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()
    qtbot.wait(1)


def show(dialog: CommandDialog, opened: list[CommandDialog]) -> Sent:
    sent = Sent()
    dialog.submitted.connect(sent.append)
    opened.append(dialog)
    dialog.show()
    return sent


def test_every_step_that_needs_a_reason_has_its_words() -> None:
    asked_otherwise = {Action.DECLINE}  # with feedback and a declaration besides
    assert set(REASONS) == NEEDS_REASON - asked_otherwise


@pytest.mark.parametrize("action", sorted(REASONS))
def test_a_reason_is_asked_and_returned(action: Action, opened: list[CommandDialog]) -> None:
    dialog = ReasonDialog(REASONS[action])
    sent = show(dialog, opened)
    dialog.submit()
    assert not sent
    assert dialog.form.field("reason").problem() == "Give the reason."
    assert dialog.summary.isVisible()
    dialog.reason.set_value("  Because.  ")
    dialog.submit()
    assert sent == [Reason("Because.")]
    assert not dialog.verb.isEnabled()
    with pytest.raises(FrozenInstanceError):
        sent[0].text = ""  # type: ignore[attr-defined] # that is what is tried


def test_an_approval_needs_amount_reasons_and_declaration(opened: list[CommandDialog]) -> None:
    dialog = ApproveDialog(PROPOSAL)
    sent = show(dialog, opened)
    dialog.amount.setText("")
    dialog.submit()
    wrong = {name for name in dialog.form.names() if dialog.form.field(name).problem()}
    assert wrong == {"amount", "reasons", "no_interest"}
    dialog.amount.setText("lots")
    dialog.submit()
    assert dialog.form.field("amount").problem()
    dialog.amount.set_value(Decimal(2000))
    dialog.reasons.set_value("It cuts disorder.")
    dialog.declared.setChecked(True)
    dialog.submit()
    assert not sent
    assert dialog.stack.currentIndex() == 1
    assert dialog.verb.text() == "Approve £2,000"
    dialog.submit()
    assert sent == [Approval(Decimal(2000), "It cuts disorder.", "Count", no_interest=True)]


def test_answers_can_be_changed_before_they_are_sent(opened: list[CommandDialog]) -> None:
    dialog = ApproveDialog(PROPOSAL)
    sent = show(dialog, opened)
    dialog.reasons.set_value("It cuts disorder.")
    dialog.declared.setChecked(True)
    dialog.submit()
    dialog._show_form()
    assert dialog.stack.currentIndex() == 0
    dialog.amount.set_value(Decimal(100))
    dialog.submit()
    assert not sent
    assert dialog.verb.text() == "Approve £100"


def test_a_refusal_of_the_service_goes_back_to_the_form_with_all_that_was_typed(
    opened: list[CommandDialog],
) -> None:
    dialog = ApproveDialog(PROPOSAL)
    show(dialog, opened)
    dialog.reasons.set_value("It cuts disorder.")
    dialog.declared.setChecked(True)
    dialog.submit()
    dialog.submit()
    dialog.show_error(NotPermitted("£2,400 is over Chris Chief’s limit of £1,000."))
    assert dialog.stack.currentIndex() == 0
    assert "over Chris Chief’s limit" in dialog.summary.accessibleName()
    assert dialog.reasons.value() == "It cuts disorder."
    assert dialog.verb.isEnabled()
    dialog.show_error(Refused("No.", (FieldProblem("amount", "Too much."),)))
    assert dialog.form.field("amount").problem() == "Too much."


def test_a_decline_needs_reasons_feedback_and_declaration(opened: list[CommandDialog]) -> None:
    dialog = DeclineDialog(PROPOSAL)
    sent = show(dialog, opened)
    dialog.submit()
    wrong = {name for name in dialog.form.names() if dialog.form.field(name).problem()}
    assert wrong == {"reasons", "feedback", "no_interest"}
    dialog.reasons.set_value("Others scored higher.")
    dialog.feedback.set_value("Show the need.")
    dialog.declared.setChecked(True)
    dialog.submit()
    assert not sent  # it cannot be taken back, so the answers are shown first
    assert dialog.verb.text() == "Decline"
    dialog.submit()
    assert sent == [Refusal("Others scored higher.", "Show the need.", no_interest=True)]


def test_a_recommendation_asks_no_amount_where_it_is_to_decline(
    opened: list[CommandDialog],
) -> None:
    dialog = RecommendationDialog(Decimal(3000), Decimal(2500), "South board")
    sent = show(dialog, opened)
    assert dialog.amount.value() == Decimal(2500)
    dialog.amount.setText("")
    dialog.submit()
    assert dialog.form.field("amount").problem()
    assert dialog.form.field("reason").problem()
    dialog.outcome.setCurrentIndex(1)
    assert dialog.form.field("amount").isHidden()
    dialog.reason.set_value("Thin.")
    dialog.submit()
    assert sent == [RecommendationForm(False, Decimal(0), "Thin.", "", "South board")]


def test_an_assessment_needs_each_mark_with_its_reason_and_adds_up(
    opened: list[CommandDialog],
) -> None:
    dialog = AssessmentDialog(SCHEME, None)
    sent = show(dialog, opened)
    dialog.submit()
    assert "Mark “Need” from 0 to 10" in dialog.form.field("marks_need").problem()
    need, value = dialog.form.control("marks_need"), dialog.form.control("marks_value")
    assert isinstance(need, MarkField)
    assert isinstance(value, MarkField)
    need.set_value(MarkTyped(8, ""))
    value.set_value(MarkTyped(5, "Fair."))
    dialog.submit()
    assert "Say why “Need”" in dialog.form.field("marks_need").problem()
    assert dialog.score.text() == "21 of 30 · 70%"
    need.reason.setPlainText("Shown.")
    dialog.submit()
    [form] = sent
    assert isinstance(form, AssessmentForm)
    assert {code: mark.mark for code, mark in form.marks.items()} == {"need": 8, "value": 5}


def test_marks_are_stepped_and_never_leave_the_scale(qtbot: QtBot) -> None:
    field = MarkField(10, "Need")
    qtbot.addWidget(field)
    assert field.value().mark is None
    QTest.keyClick(field.mark, Qt.Key.Key_Up)
    assert field.value().mark == 0
    QTest.keyClick(field.mark, Qt.Key.Key_Down)
    assert field.value().mark == 0
    field.mark.selectAll()
    QTest.keyClicks(field.mark, "7")
    QTest.keyClick(field.mark, Qt.Key.Key_Up)
    assert field.value().mark == 8
    field.mark.setText("99")
    assert field.value().mark is None


def test_an_acceptance_reads_the_day_and_warns_of_a_late_one(opened: list[CommandDialog]) -> None:
    dialog = AcceptanceDialog(date(2026, 5, 1), "Jo Bloggs", lambda: TODAY)
    sent = show(dialog, opened)
    dialog.accepted_on.setText("31/2/2026")
    dialog.submit()
    assert dialog.form.field("accepted_on").problem()
    dialog.accepted_on.setText("t")
    assert "after 1 May 2026" in dialog.form.field("accepted_on").problem()
    dialog.accepted_by.setText("")
    dialog.submit()
    assert dialog.form.field("accepted_by").problem() == "Enter who signed the slip."
    dialog.accepted_by.setText("Jo Bloggs")
    dialog.submit()
    assert sent == [Acceptance(TODAY, "Jo Bloggs")]


def test_a_confirmation_is_sent_with_the_keyboard(opened: list[CommandDialog]) -> None:
    dialog = ConfirmDialog(DialogWords("Complete", "", "Complete"), (("Paid", "£2"),))
    sent = show(dialog, opened)
    QTest.keyClick(dialog.verb, Qt.Key.Key_Return)
    assert sent == [Confirmed()]


def test_each_file_begins_as_a_kind_that_is_missing(opened: list[CommandDialog]) -> None:
    wanted = (DocumentWanted("accounts", "Accounts"), DocumentWanted("rules", "Rules"))
    paths = (Path("a.pdf"), Path("b.pdf"), Path("c.pdf"))
    dialog = AttachDialog(paths, wanted, ("rules", "accounts"))
    sent = show(dialog, opened)
    dialog.submit()
    assert sent == [AttachFiles((("rules", paths[0]), ("accounts", paths[1]), ("other", paths[2])))]


def test_marks_that_were_typed_come_back_with_their_total(opened: list[CommandDialog]) -> None:
    dialog = AssessmentDialog(SCHEME, None)
    show(dialog, opened)
    typed = {"marks_need": MarkTyped(9, "Shown."), "marks_value": MarkTyped(), "comment": ""}
    dialog.put_back(LeftTyped(typed, {}))
    assert dialog.score.text() == "18 of 30 · 60%"
    assert dialog.typed() == typed


def test_what_is_no_mark_or_day_yet_comes_back_as_it_was_typed(opened: list[CommandDialog]) -> None:
    dialog = AssessmentDialog(SCHEME, None)
    show(dialog, opened)
    need = dialog.form.control("marks_need")
    assert isinstance(need, MarkField)
    need.mark.setText("11")
    left = dialog.left()
    assert left is not None
    again = AssessmentDialog(SCHEME, None)
    show(again, opened)
    again.put_back(left)
    shown = again.form.control("marks_need")
    assert isinstance(shown, MarkField)
    assert shown.mark.text() == "11"


def test_tab_goes_from_the_problems_through_the_form_as_one_reads(
    qtbot: QtBot, opened: list[CommandDialog]
) -> None:
    dialog = DeclineDialog(PROPOSAL, None, QPushButton("Beside"))
    dialog.reasons.add_below(QPushButton("Earlier texts"))
    show(dialog, opened)
    dialog.submit()
    qtbot.wait(1)  # the lines show with the next layout
    dialog.summary.setFocus()
    passed = []
    for _each in range(8):
        front = dialog.focusWidget()
        assert front is not None
        passed.append(front.accessibleName() or getattr(front, "text", str)())
        QTest.keyClick(front, Qt.Key.Key_Tab)
    assert passed[1:] == [
        "Give the reasons for declining.",
        "Give feedback for the applicant.",
        "Declare that no registered interest precludes you from this decision.",
        "Reasons",
        "Earlier texts",
        "Feedback for the applicant",
        "Declaration",
    ]
    last = dialog.focusWidget()
    assert isinstance(last, QPushButton)
    assert last.text() == "Beside"


def test_start_afresh_takes_back_what_was_put_back(opened: list[CommandDialog]) -> None:
    dialog = ReasonDialog(REASONS[Action.DEFER])
    show(dialog, opened)
    assert dialog.typed() is None
    dialog.put_back(LeftTyped({"reason": "Typed before."}, {}))
    assert dialog.typed() == {"reason": "Typed before."}
    item = dialog.notices.itemAt(0)
    assert item is not None
    bar = item.widget()
    assert bar is not None
    bar.message.action()  # type: ignore[attr-defined] # it is a message bar
    assert dialog.typed() is None
