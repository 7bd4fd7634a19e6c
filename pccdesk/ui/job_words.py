"""What is said about a job: how far it is, how long it still takes, how it ended."""

import time

from pccdesk.domain import progress
from pccdesk.ui.jobs import Job, JobState

_MINUTE = 60
_ENDS = {
    JobState.RUNNING: "Running",
    JobState.DONE: "Done",
    JobState.FAILED: "Failed",
    JobState.CANCELLED: "Cancelled",
}


def how_far(job: Job[object]) -> str:
    """Return the count and the time left, such as “120 of 400, about 2 minutes left”."""
    return progress.how_far(job.count, job.total, time.monotonic() - job.started)


def how_it_stands(job: Job[object], now: float) -> str:
    """Return how a job stands or ended; `now` is `time.monotonic()`."""
    if job.state is JobState.RUNNING:
        stopping = "Stopping …" if job.wanted_to_stop else "Running"
        far = how_far(job)
        return f"{stopping}: {far}" if far else stopping
    ended = f"{_ENDS[job.state]}{_reached(job)}. {_ago(now - job.ended)}"
    if job.state is JobState.CANCELLED:
        return f"{ended} Nothing of it was kept."
    return f"{ended} {job.sentence}".strip() if job.state is JobState.FAILED else ended


def _reached(job: Job[object]) -> str:
    """Return how far a job came; a done one is told whole, for its last step need tell nothing."""
    counted = f"{job.count:,} of {job.total:,}"
    if not job.total:
        return ""
    if job.state is not JobState.DONE:
        return f" at {counted}"
    if job.wanted_to_stop and job.count < job.total:
        return f" as far as {counted}, then cancelled"
    return f", {counted}" if job.count == job.total else ""


def _ago(seconds: float) -> str:
    minutes = int(seconds // _MINUTE)
    if minutes < 1:
        return "Just now."
    if minutes < _MINUTE:
        return "1 minute ago." if minutes == 1 else f"{minutes} minutes ago."
    hours = minutes // _MINUTE
    return "1 hour ago." if hours == 1 else f"{hours} hours ago."
