"""A month to pick a day from, in the program's own colours and size of text."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from pccdesk.ui import icons, theme

_WEEKS, _DAYS = 6, 7
_ACROSS, _DOWN = 46, 30
"""Pixels of a day at the usual size of text."""
_TURNS = {
    "qt_calendar_prevmonth": ("chevron-left", "Month before"),
    "qt_calendar_nextmonth": ("chevron-right", "Next month"),
}


class CalendarPopup(QWidget):
    """Enter or a click picks, Esc leaves; days of the months beside are quieter."""

    picked = Signal(object)

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName("Calendar")
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        column.addWidget(self.calendar)
        self._dress()
        self.calendar.setFocus()

    def _dress(self) -> None:
        """Take our arrows for Qt's black ones, no red for weekends, and room for every week."""
        for part, (icon, name) in _TURNS.items():
            button = self.calendar.findChild(QToolButton, part)
            if button is not None:
                icons.put(button, icon, "on_selection")
                button.setAccessibleName(name)
        ends = _format(theme.colours().text)
        for end in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(end, ends)
        scale = theme.scale()
        rows = _WEEKS + 2  # and the days' names, and the month
        self.calendar.setMinimumSize(scale.pixels(_ACROSS) * _DAYS, scale.pixels(_DOWN) * rows)

    def _pick(self, chosen: QDate) -> None:
        self.picked.emit(date(chosen.year(), chosen.month(), chosen.day()))
        self.close()


def _format(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    return made
