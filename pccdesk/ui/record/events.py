"""Audit entries as the events of a timeline."""

from collections.abc import Iterable
from datetime import date

from pccdesk.queries.timelines import TimelineEntry
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.timeline import Event, Timeline

_TONES = {
    "application.approve": Tone.SUCCESS,
    "application.accept": Tone.SUCCESS,
    "application.complete": Tone.SUCCESS,
    "payment.paid": Tone.SUCCESS,
    "bank_account.check": Tone.SUCCESS,
    "application.decline": Tone.ERROR,
    "application.find_ineligible": Tone.ERROR,
    "application.withdraw": Tone.WARNING,
    "application.defer": Tone.WARNING,
    "application.send_back": Tone.WARNING,
    "bank_account.record": Tone.WARNING,
    "eligibility.override": Tone.WARNING,
}


def timeline_of(entries: Iterable[TimelineEntry], today: date) -> Timeline:
    """Return a timeline of what happened, newest first."""
    made = Timeline()
    made.set_events(tuple(_event(each) for each in entries), today)
    return made


def _event(entry: TimelineEntry) -> Event:
    tone = _TONES.get(entry.action, Tone.INFORMATION if entry.stage else Tone.NEUTRAL)
    return Event(entry.at, entry.what, entry.actor, entry.detail, tone)
