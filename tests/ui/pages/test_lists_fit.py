"""What the lists show at first fits the smaller screens, and what an officer chose stays so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from pccdesk.domain.applications import Stage
from pccdesk.ui.context import Target
from pccdesk.ui.itemmodels.record_model import CellRole
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.page import Page
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.widgets.plain_table import PlainTable
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.ui.widgets.record_table import RecordTable
from pccdesk.ui.widgets.status_badge import badge_size
from tests.ui.pages.desk_window import DeskWindow, opened
from tests.ui.places import application

Sit = Callable[[str], DeskWindow]
LISTS = (
    ("applications", "officer"),
    ("awards", "officer"),
    ("payments", "finance"),
    ("letters", "officer"),
    ("organisations", "officer"),
    ("audit", "administrator"),
)
_ROWS, _PAD, _USUAL_NAME = 30, 20, 170


@pytest.mark.parametrize(("page", "who"), LISTS)
@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_a_list_shows_its_columns_side_by_side_and_cuts_only_names(
    sit: Sit, page: str, who: str, size: tuple[int, int]
) -> None:
    desk = sit(who)
    desk.window.resize(*size)
    tables = tables_of(desk, page)
    assert tables
    for table in tables:
        assert table.horizontalScrollBar().maximum() == 0
        assert cut_cells(table) == []
        assert cut_headings(table) == []
        for place in names_of(table):
            assert table.columnWidth(place) >= _USUAL_NAME


@pytest.mark.parametrize(("width", "approver"), [(1366, True), (1280, False)])
def test_the_instalments_of_a_record_stand_side_by_side(
    sit: Sit, width: int, approver: bool
) -> None:
    officer = sit("officer")
    officer.window.resize(width, 720)
    with officer.desk.database.reading() as connection:
        number = connection.scalar(application(Stage.IN_PAYMENT)().limit(1))
    page = officer.go(ApplicationPage, Target("application", number, "payments"))
    [table] = [each for each in page.findChildren(PlainTable) if each.isVisible()]
    assert table.horizontalScrollBar().maximum() == 0
    headings = [each.title for each in table.rows.columns]
    assert table.isColumnHidden(headings.index("Approved by")) is not approver
    tip = table.model().index(0, headings.index("Stage")).data(Qt.ItemDataRole.ToolTipRole)
    assert "approved by" in tip


def test_columns_that_an_officer_chose_stay_whatever_the_program_shows_at_first(sit: Sit) -> None:
    officer = sit("officer")
    [table] = tables_of(officer, "applications")
    keys = [column.key for column in table.columns()]
    assert table.isColumnHidden(keys.index("district"))
    for action in table.column_menu().actions():
        if action.text() in {"District", "Fund"}:
            action.trigger()
    table.setColumnWidth(keys.index("reference"), 190)
    officer.settle()
    officer.qtbot.wait(600)  # what is dragged is kept when it comes to rest
    settings = officer.window.context.settings
    settings.flush()
    path = settings._store.fileName()
    with opened(officer.qtbot, officer.desk, "officer", Path(path)) as again:
        [table] = tables_of(again, "applications")
        assert not table.isColumnHidden(keys.index("district"))
        assert not table.isColumnHidden(keys.index("fund"))
        assert table.columnWidth(keys.index("reference")) == 190


def tables_of(desk: DeskWindow, page: str) -> list[RecordTable]:
    shown = desk.go(Page, Target(page))
    if isinstance(shown, ListPage):
        return [shown.list.table]
    return [each.table for each in shown.findChildren(RecordList) if each.isVisible()]


def names_of(table: RecordTable) -> list[int]:
    return [place for place in table.shown_columns() if table.columns()[place].fills]


def cut_cells(table: RecordTable) -> list[str]:
    """Return the words, apart from names, that have less room than they take."""
    found = []
    for row in range(min(_ROWS, table.model().rowCount())):
        for place in set(table.shown_columns()) - set(names_of(table)):
            cell = table.model().index(row, place).data(CellRole)
            width = table.fontMetrics().horizontalAdvance(cell.words)
            if cell.tone is not None:
                width = badge_size(table.fontMetrics(), cell.words).width()
            if width + _PAD > table.columnWidth(place):
                found.append(cell.words)
    return [words for words in found if "company" not in words]  # the longest kind by far


def cut_headings(table: QTableView) -> list[str]:
    header = table.horizontalHeader()
    words = header.fontMetrics()
    titles = {
        place: str(table.model().headerData(place, Qt.Orientation.Horizontal))
        for place in range(header.count())
        if not table.isColumnHidden(place)
    }
    return [
        title
        for place, title in titles.items()
        if words.horizontalAdvance(title) + _PAD > header.sectionSize(place)
    ]
