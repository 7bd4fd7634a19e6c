"""What may be loaded before the officer sees anything: every name more is a slower start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pccdesk.ui.start.remembered import Remembered, remember
from pccdesk.ui.window_settings import WindowSettings
from tests.repository import ROOT

ALLOWED = {
    # the window itself, and beyond what Python and PySide6 load for themselves only these
    "PySide6", "shiboken6", "shibokensupport", "pccdesk", "gc",
}  # fmt: skip
TO_READ_SETTINGS = {"tomllib", "datetime", "_datetime", "calendar"}
TO_SIGN_IN = {"json", "_json", "dataclasses", "copy"}
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


SOURCES = """
import linecache, os, sys

class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "pccdesk.ui.start.welcome_step":
            print(len([each for each in linecache.cache if "pccdesk" in each]), flush=True)
            os._exit(0)

sys.meta_path.insert(0, Finder)
from pccdesk.cli.main import run
run([])
"""


def told(program: str, home: Path) -> str:
    """Run a program in a process and a home of its own; return what it prints."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT))
    environment.pop("PCCDESK_DATABASE", None)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        environment[f"XDG_{name}_HOME"] = str(home)
    command = [sys.executable, "-c", program]
    ended = subprocess.run(
        command, check=True, env=environment, capture_output=True, text=True, timeout=60
    )
    return ended.stdout


@pytest.mark.parametrize("known", ["nothing", "a database", "who signed in"])
def test_only_what_is_named_here_is_loaded_before_the_first_frame(
    tmp_path: Path, known: str
) -> None:
    allowed = set(ALLOWED)
    if known != "nothing":
        allowed |= TO_READ_SETTINGS
        folder = tmp_path / "pccdesk"
        folder.mkdir()
        (folder / "settings.toml").write_text('last_database = "/nowhere/office.sqlite"\n')
    if known == "who signed in":
        allowed |= TO_SIGN_IN
        kept = WindowSettings(folder / "window.ini")
        remember(kept, "/nowhere/office.sqlite", Remembered("The office", "ann"))
        kept.flush()
    loaded = set(json.loads(told(PROGRAM, tmp_path)))
    assert {name.partition(".")[0] for name in loaded} <= allowed
    assert ("pccdesk.ui.start.sign_in_step" in loaded) == (known == "who signed in")
    qt = {name.split(".")[1] for name in loaded if name.startswith("PySide6.")}
    assert qt <= OF_QT
    rooms = {name.split(".")[1] for name in loaded if name.startswith("pccdesk.")}
    assert rooms <= OF_THE_HOUSE
    assert "pccdesk.ui.main_window" not in loaded
    assert "pccdesk.ui.jobs" not in loaded
    assert "PySide6.QtNetwork" not in loaded


def test_no_source_is_read_before_the_first_frame(tmp_path: Path) -> None:
    assert told(SOURCES, tmp_path).strip() == "0"


def test_none_of_qts_enumerations_is_made_before_the_first_frame(tmp_path: Path) -> None:
    makes = PROGRAM.replace(
        "import json, os, sys\n",
        "import enum, json, os, sys\nmade = []\nown = enum.EnumType.__new__\n"
        "def new(kind, name, *rest, **more):\n"
        "    made.append(name)\n"
        "    return own(kind, name, *rest, **more)\n"
        "enum.EnumType.__new__ = new\n",
    ).replace("sorted(set(sys.modules) - bare)", "made")
    made = set(json.loads(told(makes, tmp_path)))
    assert "ColorRole" in made
    assert "CursorShape" not in made
