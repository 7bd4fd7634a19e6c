"""From the start of the program to its first frame, and on to the list, against a bare window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from shutil import copyfile

from pccdesk.services.sample import make_sample_office
from tests.benchmarks.measure import Case, seconds
from tests.repository import ROOT

_WATCH = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
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
_PROGRAM = """
import os, sys

class Finder:
    # Nothing is loaded before the program loads it: what the program does first is timed too.
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "pccdesk.ui.start.welcome_step":
            begin()
        return None

def begin():
    global watch
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, seen, event):
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)

sys.meta_path.insert(0, Finder)
from pccdesk.cli.main import run
run([])
"""
_LIST = """
import gc, os, sys, time
gc.disable()  # as pccdesk.cli.main does
from PySide6.QtCore import QEvent, QObject, QTimer
from pccdesk.ui.application import Program, application

PAUSE = int(sys.argv[2])

class Watch(QObject):
    painted = began = 0.0
    table = None

    def eventFilter(self, seen, event):
        if event.type() != QEvent.Type.Paint:
            return False
        if not self.painted:
            self.painted = time.perf_counter()
            QTimer.singleShot(0, self, self.wait)
        elif self.table is not None and seen is self.table.viewport():
            QTimer.singleShot(0, self.tell)
        return False

    def wait(self):
        from pccdesk.ui.start.sign_in_step import SampleStep
        if not isinstance(program.front.step, SampleStep):
            QTimer.singleShot(1, self, self.wait)
        elif PAUSE:
            QTimer.singleShot(PAUSE, self, self.enter)
        else:
            self.enter(self.painted)

    def enter(self, began=0.0):
        self.began = began or time.perf_counter()
        program.front.step.people["officer"].click()
        self.show_list()

    def show_list(self):
        if program.windows is None:
            QTimer.singleShot(1, self, self.show_list)
            return
        from pccdesk.ui.context import Target
        window = program.front
        window.navigate(Target("applications"))
        page = window.page()
        page.list.model.painted.connect(lambda *_: setattr(self, "table", page.list.table))

    def tell(self):
        assert self.table.model().rowCount() > 0
        print(time.perf_counter() - self.began, flush=True)
        os._exit(0)

app = application()
watch = Watch()
app.installEventFilter(watch)
program = Program(app)
program.begin(sys.argv[1])
app.exec()
"""
_PAUSE = 2_000
"""Milliseconds that an officer takes at least to find the keys and type a password."""


def cases(folder: Path, sample: Path | None = None) -> Iterator[Case]:
    """Give the cases of a start, and of the way from the sign-in to the list of the sample.

    The sample office is made when it is first needed, if there is none yet.
    """
    homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    environment = {key: value for key, value in os.environ.items() if key != "PCCDESK_DATABASE"}
    environment |= {name: str(folder / name.lower()) for name in homes}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    # An installed program finds its modules compiled, as PySide6 does in the floor.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")

    def start(program: str, *arguments: str) -> str:
        command = [sys.executable, "-c", program, *arguments]
        ended = subprocess.run(
            command, check=True, cwd=ROOT, env=environment, timeout=120, stdout=subprocess.PIPE
        )
        return ended.stdout.decode()

    start(_PROGRAM)  # compiles what is not compiled yet
    yield Case(
        "Start to a painted window",
        1.3,
        seconds(lambda: start(_PROGRAM)),
        seconds(lambda: start(_BARE)),
        "PySide6 alone in a process of its own: a main window with an empty table, painted once",
    )

    @cache
    def office() -> str:
        copy = folder / "sample-office.sqlite"
        if sample is None:
            make_sample_office(str(copy)).database.close()
        else:
            copyfile(sample, copy)
        start(_LIST, str(copy), "0")  # brings it up to date, and compiles what is not compiled yet
        return str(copy)

    to_list = _told(lambda: start(_LIST, office(), str(_PAUSE)), office)
    at_once = _told(lambda: start(_LIST, office(), "0"), office)
    yield Case(
        "Sign-in to the painted list of the sample office",
        1.5,
        to_list,
        seconds(lambda: start(_BARE)),
        f"the same bare window; the work is from Enter, {_PAUSE / 1000:.0f} s after the sign-in "
        "was there: the sign-in is recorded, Home is shown, then the list",
    )
    yield Case(
        "Painted window to the list at once, nobody typing",
        None,
        at_once,
        seconds(lambda: start(_BARE)),
        "the same bare window; the work is all from the first frame on, as a script would do it",
    )


def _told(work: Callable[[], str], ready: Callable[[], object]) -> Callable[[], float]:
    """Return what does the work, once all is ready, and gives the seconds that it printed."""

    def timed() -> float:
        ready()
        return float(work())

    return timed
