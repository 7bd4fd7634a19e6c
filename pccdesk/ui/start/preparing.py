"""What is loaded and drawn behind the sign-in, so that the window stands at once after it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from pccdesk.ui.jobs import Steps
    from pccdesk.ui.start.first_frame import FirstFrame
    from pccdesk.ui.start.opening import OpenOffice

_SHOWN = 50
"""Milliseconds until a step that was put in front is surely painted."""


class Preparing:
    """Works for a start window while the officer reads and types, after what they wait for.

    Set `office` to the office that is open, None where there is none; `is_opening` while one is
    opened, which goes first.
    """

    def __init__(self, window: "FirstFrame") -> None:
        self._window = window
        self.office: OpenOffice | None = None
        self.is_opening = False
        window.after_first_frame(self._warm_up)

    def opened(self) -> None:
        """Go on, as an office was opened, or could not be."""
        self.is_opening = False
        QTimer.singleShot(_SHOWN, self._window, self._go_on)

    def _warm_up(self) -> None:
        from pccdesk.ui.start import opening

        self._window.jobs.run_query(self._window, opening.warm_up, lambda _: self._go_on())

    def _go_on(self) -> None:
        if self.is_opening:
            return
        from pccdesk.ui.start import opening

        office = self.office
        desk = office.desk if office else None
        self._window.jobs.run_query(
            self._window,
            lambda: opening.prepare_entry(desk),
            lambda _: self._draw(office),
            failed=lambda _error: None,  # signing in meets it again, and tells
        )

    def _draw(self, office: "OpenOffice | None") -> "Steps | None":
        if office is not None and self.office is not office:
            office.desk.database.close()  # left meanwhile: what was read opened it again
            return None
        from pccdesk.ui.ahead import prepare_window

        return prepare_window()
