from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from pccdesk.queries.listing import Sort
from pccdesk.ui import theme
from pccdesk.ui.context import Context
from pccdesk.ui.itemmodels.record_model import PAGE
from pccdesk.ui.palettes import Mode
from pccdesk.ui.widgets.list_output import MOST_COPIED
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.ui.widgets.selection_bar import BulkAction
from tests.ui.long_list import COLUMNS, LongList

WORDS = ListWords("Applications", "application", "applications", "Filter", "None yet", "Record one")
MakeList = Callable[[LongList], RecordList]


@pytest.fixture
def make_list(qtbot: QtBot, context: Context) -> MakeList:
    def make(source: LongList) -> RecordList:
        made = RecordList(
            context,
            source,
            COLUMNS,
            WORDS,
            filters=(("stage", "Stage"),),
            bulk=(BulkAction("Make letters", lambda _ids: None, "mail"),),
        )
        qtbot.addWidget(made)
        made.resize(1000, 600)
        made.show()
        made.load()
        qtbot.waitUntil(lambda: not context.jobs.busy())
        return made

    return make


def test_a_million_rows_show_without_being_read(make_list: MakeList) -> None:
    source = LongList(1_000_000)
    shown = make_list(source)
    assert shown.model.rowCount() == 1_000_000
    assert source.rows_read == 0


def test_the_end_of_a_million_rows_reads_only_what_shows(make_list: MakeList, qtbot: QtBot) -> None:
    source = LongList(1_000_000)
    shown = make_list(source)
    shown.table.scrollToBottom()
    last = shown.model.index(999_999, 0)
    qtbot.waitUntil(lambda: last.data() == "CAF-2026-1000000")
    assert source.rows_read <= 3 * PAGE


def test_everything_selected_is_counted_without_being_listed(make_list: MakeList) -> None:
    shown = make_list(LongList(1_000_000))
    shown.table.selectAll()
    assert shown.table.selected_spans() == [(0, 999_999)]
    assert shown.table.selected_count() == 1_000_000


def test_selected_records_come_in_the_lists_order(make_list: MakeList) -> None:
    shown = make_list(LongList(50))
    shown.table.selectRow(7)
    shown.table.setSelectionMode(shown.table.SelectionMode.MultiSelection)
    shown.table.selectRow(2)
    assert shown.selection() == (3, 8)


def test_copy_brings_rows_that_were_never_on_screen(
    make_list: MakeList, qtbot: QtBot, context: Context
) -> None:
    shown = make_list(LongList(1_000))
    shown.table.selectAll()
    with qtbot.waitSignal(context.messages.posted):
        shown.copy_rows()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Reference\tOrganisation\tStage\tAmount"
    assert lines[-1] == "CAF-2026-1000\tFleetwood Sea Cadets\tRecommended\t£500.00"
    assert len(lines) == 1_001


def test_too_many_rows_to_copy_are_refused_with_a_way_out(
    make_list: MakeList, qtbot: QtBot, context: Context
) -> None:
    shown = make_list(LongList(MOST_COPIED + 1))
    with qtbot.waitSignal(context.messages.posted) as told:
        shown.copy_rows()
    assert "narrow the list" in told.args[0].text


def test_reading_again_keeps_the_record_and_its_place(
    make_list: MakeList, qtbot: QtBot, context: Context
) -> None:
    shown = make_list(LongList(5_000))
    shown.table.setCurrentIndex(shown.model.index(3_000, 0))
    shown.table.scrollTo(shown.model.index(3_000, 0))
    place = shown.table.verticalScrollBar().value()
    shown.load()
    qtbot.waitUntil(lambda: not context.jobs.busy())
    assert shown.table.currentIndex().row() == 3_000
    assert shown.table.verticalScrollBar().value() == place


def test_what_is_new_shows_where_the_list_stands_at_its_top(
    make_list: MakeList, qtbot: QtBot, context: Context
) -> None:
    source = LongList(300)
    shown = make_list(source)
    shown.table.sort_wanted.emit(0, False)
    shown.table.sort_wanted.emit(0, False)
    qtbot.waitUntil(lambda: not context.jobs.busy())
    shown.table.setCurrentIndex(shown.model.index(0, 0))
    source.length = 301
    shown.load()
    qtbot.waitUntil(lambda: not context.jobs.busy())
    assert shown.table.verticalScrollBar().value() == 0
    assert shown.model.id_at(0) == 301
    assert shown.model.id_at(shown.table.currentIndex().row()) == 300


@pytest.fixture
def usual_text(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Mode.LIGHT)
    yield
    theme.apply(qapp, Mode.LIGHT)


@pytest.mark.usefixtures("usual_text")
def test_columns_keep_their_proportion_to_another_size_of_text(
    make_list: MakeList, qapp: QApplication
) -> None:
    table = make_list(LongList(20)).table
    table.setColumnWidth(0, 210)
    for factor in (1.5, 0.875, 2.25, 1.0):
        theme.apply(qapp, Mode.LIGHT, factor)
        assert [table.columnWidth(place) for place in (0, 2, 3)] == pytest.approx(
            [210 * factor, 150 * factor, 120 * factor], abs=1.5
        )
        assert table.verticalHeader().defaultSectionSize() == theme.scale().row


@pytest.mark.usefixtures("usual_text")
def test_a_column_that_fills_is_not_squeezed_below_its_words_by_larger_text(
    make_list: MakeList, qapp: QApplication
) -> None:
    table = make_list(LongList(20)).table
    for factor in (1.75, 2.25):
        theme.apply(qapp, Mode.LIGHT, factor)
        assert table.columnWidth(1) >= round(320 * 0.6 * factor) - 1


@pytest.mark.usefixtures("usual_text")
def test_a_width_kept_at_one_size_of_text_is_shown_in_proportion_at_another(
    make_list: MakeList, qapp: QApplication
) -> None:
    shown = make_list(LongList(20))
    shown.table.setColumnWidth(0, 210)
    kept = shown.arrangement()
    theme.apply(qapp, Mode.LIGHT, 1.5)
    assert shown.arrangement() == kept
    shown.table.reset_columns()
    shown.arrange(kept)
    assert shown.table.columnWidth(0) == 315


def test_the_title_sorts_and_sorts_back(make_list: MakeList, qtbot: QtBot) -> None:
    shown = make_list(LongList(300))
    header = shown.table.horizontalHeader()
    for expected in (1, 300):
        spot = header.sectionViewportPosition(0) + 20
        with qtbot.waitSignal(shown.model.complete):
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot, 10))
        assert shown.model.id_at(0) == expected


def test_without_a_mouse_a_list_is_sorted_and_its_columns_moved(
    make_list: MakeList, qtbot: QtBot
) -> None:
    shown = make_list(LongList(300))
    menu = shown.table.order_menu()
    with qtbot.waitSignal(shown.model.complete):
        menu.actions()[0].trigger()
    first = shown.model.sort_keys
    with qtbot.waitSignal(shown.model.complete):
        shown.table.order_menu().actions()[0].trigger()
    assert [each.descending for each in (*first, *shown.model.sort_keys)] == [False, True]
    then = menu.actions()[-1].menu()
    assert isinstance(then, QMenu)
    assert [each.text() for each in then.actions()] == [each.text() for each in menu.actions()[:-2]]
    (moving,) = [each for each in shown.table.column_menu().actions() if each.menu() is not None]
    title = shown.model.columns[2].title
    left = moving.menu()
    assert isinstance(left, QMenu)
    (move,) = [each for each in left.actions() if each.text() == title]
    move.trigger()
    assert shown.table.horizontalHeader().visualIndex(2) == 1


def test_a_further_key_is_added_behind_the_first(make_list: MakeList) -> None:
    shown = make_list(LongList(10))
    shown.table.sort_wanted.emit(0, False)
    shown.table.sort_wanted.emit(3, True)
    assert shown.model.sort_keys == (Sort("reference"), Sort("amount"))


def test_letters_typed_in_the_table_go_to_the_filter(make_list: MakeList, qtbot: QtBot) -> None:
    shown = make_list(LongList(300))
    with qtbot.waitSignal(shown.counted):
        QTest.keyClicks(shown.table, "77")
    assert shown.filters.box.text() == "7"
    qtbot.waitUntil(lambda: shown.model.rowCount() == 30)


def test_nothing_matching_differs_from_nothing_yet(
    make_list: MakeList, qtbot: QtBot, context: Context
) -> None:
    empty = make_list(LongList(0))
    assert empty.nothing_yet()
    shown = make_list(LongList(10))
    shown.filters.box.setText("99")
    qtbot.waitUntil(lambda: shown.model.rowCount() == 0)
    qtbot.waitUntil(lambda: not context.jobs.busy())
    assert not shown.nothing_yet()
    assert shown.nothing_matches()


def test_enter_opens_the_current_record(make_list: MakeList, qtbot: QtBot) -> None:
    shown = make_list(LongList(10))
    shown.table.setCurrentIndex(shown.model.index(4, 1))
    with qtbot.waitSignal(shown.opened) as opened:
        QTest.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened.args == [5]


def test_columns_hidden_by_the_officer_stay_hidden(make_list: MakeList, qtbot: QtBot) -> None:
    first = make_list(LongList(10))
    action = first.table.column_menu().actions()[2]
    with qtbot.waitSignal(first._keep_soon.timeout):
        action.trigger()
    again = make_list(LongList(10))
    assert again.table.isColumnHidden(2)
    again.table.reset_columns()
    assert not again.table.isColumnHidden(2)
    assert again.table.isColumnHidden(4)


def test_down_in_the_filter_goes_on_to_the_rows(make_list: MakeList) -> None:
    shown = make_list(LongList(10))
    shown.focus_filter()
    QTest.keyClick(shown.filters.box, Qt.Key.Key_Down)
    assert shown.table.hasFocus()
    assert shown.table.currentIndex().row() == 0
