"""What the window itself does for an officer: looks, text size, jobs, shortcuts, about."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from pccdesk import __version__
from pccdesk.ui import theme
from pccdesk.ui.dialogs.facts_dialog import FactsDialog
from pccdesk.ui.palettes import Mode

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pccdesk.ui.context import Context, Target
    from pccdesk.ui.menus import Menus
    from pccdesk.ui.search.recent import RecentRecords
    from pccdesk.ui.search.rows import Visited

_STEP, _SMALLEST, _LARGEST = 0.125, 0.875, 2.25


class WindowCommands:
    """Handlers of the window's own actions; mixed into the main window."""

    context: "Context"
    menus: "Menus"
    visited: "dict[Target, Visited]"
    recent: "RecentRecords"

    def look_like_system(self) -> None:
        """Follow the desktop's light or dark."""
        self._look(Mode.SYSTEM)

    def look_light(self) -> None:
        """Use the light palette."""
        self._look(Mode.LIGHT)

    def look_dark(self) -> None:
        """Use the dark palette."""
        self._look(Mode.DARK)

    def look_contrast(self) -> None:
        """Use the high-contrast palette."""
        self._look(Mode.CONTRAST)

    def larger_text(self) -> None:
        """Make all text an eighth larger, up to 225%."""
        self._resize_text(theme.scale().factor + _STEP)

    def smaller_text(self) -> None:
        """Make all text an eighth smaller, down to 87.5%."""
        self._resize_text(theme.scale().factor - _STEP)

    def usual_text(self) -> None:
        """Return to the usual text size."""
        self._resize_text(1.0)

    def show_jobs(self) -> None:
        """Show what runs and what ran, newest first."""
        from pccdesk.ui.dialogs.jobs_dialog import JobsDialog

        JobsDialog(self.context, self._widget()).show()

    def show_shortcuts(self) -> None:
        """List every shortcut, from the same data as the menus."""
        facts = [
            (action.text().replace("&", ""), ", ".join(k.toString() for k in action.shortcuts()))
            for action in self.menus.actions.values()
            if action.shortcuts()
        ]
        FactsDialog("Keyboard shortcuts", tuple(facts), self._widget()).exec()

    def search_everywhere(self) -> None:
        """Open the box that finds records and commands."""
        from pccdesk.ui.search.rows import commands_of
        from pccdesk.ui.search.search_palette import SearchPalette

        commands = commands_of(self.context, self.menus.actions | self.menus.show_offers())
        visited = tuple(self.visited.values())[::-1]
        SearchPalette(
            self.context,
            self._widget(),
            commands,
            visited,
            self.context.navigate,
            self.recent,
            self.visited.clear,
        ).open()

    def show_about(self) -> None:
        """Say which program this is."""
        facts = (
            ("Program", "PCCDesk, a grants desk for the office of a police and crime commissioner"),
            ("Version", __version__),
        )
        FactsDialog("About PCCDesk", facts, self._widget()).exec()

    def close_window(self) -> None:
        """Close the window, which asks about anything unsaved."""
        self._widget().close()

    def _look(self, mode: Mode) -> None:
        self.context.settings.keep("theme/mode", mode.value)
        self._apply(mode, theme.scale().factor)

    def _resize_text(self, factor: float) -> None:
        factor = min(_LARGEST, max(_SMALLEST, factor))
        self.context.settings.keep("theme/text", factor)
        self._apply(chosen_mode(self.context), factor)

    @staticmethod
    def _apply(mode: Mode, factor: float) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.change(app, mode, factor)

    def _widget(self) -> "QWidget":
        return self  # type: ignore[return-value] # always mixed into the main window


def chosen_mode(context: "Context") -> Mode:
    """Return the palette the officer chose, or the system's."""
    kept = str(context.settings.value("theme/mode", Mode.SYSTEM.value))
    return Mode(kept) if kept in set(Mode) else Mode.SYSTEM
