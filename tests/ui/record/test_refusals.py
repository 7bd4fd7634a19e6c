"""Who may not, and why: separation of duties, limits, roles and stale records in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from PySide6.QtWidgets import QPushButton

from pccdesk.domain.applications import Stage
from pccdesk.services import awards, decisions
from pccdesk.ui.dialogs.decision_dialogs import ApproveDialog
from pccdesk.ui.dialogs.reason_dialog import ReasonDialog
from pccdesk.ui.widgets.labels import label
from tests.office import Office
from tests.ui.record.seat import Seat
from tests.way import WAYS, assess, keep_account, recommend

Sit = Callable[..., Seat]


def test_whoever_assessed_cannot_decide_and_reads_why(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.ASSESSMENT)
    assess(office, number, "everything")
    recommend(office, number)
    seat = sit("everything", number)
    assert "approve" not in seat.page.panel.buttons
    assert "Cannot be approved, declined, deferred or sent back by you" in seat.blocked()
    assert "Ellis Everything assessed or recommended this application" in seat.blocked()


def test_a_limit_in_pounds_is_said_before_it_is_tried(sit: Sit, office: Office) -> None:
    seat = sit("chief", office.bring_to(Stage.RECOMMENDED))
    assert "approve" not in seat.page.panel.buttons
    assert "£2,400 is over Chris Chief’s limit of £1,000" in seat.blocked()
    assert "send_back" in seat.page.panel.buttons


def test_an_amount_over_the_limit_is_refused_in_the_dialog_with_the_text_kept(
    sit: Sit, office: Office
) -> None:
    number = office.bring_to(Stage.RECOMMENDED, amount_requested=Decimal(2000))
    seat = sit("commissioner", number)
    seat.take("approve")
    dialog = seat.dialog()
    assert isinstance(dialog, ApproveDialog)
    dialog.amount.set_value(Decimal(2400))
    dialog.reasons.set_value("It cuts disorder.")
    dialog.declared.setChecked(True)
    seat.send()
    seat.send()
    assert seat.is_asking()
    assert seat.stage() is Stage.RECOMMENDED
    assert "more than the £2,000 asked for" in dialog.form.field("amount").problem()
    assert dialog.reasons.value() == "It cuts disorder."
    assert dialog.summary.isVisible()


def test_a_role_taken_away_meanwhile_is_refused_in_the_dialog(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.RECOMMENDED)
    seat = sit("commissioner", number)
    seat.take("defer")
    dialog = seat.dialog()
    assert isinstance(dialog, ReasonDialog)
    dialog.reason.set_value("More facts wanted.")
    from pccdesk.models.people import Person, PersonRole

    with office.desk.database.changing() as session:
        commissioner = office.who("commissioner").user_id
        for role in session.query(PersonRole).filter_by(person_id=commissioner):
            session.delete(role)
        session.get_one(Person, commissioner).version += 1  # as every change of an account does
    seat.send()
    assert seat.is_asking()
    assert "may not decide applications" in dialog.summary.accessibleName()
    assert dialog.reason.value() == "More facts wanted."


def test_a_stale_record_is_told_with_reload_and_what_was_typed_can_be_sent_again(
    sit: Sit, office: Office
) -> None:
    number = office.bring_to(Stage.RECOMMENDED)
    seat = sit("commissioner", number)
    seat.take("defer")
    dialog = seat.dialog()
    assert isinstance(dialog, ReasonDialog)
    dialog.reason.set_value("More facts wanted.")
    other, version = office.who("chief"), office.version(number)
    decisions.send_back(office.desk, other, number, version, "Ask the police.")
    assess(office, number)
    recommend(office, number)
    seat.send()
    assert seat.is_asking()
    item = dialog.notices.itemAt(0)
    told = item.widget() if item is not None else None
    assert told is not None
    assert "was changed by" in told.accessibleName()
    [reload] = [each for each in told.findChildren(QPushButton) if each.text() == "Reload"]
    reload.click()
    seat.settle()
    assert dialog.reason.value() == "More facts wanted."
    seat.send()
    assert not seat.is_asking()
    assert seat.stage() is Stage.DEFERRED


def test_a_stale_step_at_once_offers_to_reload(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.RECEIVED)
    seat = sit("officer", number)
    officer, version = office.who("officer2"), office.version(number)
    awards.withdraw(office.desk, officer, number, version, "They gave up.")
    seat.take("start_checks")
    assert any("was changed by Oscar Second" in said for said in seat.said())
    bar = seat.window.message_area
    [reload] = [each for each in bar.findChildren(QPushButton) if each.text() == "Reload"]
    reload.click()
    seat.settle()
    assert seat.stage() is Stage.WITHDRAWN


def test_an_offer_cannot_lapse_before_its_day_and_the_day_is_named(
    sit: Sit, office: Office
) -> None:
    number = office.bring_to(Stage.OFFERED)
    seat = sit("officer", number)
    assert "The offer stands until" in seat.blocked()
    office.clock.advance(days=60)
    seat.page.refresh()
    seat.settle()
    assert "lapse" in seat.page.panel.buttons
    office.clock.now -= timedelta(days=60)


def test_whoever_recorded_the_bank_details_cannot_approve_the_payment(
    sit: Sit, office: Office
) -> None:
    number = office.bring_to(Stage.ACCEPTED)
    assert "no bank details yet" in sit("finance", number).blocked()
    keep_account(office, number, "everything")
    seat = sit("everything", number)
    assert "start_payment" not in seat.page.panel.buttons
    assert "recorded the bank details, so somebody else must approve" in seat.blocked()


def test_the_owner_of_an_application_is_told_that_somebody_else_must_assess_it(
    sit: Sit, office: Office
) -> None:
    number = office.bring_to(Stage.ASSESSMENT)
    assert "looks after this application" in sit("officer", number).blocked()


def test_an_auditor_sees_everything_and_is_offered_nothing(sit: Sit, office: Office) -> None:
    for stage in (Stage.ELIGIBILITY, Stage.RECOMMENDED, Stage.ACCEPTED):
        seat = sit("auditor", office.bring_to(stage))
        assert not seat.page.panel.buttons
        assert "Audrey Auditor may not" in seat.blocked()


def test_each_stage_shows_its_tabs_tasks_and_steps(sit: Sit, office: Office) -> None:
    seat = sit("everything", office.bring_to(Stage.DRAFT))
    for stage in WAYS:
        seat.window.navigate(seat.page.target.__class__("application", office.bring_to(stage)))
        seat.settle()
        assert seat.stage() is stage
        for code in seat.page._built:
            seat.show_tab(code)
        primary = [
            each for each in seat.page.panel.buttons.values() if each.property("kind") == "primary"
        ]
        assert len(primary) <= 1
        assert label("x").textFormat().name == "PlainText"
