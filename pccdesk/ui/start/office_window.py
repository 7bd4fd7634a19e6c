"""The main window of a signed-in person, wired to the open office."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication

from pccdesk.database.address import encryption_words
from pccdesk.domain.permissions import Actor
from pccdesk.services.desk import Desk
from pccdesk.services.offices import office_in_force
from pccdesk.ui.context import Context, Target
from pccdesk.ui.front import bring_to_front
from pccdesk.ui.locking import Locking
from pccdesk.ui.main_window import MainWindow, WindowWords
from pccdesk.ui.safekeeping import Safekeeping
from pccdesk.ui.window_settings import WindowSettings
from pccdesk.ui.windows import Windows


class OfficeWindow(MainWindow):
    """The frame with what belongs to the whole program: other windows, signing out, help."""

    signed_out = Signal(bool)
    """True where another database is wanted, false where only another person signs in."""

    elsewhere = Signal(str)
    """The address of another database that is to be opened instead."""

    def __init__(self, context: Context, words: WindowWords, windows: Windows) -> None:
        self.windows = windows
        super().__init__(context, words, is_first=windows.front is None)
        windows.changed.connect(self._list_windows)
        self.signed_out.connect(windows.signed_out)
        self.elsewhere.connect(windows.elsewhere)
        self.windowTitleChanged.connect(lambda _title: windows.changed.emit())

    @property
    def safekeeping(self) -> Safekeeping | None:
        """Who looks after the file, if it is a file."""
        return self.windows.safekeeping

    @safekeeping.setter
    def safekeeping(self, keeping: Safekeeping | None) -> None:
        self.windows.safekeeping = keeping

    def keep_safe(self) -> None:
        """Look after the file from now on: today's check and backup, and one before leaving."""
        self.windows.keep_safe()

    def watch_over(self) -> None:
        """Lock when nobody was there for a while, from now on; and record when the person goes."""
        self.windows.watch_over()

    @property
    def locking(self) -> Locking | None:
        """What covers every window while nobody is there."""
        presence = self.windows.presence
        return presence.locking if presence else None

    def put_aside(self) -> bool:
        """Keep what is typed on the page in front as a draft; tell whether nothing is lost."""
        front = self.page()
        return front is None or front.put_aside()

    def lock(self) -> None:
        """Cover every window until the same person gives their password."""
        if self.locking is not None:
            self.locking.lock()

    def open_address(self, address: str) -> None:
        """Close the windows, unless something is unsaved, and open another database."""
        self.windows.leave(lambda: self.elsewhere.emit(address))

    def sign_out(self) -> None:
        """Close the windows, unless something is unsaved, and show the sign-in."""
        self.windows.leave(lambda: self.signed_out.emit(False))

    def open_database(self) -> None:
        """Close the windows, unless something is unsaved, and show where to choose another."""
        self.windows.leave(lambda: self.signed_out.emit(True))

    def quit_program(self) -> None:
        """Close every window and the program, unless something is unsaved or still runs."""
        self.windows.leave(self.windows.close_all)

    def new_window(self) -> None:
        """Show this place in a window of its own."""
        here = self.history.here
        if here is not None:
            self.windows.open(here)

    def next_window(self) -> None:
        """Bring the window to the front that was used longest ago."""
        bring_to_front(self.windows.all()[-1])

    def is_in_front(self) -> bool:
        """Whether this is the window last used, which shows what belongs to no window."""
        return self.windows.front is self

    def show_help(self) -> None:
        """Open the help page of the screen in front."""
        from pccdesk.ui.help_window import show_help

        show_help(self.help_screen(), self)

    def help_screen(self) -> str:
        """Return the screen in front by which its help page is found."""
        page = self.page()
        here = self.history.here
        screens = (page.screen_in_front() if page else "", here.page if here else "")
        return next((each for each in screens if _has_page(each)), "home")

    def show_about(self) -> None:
        """Show the version, licence and notices."""
        self.navigate(Target("settings", tab="about"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close; the last window leaves the office, which takes what it takes."""
        windows = self.windows
        last = windows.all() == [self]
        if not last or windows.going or _computer_shuts_down():
            super().closeEvent(event)
            if event.isAccepted():
                windows.remove(self)
            return
        event.ignore()
        windows.leave(windows.close_all)
        if windows.going and windows.all():  # nothing was to be waited for
            event.accept()
            super().closeEvent(event)
            windows.remove(self)

    def changeEvent(self, event: QEvent) -> None:
        """Note that this window came to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.windows.put_first(self)

    def renew_rights(self) -> None:
        """Offer what the person may do now; the new menus list the open windows too."""
        super().renew_rights()
        self._list_windows()

    def _may_leave(self) -> bool:
        # Asked before the backup, and not once more after it.
        return self.windows.going or super()._may_leave()

    def _list_windows(self) -> None:
        self.menus.show_windows(
            [
                (each.windowTitle(), each is self, lambda each=each: bring_to_front(each))  # type: ignore[misc] # bound now
                for each in sorted(self.windows.all(), key=lambda each: each.number)
            ]
        )


def build_window(
    desk: Desk, actor: Actor, settings: WindowSettings, office: str = ""
) -> OfficeWindow:
    """Return the first window of a signed-in person, which has gone nowhere yet.

    It owns the list of windows, in which every further one is opened. `office` is the office's
    name where it is known already; else it is read here and now.
    """
    database = desk.database
    words = WindowWords(
        office or office_in_force(desk).name, database.name, encryption_words(database.url)
    )
    windows = Windows(
        desk, actor, settings, lambda context, windows: OfficeWindow(context, words, windows)
    )
    return windows.add()


def _computer_shuts_down() -> bool:
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()


def _has_page(screen: str) -> bool:
    from pccdesk.ui.help import page_of_screen

    return page_of_screen(screen) is not None
