"""Change the office's details from a day on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pccdesk.domain.errors import FieldProblem
from pccdesk.ui.dialogs.entry_dialog import EntryDialog
from pccdesk.ui.dialogs.office_fields import add_office_fields, office_form
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.text_fields import line_edit

if TYPE_CHECKING:
    from pccdesk.queries.offices import OfficeRow
    from pccdesk.services.offices import OfficeForm


@dataclass(frozen=True, slots=True)
class ChangeOffice:
    """The office's details, and the day from which letters print them."""

    office: "OfficeForm"
    valid_from: date


class OfficeDialog(EntryDialog):
    """Asks for the office's details; returns `ChangeOffice`."""

    def __init__(
        self, present: "OfficeRow", today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Change the office’s details",
            "Save details",
            "Letters of an earlier day keep the earlier details.",
            parent,
        )
        add_office_fields(self.form)
        self.form.add_section("From when")
        self.form.add(
            "valid_from", "Valid from", DateField(today), hint="The first day that counts"
        )
        self.form.add_section("Published data")
        self.form.add(
            "publisher_prefix",
            "360Giving prefix",
            line_edit(width=240, longest=60),
            hint="Given by 360Giving when the office registers",
            optional=True,
        )
        values = {name: getattr(present, name) for name in self.form.names()}
        self.form.set_values(
            values | {"address": "\n".join(present.address), "valid_from": today()}
        )

    def command(self) -> ChangeOffice:
        """Return what was typed."""
        values = self.form.values()
        return ChangeOffice(office_form(values), values["valid_from"])

    def problems(self) -> tuple[FieldProblem, ...]:
        """Return what must be mended."""
        from pccdesk.services.offices import office_problems

        values = self.form.values()
        found = office_problems(office_form(values))
        if values["valid_from"] is None:
            found += (FieldProblem("valid_from", "Enter the day from which this counts."),)
        return found
