"""What happened to the application: what, who, when; newest first."""

from pccdesk.queries.records import RecordView
from pccdesk.ui.record.events import timeline_of
from pccdesk.ui.record.record_tab import RecordTab, card


class TimelineTab(RecordTab):
    """The record's audit entries in words."""

    def show_record(self, view: RecordView) -> None:
        """Show a record."""
        timeline = timeline_of(view.timeline, self.context.today())
        self.show_cards([card("Timeline", timeline)])
