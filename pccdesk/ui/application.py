"""Start the program's window: paint first, and load everything slow behind it.

Whatever is imported here or by the start window stands between the officer and the first frame;
`tests/ui/start/test_first_frame.py` names what that may be.
"""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from pccdesk import __version__
from pccdesk.domain.errors import DeskError, Fault
from pccdesk.settings import read_settings, settings_file, without_password
from pccdesk.ui import icons, theme
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.one_copy import PATIENCE, OneCopy
from pccdesk.ui.start.start_window import StartWindow
from pccdesk.ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.ui.start.opening import OpenOffice
    from pccdesk.ui.windows import Windows


def run(address: str | None, username: str | None = None) -> int:
    """Open the window and return the program's exit code when it is closed.

    `address` is the database to open, else PCCDESK_DATABASE or the last one; `username` is
    filled in at sign-in, and signs in at once in the sample office.
    """
    app = application()
    program = Program(app, username or "")
    if not program.begin(address or os.environ.get("PCCDESK_DATABASE")):
        return 0
    program.after_first_frame(program.catch_faults)
    return app.exec()


def application() -> QApplication:
    """Return the one `QApplication`, made and named if there is none yet."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("pccdesk")
    app.setApplicationDisplayName("PCCDesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("pccdesk")
    return app


class Program(QObject):
    """What lives as long as the program: the windows, and the claim on their database."""

    fault = Signal(Fault)

    def __init__(self, app: QApplication, username: str = "") -> None:
        super().__init__(app)
        self.settings = WindowSettings(settings_file().with_name("window.ini"))
        self._app = app
        self._username = username
        self._copy: OneCopy | None = None
        self._claimed = ""
        self._start: StartWindow | None = None
        self.windows: Windows | None = None
        self.fault.connect(self._tell)
        app.aboutToQuit.connect(self._end)
        theme.apply(app, _mode(self.settings), _text_size(self.settings), for_first_frame=True)

    @property
    def front(self) -> QWidget | None:
        """The window in front: the start window, or the main window last used."""
        return self._start if self.windows is None else self.windows.front

    def begin(self, address: str | None) -> bool:
        """Show the start window; False where another copy was brought to the front instead."""
        wanted = address or read_settings().last_database
        if not self.claim(wanted):
            return False
        self.show_start(wanted)
        return True

    def after_first_frame(self, then: Callable[[], None]) -> None:
        """Call `then` once the start window is painted."""
        if self._start is not None:
            self._start.after_first_frame(then)

    def catch_faults(self) -> None:
        """Save a report of whatever nothing else caught, and follow the desktop's look."""
        from pccdesk.settings import log_folder
        from pccdesk.ui import faults

        faults.install(log_folder(), self.fault.emit)
        self._app.setWindowIcon(icons.icon("hand-coins", "accent"))
        self._app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def claim(self, address: str) -> bool:
        """Take a database for this copy; where another has it, bring that one to the front."""
        kept = without_password(address) if address.strip() else ""
        if self._copy is not None and kept == self._claimed:
            return True
        copy = OneCopy(settings_file().parent, kept, self)
        if not copy.take():
            heard = copy.knock(PATIENCE if self.front is None else 0)
            copy.deleteLater()
            return not heard  # one that does not answer must not keep an officer out
        self.release()
        self._copy, self._claimed = copy, kept
        copy.knocked.connect(self.come_to_front)
        self.after_first_frame(self._listen)
        return True

    def release(self) -> None:
        """Let another copy open the database."""
        if self._copy is not None:
            self._copy.release()
            self._copy.deleteLater()
        self._copy, self._claimed = None, ""

    def come_to_front(self) -> None:
        """Show the window in front of everything, as a second start asks."""
        from pccdesk.ui.front import bring_to_front

        if self.front is not None:
            bring_to_front(self.front)

    def show_start(self, address: str) -> StartWindow:
        """Show the sign-in of a database, or the first start where there is none."""
        start = StartWindow(self.settings, self.claim, self._username)
        self._username = ""
        start.entered.connect(self.enter)
        start.begin(address)
        start.after_first_frame(icons.draw_picture_files)
        start.after_first_frame(self._listen)
        start.show()
        self._leave_windows()
        self._leave_start()
        self._start = start
        return start

    def enter(self, office: "OpenOffice", actor: "Actor") -> None:
        """Show the main window of somebody who has signed in, and remember the database."""
        from pccdesk.settings import remember_database
        from pccdesk.ui.ahead import LoadingAhead
        from pccdesk.ui.context import Target
        from pccdesk.ui.form.left_drafts import tell_of_drafts
        from pccdesk.ui.start.office_window import build_window
        from pccdesk.ui.start.remembered import Remembered, remember

        window = build_window(office.desk, actor, self.settings, office.name)
        windows = window.windows
        windows.signed_out.connect(lambda elsewhere: self._sign_out(office, elsewhere))
        windows.elsewhere.connect(self.show_start)
        window.navigate(Target("home"))
        window.show()
        self._leave_start()
        self.windows = windows
        windows.watch_over()
        if not office.is_sample:
            windows.watch()
        for sentence in office.desk.told:
            windows.messages.success(sentence)
        LoadingAhead(windows.jobs)
        remember(
            self.settings, office.address, Remembered(office.name, actor.username, office.is_sample)
        )

        def look_after() -> None:
            tell_of_drafts(window)
            if not office.is_sample:
                windows.keep_safe()

        def not_remembered(error: DeskError) -> None:
            windows.messages.tell(error)
            look_after()

        # Written to the disk for good, which may take a while: not in the window's thread. The
        # file's notes stand in the same settings, so looking after it waits for this.
        windows.jobs.run_query(
            windows,
            lambda: remember_database(office.address),
            lambda _: look_after(),
            failed=not_remembered,
        )

    def _listen(self) -> None:
        """Hear later copies; what it takes is loaded behind the first frame."""
        if self._copy is not None:
            self._copy.listen()

    def _sign_out(self, office: "OpenOffice", elsewhere: bool) -> None:
        start = self.show_start("" if elsewhere else office.address)
        if elsewhere:
            start.show_open()

    def _end(self) -> None:
        self._leave_windows()
        self.release()

    def _leave_start(self) -> None:
        start, self._start = self._start, None
        if start is not None:
            start.close()
            start.deleteLater()

    def _leave_windows(self) -> None:
        """Close the windows that are left, and then their database, whose jobs have ended."""
        windows, self.windows = self.windows, None
        if windows is not None:
            windows.end()
            windows.deleteLater()

    def _follow_system(self) -> None:
        theme.change(self._app, _mode(self.settings), _text_size(self.settings))

    def _tell(self, fault: Fault) -> None:
        if self.windows is not None:
            self.windows.messages.tell(fault)
        elif self._start is not None:
            self._start.step.show_error(fault)


def _mode(settings: WindowSettings) -> Mode:
    kept = settings.value("theme/mode", Mode.SYSTEM.value)
    return Mode(kept) if isinstance(kept, str) and kept in set(Mode) else Mode.SYSTEM


def _text_size(settings: WindowSettings) -> float:
    kept = settings.value("theme/text", 1.0)
    return float(kept) if isinstance(kept, int | float) else 1.0
