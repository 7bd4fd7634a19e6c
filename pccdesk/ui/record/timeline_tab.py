"""What happened to the application: what, who, when; newest first."""

from pccdesk.queries.records import RecordView
from pccdesk.queries.timelines import TimelineEntry
from pccdesk.ui.palettes import Tone
from pccdesk.ui.record.record_tab import RecordTab, card
from pccdesk.ui.widgets.timeline import Event, Timeline

_TONES = {
    "application.approve": Tone.SUCCESS,
    "application.accept": Tone.SUCCESS,
    "application.complete": Tone.SUCCESS,
    "payment.paid": Tone.SUCCESS,
    "application.decline": Tone.ERROR,
    "application.find_ineligible": Tone.ERROR,
    "application.withdraw": Tone.WARNING,
    "application.defer": Tone.WARNING,
    "application.send_back": Tone.WARNING,
    "eligibility.override": Tone.WARNING,
}


class TimelineTab(RecordTab):
    """The record's audit entries in words."""

    def show_record(self, view: RecordView) -> None:
        """Show a record."""
        timeline = Timeline()
        timeline.set_events(tuple(_event(each) for each in view.timeline), self.context.today())
        self.show_cards([card("Timeline", timeline)])


def _event(entry: TimelineEntry) -> Event:
    tone = _TONES.get(entry.action, Tone.INFORMATION if entry.stage else Tone.NEUTRAL)
    return Event(entry.at, entry.what, entry.actor, entry.detail, tone)
