"""A whole life, from received to complete, by the right people through the page's own buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from pccdesk.domain.applications import Stage
from pccdesk.domain.scoring import Mark
from pccdesk.ui.dialogs.assessment_dialog import AssessmentDialog
from pccdesk.ui.dialogs.decision_dialogs import ApproveDialog, DeclineDialog
from pccdesk.ui.dialogs.recommendation_dialog import RecommendationDialog
from pccdesk.ui.record.letters_tab import LettersTab
from pccdesk.ui.record.payments_tab import PaymentsTab
from pccdesk.ui.widgets.mark_field import MarkField, MarkTyped
from tests.office import Office
from tests.ui.record.seat import Seat
from tests.way import keep_account, pay

Sit = Callable[..., Seat]


def assess(seat: Seat, mark: int = 8) -> None:
    seat.take("assess")
    dialog = seat.dialog()
    assert isinstance(dialog, AssessmentDialog)
    for name in dialog.form.names():
        field = dialog.form.control(name)
        if isinstance(field, MarkField):
            field.set_value(MarkTyped(mark, "Clear evidence."))
    seat.send()


def recommend(seat: Seat) -> None:
    seat.take("recommend")
    dialog = seat.dialog()
    assert isinstance(dialog, RecommendationDialog)
    dialog.reason.set_value("Good value.")
    dialog.conditions.set_value("Count who comes")
    seat.send()


def approve(seat: Seat) -> None:
    seat.take("approve")
    dialog = seat.dialog()
    assert isinstance(dialog, ApproveDialog)
    dialog.reasons.set_value("It cuts disorder.")
    dialog.declared.setChecked(True)
    seat.send()
    assert dialog.verb.text() == "Approve £2,400"
    seat.send()


def test_an_application_goes_from_received_to_complete_through_the_page(
    sit: Sit, office: Office, tmp_path: Path
) -> None:
    number = office.bring_to(Stage.RECEIVED)
    officer = sit("officer", number)
    officer.take("start_checks")
    officer.take("pass_checks")
    assert officer.stage() is Stage.ASSESSMENT
    assess(sit("assessor", number))
    officer.page.refresh()
    officer.settle()
    recommend(officer)
    commissioner = sit("commissioner", number)
    approve(commissioner)
    assert commissioner.stage() is Stage.APPROVED
    assert any("Approved by decision 2026/01" in said for said in commissioner.said())
    officer.page.refresh()
    officer.settle()
    officer.take("offer")
    letters = officer.page.tab("letters")
    assert isinstance(letters, LettersTab)
    letters.make.click()
    officer.settle()
    assert officer.stage() is Stage.OFFERED
    letters.save_to(tmp_path / "letter.pdf")
    officer.settle()
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert officer.view.letters[0].printed_count == 1
    officer.page.changes.view = None  # the next record is being read
    letters.record_printing()
    officer.settle()
    assert officer.view.letters[0].printed_count == 2
    officer.take("accept")
    officer.send()
    assert officer.stage() is Stage.ACCEPTED
    keep_account(office, number)
    finance = sit("finance", number)
    finance.take("start_payment")
    _click(finance.page.tab("payments"), "Approve payment")
    finance.settle()
    assert finance.stage() is Stage.IN_PAYMENT
    pay(office, number)
    officer.page.refresh()
    officer.settle()
    officer.take("complete")
    officer.send()
    assert officer.stage() is Stage.COMPLETE
    assert not officer.page.panel.buttons


def test_a_declined_application_gets_its_letter_with_the_feedback(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.RECOMMENDED)
    commissioner = sit("commissioner", number)
    commissioner.take("decline")
    dialog = commissioner.dialog()
    assert isinstance(dialog, DeclineDialog)
    dialog.reasons.set_value("Others scored higher.")
    dialog.feedback.set_value("Show the need.")
    dialog.declared.setChecked(True)
    dialog.submit()
    commissioner.send()
    assert commissioner.stage() is Stage.DECLINED
    officer = sit("officer", number)
    officer.take("decline_letter")
    letters = officer.page.tab("letters")
    assert isinstance(letters, LettersTab)
    assert letters.make.accessibleName() == "Make decline letter"
    letters.make.click()
    officer.settle()
    assert [each.kind for each in officer.view.letters] == ["decline"]
    assert letters.preview is not None
    assert letters.preview.page_count() >= 1


def test_a_payment_that_was_approved_can_be_taken_back(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.IN_PAYMENT)
    finance = sit("finance", number, "payments")
    tab = finance.page.tab("payments")
    assert isinstance(tab, PaymentsTab)
    _click(tab, "Take approval back")
    finance.settle()
    assert [each.stage for each in finance.view.payments] == ["scheduled"]


def test_marks_are_kept_as_the_assessor_gave_them(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.ASSESSMENT)
    seat = sit("assessor", number)
    assess(seat, 7)
    [row] = seat.view.assessments
    assert {each.mark for each in row.marks} == {7}
    assert Mark(7, "Clear evidence.").mark == row.marks[0].mark


def _click(tab: object, text: str) -> None:
    assert isinstance(tab, PaymentsTab)
    [button] = [
        each
        for each in tab.findChildren(QPushButton)
        if each.accessibleName() == text and each.isVisible() and each.isEnabled()
    ]
    button.click()
