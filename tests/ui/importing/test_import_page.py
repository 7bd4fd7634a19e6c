from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.services import imports
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Context, Target
from pccdesk.ui.messages import Message
from pccdesk.ui.pages.import_page import ImportPage
from tests.officer_at_desk import ROUND
from tests.repository import ROOT

FillIn = Callable[[int, int], Path]
Idle = Callable[[], None]
FOREIGN = next(
    (
        path
        for folder in ROOT.parents
        if (path := folder / "shared" / "real" / "grants-475.xlsx").is_file()
    ),
    None,
)


def recorded(office: Desk) -> int:
    with office.database.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM application").scalar() or 0


def test_good_rows_come_in_all_together(
    page: ImportPage, filled: FillIn, idle: Idle, office: Desk, places: list[Target]
) -> None:
    page.drop.take(filled(6, 0))
    idle()
    assert page.result.counts.text() == "6 rows read: 6 good, 0 with problems."
    assert page.result.take.text() == "Bring in all 6 rows"
    assert page.result.table.isHidden()
    assert recorded(office) == 0
    page.result.take.click()
    idle()
    assert recorded(office) == 6
    assert "CAF-2026-0001 to CAF-2026-0006" in page.done_words.text()
    page._go()
    assert places == [Target("applications", filter=f"round={ROUND}")]


def test_bad_rows_are_named_and_the_good_ones_come_in_when_asked(
    page: ImportPage, filled: FillIn, idle: Idle, office: Desk, tmp_path: Path
) -> None:
    page.drop.take(filled(4, 3))
    idle()
    assert page.result.counts.text() == "7 rows read: 4 good, 3 with problems."
    assert page.result.take.text() == "Bring in all 4 good rows"
    assert page.result.leave.text() == "Nothing until all are mended"
    page.result.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Row\tCell\tColumn\tWhat to do\tWhat stands there"
    assert lines[1].startswith("9\t")
    assert "“Project title” is empty" in lines[1]
    page.write_list(tmp_path / "problems.xlsx")
    idle()
    assert load_workbook(tmp_path / "problems.xlsx").sheetnames
    page.result.take.click()
    idle()
    assert recorded(office) == 4
    assert "3 rows were left out" in page.done_words.text()


def test_nothing_comes_in_when_all_are_to_be_mended_first(
    page: ImportPage, filled: FillIn, idle: Idle, office: Desk, messages: list[Message]
) -> None:
    page.drop.take(filled(2, 1))
    idle()
    page.result.leave.click()
    assert recorded(office) == 0
    assert messages[-1].text.startswith("Nothing was brought in.")


def test_a_foreign_layout_is_told_in_one_sentence(
    page: ImportPage, idle: Idle, messages: list[Message]
) -> None:
    if FOREIGN is None:
        pytest.skip("the published workbook of another office is not on this machine")
    page.drop.take(FOREIGN)
    idle()
    assert "The sheet has another layout: it lacks the columns" in messages[-1].text
    assert messages[-1].text.count(". ") == 0
    assert page.result.isHidden()


def test_a_file_that_is_no_workbook_is_refused(
    page: ImportPage, idle: Idle, messages: list[Message], tmp_path: Path
) -> None:
    strange = tmp_path / "picture.xlsx"
    strange.write_bytes(b"\x89PNG no workbook")
    page.drop.take(strange)
    idle()
    assert len(messages) == 1
    assert page.result.isHidden()
    assert page.drop.isEnabled()


def test_a_cancelled_import_leaves_nothing(
    page: ImportPage,
    filled: FillIn,
    idle: Idle,
    office: Desk,
    at_desk: Context,
    messages: list[Message],
) -> None:
    page.drop.take(filled(8, 0))
    idle()
    page.result.take.click()
    for job in at_desk.jobs.running():
        job.cancel()
    idle()
    assert recorded(office) == 0
    assert messages[-1].text == "Bring in applications was cancelled. Nothing was changed."
    assert page.result.isEnabled()
    page.result.take.click()
    idle()
    assert recorded(office) == 8


def test_enter_pressed_again_does_not_cancel_an_import_but_cancel_come_to_by_tab_does(
    page: ImportPage,
    filled: FillIn,
    idle: Idle,
    office: Desk,
    at_desk: Context,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.activateWindow()
    page.drop.take(filled(6, 0))
    idle()
    qtbot.waitUntil(page.result.take.hasFocus)
    going_on = threading.Event()
    bring_in = imports.import_rows

    def held_up(*given: Any, **named: Any) -> Any:
        assert going_on.wait(30)
        return bring_in(*given, **named)

    monkeypatch.setattr(imports, "import_rows", held_up)
    press_enter(qtbot)
    (job,) = at_desk.jobs.running()
    press_enter(qtbot)
    assert not job.wanted_to_stop
    qtbot.keyClick(at_keyboard(), Qt.Key.Key_Tab)
    assert page.progress.cancel.hasFocus()
    going_on.set()
    idle()
    assert recorded(office) == 6


def at_keyboard() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press_enter(qtbot: QtBot) -> None:
    qtbot.keyClick(at_keyboard(), Qt.Key.Key_Return)


def test_the_table_of_problems_obeys_the_rules_of_item_models(
    page: ImportPage, filled: FillIn, idle: Idle, qtbot: QtBot
) -> None:
    del qtbot
    page.drop.take(filled(0, 3))
    idle()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(page.result.model, mode)
    assert page.result.model.rowCount() == 3
    assert page.result.take.isHidden()
