"""What may be loaded before the officer sees anything: every name more is a slower start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

ALLOWED = {
    # the window itself
    "PySide6", "shiboken6", "shibokensupport", "pccdesk",
    # of the standard library, beyond what Python and PySide6 load for themselves
    "dataclasses", "copy", "tomllib", "json", "datetime", "_datetime", "_json", "calendar",
    "gc", "_sitebuiltins",
}  # fmt: skip
OF_QT = {"QtCore", "QtGui", "QtWidgets", "QtSvg"}
OF_THE_HOUSE = {"cli", "domain", "resources", "settings", "ui"}

PROGRAM = """
import json, os, sys
from PySide6.QtWidgets import QApplication, QMainWindow
bare = set(sys.modules)
from PySide6.QtCore import QEvent, QObject, QTimer
from pccdesk.ui.application import application

def tell():
    print(json_text(sorted(set(sys.modules) - bare)), flush=True)
    os._exit(0)

def json_text(names):
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"

class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            app.removeEventFilter(self)
            tell()
        return False

app = application()
watch = Watch()
app.installEventFilter(watch)
from pccdesk.cli.main import run
sys.exit(run([]))
"""


def loaded_before_the_first_frame(home: Path) -> set[str]:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT))
    environment.pop("PCCDESK_DATABASE", None)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        environment[f"XDG_{name}_HOME"] = str(home)
    command = [sys.executable, "-c", PROGRAM]
    ended = subprocess.run(
        command, check=True, env=environment, capture_output=True, text=True, timeout=60
    )
    return set(json.loads(ended.stdout))


@pytest.mark.parametrize("known", [False, True], ids=["first start", "sign-in"])
def test_only_what_is_named_here_is_loaded_before_the_first_frame(
    tmp_path: Path, known: bool
) -> None:
    if known:
        folder = tmp_path / "pccdesk"
        folder.mkdir()
        (folder / "settings.toml").write_text('last_database = "/nowhere/office.sqlite"\n')
    loaded = loaded_before_the_first_frame(tmp_path)
    assert {name.partition(".")[0] for name in loaded} <= ALLOWED
    qt = {name.split(".")[1] for name in loaded if name.startswith("PySide6.")}
    assert qt <= OF_QT
    rooms = {name.split(".")[1] for name in loaded if name.startswith("pccdesk.")}
    assert rooms <= OF_THE_HOUSE
    assert "pccdesk.ui.main_window" not in loaded
    assert "pccdesk.ui.jobs" not in loaded
