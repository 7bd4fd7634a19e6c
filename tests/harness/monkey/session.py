"""One session after another: `session FOLDER SEED MOVES`, the sessions' numbers on standard input.

Tells of each on standard output: `begin`, then `end` with the moves made, or `broken` with why.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import logging
import os
import shutil
import sys
import threading
import traceback
import warnings
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from pccdesk.services.verification import verify
from pccdesk.ui import faults, theme
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.harness.monkey.answers import answer_the_system
from tests.harness.monkey.monkey import Monkey
from tests.harness.promises import BrokenError, require
from tests.harness.ready_office import opened_office
from tests.window_turns import turn

WHO = ("everything", "officer", "finance", "administrator", "assessor", "commissioner", "auditor")
OFTEN = (8, 4, 2, 2, 1, 1, 1)
SMALL = 5
"""Milliseconds to wait between two looks."""
OF_NO_SCREEN = ("This plugin does not support",)
"""What Qt says of a screen that is none, and not of the program."""


class Ears:
    """Hears every fault and warning of the program, of Python and of Qt, wherever it comes up."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        sys.excepthook = self._exception
        sys.unraisablehook = lambda told: self._exception(
            told.exc_type, told.exc_value, told.exc_traceback
        )
        threading.excepthook = lambda told: self._exception(
            told.exc_type, told.exc_value, told.exc_traceback
        )
        qInstallMessageHandler(self._qt)
        warnings.showwarning = lambda *told, **_more: self.heard.append(f"Warning: {told[:4]}")
        warnings.simplefilter("always")
        logging.disable(logging.CRITICAL)  # heard here already
        report = faults.report

        def heard_report(error: BaseException, doing: str = "") -> Any:
            self._exception(type(error), error, error.__traceback__)
            return report(error, doing)

        faults.report = heard_report

    def _exception(self, kind: Any, error: Any, trace: Any) -> None:
        self.heard.append("".join(traceback.format_exception(kind, error, trace)))

    def _qt(self, kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            sys.stdout.write(f"Qt: {text}\n")
        quiet = kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if not quiet and not text.startswith(OF_NO_SCREEN):
            self.heard.append(f"Qt: {text}")


def run_session(folder: Path, rng: Random, moves: int, ears: Ears) -> dict[str, int]:
    """Play one session and return the moves made by kind; raises `BrokenError`."""
    own = folder / "session"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    shutil.copyfile(folder / "office.sqlite", own / "office.sqlite")
    answer_the_system(rng, folder / "files", own / "saved")
    [who] = rng.choices(WHO, OFTEN)
    with opened_office(str(own / "office.sqlite")) as office:
        window = build_window(office.desk, office.who(who), WindowSettings(own / "window.ini"))
        window.resize(*rng.choice(((1366, 768), (900, 600), (1920, 1080))))
        window.show()
        window.activateWindow()
        monkey = Monkey(window, rng, ears.heard)
        try:
            monkey.play(moves)
        finally:
            _close(window)
        require(not ears.heard, "\n".join([*monkey.diary[-12:], *ears.heard]))
        found = verify(office.desk)
        require(found.sound, "\n".join([*monkey.diary[-12:], *found.faults]))
    return monkey.made


def _close(window: Any) -> None:
    """End the jobs, and take the windows away: what stays is styled anew in each session.

    The help window stays: the program has one, which comes back when it is asked for again.
    """
    if isValid(window):
        window.context.jobs.shut_down()
    for each in QApplication.topLevelWidgets():
        if isValid(each):
            each.hide()
            if isinstance(each, OfficeWindow):
                each.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    turn(SMALL)
    gc.collect()


def main() -> None:
    """Play the sessions whose numbers stand on standard input."""
    folder, seed, moves = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    places = [int(word) for word in sys.stdin.read().split()]
    faulthandler.enable()
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    ears = Ears()
    for place in places:
        theme.apply(app, Mode.LIGHT)
        rng = Random(f"{seed}/{place}")  # noqa: S311 - to be seen again, not to be secret
        _say(f"begin session {place} of seed {seed}")
        try:
            made = run_session(folder, rng, moves, ears)
        except BrokenError as broken:
            _say(f"broken {json.dumps(str(broken))}")
            _leave(0)
        except Exception:  # noqa: BLE001 - the parent reads it
            _say(f"broken {json.dumps(traceback.format_exc())}")
            _leave(0)
        _say(f"end {json.dumps(made)}")
    _leave(0)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _leave(code: int) -> None:
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(code)  # what Qt tears down at the end of a test is not the program's


if __name__ == "__main__":
    main()
