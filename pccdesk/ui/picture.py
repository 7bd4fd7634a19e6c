"""Draw the real main window to a picture, without a screen."""

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.ui import theme
from pccdesk.ui.application import application
from pccdesk.ui.context import Target
from pccdesk.ui.palettes import Mode
from pccdesk.ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.services.desk import Desk
    from pccdesk.ui.start.office_window import OfficeWindow

_LONGEST_WAIT = 60.0


def picture(
    desk: "Desk",
    actor: "Actor",
    path: Path,
    size: tuple[int, int] = (1440, 900),
    page: str = "home",
    dark: bool = False,
) -> None:
    """Draw the real main window to a PNG, without a screen, the same on every run.

    `page` is a page's id, or a record as `application/12` or `application/12/timeline`; `size`
    is in pixels. Raises `EnvironmentFailed` where it is not drawn in time or cannot be saved.
    """
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application()
    app.setCursorFlashTime(0)
    theme.apply(app, Mode.DARK if dark else Mode.LIGHT)
    told = qInstallMessageHandler(_say_nothing)  # Qt's remarks on having no screen
    try:
        drawn = _drawn(app, desk, actor, size, page)
    finally:
        qInstallMessageHandler(told)
    if not drawn.save(str(path), "PNG"):
        raise EnvironmentFailed(f"The picture cannot be saved as “{path}”. Check the folder.")


def _drawn(
    app: QApplication, desk: "Desk", actor: "Actor", size: tuple[int, int], page: str
) -> QPixmap:
    from pccdesk.ui.start.office_window import build_window

    with tempfile.TemporaryDirectory(prefix="pccdesk-picture-") as folder:
        window = build_window(desk, actor, WindowSettings(Path(folder) / "window.ini"))
        try:
            window.resize(*size)
            window.show()
            window.navigate(_target(page))
            _settle(app, window)
            return window.grab()
        finally:
            window.close()
            window.deleteLater()


def _say_nothing(_kind: QtMsgType, _context: QMessageLogContext, _text: str) -> None:
    pass


def _settle(app: QApplication, window: "OfficeWindow") -> None:
    """Wait until every job has delivered and everything is painted."""
    until = time.monotonic() + _LONGEST_WAIT
    quiet = 0
    while quiet < 5:  # noqa: PLR2004 - a delivered result may start the next query
        app.processEvents()
        quiet = 0 if window.context.jobs.busy() else quiet + 1
        if time.monotonic() > until:
            raise EnvironmentFailed("The window was not drawn within a minute. Try again.")
        time.sleep(0.01)
    front = window.focusWidget()
    if front is not None:
        front.clearFocus()
    app.processEvents()


def _target(page: str) -> Target:
    name, _, rest = page.partition("/")
    number, _, tab = rest.partition("/")
    return Target(name, int(number) if number else None, tab)
