"""An application can be brought to every stage through the services, on both databases."""

from __future__ import annotations

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.services.verification import verify
from tests.office import CAF_ROUND, RRF_ROUND, Office


@pytest.mark.parametrize("round_code", [CAF_ROUND, RRF_ROUND])
def test_an_application_reaches_every_stage_and_the_records_stay_whole(
    office: Office, round_code: str
) -> None:
    for stage in Stage:
        application_id = office.bring_to(stage, round_code=round_code)
        assert office.stage(application_id) is stage
    found = verify(office.desk)
    assert found.sound, found.faults
    assert found.batches == 1
