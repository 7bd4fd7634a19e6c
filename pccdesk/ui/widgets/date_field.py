"""A day as an officer types it: `1/4/26`, `t`, `+7`; or from a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pccdesk.domain.dates import format_date, parse_date
from pccdesk.domain.errors import Refused
from pccdesk.ui import theme
from pccdesk.ui.widgets.calendar_popup import CalendarPopup
from pccdesk.ui.widgets.sign_line import SignLine


class DateField(SignLine):
    """A line for one day; on leaving it shows `1 April 2026`. Alt+Down opens the calendar."""

    changed = Signal()
    problem_found = Signal(str, bool)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setMaxLength(40)
        self.setFixedWidth(theme.scale().pixels(200))
        self.setToolTip("Type 1/4/26, t for today or +7 for a week from now. Alt+Down: calendar.")
        self.put_button_behind("calendar", "Choose from the calendar", self.open_calendar)
        self.textChanged.connect(lambda _: self.changed.emit())
        self.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        """Return the day, or None where nothing, or no day, was typed."""
        try:
            return parse_date(self.text(), self._today()) if self.text().strip() else None
        except Refused:
            return None

    def set_value(self, value: date | None) -> None:
        """Show a day; None empties the line."""
        self.setText("" if value is None else format_date(value))

    def problem(self) -> str:
        """Return what is wrong with what was typed, or nothing."""
        if not self.text().strip():
            return ""
        try:
            parse_date(self.text(), self._today())
        except Refused as refused:
            return refused.sentence
        return ""

    def open_calendar(self) -> None:
        """Open the calendar below the line, on the day typed or on today."""
        popup = CalendarPopup(self.value() or self._today(), self)
        popup.picked.connect(self._take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down, as combo boxes do."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def _take(self, day: date) -> None:
        self.set_value(day)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._tidy()

    def _tidy(self) -> None:
        value = self.value()
        if value is not None and self.text() != format_date(value):
            self.setText(format_date(value))
        self.problem_found.emit(self.problem(), False)
