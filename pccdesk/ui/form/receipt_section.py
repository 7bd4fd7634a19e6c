"""When and how the application came."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QComboBox

from pccdesk.domain.dates import from_london, to_london
from pccdesk.ui.form.section import Section, Wanted
from pccdesk.ui.form.time_field import TimeField
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.labels import label

CHANNELS = (
    ("paper", "Post"),
    ("hand", "By hand"),
    ("email", "E-mail"),
    ("website", "Website"),
    ("spreadsheet", "Spreadsheet"),
)
_NOON = 12


class ReceiptSection(Section):
    """Day, time and channel of receipt; empty day and time count as now."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("receipt", "Receipt")
        self._kept: datetime | None = None
        self._kept_typed: dict[str, Any] = {}
        self._channel = QComboBox()
        for code, words in CHANNELS:
            self._channel.addItem(words, code)
        self.add_row(
            Wanted("received_at", "Received on", DateField(today), optional=True),
            Wanted("received_time", "At", TimeField(), optional=True),
            Wanted("channel", "Came by", self._channel),
        )
        self.add(
            label(
                "Leave day and time empty if it came just now. A day without a time counts as "
                "noon.",
                "small",
                wrap=True,
            )
        )

    def received_at(self) -> datetime | None:
        """Return the instant of receipt, or None for the moment of saving."""
        if self._kept is not None and self.typed() | {"channel": ""} == self._kept_typed:
            return self._kept  # to the second, which the fields do not show
        day, at = self.value("received_at"), self.value("received_time")
        if day is None:
            return None
        return from_london(day, at.hour, at.minute) if at else from_london(day, _NOON)

    def channel(self) -> str:
        """Return how it came."""
        return str(self._channel.currentData())

    def show_receipt(self, received_at: datetime | None, channel: str) -> None:
        """Show when and how an application came, in UK time."""
        local = to_london(received_at) if received_at else None
        self.fields["received_at"].control.set_value(local.date() if local else None)  # type: ignore[attr-defined] # made above
        self.fields["received_time"].control.set_value(local.time() if local else None)  # type: ignore[attr-defined] # made above
        self._kept = received_at
        self._kept_typed = self.typed() | {"channel": ""}
        if self._channel.findData(channel) < 0:
            self._channel.addItem(channel, channel)
        self._channel.setCurrentIndex(self._channel.findData(channel))
