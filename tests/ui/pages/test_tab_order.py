"""Tab goes through a page as one reads it, whenever its parts were made."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from pccdesk.ui.context import Target
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.applications_page import ApplicationsPage
from pccdesk.ui.pages.home_page import HomePage
from pccdesk.ui.widgets.scroll_area import ReachableScrollArea
from tests.ui.pages.desk_window import DeskWindow, button

Sit = Callable[[str], DeskWindow]


def front(seat: DeskWindow) -> QWidget:
    return seat.window.focusWidget() or seat.window


def tab(seat: DeskWindow, *, back: bool = False) -> QWidget:
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    QTest.keyClick(front(seat), Qt.Key.Key_Tab, shift if back else none)
    return front(seat)


def test_a_list_begins_in_its_rows_and_the_view_follows_the_filter(sit: Sit) -> None:
    officer = sit("officer")
    officer.go(ApplicationsPage, Target("applications", filter="stage=received=Received"))
    shown = officer.front(ApplicationsPage).list
    assert front(officer) is shown.table
    assert tab(officer, back=True).accessibleName() == "Clear filters"
    shown.focus_filter()
    assert tab(officer) is shown.views
    assert tab(officer).accessibleName() == "Filter by stage"


def test_a_tab_made_later_comes_before_what_stands_beside_it(sit: Sit) -> None:
    officer = sit("officer")
    drafts = officer.go(ApplicationsPage, Target("applications", filter="stage=draft=Draft"))
    page = officer.go(
        ApplicationPage, Target("application", drafts.list.model.id_at(0), "application")
    )
    bar = page.tabs.bar
    bar.setFocus()
    assert tab(officer) is button(page, "Change")
    assert tab(officer, back=True) is bar


def test_tab_goes_from_the_problems_into_the_form_and_from_its_end_to_save(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationFormPage, Target("application_form"))
    page.save()
    officer.settle()
    assert front(officer) is page.summary
    for line in page.summary.findChildren(QPushButton):
        assert tab(officer) is line
    assert page.body.round.isAncestorOf(tab(officer))
    page.summary.setFocus()
    page.summary.clear()
    assert page.body.round.isAncestorOf(front(officer))
    page.bar.save.setFocus()
    assert page.body.applicant.isAncestorOf(tab(officer, back=True))


def test_from_the_last_control_tab_begins_again_at_the_first(sit: Sit) -> None:
    officer = sit("officer")
    officer.go(HomePage, Target("home"))
    first = tab(officer)
    passed = [first]
    while (now := tab(officer)) is not first:
        assert now not in passed
        passed.append(now)
    assert {each.window() for each in passed} == {officer.window}
    assert len(passed) > 15


def test_a_window_come_back_to_begins_in_its_page_where_nothing_had_the_keyboard(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, Target("applications"))
    had = officer.window.focusWidget()
    assert had is not None
    had.clearFocus()
    QApplication.sendEvent(officer.window, QEvent(QEvent.Type.WindowActivate))
    assert front(officer) is page.list.table


def test_where_what_had_the_keyboard_goes_away_the_page_has_it_and_no_button(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationPage, Target("application", 1))
    link = button(page, "Open organisation")
    link.setFocus()
    link.hide()
    assert front(officer) is page
    page.steps.next.setFocus()
    page.steps.next.setEnabled(False)
    assert front(officer) is page


def test_a_page_of_words_scrolls_by_keys_from_where_it_begins(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(HomePage, Target("home"))
    officer.window.resize(1366, 500)
    officer.qtbot.wait(1)
    page.setFocus()
    bar = max(page.findChildren(ReachableScrollArea), key=lambda each: each.width())
    QTest.keyClick(page, Qt.Key.Key_End)
    assert bar.verticalScrollBar().value() == bar.verticalScrollBar().maximum() > 0
    QTest.keyClick(page, Qt.Key.Key_Home)
    assert bar.verticalScrollBar().value() == 0
