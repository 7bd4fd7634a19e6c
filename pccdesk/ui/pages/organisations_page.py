"""All organisations that have applied."""

from types import MappingProxyType

from PySide6.QtWidgets import QPushButton

from pccdesk.domain.permissions import Permission
from pccdesk.queries.listing import Sort
from pccdesk.queries.lists import ORGANISATIONS
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.organisation_change import edit_organisation
from pccdesk.ui.itemmodels.list_source import DeskList
from pccdesk.ui.list_page import ListPage, open_on
from pccdesk.ui.lists import columns
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.record_list import RecordList


class OrganisationsPage(ListPage):
    """The list of organisations."""

    title = "Organisations"
    heading = "Organisations"
    shows = frozenset({"organisations", "applications"})
    asks = MappingProxyType({"new_record": Permission.RECORD_APPLICATIONS})

    def buttons(self) -> tuple[QPushButton, ...]:
        """Offer to add one, to those who record applications."""
        if not self.context.may(Permission.RECORD_APPLICATIONS):
            return ()
        return (push_button("Add an organisation …", icon="plus", clicked=self.new_record),)

    def new_record(self) -> None:
        """Add an organisation, and open its record."""
        self.dialog = edit_organisation(
            self.context,
            self,
            None,
            lambda number: self.context.navigate(Target("organisation", number)),
        )

    def made_list(self) -> RecordList:
        """Return the list of organisations."""
        may_record = self.context.may(Permission.RECORD_APPLICATIONS)
        made = RecordList(
            self.context,
            DeskList(self.context, ORGANISATIONS),
            columns.ORGANISATIONS,
            ListWords(
                "Organisations",
                "organisation",
                "organisations",
                "Filter by name, town, postcode or number",
                "No organisations yet",
                "An organisation is added with its first application.",
                "building-2",
                next_step="Record an application" if may_record else "",
                take_next_step=lambda: self.context.navigate(Target("application_form")),
            ),
            filters=(("kind", "Kind"), ("district", "District")),
            default_sort=(Sort("name"),),
            parent=self,
        )
        open_on(self.context, made, "organisation")
        return made
