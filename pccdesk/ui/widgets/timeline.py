"""What happened to a record: what, who, when; newest first, by day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.dates import format_date, to_london
from pccdesk.ui import theme
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.labels import label

_RAIL, _DOT = 22, 4.5


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `when` is UTC, `detail` what was changed or said."""

    when: datetime
    what: str
    who: str
    detail: str = ""
    tone: Tone = Tone.NEUTRAL


def day_heading(day: date, today: date) -> str:
    """Return `Today`, `Yesterday` or the day in words."""
    if day == today:
        return "Today"
    return "Yesterday" if day == today - timedelta(days=1) else format_date(day)


class Timeline(QWidget):
    """Events under a heading for each day, joined by a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Timeline")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_events(self, events: tuple[Event, ...], today: date) -> None:
        """Show events, newest first whatever their order."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        newest = sorted(events, key=lambda event: event.when, reverse=True)
        for day, group in groupby(newest, key=lambda event: to_london(event.when).date()):
            heading = label(day_heading(day, today), "small")
            heading.setContentsMargins(0, 8 if self._column.count() else 0, 0, 6)
            self._column.addWidget(heading)
            same_day = list(group)
            for place, event in enumerate(same_day):
                self._column.addWidget(_EventRow(event, last=place == len(same_day) - 1))
        self._column.addStretch(1)


class _EventRow(QWidget):
    def __init__(self, event: Event, *, last: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Rail(event.tone, last=last))
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 12)
        words.setSpacing(1)
        words.addWidget(label(event.what, "label", wrap=True))
        if event.detail:
            words.addWidget(label(event.detail, "body", wrap=True))
        words.addWidget(label(f"{event.who} · {to_london(event.when):%H:%M}", "small"))
        row.addLayout(words, 1)
        said = [event.what, event.detail, event.who, f"{to_london(event.when):%H:%M}"]
        self.setAccessibleName(", ".join(part for part in said if part))


class _Rail(QWidget):
    """The line down the left and the dot of one event."""

    def __init__(self, tone: Tone, *, last: bool) -> None:
        super().__init__()
        self._tone, self._last = tone, last
        self.setFixedWidth(theme.scale().pixels(_RAIL))
        self.setProperty("decoration", True)  # the words beside it say all that it shows

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is drawn each time
        now = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme.scale()
        middle = QPointF(self.width() / 2, scale.body * 0.72)
        if not self._last:
            painter.setPen(QColor(now.border))
            apart = scale.pixels(8)
            foot = QPointF(middle.x(), self.height() + middle.y() - apart)
            painter.drawLine(middle + QPointF(0, apart), foot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.tone(self._tone).edge))
        painter.drawEllipse(middle, _DOT * scale.factor, _DOT * scale.factor)
        painter.end()
