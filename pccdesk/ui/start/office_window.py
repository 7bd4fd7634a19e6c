"""The main window of a signed-in person, wired to the open office."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from pccdesk.database.address import encryption_words
from pccdesk.domain.dates import format_instant
from pccdesk.domain.permissions import Actor
from pccdesk.queries.sign_in import LastSignIn, last_before
from pccdesk.services.desk import Desk
from pccdesk.services.offices import office_in_force
from pccdesk.services.sessions import end_quietly
from pccdesk.ui.context import Changes, Context, Target
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.lock_window import LockWindow
from pccdesk.ui.locking import Locking
from pccdesk.ui.main_window import MainWindow, WindowWords
from pccdesk.ui.messages import Messages
from pccdesk.ui.safekeeping import Safekeeping
from pccdesk.ui.watching import WATCH_MILLISECONDS, Watching
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.window_settings import WindowSettings

_LEAVING_SECONDS = 3.0


class OfficeWindow(MainWindow):
    """The frame with what belongs to the whole program: signing out, another database, help."""

    signed_out = Signal(bool)
    """True where another database is wanted, false where only another person signs in."""

    elsewhere = Signal(str)
    """The address of another database that is to be opened instead."""

    safekeeping: Safekeeping | None = None
    watching: Watching | None = None
    locking: Locking | None = None
    _set_aside = False

    def watch(self, every: int = WATCH_MILLISECONDS) -> None:
        """Show from now on what other officers change; `every` is in milliseconds."""
        self.watching = Watching(self.context, self)
        self.watching.begin(every)

    def keep_safe(self) -> None:
        """Look after the file from now on: today's check and backup, and one before closing."""
        self.safekeeping = Safekeeping(self.context, self)
        self.safekeeping.begin()

    def watch_over(self) -> None:
        """Lock when nobody was there for a while, from now on; and record when the person goes."""
        self.locking = Locking(self.context, self, self._give_way)
        self.locking.begin()
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_query(
            self,
            lambda: desk.read(actor, last_before, actor.user_id, actor.session),
            self._tell_last,
        )

    def lock(self) -> None:
        """Cover every window until the same person gives their password."""
        if self.locking is not None:
            self.locking.lock()

    def open_address(self, address: str) -> None:
        """Close this window, unless something is unsaved, and open another database."""
        self._go(lambda: self.elsewhere.emit(address))

    def sign_out(self) -> None:
        """Close this window, unless something is unsaved, and show the sign-in."""
        self._leave(elsewhere=False)

    def open_database(self) -> None:
        """Close this window, unless something is unsaved, and show where to choose another."""
        self._leave(elsewhere=True)

    def show_help(self) -> None:
        """Open the help page of the screen in front."""
        from pccdesk.ui.help_window import show_help

        here = self.history.here
        screens = (here.tab, here.page) if here is not None else ()
        show_help(next((each for each in screens if _has_page(each)), "home"), self)

    def show_about(self) -> None:
        """Show the version, licence and notices."""
        self.navigate(Target("settings", tab="about"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once what changed is in a backup; a computer that shuts down does not wait."""
        keeping = self.safekeeping
        if keeping is None or keeping.may_go or self._set_aside or _computer_shuts_down():
            super().closeEvent(event)
            if event.isAccepted() and self.watching is not None:
                self.watching.stop()
            if event.isAccepted():
                self._record_leaving()
            return
        event.ignore()
        self._go(self.close)

    def _tell_last(self, last: LastSignIn | None) -> None:
        if last is not None:
            words = f"Last signed in {format_instant(last.at)} at {last.workstation}"
            self.statusBar().addPermanentWidget(label(words, "small"))

    def _record_leaving(self) -> None:
        """Record the end of the session, but let no slow database keep the window open."""
        if self.locking is None:
            return
        self.locking.end()
        self.locking = None
        desk, actor = self.context.desk, self.context.actor
        leaving = Thread(target=lambda: end_quietly(desk, actor), daemon=True)
        leaving.start()
        leaving.join(_LEAVING_SECONDS)

    def _give_way(self) -> str:
        """Let somebody else sign in at the locked desk, or return why that would lose something.

        What is typed on a page is kept as a draft; a dialog cannot be, so it holds them back.
        """
        name = self.context.actor.full_name
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        if any(isinstance(each, QDialog) and not isinstance(each, LockWindow) for each in shown):
            return f"{name} has a dialog open with something in it. Only {name} can unlock."
        keepers = [keep for each in shown if callable(keep := getattr(each, "put_aside", None))]
        kept = [keep() for keep in keepers]  # all are kept, also after one that cannot be
        if not all(kept):
            return f"What {name} typed cannot be kept as a draft. Only {name} can unlock."
        self._set_aside = True
        self.signed_out.emit(False)
        return ""

    def put_aside(self) -> bool:
        """Keep what is typed on the page in front as a draft; tell whether nothing is lost."""
        front = self.page()
        return front is None or front.put_aside()

    def _leave(self, *, elsewhere: bool) -> None:
        self._go(lambda: self.signed_out.emit(elsewhere))

    def _go(self, then: Callable[[], object]) -> None:
        if not self._may_leave():
            return
        if self.safekeeping is None or self.safekeeping.may_go:
            then()
        else:
            self.safekeeping.leave(then)

    def _may_leave(self) -> bool:
        # Asked before the backup, and not once more after it.
        asked = self.safekeeping is not None and self.safekeeping.may_go
        return self._set_aside or asked or super()._may_leave()


def build_window(desk: Desk, actor: Actor, settings: WindowSettings) -> OfficeWindow:
    """Return the window of a signed-in person, on its first page."""
    made: list[OfficeWindow] = []

    def navigate(target: Target) -> None:
        made[0].navigate(target)

    context = Context(
        desk=desk,
        actor=actor,
        jobs=Jobs(),
        messages=Messages(),
        changes=Changes(),
        settings=settings,
        navigate=navigate,
        today=desk.today,
    )
    words = WindowWords(
        office_in_force(desk).name, desk.database.name, encryption_words(desk.database.url)
    )
    window = OfficeWindow(context, words)
    for each in (context.jobs, context.messages, context.changes):
        each.setParent(window)
    made.append(window)
    return window


def _computer_shuts_down() -> bool:
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()


def _has_page(screen: str) -> bool:
    from pccdesk.ui.help import page_of_screen

    return page_of_screen(screen) is not None
