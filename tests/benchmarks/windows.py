"""From the start of the program to its first painted window, against a bare window's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Case, seconds
from tests.repository import ROOT

_WATCH = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

import os
"""
_BARE = f"""
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
{_WATCH}
app = QApplication(sys.argv[:1])
watch = Watch()
app.installEventFilter(watch)
window = QMainWindow()
window.setCentralWidget(QTableView())
window.resize(1100, 720)
window.show()
app.exec()
"""
_PROGRAM = f"""
{_WATCH}
from pccdesk.ui.application import Program, application
app = application()
watch = Watch()
app.installEventFilter(watch)
program = Program(app)
program.begin(None)
app.exec()
"""


def cases(folder: Path) -> Iterator[Case]:
    """Give the case of a first start."""
    homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    environment = {key: value for key, value in os.environ.items() if key != "PCCDESK_DATABASE"}
    environment |= {name: str(folder / name.lower()) for name in homes}
    environment["QT_QPA_PLATFORM"] = "offscreen"

    def start(program: str) -> None:
        command = [sys.executable, "-c", program]
        subprocess.run(command, check=True, cwd=ROOT, env=environment, timeout=120)

    yield Case(
        "Start to a painted window",
        1.3,
        seconds(lambda: start(_PROGRAM)),
        seconds(lambda: start(_BARE)),
        "PySide6 alone in a process of its own: a main window with an empty table, painted once",
    )
