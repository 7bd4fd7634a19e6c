"""All awards, from approval to completion."""

from pccdesk.queries.listing import Sort
from pccdesk.queries.lists import AWARDS
from pccdesk.ui.itemmodels.list_source import DeskList
from pccdesk.ui.list_page import ListPage, open_on
from pccdesk.ui.lists import columns
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.record_list import RecordList


class AwardsPage(ListPage):
    """The list of awards; a row opens its application."""

    title = "Awards"
    heading = "Awards"
    shows = frozenset({"applications", "payments"})

    def made_list(self) -> RecordList:
        """Return the list of awards."""
        made = RecordList(
            self.context,
            DeskList(self.context, AWARDS, opens="application_id"),
            columns.AWARDS,
            ListWords(
                "Awards",
                "award",
                "awards",
                "Filter by reference, organisation or purpose",
                "No awards yet",
                "An award appears here as soon as an application is approved.",
                "award",
            ),
            filters=(("stage", "Stage"), ("fund", "Fund"), ("year", "Year")),
            default_sort=(Sort("reference", descending=True),),
            parent=self,
        )
        open_on(self.context, made, "application", "payments")
        return made
