"""Tab goes through a page as one reads it, whenever its parts were made."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from pccdesk.ui.context import Target
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.applications_page import ApplicationsPage
from pccdesk.ui.pages.home_page import HomePage
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
