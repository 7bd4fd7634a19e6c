"""What pages need is imported behind the window, and stays out of the search for garbage."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from pccdesk.ui import ahead, icons
from pccdesk.ui.ahead import LoadingAhead
from pccdesk.ui.context import Context
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.navigation import PAGES, build_page
from pccdesk.ui.navigation_bar import IN_FRONT

_LOADED = """
import sys
from pccdesk.ui.ahead import load
load()
print(*(name for name in sys.modules if name.startswith(("pccdesk.ui", "PySide6.QtPdf"))))
"""


_TYPES = """
import enum
import PySide6.QtWidgets as all_of_qt
from pccdesk.ui.ahead import types_of_widgets
turns = sum(1 for _ in types_of_widgets())
made = []
begin = enum.EnumType.__new__
def note(kind, name, *others, **named):
    made.append(name)
    return begin(kind, name, *others, **named)
enum.EnumType.__new__ = note
app = all_of_qt.QApplication(["types", "-platform", "offscreen"])
all_of_qt.QTableView().viewport()
print(turns, len([each for each in made if each in ("LineWrapMode", "WizardButton", "Movement")]))
"""


@pytest.fixture
def search() -> Iterator[None]:
    """Put the search for garbage back as it was."""
    thresholds, turn = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.unfreeze()
    gc.enable()
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(turn)


def test_every_page_and_what_is_shown_later_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert {each.factory.partition(":")[0] for each in PAGES} <= loaded
    assert "PySide6.QtPdfWidgets" in loaded


@pytest.mark.usefixtures("search")
def test_what_was_loaded_is_searched_no_more_and_what_comes_is() -> None:
    ahead.load_for_good()
    assert gc.get_freeze_count() > 10_000
    assert gc.isenabled()


@pytest.mark.usefixtures("search")
def test_a_module_that_cannot_be_imported_leaves_the_search_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ahead, "_SHOWN_LATER", ("pccdesk.ui.no_such_module",))
    with pytest.raises(ModuleNotFoundError):
        ahead.load_for_good()
    assert gc.isenabled()


@pytest.mark.usefixtures("search")
def test_loading_waits_until_nothing_is_read(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[bool] = []
    reading: list[bool] = [True]
    monkeypatch.setattr(ahead, "load", lambda: loaded.append(True))
    monkeypatch.setattr(jobs, "busy", lambda: bool(reading))
    LoadingAhead(jobs)
    qtbot.wait(400)
    assert loaded == []
    reading.clear()
    qtbot.waitUntil(lambda: loaded == [True])


def test_icons_that_lists_begin_with_are_drawn_before(qtbot: QtBot, context: Context) -> None:
    for _ in ahead.prepare_window():
        pass
    drawn = icons._icon.cache_info().misses
    for name in ("applications", "payments", "letters"):
        entry = next(each for each in PAGES if each.id == name)
        qtbot.addWidget(build_page(entry, context))
        icons.icon(entry.icon, IN_FRONT)
    assert icons._icon.cache_info().misses == drawn


def test_types_of_widgets_are_made_in_turns() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TYPES], capture_output=True, text=True, check=True, timeout=60
    )
    turns, late = done.stdout.split()
    assert int(turns) > 2
    assert late == "0"
