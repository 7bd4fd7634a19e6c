"""The main window of a signed-in person, wired to the open office."""

from PySide6.QtCore import Signal

from pccdesk.domain.permissions import Actor
from pccdesk.services.desk import Desk
from pccdesk.services.offices import office_in_force
from pccdesk.ui.context import Changes, Context, Target
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.main_window import MainWindow, WindowWords
from pccdesk.ui.messages import Messages
from pccdesk.ui.window_settings import WindowSettings


class OfficeWindow(MainWindow):
    """The frame with what belongs to the whole program: signing out, another database, help."""

    signed_out = Signal(bool)
    """True where another database is wanted, false where only another person signs in."""

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

    def _leave(self, *, elsewhere: bool) -> None:
        front = self.page()
        if front is None or front.can_leave():
            self.signed_out.emit(elsewhere)


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
    words = WindowWords(office_in_force(desk).name, desk.database.name)
    window = OfficeWindow(context, words)
    for each in (context.jobs, context.messages, context.changes):
        each.setParent(window)
    made.append(window)
    return window


def _has_page(screen: str) -> bool:
    from pccdesk.ui.help import page_of_screen

    return page_of_screen(screen) is not None
