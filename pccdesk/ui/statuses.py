"""Which tone each status is drawn in; the word always stands with it."""

from pccdesk.ui.palettes import Tone

_TONES = {
    "draft": Tone.NEUTRAL,
    "received": Tone.INFORMATION,
    "eligibility": Tone.INFORMATION,
    "assessment": Tone.PROGRESS,
    "recommended": Tone.PROGRESS,
    "approved": Tone.SUCCESS,
    "declined": Tone.ERROR,
    "deferred": Tone.WARNING,
    "ineligible": Tone.ERROR,
    "withdrawn": Tone.NEUTRAL,
    "offered": Tone.WARNING,
    "accepted": Tone.SUCCESS,
    "in_payment": Tone.SUCCESS,
    "complete": Tone.NEUTRAL,
    "lapsed": Tone.NEUTRAL,
    "due": Tone.INFORMATION,
    "prepared": Tone.PROGRESS,
    "exported": Tone.PROGRESS,
    "paid": Tone.SUCCESS,
    "held": Tone.WARNING,
    "failed": Tone.ERROR,
    "cancelled": Tone.NEUTRAL,
    "open": Tone.SUCCESS,
    "closed": Tone.NEUTRAL,
    "done": Tone.SUCCESS,
    "met": Tone.SUCCESS,
    "not_met": Tone.ERROR,
    "overridden": Tone.WARNING,
    "overdue": Tone.ERROR,
}


def tone_of(status: str) -> Tone:
    """Return the tone of a status's stable code; an unknown one is neutral."""
    return _TONES.get(str(status), Tone.NEUTRAL)
