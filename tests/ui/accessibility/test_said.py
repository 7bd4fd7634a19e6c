"""What is read out: cells with their headers, messages, what a filter left, what stops a save."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTableView, QWidget

from pccdesk.domain.errors import FieldProblem
from pccdesk.ui import messages
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.messages import ErrorSummary, Messages
from pccdesk.ui.widgets import record_list
from tests.ui import places, walk
from tests.ui.accessibility.conftest import Visitor


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the words that are read out from now on."""
    heard: list[str] = []
    for module in (messages, record_list):
        monkeypatch.setattr(module, "announce", lambda _source, words: heard.append(words))
    return heard


def _first_cell(table: QTableView) -> str:
    """Return what is read out at a table's first cell that is not empty."""
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface is not None
    names = [
        interface.child(number).text(QAccessible.Text.Name)
        for number in range(min(interface.childCount(), 40))
        if interface.child(number).role() == QAccessible.Role.Cell
    ]
    return next((name for name in names if name), "")


def test_every_table_reads_a_cell_with_its_header(visitor: Visitor) -> None:
    def nameless(front: QWidget) -> list[str]:
        tables = [each for each in front.findChildren(QTableView) if each.isVisible()]
        filled = [each for each in tables if each.model() and each.model().rowCount()]
        return [
            f"{each.accessibleName()} reads {_first_cell(each)!r}"
            for each in filled
            if ": " not in _first_cell(each)
        ]

    assert visitor.visit(places.PAGES, nameless) == {}


def test_what_a_filter_left_is_read_out_once(visitor: Visitor, said: list[str]) -> None:
    window = visitor.window("officer")

    def narrow(_front: QWidget) -> list[str]:
        page = window.page()
        assert isinstance(page, ListPage)
        page.list.filters.box.setText("CAF-2026-0018")
        page.list.load()
        walk.settle(window)
        page.refresh()
        walk.settle(window)
        return []

    visitor.visit((places.Place("applications"),), narrow)
    assert [each.split(" · ")[0] for each in said] == ["1 application"]


def test_a_message_is_read_out(visitor: Visitor, said: list[str]) -> None:
    told: Messages = visitor.window("officer").context.messages
    told.warning("The sum is above the round’s maximum.")
    assert said == ["Warning: The sum is above the round’s maximum."]


def test_what_stops_a_save_is_read_out(visitor: Visitor, said: list[str]) -> None:
    summary = ErrorSummary(visitor.window("officer"))
    summary.show_problems((FieldProblem("amount", "Enter an amount."),))
    assert said == ["There is a problem. Enter an amount."]
