"""How a job that ended is told: how far it came, and whether anything of it is kept."""

import pytest
from PySide6.QtCore import QObject

from pccdesk.ui.job_words import how_it_stands
from pccdesk.ui.jobs import Job, JobState


@pytest.mark.parametrize(
    ("state", "count", "total", "stopped", "said"),
    [
        (JobState.DONE, 400, 400, False, "Done, 400 of 400. Just now."),
        (JobState.DONE, 4_999, 5_002, False, "Done. Just now."),
        (JobState.DONE, 12, 30, True, "Done as far as 12 of 30, then cancelled. Just now."),
        (JobState.DONE, 0, 0, False, "Done. Just now."),
        (
            JobState.CANCELLED,
            4_000,
            5_000,
            True,
            "Cancelled at 4,000 of 5,000. Just now. Nothing of it was kept.",
        ),
        (JobState.FAILED, 3, 9, False, "Failed at 3 of 9. Just now. The disk is full."),
    ],
)
def test_an_ended_job_says_how_far_it_came(
    state: JobState, count: int, total: int, said: str, *, stopped: bool
) -> None:
    sentence = "The disk is full." if state is JobState.FAILED else ""
    job: Job[object] = Job("Export", QObject(), lambda _done: None, None)
    job.state, job.count, job.total, job.sentence = state, count, total, sentence
    job.wanted_to_stop = stopped
    assert how_it_stands(job, job.ended) == said
