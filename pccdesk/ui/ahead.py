"""What pages and dialogs need is loaded while the window has nothing to do, before it is asked for.

The window's thread stands still while it imports a page's modules, and while Python looks for
garbage through everything that was ever loaded (60 to 170 ms). So modules are imported in a thread
of the jobs, and what is then there for good is taken out of every later search.
"""

import gc
import platform
import sys
from collections.abc import Generator, Sequence
from importlib import import_module
from time import perf_counter

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer

from pccdesk.reference import suggest_district
from pccdesk.ui import icons
from pccdesk.ui.actions import ACTIONS
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.navigation import PAGES, PageEntry, page_class
from pccdesk.ui.navigation_bar import IN_FRONT
from pccdesk.ui.widgets.buttons import INK, ButtonKind, air_of

_LOOK_EVERY = 150
"""Milliseconds between two looks whether nothing is read any more."""
_TURN = 0.0005
"""Seconds after which a thread that reads gives way to the window, which asked for its turn."""
_A_FEW = 0.001
"""Seconds in which types are made in a turn."""
_FULL_SEARCH = 100
"""Searches of the middle generation before one through all that is not there for good."""
_FIRST = ("pccdesk.ui.start.office_window", "pccdesk.ui.search.search_palette")
_FIRST_PAGES = ("home", "applications")
_ON_LISTS = ("layers", "chevron-down", "x")
_ON_BUTTONS: dict[ButtonKind, tuple[str, ...]] = {
    "primary": ("plus", "send", "mail"),
    "secondary": ("upload", "download", "mail", "check", "pencil", "plus", "eye", "copy", "files"),
}
"""Icons of the buttons that most pages begin with, by the button's kind."""
_SHOWN_LATER = (
    "pccdesk.ui.help_window",
    "pccdesk.ui.search.search_palette",
    "pccdesk.ui.widgets.pdf_preview",
    "PySide6.QtPdf",
    "PySide6.QtPdfWidgets",
)
"""What no page names at its top, as it is slow to import and not always wanted."""


def load(entries: Sequence[PageEntry] = PAGES) -> None:
    """Import what pages and dialogs need; learn what else takes long the first time."""
    for entry in entries:
        page_class(entry)
    for name in _SHOWN_LATER:
        import_module(name)
    suggest_district("")
    platform.platform()  # asks another program once, then knows


def load_for_entry() -> None:
    """Import what is shown as soon as somebody has signed in, while they still type."""
    sys.setswitchinterval(_TURN)
    gc.disable()
    try:
        for name in _FIRST:
            import_module(name)
        for entry in PAGES:
            if entry.id in _FIRST_PAGES:
                page_class(entry)
    finally:
        gc.freeze()
        gc.enable()


def icons_of_the_window() -> Generator[None, None, None]:
    """Draw the icons of the main window's frame, one a turn of the window that is shown now."""
    names = {each.icon for each in PAGES} | {each.icon for each in ACTIONS}
    for name in sorted(names - {""}):
        icons.icon(name)
        yield


def icons_of_pages() -> Generator[None, None, None]:
    """Draw the icons that pages are come to with, one a turn: each takes a millisecond."""
    for entry in PAGES:
        icons.icon(entry.icon, IN_FRONT)
        yield
    for name in _ON_LISTS:
        icons.icon(name)
        yield
    for kind, names in _ON_BUTTONS.items():
        for name in names:
            icons.icon(name, INK[kind], air_of(kind))
            yield


def types_of_widgets() -> Generator[None, None, None]:
    """Have the types of Qt's widgets made, some in each turn of the window that is shown now.

    They are made when first needed; but a table asks for all of them at once, 7 ms and more, as
    its viewport is a widget that Python has not seen.
    """
    until = perf_counter() + _A_FEW
    for name in dir(QtWidgets):
        getattr(QtWidgets, name)
        if perf_counter() > until:
            yield
            until = perf_counter() + _A_FEW


def prepare_window() -> Generator[None, None, None]:
    """Make what the main window and its lists need first, in turns of the window shown now."""
    yield from icons_of_the_window()
    yield from types_of_widgets()
    yield from icons_of_pages()


class LoadingAhead(QObject):
    """Loads once, as soon as nothing is read any more; lives as long as its jobs."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        sys.setswitchinterval(_TURN)
        jobs.take_steps(self, prepare_window(), key="window")
        self._look = QTimer(self, interval=_LOOK_EVERY)
        self._look.timeout.connect(self._begin_if_idle)
        self._look.start()

    def _begin_if_idle(self) -> None:
        if self._jobs.busy():
            return
        self._look.stop()
        self._jobs.run_query(self, load_for_good, lambda _none: None)


def load_for_good() -> None:
    """Load, and leave what is there afterwards out of every later search for garbage."""
    gc.disable()  # a search in this thread would hold up the window all the same
    try:
        load()
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(*gc.get_threshold()[:2], _FULL_SEARCH)
