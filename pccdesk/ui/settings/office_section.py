"""The office's details as letters print them."""

from typing import TYPE_CHECKING

from pccdesk.domain.dates import format_date
from pccdesk.domain.permissions import Permission
from pccdesk.ui.dialogs.office_dialog import ChangeOffice, OfficeDialog
from pccdesk.ui.settings.section import Section, button_row, facts_of
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import Card

if TYPE_CHECKING:
    from pccdesk.queries.offices import OfficeRow


class OfficeSection(Section):
    """What is in force today, and a way to change it from a day on."""

    title = "Office"

    def build(self) -> None:
        """Make the card."""
        self._row: OfficeRow | None = None
        self.facts = facts_of()
        card = Card("As letters print it")
        card.add(self.facts)
        self.change = push_button("Change details", icon="pencil", clicked=self.open_dialog)
        self.change.setEnabled(False)
        card.add(button_row(self.change))
        self.allow(card, (self.change,), Permission.MANAGE_OFFICE)
        self.cards.add(card)

    def load(self) -> None:
        """Read the details in force today."""
        from pccdesk.services.offices import office_in_force

        desk = self.context.desk
        self.context.jobs.run_query(self, lambda: office_in_force(desk), self._show, key="office")

    def open_dialog(self) -> None:
        """Ask for the new details."""
        if self._row is None:
            return
        dialog = OfficeDialog(self._row, self.context.today, self)
        dialog.submitted.connect(lambda command: self._save(dialog, command))
        dialog.open()

    def _save(self, dialog: OfficeDialog, command: ChangeOffice) -> None:
        from pccdesk.services.offices import change_office

        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Change the office’s details",
            lambda _progress: change_office(desk, actor, command.office, command.valid_from),
            lambda _: self._saved(dialog, command),
            touches=("office",),
            failed=dialog.show_error,
        )

    def _saved(self, dialog: OfficeDialog, command: ChangeOffice) -> None:
        dialog.accept()
        self.load()
        since = format_date(command.valid_from)
        self.context.messages.success(f"The office’s details are saved, valid from {since}.")

    def _show(self, row: "OfficeRow") -> None:
        self._row = row
        self.facts.set_facts(
            (
                ("Name", row.name),
                ("Address", "\n".join((*row.address, row.postcode))),
                ("Telephone", row.phone),
                ("E-mail", row.email),
                ("Website", row.website),
                ("Area", row.area_name),
                (
                    "Letters signed by",
                    "\n".join(filter(None, (row.signatory_name, row.signatory_title))),
                ),
                ("360Giving prefix", row.publisher_prefix),
                ("Valid from", _since(row)),
            )
        )
        self.change.setEnabled(self.context.may(Permission.MANAGE_OFFICE))


def _since(row: "OfficeRow") -> str:
    from datetime import date

    first = row.valid_from <= date(2000, 1, 1)
    return "Since the office was set up" if first else format_date(row.valid_from)
