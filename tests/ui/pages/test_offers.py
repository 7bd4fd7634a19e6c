"""What a page has buttons for stands in the menu and in the palette too."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pccdesk.ui.context import Target
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.applications_page import ApplicationsPage
from pccdesk.ui.plain_text import letter_of, unlettered
from pccdesk.ui.search.search_palette import SearchPalette
from tests.ui.pages.desk_window import DeskWindow

Sit = Callable[[str], DeskWindow]


def in_menu(officer: DeskWindow) -> list[str]:
    menu = officer.window.menus.menus["&Record"]
    menu.aboutToShow.emit()
    return [unlettered(action.text()) for action in menu.actions()]


def received(officer: DeskWindow) -> ApplicationPage:
    waiting = officer.go(ApplicationsPage, Target("applications", filter="stage=received=Received"))
    return officer.go(ApplicationPage, Target("application", waiting.list.model.id_at(0)))


def test_the_buttons_of_a_page_are_in_the_menu_while_it_is_in_front(sit: Sit) -> None:
    officer = sit("officer")
    officer.go(ApplicationsPage, Target("applications"))
    assert {"Record an application", "Bring in a spreadsheet …"} <= set(in_menu(officer))
    received(officer)
    shown = in_menu(officer)
    assert "Start eligibility check" in shown
    assert "Bring in a spreadsheet …" not in shown
    assert shown == in_menu(officer)


def test_each_button_has_a_letter_of_its_own_in_the_menu(sit: Sit) -> None:
    officer = sit("officer")
    received(officer)
    in_menu(officer)
    words = [each.text() for each in officer.window.menus.menus["&Record"].actions()]
    letters = [letter_of(each) for each in words if each]
    assert "" not in letters
    assert len(set(letters)) == len(letters)


def test_what_can_be_done_with_chosen_rows_and_on_the_tab_in_front_is_there_too(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, Target("applications"))
    bulk = {each.text for each in page.list._bulk}
    assert bulk
    assert not bulk & set(in_menu(officer))
    page.list.table.selectAll()
    assert bulk <= set(in_menu(officer))
    record = received(officer)
    assert "Attach …" not in in_menu(officer)
    record.go_to_tab("documents")
    officer.settle()
    assert "Attach …" in in_menu(officer)


def test_the_next_step_of_a_record_is_taken_from_the_palette(sit: Sit) -> None:
    officer = sit("officer")
    page = received(officer)
    officer.window.menus.actions["search"].trigger()
    (palette,) = officer.window.findChildren(SearchPalette)
    QTest.keyClicks(palette.box, "start elig")
    officer.qtbot.waitUntil(lambda: not palette._timer.isActive())
    officer.settle()
    assert palette.model.rows[0].label == "Command"
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    officer.settle()
    assert "Pass to assessment" in page.offers()
    assert "Start eligibility check" not in page.offers()
