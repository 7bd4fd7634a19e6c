"""What the audit log of an older office remembers of who took part, kept by migration 0008."""

from __future__ import annotations

from importlib import import_module

from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.models.decisions import PastPart
from tests import way
from tests.office import Office
from tests.services.test_undoing import undo_last


def test_overrides_and_assessments_undone_are_found_in_the_log(shared_office: Office) -> None:
    migration = import_module("pccdesk.database.migrations.versions.0008_past_parts")
    one = shared_office.bring_to(Stage.ELIGIBILITY)
    two = shared_office.bring_to(Stage.ASSESSMENT)
    way.fail_a_criterion(shared_office, one)
    way.settle_criteria(shared_office, one)
    way.assess(shared_office, two, "assessor")
    undo_last(shared_office, "assessor", two)
    officer = shared_office.who("officer").user_id
    assessor = shared_office.who("assessor").user_id
    with shared_office.desk.database.reading() as connection:
        found = {pair for pair in migration.past_parts(connection) if pair[0] in {one, two}}
        kept = {tuple(row) for row in connection.execute(select(PastPart.__table__))}
    assert found == {(one, officer), (two, assessor)}
    assert (two, assessor) in kept
