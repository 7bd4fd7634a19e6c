"""One run of the script, `round DATABASE LIMIT`; prints its steps as JSON."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pccdesk.bootstrap import open_desk
from pccdesk.services.sign_in import sign_in
from pccdesk.ui import theme
from pccdesk.ui.ahead import LoadingAhead
from pccdesk.ui.application import application
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.office_window import build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.harness.watchdog.day import steps
from tests.harness.watchdog.heart import Heart
from tests.window_turns import settle


def main() -> None:
    """Make every step and print how long the window was away in each."""
    app = application()
    assert isinstance(app, QApplication)
    theme.apply(app, Mode.LIGHT)
    desk = open_desk(sys.argv[1])
    actor = sign_in(desk, "officer", "")
    with tempfile.TemporaryDirectory() as folder:
        window = build_window(desk, actor, WindowSettings(Path(folder) / "window.ini"))
        window.resize(1366, 768)
        window.show()
        LoadingAhead(window.context.jobs)
        heart = Heart(float(sys.argv[2]))
        taken = []
        for name, make in steps(window):
            heart.take()
            started = time.perf_counter()
            QTimer.singleShot(0, make)
            settle(window.context.jobs)
            pause, work, doing = heart.take()
            step = {"step": name, "pause": round(pause, 4), "work": round(work, 4), "doing": doing}
            taken.append(step | {"took": round(time.perf_counter() - started, 3)})
        heart.stop()
    sys.stdout.write(json.dumps(taken))
    sys.stdout.flush()
    os._exit(0)  # what Qt tears down at the end is no step of the script


if __name__ == "__main__":
    main()
