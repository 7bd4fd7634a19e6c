"""A record as somebody may see it."""

from __future__ import annotations

from pccdesk.domain.applications import Stage
from pccdesk.queries.records import RecordView, record
from tests import way
from tests.office import Office


def seen_by(office: Office, username: str, one: int) -> RecordView:
    """Return an application's record as somebody sees it."""
    actor = office.who(username)
    return office.desk.read(actor, record, one, actor)


def test_an_assessor_finds_nothing_of_anothers_marks_before_giving_own_ones(
    office: Office,
) -> None:
    one = office.bring_to(Stage.ASSESSMENT)
    way.assess(office, one, "assessor")
    per_cent = office.record(one).score_percent
    assert per_cent
    blind = seen_by(office, "everything", one)
    assert (blind.assessments, blind.assessments_hidden) == ((), 1)
    assert f"{per_cent}%" not in repr(blind.timeline)
    assert blind.application.score_percent is None
    for username in ("officer", "assessor"):
        seen = seen_by(office, username, one)
        assert seen.application.score_percent == per_cent
        assert f"Score now {per_cent}%" in [each.detail for each in seen.timeline]
    way.assess(office, one, "everything")
    assert len(seen_by(office, "everything", one).assessments) == 2
