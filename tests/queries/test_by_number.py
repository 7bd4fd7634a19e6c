"""Rows by their numbers, however many are asked for: a whole list may be chosen at once."""

from __future__ import annotations

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import Refused
from pccdesk.queries.letters import letters_due
from pccdesk.queries.payments import payments_by_id
from pccdesk.services import batches
from tests.office import Office

MANY = tuple(range(1, 300_000))
"""More values than either database takes in a statement."""


def test_a_whole_long_list_can_be_chosen_at_once(office: Office) -> None:
    number = office.bring_to(Stage.ACCEPTED)
    found = office.desk.read(office.who("finance"), payments_by_id, MANY)
    assert found
    assert all(each.application_id == number for each in found)
    assert len(office.desk.read(office.who("officer"), letters_due, MANY)) == 1
    with pytest.raises(Refused, match="of the chosen payments cannot be sent"):
        batches.prepare_batch(office.desk, office.who("finance"), MANY)
