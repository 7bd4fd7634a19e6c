"""Payments go to finance once, in batches that agree with their files to the penny."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import Cancelled, EnvironmentFailed, NotPermitted, Refused
from pccdesk.queries import payments as payment_queries
from pccdesk.queries.home import unsaved_batches
from pccdesk.queries.payments import BatchRow
from pccdesk.services import bank_accounts, batches, payments
from pccdesk.services.contents import prepared_file
from pccdesk.services.work import Work
from pccdesk.workbooks.read_back import ReadBack
from tests import way
from tests.office import RRF_ROUND, Office
from tests.services.untouched import everything, refused_and_untouched
from tests.services.villain import tamper

MORE = Decimal("20000.01")


def prepared(office: Office, count: int = 2) -> BatchRow:
    """Return a batch of several applications' payments that is not written yet."""
    for _ in range(count):
        office.bring_to(Stage.IN_PAYMENT)
    return batches.prepare_batch(office.desk, office.who("finance"))


def unfinished(office: Office) -> int:
    """Return how many batches wait for their file."""
    return office.desk.read(office.who("finance"), unsaved_batches)


def test_a_batch_is_frozen_with_count_and_control_total(office: Office, tmp_path: Path) -> None:
    batch = prepared(office)
    assert (batch.reference, batch.count, batch.control_total) == ("PB-2026-001", 2, Decimal(4800))
    assert (batch.stage, unfinished(office)) == ("prepared", 1)
    path = tmp_path / "batch.xlsx"
    written = batches.write_batch(office.desk, office.who("finance"), batch.id, path)
    assert (written.stage, written.unpaid, unfinished(office)) == ("confirmed", 2, 0)
    assert {"Summary", "Payments"} <= set(load_workbook(path).sheetnames)
    assert office.desk.read(office.who("finance"), payment_queries.to_export) == ()


def test_instalments_add_up_to_the_award_and_fall_due_in_order(office: Office) -> None:
    one = office.bring_to(
        Stage.APPROVED, round_code=RRF_ROUND, amount_requested=MORE, total_cost=MORE, budget=()
    )
    parts = way.payments_of(office, one)
    assert [each.amount for each in parts] == [Decimal("10000.00"), Decimal("10000.01")]
    assert [each.due_on for each in parts] == sorted(each.due_on for each in parts)
    assert [(each.instalment, each.of) for each in parts] == [(1, 2), (2, 2)]


def test_a_batch_prepared_before_a_crash_is_finished_afterwards(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, path = prepared(office), tmp_path / "batch.xlsx"

    def crash(_path: Path, _content: bytes) -> AbstractContextManager[Path]:
        raise EnvironmentFailed("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(batches, "prepared_file", crash)
        with pytest.raises(EnvironmentFailed):
            batches.write_batch(office.desk, office.who("finance"), batch.id, path)
    assert not path.exists()
    assert unfinished(office) == 1
    written = batches.write_batch(office.desk, office.who("finance"), batch.id, path)
    assert (written.reference, written.control_total) == (batch.reference, batch.control_total)
    assert path.exists()
    assert unfinished(office) == 0


def test_a_file_that_disagrees_with_the_database_is_removed_and_the_batch_is_safe(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, path = prepared(office), tmp_path / "batch.xlsx"
    before = everything(office.desk)
    wrong = ReadBack(batch.count, batch.control_total - Decimal("0.01"), ())
    monkeypatch.setattr("pccdesk.workbooks.read_back.read_back", lambda _content: wrong)
    with pytest.raises(EnvironmentFailed, match="did not agree with the database"):
        batches.write_batch(office.desk, office.who("finance"), batch.id, path)
    assert not path.exists()
    assert everything(office.desk) == before


def test_a_confirmed_batch_is_written_again_to_the_letter(office: Office, tmp_path: Path) -> None:
    batch = prepared(office)
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    written = batches.write_batch(office.desk, office.who("finance"), batch.id, first)
    office.clock.advance(days=3)
    office.bring_to(Stage.RECEIVED)  # the year's summary would be another now
    again = batches.write_batch(office.desk, office.who("finance"), batch.id, second)
    assert second.read_bytes() == first.read_bytes()
    assert again.sha256 == written.sha256


def test_a_batch_whose_entry_fails_leaves_no_file(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, folder = prepared(office), tmp_path / "finance"
    folder.mkdir()
    before = everything(office.desk)

    def fail(_work: Work, _content: bytes) -> str:
        raise EnvironmentFailed("The database did not answer.")

    monkeypatch.setattr(batches, "keep_content", fail)
    with pytest.raises(EnvironmentFailed, match="did not answer"):
        batches.write_batch(office.desk, office.who("finance"), batch.id, folder / "batch.xlsx")
    assert list(folder.iterdir()) == []
    assert everything(office.desk) == before


def test_a_batch_that_is_recorded_but_not_in_its_place_is_told_and_written_again(
    office: Office, tmp_path: Path
) -> None:
    batch, finance = prepared(office), office.who("finance")
    folder = tmp_path / "finance"
    taken = folder / "batch.xlsx"
    taken.mkdir(parents=True)
    with pytest.raises(EnvironmentFailed, match="It is recorded that"):
        batches.write_batch(office.desk, finance, batch.id, taken)
    assert [each.name for each in folder.iterdir()] == ["batch.xlsx"]
    again = batches.write_batch(office.desk, finance, batch.id, tmp_path / "again.xlsx")
    assert (again.stage, again.count) == ("confirmed", batch.count)


def test_no_payment_stands_in_two_batches_even_by_force(office: Office) -> None:
    batch = prepared(office)
    with pytest.raises(Refused, match="nothing to send"):
        batches.prepare_batch(office.desk, office.who("finance"))
    first = "PRAGMA foreign_keys = ON" if office.desk.database.file else "SELECT 1"
    for statement in (
        "UPDATE payment SET batch_id = NULL",
        "UPDATE payment SET stage = 'approved'",
        "UPDATE payment SET batch_id = 999",
        "UPDATE payment SET amount = 0",
        "UPDATE payment SET instalment = 1, award_id = (SELECT min(award_id) FROM payment)",
    ):
        with pytest.raises(IntegrityError):
            tamper(office.desk, first, statement)
    assert office.desk.read(office.who("finance"), payment_queries.batch, batch.id) == batch


def test_only_the_named_payments_go_into_a_batch(office: Office) -> None:
    first, second = office.bring_to(Stage.IN_PAYMENT), office.bring_to(Stage.IN_PAYMENT)
    (named,) = way.payments_of(office, second)
    batch = batches.prepare_batch(office.desk, office.who("finance"), (named.id,))
    assert batch.count == 1
    assert way.payments_of(office, first)[0].stage == "approved"


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.OFFERED, Stage.LAPSED])
def test_nothing_is_paid_before_acceptance(shared_office: Office, stage: Stage) -> None:
    one = shared_office.bring_to(stage)
    way.keep_account(shared_office, one)
    (payment,) = way.payments_of(shared_office, one)
    with refused_and_untouched(shared_office.desk):
        payments.approve_payment(
            shared_office.desk, shared_office.who("finance"), payment.id, payment.version
        )


def test_nothing_is_paid_without_an_account_that_two_have_seen(shared_office: Office) -> None:
    desk, finance = shared_office.desk, shared_office.who("finance")
    one = shared_office.bring_to(Stage.ACCEPTED)
    (payment,) = way.payments_of(shared_office, one)
    with refused_and_untouched(desk) as refused:
        payments.approve_payment(desk, finance, payment.id, payment.version)
    assert "no bank details yet" in refused.value.sentence
    organisation_id = shared_office.record(one).organisation_id
    bank_accounts.record_account(
        desk, shared_office.who("officer"), organisation_id, way.bank_form(desk.today())
    )
    with refused_and_untouched(desk) as refused:
        payments.approve_payment(desk, finance, payment.id, payment.version)
    assert "not been checked by a second person" in refused.value.sentence


def test_a_new_account_has_to_be_checked_anew(office: Office) -> None:
    one = office.bring_to(Stage.ACCEPTED)
    way.keep_account(office, one)
    organisation_id = office.record(one).organisation_id
    bank_accounts.record_account(
        office.desk, office.who("officer"), organisation_id, way.bank_form(office.desk.today())
    )
    (payment,) = way.payments_of(office, one)
    with refused_and_untouched(office.desk) as refused:
        payments.approve_payment(office.desk, office.who("finance"), payment.id, payment.version)
    assert "not been checked" in refused.value.sentence


def test_an_approval_is_taken_back_until_finance_has_it(office: Office) -> None:
    one, finance = office.bring_to(Stage.IN_PAYMENT), office.who("finance")
    (payment,) = way.payments_of(office, one)
    payments.unapprove_payment(office.desk, finance, payment.id, payment.version)
    (payment,) = way.payments_of(office, one)
    assert (payment.stage, payment.approver) == ("scheduled", None)
    found = payments.approve_payments(office.desk, finance, (payment.id,))
    assert (found.done, found.skipped) == (1, ())
    batches.prepare_batch(office.desk, finance)
    (payment,) = way.payments_of(office, one)
    with refused_and_untouched(office.desk) as refused:
        payments.unapprove_payment(office.desk, finance, payment.id, payment.version)
    assert "“With finance”" in refused.value.sentence
    found = payments.approve_payments(office.desk, finance, (payment.id,))
    assert found.done == 0
    assert "CAF-2026-0001 (1 of 1)" in found.skipped[0][0]


def test_payment_is_recorded_once_with_day_and_reference(office: Office, tmp_path: Path) -> None:
    batch, finance, desk = prepared(office, 1), office.who("finance"), office.desk
    batch = batches.write_batch(desk, finance, batch.id, tmp_path / "batch.xlsx")
    today = desk.today()
    for paid_on, bacs, words in (
        (today + timedelta(days=1), "BACS 1", "in the future"),
        (today - timedelta(days=1), "BACS 1", "was made after that day"),
        (today, " \x00", "Enter the BACS reference"),
        (today, "x" * 41, "up to 40 characters"),
    ):
        with refused_and_untouched(desk) as refused:
            batches.confirm_paid(desk, finance, batch.id, paid_on, bacs, batch.version)
        assert words in refused.value.sentence
    assert batches.confirm_paid(desk, finance, batch.id, today, "BACS 1", batch.version) == 1
    with refused_and_untouched(desk) as refused:
        batches.confirm_paid(desk, finance, batch.id, today, "BACS 1", batch.version + 1)
    assert "recorded as paid already" in refused.value.sentence


def test_a_batch_that_never_went_to_finance_is_not_recorded_as_paid(office: Office) -> None:
    batch, finance = prepared(office, 1), office.who("finance")
    with refused_and_untouched(office.desk) as refused:
        batches.confirm_paid(
            office.desk, finance, batch.id, office.desk.today(), "BACS 1", batch.version
        )
    assert "has not gone to finance yet" in refused.value.sentence


def test_a_payment_approved_for_an_earlier_account_is_not_sent(office: Office) -> None:
    one, other = office.bring_to(Stage.IN_PAYMENT), office.bring_to(Stage.IN_PAYMENT)
    finance = office.who("finance")
    way.keep_account(office, one)  # the applicant moved to another bank
    with refused_and_untouched(office.desk) as refused:
        batches.prepare_batch(office.desk, finance)
    reference = office.record(one).reference
    assert f"bank details have changed since these were approved: {reference}." in (
        refused.value.sentence
    )
    (payment,) = way.payments_of(office, one)
    payments.unapprove_payment(office.desk, finance, payment.id, payment.version)
    way.approve_payment(office, one)
    assert batches.prepare_batch(office.desk, finance).count == 2
    assert way.payments_of(office, other)[0].stage == "exported"


def test_a_workbook_written_twice_at_once_is_kept_once(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, finance = prepared(office, 1), office.who("finance")
    mine, others = tmp_path / "mine.xlsx", tmp_path / "others.xlsx"

    def write_after_another(path: Path, content: bytes) -> AbstractContextManager[Path]:
        monkeypatch.setattr(batches, "prepared_file", prepared_file)
        office.bring_to(Stage.RECEIVED)  # the year's summary is another now
        batches.write_batch(office.desk, finance, batch.id, others)
        return prepared_file(path, content)

    monkeypatch.setattr(batches, "prepared_file", write_after_another)
    with pytest.raises(Refused, match="in the same moment"):
        batches.write_batch(office.desk, finance, batch.id, mine)
    assert not mine.exists()
    batches.write_batch(office.desk, finance, batch.id, mine)
    assert mine.read_bytes() == others.read_bytes()


@pytest.mark.parametrize("username", ["officer", "commissioner", "auditor", "administrator"])
def test_only_finance_makes_batches(shared_office: Office, username: str) -> None:
    with refused_and_untouched(shared_office.desk, NotPermitted):
        batches.prepare_batch(shared_office.desk, shared_office.who(username))


@pytest.mark.parametrize("fields", [{"evidence_on": None}, {"sort_code": "10"}])
def test_wrong_bank_details_are_not_kept(
    shared_office: Office, fields: dict[str, date | str | None]
) -> None:
    one = shared_office.bring_to(Stage.DRAFT)
    form = replace(way.bank_form(shared_office.desk.today()), **fields)  # type: ignore[arg-type] # any field
    organisation_id = shared_office.record(one).organisation_id
    with refused_and_untouched(shared_office.desk):
        bank_accounts.record_account(
            shared_office.desk, shared_office.who("officer"), organisation_id, form
        )


def test_bank_details_keep_their_noughts_and_stay_out_of_the_log(office: Office) -> None:
    one = office.bring_to(Stage.DRAFT)
    form = replace(way.bank_form(office.desk.today()), account_number="123 456")
    organisation_id = office.record(one).organisation_id
    bank_accounts.record_account(office.desk, office.who("officer"), organisation_id, form)
    account = bank_accounts.see_account(office.desk, office.who("auditor"), organisation_id)
    assert account is not None
    assert (account.sort_code, account.account_number) == ("107999", "00123456")
    with office.desk.database.reading() as connection:
        log = connection.execute(text("SELECT action, detail FROM audit_entry")).all()
    assert "00123456" not in repr(log)
    assert log[-1].action == "bank_account.see"


def test_cancelled_in_the_middle_the_approvals_made_stand_and_are_counted(office: Office) -> None:
    finance = office.who("finance")
    three = []
    for _each in range(3):
        (payment,) = way.payments_of(office, office.bring_to(Stage.IN_PAYMENT))
        payments.unapprove_payment(office.desk, finance, payment.id, payment.version)
        three.append(payment.id)

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled("stopped")

    found = payments.approve_payments(office.desk, finance, tuple(three), stop)
    assert (found.done, found.skipped, found.left) == (1, (), len(three) - 1)
