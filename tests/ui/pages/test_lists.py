"""The pages that are lists: filter, sort, columns, opening, copying, totals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import func, select

from pccdesk.domain.money import format_money
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Letter
from pccdesk.models.organisations import Organisation
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.bulk_dialog import BulkDialog
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.applications_page import ApplicationsPage
from pccdesk.ui.pages.awards_page import AwardsPage
from pccdesk.ui.pages.letters_page import LettersPage
from pccdesk.ui.pages.organisation_page import OrganisationPage
from pccdesk.ui.pages.organisations_page import OrganisationsPage
from pccdesk.ui.pages.payments_page import PaymentsPage
from tests.ui.pages.desk_window import DeskWindow, button, chips, column_texts, shown_buttons

Sit = Callable[[str], DeskWindow]
APPLICATIONS = Target("applications")
LISTS = (
    ("applications", ApplicationsPage),
    ("awards", AwardsPage),
    ("letters", LettersPage),
    ("organisations", OrganisationsPage),
)


def test_typing_filters_and_the_totals_follow(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, APPLICATIONS)
    everything = len(page.list.model.ids())
    assert everything == officer.count(select(func.count(Application.id)))
    with officer.qtbot.waitSignal(page.list.counted):
        page.list.filters.box.setText("youth")
    officer.settle()
    shown = list(page.list.model.ids())
    assert 0 < len(shown) < everything
    total = officer.count(
        select(func.sum(Application.amount_requested)).where(Application.id.in_(shown))
    )
    assert page.list._summary.text() == f"{len(shown)} applications · {format_money(total)}"


def test_chosen_values_are_chips_that_can_be_taken_off(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, APPLICATIONS)
    everything = len(page.list.model.ids())
    page.list.filters.choose("stage", "received", "Received")
    page.list.filters.choose("district", "Preston", "Preston")
    officer.settle()
    assert chips(page.list) == ["Stage: Received", "District: Preston"]
    assert set(column_texts(page.list, "stage")) == {"Received"}
    officer.press(page.list, "Stage: Received")
    assert chips(page.list) == ["District: Preston"]
    assert set(column_texts(page.list, "district")) == {"Preston"}
    officer.press(page.list, "Clear filters")
    assert chips(page.list) == []
    assert len(page.list.model.ids()) == everything


def test_clearing_filters_leaves_the_sort_alone(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, APPLICATIONS)
    page.list.table.sort_wanted.emit(0, False)
    page.list.filters.choose("stage", "received", "Received")
    officer.settle()
    officer.press(page.list, "Clear filters")
    references = column_texts(page.list, "reference")
    assert references == sorted(references)


def test_nothing_that_matches_is_told_apart_and_mended(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, APPLICATIONS)
    with officer.qtbot.waitSignal(page.list.counted):
        page.list.filters.box.setText("no such thing")
    officer.settle()
    assert page.list.nothing_matches()
    officer.press(page.list, "Clear filters")
    assert page.list.model.rowCount() > 0


@pytest.mark.parametrize(("name", "kind"), LISTS)
def test_every_sortable_column_sorts_both_ways(sit: Sit, name: str, kind: type[ListPage]) -> None:
    officer = sit("officer")
    shown = officer.go(kind, Target(name)).list
    for place, column in enumerate(shown.model.columns):
        if not column.sort:
            continue
        orders = []
        for _way in range(2):
            shown.table.sort_wanted.emit(place, False)
            officer.settle()
            assert shown.model.sort_keys[0].key == column.sort
            orders.append(column_texts(shown, column.key))
        assert sorted(orders[0]) == sorted(orders[1]), column.key
        if len(set(orders[0])) > 1:
            assert orders[0] != orders[1], column.key


@pytest.mark.parametrize("key", ["reference", "requested", "received"])
def test_the_order_is_that_of_the_values(sit: Sit, key: str) -> None:
    officer = sit("officer")
    shown = officer.go(ApplicationsPage, APPLICATIONS).list
    place = [each.key for each in shown.model.columns].index(key)
    shown.table.sort_wanted.emit(place, False)
    if shown.model.sort_keys[0].descending:
        shown.table.sort_wanted.emit(place, False)
    officer.settle()
    name = {"requested": "amount_requested", "received": "received_at"}.get(key, key)
    rows = shown._source.rows(list(shown.model.ids()))
    values = [getattr(rows[each], name) for each in shown.model.ids()]
    given = [each for each in values if each is not None]
    assert given == sorted(given)


def test_a_hidden_column_stays_hidden_after_a_restart(sit: Sit) -> None:
    first = sit("officer")
    table = first.go(ApplicationsPage, APPLICATIONS).list.table
    titles = [each.text() for each in table.column_menu().actions()]
    table.column_menu().actions()[titles.index("Received")].trigger()
    first.qtbot.wait(450)
    first.window.close()
    again = sit("officer").go(ApplicationsPage, APPLICATIONS).list.table
    place = titles.index("Received")
    assert again.isColumnHidden(place)
    again.reset_columns()
    assert not again.isColumnHidden(place)


@pytest.mark.parametrize("way", ["enter", "click", "double click"])
def test_a_row_opens_its_record(sit: Sit, way: str) -> None:
    officer = sit("officer")
    shown = officer.go(ApplicationsPage, APPLICATIONS).list
    row, column = (2, 0) if way == "click" else (2, 1)
    index = shown.model.index(row, column)
    wanted = shown.model.id_at(row)
    shown.table.setCurrentIndex(index)
    spot = shown.table.visualRect(index).topLeft() + QPoint(30, 12)
    viewport, left = shown.table.viewport(), Qt.MouseButton.LeftButton
    if way == "enter":
        QTest.keyClick(shown.table, Qt.Key.Key_Return)
    elif way == "click":
        QTest.mouseClick(viewport, left, pos=spot)
    else:
        QTest.mouseClick(viewport, left, pos=spot)
        QTest.mouseDClick(viewport, left, pos=spot)
        # The list is gone before the button is let go; held, it would stop later tests' scrolling.
        QTest.mouseRelease(officer.window, left)
    officer.settle()
    assert officer.front(ApplicationPage).target.record_id == wanted
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton


def test_an_organisation_opens_from_its_list(sit: Sit) -> None:
    officer = sit("officer")
    shown = officer.go(OrganisationsPage, Target("organisations")).list
    shown.opened.emit(shown.model.id_at(0))
    officer.settle()
    assert officer.front(OrganisationPage).title == "Adlington Speedwatch Volunteers"


def test_an_award_opens_its_applications_payments(sit: Sit) -> None:
    officer = sit("officer")
    shown = officer.go(AwardsPage, Target("awards")).list
    award = shown.model.record_at(3)
    assert award is not None
    shown.opened.emit(award.id)
    officer.settle()
    target = officer.front(ApplicationPage).target
    assert (target.record_id, target.tab) == (award.application_id, "payments")


def test_copying_brings_headers_and_what_is_selected(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, APPLICATIONS)
    page.list.table.selectRow(0)
    page.copy_list()
    officer.settle()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Reference\tOrganisation\tProject\tStage\tAsked for")
    assert len(lines) == 2
    assert officer.said() == ["Copied 1 application with their headers."] or officer.said() == [
        "Copied 1 application with its headers."
    ]


def test_no_raw_code_is_offered_as_a_filter(sit: Sit) -> None:
    officer = sit("officer")
    payments = officer.go(PaymentsPage, Target("payments"))
    lists = [payments.payments, payments.batches]
    lists += [officer.go(kind, Target(name)).list for name, kind in LISTS]
    for shown in lists:
        for key in shown.filters._titles:
            choices = shown._source.choices(key, shown.filters.chosen())
            assert choices, key
            for choice in choices:
                assert "_" not in choice.label, key
                assert choice.label[0].isupper() or choice.label[0].isdigit(), key


def test_no_cell_shows_a_raw_code(sit: Sit) -> None:
    officer = sit("officer")
    for name, kind in LISTS:
        shown = officer.go(kind, Target(name)).list
        for column in shown.model.columns:
            texts = set(column_texts(shown, column.key))
            assert not [text for text in texts if "_" in text], (name, column.key)


def test_money_stands_on_the_right_below_its_header(sit: Sit) -> None:
    officer = sit("officer")
    for name, kind in LISTS:
        model = officer.go(kind, Target(name)).list.model
        for place, column in enumerate(model.columns):
            head = model.headerData(
                place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
            )
            cell = model.index(0, place).data(Qt.ItemDataRole.TextAlignmentRole)
            right = Qt.AlignmentFlag.AlignRight
            assert bool(Qt.AlignmentFlag(head) & right) == column.right, (name, column.key)
            assert bool(Qt.AlignmentFlag(cell) & right) == column.right, (name, column.key)
            if model.index(0, place).data().startswith("£"):
                assert column.right, (name, column.key)


def test_letters_for_several_say_what_was_skipped(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, APPLICATIONS)
    waiting = officer.count(select(Application.id).where(Application.stage == "approved"))
    received = officer.count(select(Application.id).where(Application.stage == "received"))
    before = officer.count(select(func.count(Letter.id)))
    page._make_letters((waiting, received))
    officer.settle()
    dialog = page.findChild(BulkDialog)
    assert dialog is not None
    shown = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "at “Received”, so there is no letter to make." in shown
    assert "Awards in them" in shown
    assert officer.count(select(func.count(Letter.id))) == before
    officer.press(dialog, "Make letters of 1 application")
    (said,) = officer.said()
    assert said.startswith("1 letter made and kept. 1 application was left out. ")
    assert said.endswith(": It is at “Received”, so there is no letter to make.")
    assert officer.count(select(func.count(Letter.id))) == before + 1


def test_letters_for_none_that_wait_are_a_warning(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, APPLICATIONS)
    received = officer.count(select(Application.id).where(Application.stage == "received"))
    page._make_letters((received,))
    officer.settle()
    assert officer.said()[0].startswith("None of the selected applications can be given letters. ")
    assert "at “Received”" in officer.said()[0]


def test_the_bar_of_bulk_actions_follows_the_selection(sit: Sit) -> None:
    page = sit("officer").go(ApplicationsPage, APPLICATIONS)
    assert not page.list._bar.isVisible()
    page.list.table.selectRow(1)
    assert page.list._bar.isVisible()
    assert button(page.list, "Make letters …").isEnabled()
    page.list.table.clearSelection()
    assert not page.list._bar.isVisible()


@pytest.mark.parametrize("username", ["auditor", "assessor", "commissioner", "finance"])
def test_who_may_not_record_is_not_offered_it(sit: Sit, username: str) -> None:
    page = sit(username).go(ApplicationsPage, APPLICATIONS)
    page.list.table.selectRow(0)
    words = {each.text().strip() for each in shown_buttons(page)}
    assert not words & {"Record an application", "Bring in a spreadsheet …", "Make letters …"}


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("applications", ApplicationsPage, "Record an application"),
        ("organisations", OrganisationsPage, "Record an application"),
        ("awards", AwardsPage, ""),
        ("letters", LettersPage, ""),
    ],
)
def test_an_empty_list_says_why_and_what_next(
    sit_in_empty: Sit, name: str, kind: type[ListPage], words: str
) -> None:
    officer = sit_in_empty("officer")
    page = officer.go(kind, Target(name))
    assert page.list.nothing_yet()
    offered = [each.text().strip() for each in shown_buttons(page.list)]
    assert offered == ([words] if words else [])


def test_an_auditor_of_an_empty_office_is_not_told_to_record(sit_in_empty: Sit) -> None:
    page = sit_in_empty("auditor").go(ApplicationsPage, APPLICATIONS)
    assert page.list.nothing_yet()
    assert shown_buttons(page.list) == []


def test_the_numbers_of_organisations_are_right(sit: Sit) -> None:
    officer = sit("officer")
    shown = officer.go(OrganisationsPage, Target("organisations")).list
    assert len(shown.model.ids()) == officer.count(select(func.count(Organisation.id)))
    total = sum(int(text.replace(",", "")) for text in column_texts(shown, "applications"))
    assert total == officer.count(select(func.count(Application.id)))
