from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from pccdesk.domain.payments import PaymentStage
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.services import batches
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.bulk_dialog import BulkDialog
from pccdesk.ui.pages.payments_page import PaymentsPage
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.workbooks.read_back import read_back
from tests.ui.pages.desk_window import DeskWindow, button, column_texts, shown_buttons

Sit = Callable[[str], DeskWindow]
PAYMENTS = Target("payments")
TO_APPROVE = Target("payments", filter="waits=approval=Approval")


def at(stage: PaymentStage) -> Any:
    return select(func.count(Payment.id)).where(Payment.stage == stage.value)


def send(finance: DeskWindow, page: PaymentsPage) -> None:
    """Ask for a batch and agree to what it would hold."""
    finance.press(page, "Send approved payments to finance …")
    asked(page).verb.click()
    finance.settle()


def asked(page: PaymentsPage) -> BulkDialog:
    (dialog,) = [each for each in page.findChildren(BulkDialog) if each.isVisible()]
    return dialog


def newest(desk_window: DeskWindow) -> PaymentBatch:
    with desk_window.desk.database.reading() as connection:
        return connection.execute(
            select(PaymentBatch.__table__).order_by(PaymentBatch.id.desc()).limit(1)
        ).one()  # type: ignore[return-value]


def test_the_list_of_batches_is_made_once_the_payments_are_seen(sit: Sit) -> None:
    finance = sit("finance")
    finance.window.navigate(PAYMENTS)
    page = finance.front(PaymentsPage)
    assert len(page.findChildren(RecordList)) == 1
    finance.settle()
    assert len(page.findChildren(RecordList)) == 2
    assert page.batches.model.rowCount()
    assert [page.tabs.tabText(place) for place in range(page.tabs.count())] == [
        "Payments",
        "Batches",
    ]


def test_batches_that_are_asked_for_are_made_and_read_at_once(sit: Sit) -> None:
    finance = sit("finance")
    finance.window.navigate(PAYMENTS)
    page = finance.front(PaymentsPage)
    page.tabs.setCurrentIndex(1)
    assert page.tabs.currentWidget() is page.batches
    finance.settle()
    assert page.batches.model.rowCount()


def test_several_are_approved_and_those_that_cannot_be_say_why(sit: Sit) -> None:
    finance = sit("finance")
    page = finance.go(PaymentsPage, TO_APPROVE)
    waiting = len(page.payments.model.ids())
    before = finance.count(at(PaymentStage.APPROVED))
    page.payments.table.selectAll()
    finance.press(page.payments, "Approve …")
    dialog = page.findChild(BulkDialog)
    assert dialog is not None
    shown = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert finance.count(at(PaymentStage.APPROVED)) == before
    dialog_verb = dialog.verb.text()
    dialog.verb.click()
    finance.settle()
    done = finance.count(at(PaymentStage.APPROVED)) - before
    (said,) = finance.said()
    assert said.startswith(f"{done} payment")
    assert 0 < done < waiting
    assert f"{done} payment" in dialog_verb
    assert f"{waiting - done} payment" in shown
    assert "bank details" in shown
    assert "bank details" in said
    assert not page.payments._bar.isVisible()
    left = len(page.payments.model.ids())
    assert left == waiting - done


def test_approved_payments_go_to_finance_in_a_workbook(sit: Sit, offered_path: Path) -> None:
    finance = sit("finance")
    page = finance.go(PaymentsPage, PAYMENTS)
    approved = finance.count(at(PaymentStage.APPROVED))
    total = finance.count(
        select(func.sum(Payment.amount)).where(Payment.stage == PaymentStage.APPROVED.value)
    )
    send(finance, page)
    batch = newest(finance)
    found = read_back(offered_path.read_bytes())
    assert (found.count, found.control_total) == (approved, total)
    assert (batch.count, batch.stage) == (approved, "confirmed")
    with offered_path.open("rb") as content:
        assert load_workbook(content).sheetnames
    assert finance.said()[-1] == (
        f"saved.file was saved and read back: {approved} payments, control total £3,640.00."
    )
    assert finance.count(at(PaymentStage.APPROVED)) == 0
    assert page.batches.selection() == (batch.id,)
    assert page.batches.table.hasFocus() or finance.window.focusWidget() is page.batches.table


def test_nothing_approved_leaves_nothing_to_send(sit: Sit, offered_path: Path) -> None:
    finance = sit("finance")
    page = finance.go(PaymentsPage, PAYMENTS)
    send(finance, page)
    before = newest(finance).id
    finance.press(page, "Send approved payments to finance …")
    assert "nothing to send" in finance.said()[-1]
    assert newest(finance).id == before
    assert offered_path.exists()


def test_nothing_is_changed_before_both_what_goes_and_where_is_agreed(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []

    def ask(_page: object, _title: str, name: str, _pattern: str) -> None:
        names.append(name)

    monkeypatch.setattr("pccdesk.ui.pages.payments_page.ask_save", ask)
    finance = sit("finance")
    page = finance.go(PaymentsPage, PAYMENTS)
    before, approved = newest(finance), finance.count(at(PaymentStage.APPROVED))
    finance.press(page, "Send approved payments to finance …")
    dialog = asked(page)
    shown = [each.text() for each in dialog.findChildren(QLabel)]
    assert {"2 payments", "£3,640.00", "Community Action Fund"} <= set(shown)
    assert "2 payments, £3,640.00" in shown
    assert dialog.verb.text() == "Send 2 payments"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    finance.settle()
    assert (newest(finance), finance.count(at(PaymentStage.APPROVED))) == (before, approved)
    send(finance, page)
    assert (newest(finance), finance.count(at(PaymentStage.APPROVED))) == (before, approved)
    assert names == ["PB-2026-007.xlsx"]
    assert finance.said() == ["Nothing was sent: the payments wait as before."]


def test_what_somebody_else_took_meanwhile_is_not_sent_as_agreed(
    sit: Sit, offered_path: Path
) -> None:
    finance = sit("finance")
    page = finance.go(PaymentsPage, PAYMENTS)
    finance.press(page, "Send approved payments to finance …")
    elsewhere = batches.prepare_batch(finance.desk, finance.actor)
    asked(page).verb.click()
    finance.settle()
    assert "cannot be sent" in finance.said()[-1]
    assert newest(finance).id == elsewhere.id
    assert not offered_path.exists()


def unsaved(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> tuple[DeskWindow, PaymentsPage]:
    """A batch whose workbook could not be written at first; the next time it can."""
    answers = [tmp_path / "no such folder" / "batch.xlsx", tmp_path / "later.xlsx"]
    monkeypatch.setattr("pccdesk.ui.pages.payments_page.ask_save", lambda *_asked: answers.pop(0))
    finance = sit("finance")
    page = finance.go(PaymentsPage, PAYMENTS)
    send(finance, page)
    return finance, page


def test_a_batch_whose_workbook_could_not_be_written_is_saved_later(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    finance, page = unsaved(sit, monkeypatch, tmp_path)
    assert newest(finance).stage == "prepared"
    assert page.tabs.currentWidget() is page.batches
    assert column_texts(page.batches, "stage")[0] == "Workbook not saved"
    assert "keeps its payments" in " ".join(finance.said())
    assert page.batches.selection() == (newest(finance).id,)
    finance.press(page.batches, "Record as paid …")
    assert "Save the workbook first." in " ".join(finance.said())
    finance.press(page.batches, "Save workbook …")
    assert (tmp_path / "later.xlsx").exists()
    assert newest(finance).stage == "confirmed"
    assert column_texts(page.batches, "stage")[0] == "2 of 2 with finance"


def test_a_prepared_batch_is_seen_on_the_batches_filter(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    finance, page = unsaved(sit, monkeypatch, tmp_path)
    page.batches.filters.choose("stage", "prepared", "Workbook not saved")
    finance.settle()
    assert list(page.batches.model.ids()) == [newest(finance).id]


def ask_paid(finance: DeskWindow) -> PaymentsPage:
    page = finance.go(PaymentsPage, Target("payments", tab="batches"))
    page.batches.table.selectRow(0)
    finance.press(page.batches, "Record as paid …")
    assert page.dialog is not None
    return page


def test_paid_needs_a_day_and_a_reference(sit: Sit) -> None:
    finance = sit("finance")
    dialog = ask_paid(finance).dialog
    assert dialog is not None
    dialog.submit()
    assert dialog.form.field("paid_on").problem() == "Enter the day the batch was paid."
    assert dialog.form.field("bacs_reference").problem() == "Enter the BACS reference."
    dialog.form.set_values({"paid_on": date(2027, 1, 1), "bacs_reference": "B1"})
    dialog.submit()
    assert "in the future" in dialog.form.field("paid_on").problem()
    assert dialog.form.field("bacs_reference").problem() == ""
    dialog.reject()


def test_a_batch_is_recorded_as_paid_after_its_answers_are_checked(sit: Sit) -> None:
    finance = sit("finance")
    page = ask_paid(finance)
    dialog = page.dialog
    assert dialog is not None
    batch = newest(finance)
    dialog.form.set_values({"paid_on": date(2026, 11, 20), "bacs_reference": "BACS-77"})
    dialog.submit()
    assert finance.count(at(PaymentStage.EXPORTED)) == batch.count
    dialog.submit()
    finance.settle()
    assert finance.said() == [f"{batch.count} payments of {batch.reference} recorded as paid."]
    paid = select(func.sum(Payment.amount)).where(Payment.bacs_reference == "BACS-77")
    assert finance.count(paid) == batch.control_total == Decimal(15825)
    assert column_texts(page.batches, "stage")[0] == "Paid"


def test_a_refusal_keeps_what_was_typed(sit: Sit) -> None:
    finance = sit("finance")
    page = ask_paid(finance)
    dialog = page.dialog
    assert dialog is not None
    dialog.form.set_values({"paid_on": date(2026, 11, 20), "bacs_reference": "B" * 41})
    dialog.submit()
    dialog.submit()
    finance.settle()
    assert dialog.isVisible()
    assert "up to 40 characters" in dialog.form.field("bacs_reference").problem()
    assert dialog.form.values()["bacs_reference"] == "B" * 41
    dialog.reject()


def test_a_paid_batch_and_several_batches_are_refused_with_a_sentence(sit: Sit) -> None:
    finance = sit("finance")
    page = finance.go(PaymentsPage, Target("payments", tab="batches"))
    page.batches.table.selectRow(3)
    finance.press(page.batches, "Record as paid …")
    assert finance.said() == ["Select one batch that is with finance."]
    page.batches.table.selectAll()
    finance.press(page.batches, "Save workbook …")
    assert "Select one batch to save its workbook." in finance.said()


def test_a_batch_opens_its_payments(sit: Sit) -> None:
    finance = sit("finance")
    page = finance.go(PaymentsPage, Target("payments", tab="batches"))
    page.batches.opened.emit(page.batches.model.id_at(0))
    finance.settle()
    assert set(column_texts(page.payments, "batch")) == {newest(finance).reference}


@pytest.mark.parametrize("username", ["auditor", "officer", "assessor", "commissioner"])
def test_who_has_nothing_to_do_with_payments_only_looks(sit: Sit, username: str) -> None:
    page = sit(username).go(PaymentsPage, PAYMENTS)
    page.payments.table.selectRow(0)
    assert not [each for each in shown_buttons(page) if "Approve" in each.text()]
    assert not [each for each in shown_buttons(page) if "Send" in each.text()]


def test_the_folder_that_cannot_be_written_leaves_the_batch_safe(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing = tmp_path / "no such folder" / "batch.xlsx"
    monkeypatch.setattr("pccdesk.ui.pages.payments_page.ask_save", lambda *_asked: missing)
    finance = sit("finance")
    page = finance.go(PaymentsPage, PAYMENTS)
    send(finance, page)
    assert newest(finance).stage == "prepared"
    assert any("cannot" in said or "could not" in said for said in finance.said())
    assert button(page, "Send approved payments to finance …").isEnabled()
