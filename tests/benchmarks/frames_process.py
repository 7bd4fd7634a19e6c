"""`frames_process DATABASE TIMES`: paint the applications page and a static table so many times.

Prints the least seconds of each and the peak memory in bytes as JSON, after a jump to the end.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from pccdesk.bootstrap import open_desk
from pccdesk.services.sign_in import sign_in
from pccdesk.ui import theme
from pccdesk.ui.application import application
from pccdesk.ui.context import Target
from pccdesk.ui.navigation import PAGES, build_page
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.ui.window_settings import WindowSettings
from tests.benchmarks.memory import most_taken
from tests.window_turns import settle

_ROWS, _COLUMNS = 100, 10
_KEPT: list[object] = []
"""What was shown stays until the end: taking it down is not measured."""


class _FirstFrame(QObject):
    """Ends a loop once a table is painted with rows in it."""

    def __init__(self, table: QAbstractItemView) -> None:
        super().__init__(table)
        self._table = table
        self.loop = QEventLoop()
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Paint and self._table.model().rowCount():
            self._table.viewport().removeEventFilter(self)
            self.loop.quit()
        return super().eventFilter(watched, event)


def main() -> None:
    """Measure in turn, so that a busy machine slows both alike."""
    app = application()
    assert isinstance(app, QApplication)
    theme.apply(app, Mode.LIGHT)
    desk = open_desk(sys.argv[1])
    actor = sign_in(desk, "officer", "")
    with tempfile.TemporaryDirectory() as folder:
        window = build_window(desk, actor, WindowSettings(Path(folder) / "window.ini"))
        taken: dict[str, list[float]] = {"page": [], "static": []}
        for _ in range(int(sys.argv[2])):
            taken["static"].append(_static_table())
            taken["page"].append(_page(window))
    found = {name: min(each) for name, each in taken.items()}
    sys.stdout.write(json.dumps({**found, "peak": most_taken()}))
    sys.stdout.flush()
    os._exit(0)  # what Qt tears down at the end is not measured


def _static_table() -> float:
    started = time.perf_counter()
    table = QTableWidget(_ROWS, _COLUMNS)
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            table.setItem(row, column, QTableWidgetItem(f"{row} in {column}"))
    took = _shown(table, table, started)
    table.hide()
    return took


def _page(window: OfficeWindow) -> float:
    entry = next(each for each in PAGES if each.id == "applications")
    started = time.perf_counter()
    page = build_page(entry, window.context)
    page.load(Target("applications"))
    [shown] = page.findChildren(RecordList)
    took = _shown(page, shown.table, started)
    settle(window.context.jobs)
    QTest.keyClick(shown.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settle(window.context.jobs)
    page.hide()
    return took


def _shown(whole: QWidget, table: QTableView, started: float) -> float:
    frame = _FirstFrame(table)
    whole.resize(1366, 768)
    whole.show()
    frame.loop.exec()
    took = time.perf_counter() - started
    _KEPT.append((whole, frame))
    return took


if __name__ == "__main__":
    main()
