"""Start the program's window, or draw it to a picture without a screen."""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from pccdesk import __version__
from pccdesk.domain.errors import DeskError, EnvironmentFailed, Fault
from pccdesk.settings import (
    log_folder,
    read_settings,
    remember_database,
    settings_file,
    without_password,
)
from pccdesk.ui import faults, icons, theme
from pccdesk.ui.context import Target
from pccdesk.ui.front import bring_to_front
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.one_copy import OneCopy
from pccdesk.ui.start.opening import OpenOffice
from pccdesk.ui.start.remembered import Remembered, remember
from pccdesk.ui.start.start_window import StartWindow
from pccdesk.ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.services.desk import Desk
    from pccdesk.ui.start.office_window import OfficeWindow

_LONGEST_WAIT = 60.0


def run(address: str | None, username: str | None = None) -> int:
    """Open the window and return the program's exit code when it is closed.

    `address` is the database to open, else PCCDESK_DATABASE or the last one; `username` is
    filled in at sign-in, and signs in at once in the sample office.
    """
    app = application()
    program = Program(app, username or "")
    faults.install(log_folder(), program.fault.emit)
    if not program.begin(address or os.environ.get("PCCDESK_DATABASE")):
        return 0
    return app.exec()


def application() -> QApplication:
    """Return the one `QApplication`, made and named if there is none yet."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication(sys.argv[:1])
    app.setApplicationName("pccdesk")
    app.setApplicationDisplayName("PCCDesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("pccdesk")
    app.setWindowIcon(icons.icon("hand-coins", "accent"))
    return app


class Program(QObject):
    """What lives as long as the program: the window in front, and the claim on its database."""

    fault = Signal(Fault)

    def __init__(self, app: QApplication, username: str = "") -> None:
        super().__init__(app)
        self.settings = WindowSettings(settings_file().with_name("window.ini"))
        self._username = username
        self._copy: OneCopy | None = None
        self._claimed = ""
        self.front: QWidget | None = None
        self.fault.connect(self._tell)
        app.aboutToQuit.connect(self._end)
        theme.apply(app, _mode(self.settings), _text_size(self.settings))

    def begin(self, address: str | None) -> bool:
        """Show the start window; False where another copy was brought to the front instead."""
        wanted = address or read_settings().last_database
        if not self.claim(wanted):
            return False
        self.show_start(wanted)
        return True

    def claim(self, address: str) -> bool:
        """Take a database for this copy; where another has it, bring that one to the front."""
        kept = without_password(address) if address.strip() else ""
        if self._copy is not None and kept == self._claimed:
            return True
        copy = OneCopy(settings_file().parent, kept, self)
        if not copy.take():
            heard = copy.knock()
            copy.deleteLater()
            return not heard  # one that does not answer must not keep an officer out
        self.release()
        self._copy, self._claimed = copy, kept
        copy.knocked.connect(self.come_to_front)
        return True

    def release(self) -> None:
        """Let another copy open the database."""
        if self._copy is not None:
            self._copy.release()
            self._copy.deleteLater()
        self._copy, self._claimed = None, ""

    def come_to_front(self) -> None:
        """Show the window in front of everything, as a second start asks."""
        if self.front is not None:
            bring_to_front(self.front)

    def show_start(self, address: str) -> StartWindow:
        """Show the sign-in of a database, or the first start where there is none."""
        start = StartWindow(self.settings, self.claim, self._username)
        self._username = ""
        start.entered.connect(self.enter)
        self._put_in_front(start)
        start.begin(address)
        return start

    def enter(self, office: OpenOffice, actor: "Actor") -> None:
        """Show the main window of somebody who has signed in, and remember the database."""
        from pccdesk.ui.ahead import LoadingAhead
        from pccdesk.ui.start.office_window import build_window

        window = build_window(office.desk, actor, self.settings)
        window.signed_out.connect(lambda elsewhere: self._leave(office, elsewhere))
        window.elsewhere.connect(self.show_start)
        self._put_in_front(window)
        window.navigate(Target("home"))
        window.watch_over()
        LoadingAhead(window.context.jobs)
        remember(
            self.settings, office.address, Remembered(office.name, actor.username, office.is_sample)
        )
        try:
            remember_database(office.address)
        except DeskError as error:
            window.context.messages.tell(error)
        if not office.is_sample:
            window.watch()
        for sentence in office.desk.told:
            window.context.messages.success(sentence)
        if not office.is_sample:
            window.keep_safe()

    def _leave(self, office: OpenOffice, elsewhere: bool) -> None:
        start = self.show_start("" if elsewhere else office.address)
        if elsewhere:
            start.show_open()

    def _end(self) -> None:
        if self.front is not None:
            _close_database(self.front)
        self.release()

    def _put_in_front(self, window: QWidget) -> None:
        old, self.front = self.front, window
        window.show()
        if old is not None:
            old.close()
            _close_database(old)
            old.deleteLater()

    def _tell(self, fault: Fault) -> None:
        from pccdesk.ui.main_window import MainWindow

        if isinstance(self.front, MainWindow):
            self.front.context.messages.tell(fault)
        elif isinstance(self.front, StartWindow):
            self.front.step.show_error(fault)


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


def _close_database(window: QWidget) -> None:
    """Close the database of a main window that has gone; a start window closes its own."""
    from pccdesk.ui.main_window import MainWindow

    if isinstance(window, MainWindow):
        window.context.desk.database.close()


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


def _mode(settings: WindowSettings) -> Mode:
    kept = settings.value("theme/mode", Mode.SYSTEM.value)
    return Mode(kept) if isinstance(kept, str) and kept in set(Mode) else Mode.SYSTEM


def _text_size(settings: WindowSettings) -> float:
    kept = settings.value("theme/text", 1.0)
    return float(kept) if isinstance(kept, int | float) else 1.0
