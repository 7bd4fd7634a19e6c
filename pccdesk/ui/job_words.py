"""What is said about a job: how far it is, how long it still takes, how it ended."""

from pccdesk.ui.jobs import Job, JobState

_MINUTE = 60
_SOON = 5
_ENDS = {
    JobState.RUNNING: "Running",
    JobState.DONE: "Done",
    JobState.FAILED: "Failed",
    JobState.CANCELLED: "Cancelled, and nothing of it was kept",
}


def how_far(job: Job[object]) -> str:
    """Return the count and the time left, such as “120 of 400, about 2 minutes left”."""
    if not job.total:
        return ""
    left = job.seconds_left()
    return f"{job.count:,} of {job.total:,}" + (f", {time_left(left)}" if left is not None else "")


def time_left(seconds: float) -> str:
    """Return a time still to wait in rough words: nobody is told a false second."""
    if seconds < _SOON:
        return "a few seconds left"
    if seconds < _MINUTE:
        return f"about {round(seconds / 5) * 5} seconds left"
    minutes = round(seconds / _MINUTE)
    return "about a minute left" if minutes == 1 else f"about {minutes:,} minutes left"


def how_it_stands(job: Job[object], now: float) -> str:
    """Return how a job stands or ended; `now` is `time.monotonic()`."""
    if job.state is JobState.RUNNING:
        stopping = "Stopping …" if job.wanted_to_stop else "Running"
        return f"{stopping} {how_far(job)}".strip()
    counted = f", {job.count:,} of {job.total:,}" if job.total else ""
    ended = f"{_ENDS[job.state]}{counted}. {_ago(now - job.ended)}"
    return f"{ended} {job.sentence}".strip() if job.state is JobState.FAILED else ended


def _ago(seconds: float) -> str:
    minutes = int(seconds // _MINUTE)
    if minutes < 1:
        return "Just now."
    if minutes < _MINUTE:
        return "1 minute ago." if minutes == 1 else f"{minutes} minutes ago."
    hours = minutes // _MINUTE
    return "1 hour ago." if hours == 1 else f"{hours} hours ago."
