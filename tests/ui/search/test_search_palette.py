"""The search box by keyboard: opens, finds, moves, opens a record, closes and gives focus back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from pccdesk.domain.permissions import Actor
from pccdesk.domain.views import ViewContent
from pccdesk.models.people import Person
from pccdesk.queries import people
from pccdesk.queries.search import Answer
from pccdesk.services import views
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target
from pccdesk.ui.help_window import HelpWindow
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.applications_page import ApplicationsPage
from pccdesk.ui.pages.home_page import HomePage
from pccdesk.ui.pages.payments_page import PaymentsPage
from pccdesk.ui.search.rows import plain
from pccdesk.ui.search.search_palette import SearchPalette
from tests.ui.pages.desk_window import DeskWindow, opened


@pytest.fixture
def seat(qtbot: QtBot, sample_desk: Desk, tmp_path: Path) -> Iterator[DeskWindow]:
    with opened(qtbot, sample_desk, "officer", tmp_path / "window.ini") as window:
        yield window


def open_palette(seat: DeskWindow) -> SearchPalette:
    seat.window.menus.actions["search"].trigger()
    found = seat.window.findChildren(SearchPalette)
    assert len(found) == 1
    return found[0]


def type_words(seat: DeskWindow, palette: SearchPalette, words: str) -> None:
    QTest.keyClicks(palette.box, words)
    seat.qtbot.waitUntil(lambda: not palette._timer.isActive())
    seat.settle()


def gone(seat: DeskWindow) -> bool:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return not seat.window.findChildren(SearchPalette)


def kinds(palette: SearchPalette) -> list[str]:
    return [row.label for row in palette.model.rows]


def test_a_reference_is_typed_and_enter_opens_its_application(seat: DeskWindow) -> None:
    seat.go(ApplicationsPage, Target("applications"))
    palette = open_palette(seat)
    type_words(seat, palette, "caf-2024-0007")
    assert kinds(palette)[0] == "Application"
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    seat.settle()
    assert seat.front(ApplicationPage).title.startswith("CAF-2024-0007")
    assert gone(seat)


def test_ctrl_k_is_the_shortcut_and_stands_in_a_menu(seat: DeskWindow) -> None:
    action = seat.window.menus.actions["search"]
    assert action.shortcut().toString() == "Ctrl+K"
    menus = [each.menu() for each in seat.window.menuBar().actions()]
    assert any(action in menu.actions() for menu in menus if isinstance(menu, QMenu))


def test_the_arrows_move_and_the_keyboard_stays_in_the_box(seat: DeskWindow) -> None:
    palette = open_palette(seat)
    type_words(seat, palette, "preston")
    for key, place in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1)):
        QTest.keyClick(palette.box, key)
        assert palette.rows.currentIndex().row() == place
    QTest.keyClick(palette.box, Qt.Key.Key_PageDown)
    assert palette.rows.currentIndex().row() == 7
    assert palette.focusWidget() is palette.box
    spoken = palette.model.data(palette.rows.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(palette.model.rows[7].label)
    palette.reject()


def test_escape_closes_and_gives_the_keyboard_back(seat: DeskWindow) -> None:
    page = seat.go(ApplicationsPage, Target("applications"))
    page.focus_filter()
    before = seat.window.focusWidget()
    palette = open_palette(seat)
    type_words(seat, palette, "preston")
    QTest.keyClick(palette.box, Qt.Key.Key_Escape)
    assert gone(seat)
    assert seat.window.focusWidget() is before


def test_matched_words_are_marked_and_a_text_shows_where(seat: DeskWindow) -> None:
    palette = open_palette(seat)
    type_words(seat, palette, "survey of residents")
    row = next(row for row in palette.model.rows if row.label == "Decision")
    marked = {piece.text for piece in row.snippet if piece.matched}
    assert {"survey", "residents"} <= marked
    palette.reject()


def test_commands_are_found_with_their_keys_and_can_be_given(seat: DeskWindow) -> None:
    palette = open_palette(seat)
    type_words(seat, palette, "go to payments")
    row = palette.model.rows[0]
    assert (row.label, plain(row.title)) == ("Command", "Go to Payments")
    assert row.keys.startswith("Ctrl+")
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    seat.settle()
    assert seat.window.history.here == Target("payments")


def test_what_may_not_be_done_says_why_and_cannot_be_chosen(seat: DeskWindow) -> None:
    palette = open_palette(seat)
    type_words(seat, palette, "audit log")
    row = next(row for row in palette.model.rows if "Audit log" in plain(row.title))
    assert row.choose is None
    assert "may not see the audit log" in plain(row.context)
    place = palette.model.rows.index(row)
    palette._go_to(place)
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.reject()


def test_an_empty_box_offers_what_was_opened_lately_newest_first(seat: DeskWindow) -> None:
    for number in (3, 7):
        seat.go(ApplicationPage, Target("application", number))
    palette = open_palette(seat)
    assert plain(palette.model.rows[0].title).startswith("CAF-2024-0007")
    assert len(palette.model.rows) == 3  # with the one that forgets them
    assert "Type a reference" in palette.said.text()
    palette.reject()


def test_nothing_found_says_so_and_what_to_try(seat: DeskWindow) -> None:
    palette = open_palette(seat)
    type_words(seat, palette, "qqqxyzzy")
    assert palette.model.rowCount() == 0
    assert "Nothing is found for “qqqxyzzy”" in palette.said.text()
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.reject()


def test_an_answer_to_what_is_no_longer_typed_is_dropped(seat: DeskWindow) -> None:
    palette = open_palette(seat)
    type_words(seat, palette, "preston")
    shown = palette.model.rows
    palette._show_answer(Answer("prest", ()))
    assert palette.model.rows == shown
    palette.reject()


def test_every_control_has_a_name(seat: DeskWindow) -> None:
    palette = open_palette(seat)
    assert palette.accessibleName()
    assert palette.box.accessibleName()
    assert palette.rows.accessibleName()
    palette.reject()


def test_records_opened_before_are_listed_next_time_and_can_be_forgotten(
    qtbot: QtBot, sample_desk: Desk, tmp_path: Path
) -> None:
    settings = tmp_path / "again.ini"
    with opened(qtbot, sample_desk, "officer", settings) as first:
        page = first.go(ApplicationPage, Target("application", 7))
        title = page.title
    assert title not in settings.read_text(encoding="utf-8")  # numbers alone, no words
    with opened(qtbot, sample_desk, "finance", settings) as other:
        assert not open_palette(other).model.rows
    with opened(qtbot, sample_desk, "officer", settings) as second:
        palette = open_palette(second)
        second.settle()
        assert plain(palette.model.rows[0].title).startswith(title)
        palette.rows.setCurrentIndex(palette.model.index(1))
        QTest.keyClick(palette.box, Qt.Key.Key_Return)
        assert gone(second)
    with opened(qtbot, sample_desk, "officer", settings) as third:
        assert not open_palette(third).model.rows


def test_ctrl_enter_opens_what_is_chosen_in_a_window_of_its_own(seat: DeskWindow) -> None:
    seat.go(ApplicationsPage, Target("applications"))
    palette = open_palette(seat)
    type_words(seat, palette, "caf-2024-0007")
    QTest.keyClick(palette.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert isinstance(seat.window.page(), ApplicationsPage)
    (apart,) = [each for each in seat.window.windows.all() if each is not seat.window]
    page = apart.page()
    assert isinstance(page, ApplicationPage)
    assert page.title.startswith("CAF-2024-0007")
    apart.close()


def test_f1_in_a_dialog_opens_its_own_page_over_it(seat: DeskWindow) -> None:
    seat.go(ApplicationsPage, Target("applications"))
    palette = open_palette(seat)
    palette.activateWindow()
    seat.qtbot.waitUntil(lambda: QApplication.activeWindow() is palette)
    QTest.keyClick(palette.box, Qt.Key.Key_F1)
    shown = palette.findChild(HelpWindow)
    assert shown is not None
    assert shown.contents.currentItem().text() == "Search everywhere"
    assert shown.window() is shown
    palette.reject()
    assert gone(seat)


def test_a_saved_view_is_found_by_its_name_and_gone_to(seat: DeskWindow) -> None:
    page = seat.go(ApplicationsPage, Target("applications"))
    page.list.filters.choose("stage", "received", "Received")
    seat.settle()
    shown = list(page.list.model.ids())
    number = views.save_view(
        seat.desk, seat.actor, "applications", "Monday round", page.list.arrangement()
    )
    page.list.filters.clear()
    seat.go(HomePage, Target("home"))
    palette = open_palette(seat)
    seat.settle()
    type_words(seat, palette, "monday")
    row = palette.model.rows[0]
    assert (plain(row.title), plain(row.context)) == ("View: Monday round", "Applications · yours")
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    seat.settle()
    again = seat.front(ApplicationsPage)
    assert again.list.views is not None
    assert again.list.views.in_use is not None
    assert again.list.views.in_use.id == number
    assert list(again.list.model.ids()) == shown


def test_a_shared_view_of_batches_opens_their_tab_and_is_not_there_once_it_is_deleted(
    seat: DeskWindow,
) -> None:
    colleague = person_of(seat, "finance")
    number = views.save_view(seat.desk, colleague, "batches", "Late ones", ViewContent())
    row = views.views_of(seat.desk, colleague, "batches").named(number)
    assert row is not None
    views.share_view(seat.desk, colleague, number, row.version, shared=True)
    palette = open_palette(seat)
    seat.settle()
    type_words(seat, palette, "view batches")
    assert [plain(each.context) for each in palette.model.rows] == [
        f"Batches · shared by {colleague.full_name}"
    ]
    row = views.views_of(seat.desk, colleague, "batches").named(number)
    assert row is not None
    views.delete_view(seat.desk, colleague, number, row.version)
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    seat.settle()
    page = seat.front(PaymentsPage)
    assert page.tabs.currentWidget() is page.batches
    assert page.batches.model.rowCount() > 0
    assert any("not there any more" in each for each in seat.said())


def person_of(seat: DeskWindow, username: str) -> Actor:
    with seat.desk.database.reading() as connection:
        number = connection.scalar(select(Person.id).where(Person.username == username))
        assert number is not None
        return people.actor(connection, number)
