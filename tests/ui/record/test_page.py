"""The record page itself: identity, neighbours, tabs, hostile text, text kept through Esc."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from pccdesk.domain.applications import Stage
from pccdesk.domain.forms import BudgetLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.services.awards import withdraw
from pccdesk.ui import theme
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.decision_dialogs import ApproveDialog
from pccdesk.ui.dialogs.reason_dialog import ReasonDialog
from pccdesk.ui.form.earlier_words import EarlierWords
from pccdesk.ui.list_order import ListOrder
from pccdesk.ui.palettes import Mode
from pccdesk.ui.record.tasks import tasks
from pccdesk.ui.widgets.labels import Card
from pccdesk.ui.widgets.task_list import TaskState
from tests.office import Office
from tests.ui.record.seat import Seat
from tests.way import assess, start_checks

Sit = Callable[..., Seat]
HOSTILE = "<b>&amp; \u202eשלום 🎈 =cmd|'/c calc'!A1"


def shown_texts(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel)]


def test_the_identity_bar_names_the_record_on_every_tab(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.ELIGIBILITY)
    seat = sit("officer", number)
    said = seat.page.identity.accessibleName()
    for each in (seat.view.application.reference, "Eligibility check", "£2,400", "Olive Officer"):
        assert each in said
    for code in seat.page._built:
        seat.show_tab(code)
        assert seat.page.identity.isVisible()
        assert seat.page.panel.isVisible()


def test_tabs_are_turned_from_where_the_page_begins(sit: Sit, office: Office) -> None:
    seat = sit("officer", office.bring_to(Stage.DRAFT))
    seat.page.take_keyboard()
    assert QApplication.focusWidget() is seat.page
    for key, place in ((Qt.Key.Key_Tab, 1), (Qt.Key.Key_Tab, 2), (Qt.Key.Key_Backtab, 1)):
        QTest.keyClick(seat.page, key, Qt.KeyboardModifier.ControlModifier)
        assert seat.page.tabs.currentIndex() == place


@pytest.mark.parametrize("factor", [1.0, 1.25])
def test_all_tabs_are_readable_on_a_large_screen_at_150_percent(
    sit: Sit, office: Office, qapp: QApplication, factor: float
) -> None:
    seat = sit("officer", office.bring_to(Stage.DRAFT))
    theme.apply(qapp, Mode.LIGHT, factor)
    seat.window.resize(1280, 720)
    QApplication.processEvents()
    bar = seat.page.tabs.bar
    ends = [bar.tabRect(place).right() for place in range(bar.count())]
    theme.apply(qapp, Mode.LIGHT)
    assert len(ends) == 9
    assert ends == sorted(ends)
    assert ends[-1] < bar.width()
    assert seat.page.screen_in_front() == "summary"


def test_next_and_previous_follow_the_newest_first_or_the_list_that_is_carried(
    sit: Sit, office: Office
) -> None:
    first, second, third = (office.bring_to(Stage.DRAFT) for _ in range(3))
    seat = sit("officer", second, "timeline")
    seat.page.next_record()
    seat.settle()
    assert seat.view.application.id == first
    assert seat.page.tabs.tabText(seat.page.tabs.currentIndex()) == "Timeline"
    assert not seat.page.steps.next.isEnabled()
    assert not seat.page.steps.place.isVisible()
    order = ListOrder(array("q", (first, second, third)))
    seat.window.navigate(Target("application", second, order=order))
    seat.settle()
    assert seat.page.steps.place.text() == "2 of 3"
    assert seat.page.steps.place.accessibleName() == "Record 2 of 3 in the list"
    seat.page.next_record()
    seat.settle()
    assert seat.view.application.id == third
    assert seat.page.steps.place.text() == "3 of 3"
    assert not seat.page.steps.next.isEnabled()


def test_hostile_text_is_shown_as_itself_on_every_tab(sit: Sit, office: Office) -> None:
    number = office.bring_to(
        Stage.RECOMMENDED,
        organisation=OrganisationForm(f"<b>&{'Ä' * 195}", town="Preston", postcode="PR1 0LD"),
        main_contact=ContactForm(f"{HOSTILE}", "<i>Chair</i>", "a@example.org"),
        project_title="<h1>" + "W" * 136,
        summary=f"{HOSTILE} " * 40,
        what="<img src='file:///x'>",
        budget=(BudgetLine("<b>Pitch</b>", Decimal(3000), Decimal(2400)),),
    )
    seat = sit("commissioner", number)
    for code in seat.page._built:
        seat.show_tab(code)
        area = seat.page.tab(code).area
        inside = area.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= area.viewport().width() or area.isHidden()
    labels = seat.page.findChildren(QLabel)
    assert all(
        each.textFormat() is Qt.TextFormat.PlainText for each in labels if each.text().strip()
    )
    assert "<img src='file:///x'>" in shown_texts(seat.page.tab("application"))
    assert any("too many" in each for each in shown_texts(seat.page.tab("application")))
    seat.take("approve")
    dialog = seat.dialog()
    assert all(
        each.textFormat() is Qt.TextFormat.PlainText
        for each in dialog.findChildren(QLabel)
        if each.text().strip()
    )


def test_esc_keeps_what_was_typed_and_gives_it_back(sit: Sit, office: Office) -> None:
    seat = sit("officer", office.bring_to(Stage.RECEIVED))
    seat.take("withdraw")
    dialog = seat.dialog()
    assert isinstance(dialog, ReasonDialog)
    dialog.reason.set_value("They rang on Monday.")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not seat.is_asking()
    seat.take("withdraw")
    again = seat.dialog()
    assert isinstance(again, ReasonDialog)
    assert again.reason.value() == "They rang on Monday."
    QTest.keyClick(again, Qt.Key.Key_Escape)
    seat.take("withdraw")
    third = seat.dialog()
    assert isinstance(third, ReasonDialog)
    assert third.reason.value() == "They rang on Monday."
    seat.send()
    assert seat.stage() is Stage.WITHDRAWN


def test_an_application_is_approved_by_keyboard_alone(sit: Sit, office: Office) -> None:
    seat = sit("commissioner", office.bring_to(Stage.RECOMMENDED))
    button = seat.page.panel.buttons["approve"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    seat.settle()
    dialog = seat.dialog()
    assert isinstance(dialog, ApproveDialog)
    seat.qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.amount)
    QTest.keyClick(dialog.amount, Qt.Key.Key_Tab)
    QTest.keyClicks(dialog.reasons.edit, "It cuts disorder.")
    assert QApplication.focusWidget() is dialog.reasons.edit
    QTest.keyClick(dialog.reasons.edit, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.conditions.edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.declared
    QTest.keyClick(dialog.declared, Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is dialog.verb
    QTest.keyClick(dialog.verb, Qt.Key.Key_Space)
    seat.settle()
    assert seat.stage() is Stage.APPROVED


def test_another_assessor_sees_no_marks_before_giving_their_own(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.ASSESSMENT)
    assess(office, number, "assessor")
    other = sit("everything", number, "assessment")
    assert not other.view.assessments
    assert any(
        "once you have submitted" in each for each in shown_texts(other.page.tab("assessment"))
    )
    assert len(sit("auditor", number, "assessment").view.assessments) == 1
    assert len(sit("assessor", number, "assessment").view.assessments) == 1


def test_an_override_asks_for_a_reason_and_stands_with_name_and_reason(
    sit: Sit, office: Office
) -> None:
    number = office.bring_to(Stage.RECEIVED, reserves=Decimal(90_000))
    start_checks(office, number)
    seat = sit("officer", number, "eligibility")
    tab = seat.page.tab("eligibility")
    [button] = [each for each in tab.findChildren(QPushButton) if each.text() == "Override"]
    button.click()
    dialog = seat.dialog()
    assert isinstance(dialog, ReasonDialog)
    seat.send()
    assert dialog.form.field("reason").problem() == "Give the reason."
    dialog.reason.set_value("Held for a roof.")
    seat.send()
    assert "Held for a roof." in shown_texts(tab)
    assert any("Overridden by Olive Officer" in each for each in shown_texts(tab))
    assert "pass_checks" in seat.page.panel.buttons


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_reason_is_completed_from_earlier_ones_and_never_unasked(
    sit: Sit, office: Office
) -> None:
    for reason in ("The group closed in May.", "The treasurer wrote that they have other money."):
        one = office.bring_to(Stage.RECEIVED)
        withdraw(office.desk, office.who("officer"), one, office.version(one), reason)
    number = office.bring_to(Stage.RECEIVED)
    seat = sit("officer", number)
    seat.take("withdraw")
    dialog = seat.dialog()
    assert isinstance(dialog, ReasonDialog)
    earlier = dialog.findChild(EarlierWords)
    assert earlier is not None
    edit = dialog.reason.edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    seat.settle()
    assert earlier.suggestions.words()[0].startswith("The treasurer wrote")
    earlier.suggestions.close()
    QTest.keyClicks(edit, "The gr")
    seat.qtbot.wait(250)
    seat.settle()
    assert edit.toPlainText() == "The gr"
    assert earlier.suggestions.words() == ["The group closed in May."]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert edit.toPlainText() == "The group closed in May."
    edit.undo()
    assert edit.toPlainText() == "The gr"
    edit.redo()
    seat.send()
    assert seat.stage() is Stage.WITHDRAWN


def test_change_opens_the_form_while_the_stage_allows_it(sit: Sit, office: Office) -> None:
    number = office.bring_to(Stage.RECEIVED)
    seat = sit("officer", number, "application")
    tab = seat.page.tab("application")
    [change] = [each for each in tab.findChildren(QPushButton) if each.accessibleName() == "Change"]
    change.click()
    assert seat.went_to == [Target("application_form", number)]
    later = sit("officer", office.bring_to(Stage.ASSESSMENT), "application")
    texts = [
        each.accessibleName() for each in later.page.tab("application").findChildren(QPushButton)
    ]
    assert "Change" not in texts


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        (Stage.DRAFT, {"received": TaskState.NEXT, "eligibility": TaskState.BLOCKED}),
        (Stage.ELIGIBILITY, {"received": TaskState.DONE, "eligibility": TaskState.STARTED}),
        (Stage.RECOMMENDED, {"recommendation": TaskState.DONE, "decision": TaskState.NEXT}),
        (Stage.INELIGIBLE, {"eligibility": TaskState.DONE, "payment": TaskState.NOT_NEEDED}),
        (Stage.DECLINED, {"decision": TaskState.DONE, "letter": TaskState.NEXT}),
        (Stage.OFFERED, {"letter": TaskState.DONE, "acceptance": TaskState.NEXT}),
        (Stage.WITHDRAWN, {"received": TaskState.DONE, "decision": TaskState.NOT_NEEDED}),
        (Stage.COMPLETE, {"payment": TaskState.DONE, "complete": TaskState.DONE}),
    ],
)
def test_the_task_list_says_how_far_an_application_has_come(
    sit: Sit, office: Office, stage: Stage, wanted: dict[str, TaskState]
) -> None:
    seat = sit("officer", office.bring_to(stage))
    states = {each.id: each.state for each in tasks(seat.view)}
    assert len(states) == 9
    assert {code: states[code] for code in wanted} == wanted


def test_a_tab_is_made_when_it_is_come_to(sit: Sit, office: Office) -> None:
    seat = sit("officer", office.bring_to(Stage.ELIGIBILITY))
    made = [code for code, tab in seat.page._built.items() if tab.findChildren(QLabel)]
    assert made == ["summary"]
    seat.show_tab("application")
    assert shown_texts(seat.page._built["application"])
    assert not seat.page._built["timeline"].findChildren(QWidget)


def test_cards_that_are_overtaken_before_they_show_leave_nothing_behind(
    sit: Sit, office: Office
) -> None:
    seat = sit("officer", office.bring_to(Stage.ELIGIBILITY))
    seat.show_tab("application")
    tab = seat.page.tab("application")
    once = len(tab.findChildren(Card))
    for _ in range(3):
        tab.show_record(seat.view)
    seat.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(tab.findChildren(Card)) == once
    assert all(each.isVisible() for each in tab.findChildren(Card))
