"""Cards, facts, choices and tables in a narrow place, as large text makes every place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.ui import theme
from pccdesk.ui.form.choice_boxes import ChoiceBoxes
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.palettes import Mode
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.head_row import HeadRow
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.plain_table import PlainTable
from pccdesk.ui.widgets.reflow_grid import ReflowGrid
from pccdesk.ui.widgets.sign import Sign
from pccdesk.ui.widgets.wrapped_box import WrappedBox

_HELD: list[QWidget] = []
"""What stands around a widget: qtbot holds it weakly, and it would take the widget with it."""


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    yield
    _HELD.clear()


def at(qtbot: QtBot, widget: QWidget, width: int) -> None:
    if widget.parent() is None:  # a window of its own would never be narrower than it asks for
        holder = QWidget()
        qtbot.addWidget(holder)
        _HELD.append(holder)
        widget.setParent(holder)
        holder.resize(2000, 500)
        holder.show()
        widget.show()
    widget.resize(width, 400)
    QApplication.processEvents()


@pytest.mark.parametrize(("width", "below"), [(700, False), (300, True)])
def test_a_value_stands_below_its_label_only_where_there_is_no_room(
    qtbot: QtBot, width: int, below: bool
) -> None:
    facts = FactsGrid((("E-mail", "a.long.address@an-organisation.example.org"), ("Town", "")))
    at(qtbot, facts, 500)
    at(qtbot, facts, width)
    named, value = facts.findChildren(QLabel)[:2]
    assert facts.is_narrow() == below
    assert (value.y() >= named.geometry().bottom()) == below
    assert value.geometry().right() <= facts.width()


def test_headings_go_and_cells_say_what_they_are(qtbot: QtBot) -> None:
    grid = ReflowGrid(stretches=(1, 0))
    heading = label("Closes")
    grid.set_headings((label("Round"), None), (heading, None))
    said: list[bool] = []
    grid.reflowed.connect(said.append)
    for each in range(2):
        first, second = QWidget(), QWidget()
        first.setMinimumWidth(200)
        second.setMinimumWidth(150)
        first.setObjectName(f"first{each}")
        grid.add_row((first, None), (second, None))
    at(qtbot, grid, 500)
    assert not said
    assert heading.isVisible()
    at(qtbot, grid, 300)
    assert said == [True]
    assert not heading.isVisible()
    at(qtbot, grid, 500)
    assert said == [True, False]
    assert heading.isVisible()


def test_rows_and_columns_keep_their_distance_without_headings_too(qtbot: QtBot) -> None:
    grid = ReflowGrid(across=24, down=14)
    rows = [(QPushButton("Left"), QPushButton("Right")) for _ in range(2)]
    for left, right in rows:
        grid.add_row((left, None), (right, None))
    at(qtbot, grid, 500)
    (left, right), (below, _) = rows
    assert right.x() - left.geometry().right() - 1 == 24
    assert below.y() - left.geometry().bottom() - 1 == 14


def test_buttons_go_below_a_heading_and_wrap_rather_than_leave_the_card(qtbot: QtBot) -> None:
    whole = QWidget()
    buttons = [QPushButton("Save a copy …") for _ in range(4)]
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    heading = label("Documents", "section", wrap=True)
    column.addLayout(HeadRow(heading, buttons))
    column.addStretch(1)
    at(qtbot, whole, 900)
    assert {each.y() for each in buttons} == {buttons[0].y()}
    assert buttons[0].x() > heading.x()
    assert buttons[-1].geometry().right() <= 900
    at(qtbot, whole, buttons[0].width() * 2 + 30)
    assert len({each.y() for each in buttons}) == 2
    assert all(each.geometry().right() <= whole.width() for each in buttons)
    assert all(each.y() > heading.y() for each in buttons)


def test_choices_stand_in_fewer_columns_and_long_ones_break(qtbot: QtBot) -> None:
    long = "Prevent violence against women and girls in every part of the county"
    boxes = ChoiceBoxes([("long", long), ("b", "Burglary"), ("c", "Cars & vans")], columns=3)
    at(qtbot, boxes, 1800)
    assert "\n" not in boxes._boxes["long"].text()
    at(qtbot, boxes, 300)
    assert "\n" in boxes._boxes["long"].text()
    assert boxes._boxes["long"].sizeHint().width() <= 300
    assert len({box.x() for box in boxes._boxes.values()}) == 1
    assert boxes._boxes["c"].text() == "Cars && vans"
    boxes.set_value(("long",))
    assert boxes.words() == (long,)


@dataclass(frozen=True, slots=True)
class Line:
    name: str


def test_a_table_with_no_room_scrolls_and_cuts_no_name(qtbot: QtBot) -> None:
    columns: tuple[PlainColumn[Line], ...] = tuple(
        PlainColumn(f"Column {n}", lambda row: row.name, stretch=n == 1) for n in range(4)
    )
    table: PlainTable[Line] = PlainTable(columns, "Lines")
    at(qtbot, table, 1200)
    table.set_rows((Line("Margaret Ashdown"),))
    assert table.horizontalScrollBar().maximum() == 0
    at(qtbot, table, 300)
    assert table.horizontalScrollBar().maximum() > 0
    words = table.fontMetrics().horizontalAdvance("Margaret Ashdown")
    assert table.columnWidth(1) >= words


def test_only_the_frame_ends_a_short_table(qtbot: QtBot) -> None:
    columns: tuple[PlainColumn[Line], ...] = (PlainColumn("Document", lambda row: row.name),)
    table: PlainTable[Line] = PlainTable(columns, "Documents")
    table.set_rows((Line("Accounts"), Line("Constitution")))
    at(qtbot, table, 500)
    border = QColor(theme.colours().border)
    picture = table.viewport().grab().toImage()
    bottoms = [table.rowViewportPosition(row) + table.rowHeight(row) for row in range(2)]
    drawn = [
        any(picture.pixelColor(3, bottom - up) == border for up in range(3)) for bottom in bottoms
    ]
    assert drawn == [True, False]


def test_a_short_table_follows_another_size_of_text(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, Mode.LIGHT)
    columns: tuple[PlainColumn[Line], ...] = (PlainColumn("Document", lambda row: row.name),)
    table: PlainTable[Line] = PlainTable(columns, "Documents")
    table.set_rows((Line("Constitution of the club"), Line("Accounts")))
    at(qtbot, table, 900)
    before = (table.columnWidth(0), table.verticalHeader().defaultSectionSize(), table.height())
    theme.apply(qapp, Mode.LIGHT, 2.0)
    QApplication.processEvents()
    after = (table.columnWidth(0), table.verticalHeader().defaultSectionSize(), table.height())
    theme.apply(qapp, Mode.LIGHT)
    assert after[1] == 2 * before[1]
    assert after[2] > 1.7 * before[2]
    assert after[0] > 1.6 * before[0]


def test_labels_that_stand_above_their_values_have_the_whole_line(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, Mode.LIGHT, 2.25)
    facts = FactsGrid((("Open another database …", "a.long.address@an-organisation.example"),))
    at(qtbot, facts, 560)
    assert facts.is_narrow()
    named = facts.findChildren(QLabel)[0]
    assert named.height() >= named.heightForWidth(named.width())
    assert named.width() == facts.width()
    at(qtbot, facts, 1400)
    theme.apply(qapp, Mode.LIGHT)
    assert not facts.is_narrow()
    assert named.width() < 400


def test_a_box_to_tick_breaks_its_words_rather_than_widen_its_form(qtbot: QtBot) -> None:
    words = "No registered interest of mine & of nobody near me precludes me from this decision."
    box = WrappedBox(words)
    at(qtbot, box, 900)
    assert "\n" not in box.text()
    at(qtbot, box, 240)
    assert "\n" in box.text()
    assert box.text().replace("\n", " ").replace("&&", "&") == words
    assert box.minimumSizeHint().width() <= 240
    at(qtbot, box, 900)
    assert "\n" not in box.text()


def test_a_column_that_gives_way_comes_back_with_the_room(qtbot: QtBot) -> None:
    columns: tuple[PlainColumn[Line], ...] = (
        PlainColumn("Stage", lambda row: row.name),
        PlainColumn("Approved by", lambda row: row.name, stretch=True, gives_way=True),
        PlainColumn("Paid", lambda row: row.name),
    )
    table: PlainTable[Line] = PlainTable(columns, "Lines")
    table.set_rows((Line("Margaret Ashdown"),))
    hidden = []
    for width in (700, 340, 700):
        at(qtbot, table, width)
        hidden.append(table.isColumnHidden(1))
        assert table.horizontalScrollBar().maximum() == 0
        shown = [place for place in range(3) if not table.isColumnHidden(place)]
        assert sum(table.columnWidth(place) for place in shown) == table.viewport().width()
    assert hidden == [False, True, False]


@pytest.mark.parametrize(("height", "has_sign"), [(400, True), (120, False)])
def test_where_nothing_is_and_little_room_the_words_stay(
    qtbot: QtBot, height: int, has_sign: bool
) -> None:
    empty = EmptyState(
        "inbox", "No applications yet", "Record one.", button="Record", may_shrink=True
    )
    at(qtbot, empty, 600)
    empty.resize(600, height)
    QApplication.processEvents()
    [sign] = empty.findChildren(Sign)
    assert sign.isVisible() == has_sign
    for each in (*empty.findChildren(QLabel), *empty.findChildren(QPushButton)):
        if each.isVisible():
            assert each.height() >= each.minimumSizeHint().height()
            assert empty.rect().contains(each.geometry())
